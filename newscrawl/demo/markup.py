"""What the press's pages are made of: templates, blocks of text, dates in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from newscrawl.demo.stories import Block

Writer = Callable[[str], str]

MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}


def month(day: datetime, language: str) -> str:
    """Return the month's name as `language` writes it in a date."""
    return MONTHS[language].split()[day.month - 1]


@cache
def _template(name: str) -> Template:
    return Template(files("newscrawl.demo").joinpath("pages", name).read_text("utf-8"))


def page(name: str, **values: str) -> bytes:
    """Return `pages/NAME` filled in; the values are markup already."""
    return _template(name).substitute(values).encode()


def plain_page(title: str, text: str) -> bytes:
    """Return a page that is neither article nor list: imprint, about us."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body><h1>{title}</h1><p>{text}</p></body></html>"
    ).encode()


def attributes(text: str) -> str:
    """Return `text` escaped for text and attributes."""
    return escape(text, quote=True)


def write_blocks(blocks: Iterable[Block], own: Mapping[str, Writer]) -> list[str]:
    """Return the markup of each block; `own` writes a site's own kinds or the common ones otherwise."""
    writers = {**_COMMON, **own}
    return [writers[block.kind](block.text) for block in blocks]


def _list(text: str) -> str:
    return "<ul>" + "".join(f"<li>{escape(item, False)}</li>" for item in text.splitlines()) + "</ul>"


_COMMON: dict[str, Writer] = {
    "p": lambda text: f"<p>{escape(text, False)}</p>",
    "h2": lambda text: f"<h2>{escape(text, False)}</h2>",
    "quote": lambda text: f"<blockquote><p>{escape(text, False)}</p></blockquote>",
    "list": _list,
}


def json_ld(data: Any) -> str:
    """Return `data` as a JSON-LD script element."""
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def links(pairs: Iterable[tuple[str, str]], before: str = "<li>", after: str = "</li>") -> str:
    """Return (address, words) pairs as links, each between `before` and `after`."""
    return "\n".join(
        f'{before}<a href="{attributes(url)}">{escape(words)}</a>{after}' for url, words in pairs
    )
