"""The next page of a list: by its mark, its number or its words."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree

from newscrawl.discover.addresses import absolute
from newscrawl.discover.dates import date_in_address
from newscrawl.discover.links import Link
from newscrawl.extract.wordlists import words_of

_NAMES = "page|paged|seite|pagina|página|strana|stranka|stranica|sida|side|sivu|sayfa|halaman|trang|pg|p"
_IN_PATH = re.compile(rf"/(?:{_NAMES})[/_-]?(?P<number>\d{{1,5}})(?:/|\.html?)?(?=$|\?)", re.I)
_IN_QUERY = re.compile(rf"(?P<mark>[?&])(?:{_NAMES})=(?P<number>\d{{1,5}})(?:&|$)", re.I)
# A bare number after a word (/latest/2/), which in a dated address is a day (/2024/may/23/).
_BARE = re.compile(r"(?<=[^\W\d])/(?P<number>\d{1,3})/?(?=$|\?)")
_ARROWS = " \t\n\xa0«»‹›<>→⟶➔…·|.:"


class Numbered(NamedTuple):
    """An address without its page number, and that number (1 where none stands)."""

    stem: str
    number: int


def numbered(url: str) -> Numbered:
    """Take the page number out of an address: /page/3, /p3, ?page=3, /latest/3/."""
    patterns = (_IN_PATH, _IN_QUERY) if date_in_address(url) else (_IN_PATH, _IN_QUERY, _BARE)
    for pattern in patterns:
        if found := pattern.search(url):
            kept = found["mark"] if pattern is _IN_QUERY else "/"
            return Numbered(
                (url[: found.start()] + kept + url[found.end() :]).rstrip("?&/"), int(found["number"])
            )
    return Numbered(url.rstrip("?&/"), 1)


def next_page(
    root: etree._Element, url: str, base: str, links: list[Link], articles: Collection[str]
) -> str | None:
    """Return the address of the page after `url`, or None; never one of `articles`."""
    following = _by_mark(root, base) or _by_number(url, links) or _by_words(url, links, articles)
    return following if following != url else None


def page_after(url: str, template: str) -> str:
    """Return the page after `url` of a site that numbers by `template`: "p{N}", "page/{N}/", "?page={N}"."""
    stem, number = numbered(url)
    following = template.replace("{N}", str(number + 1))
    if template[:1] in "?&":
        return f"{stem}{'&' if '?' in stem else '?'}{following[1:]}"
    return urljoin(stem + "/", following)


def _by_mark(root: etree._Element, base: str) -> str | None:
    for element in root.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split() and (
            url := absolute(element.get("href"), base)
        ):
            return url
    return None


def _by_number(url: str, links: list[Link]) -> str | None:
    here = numbered(url)
    wanted = Numbered(here.stem, here.number + 1)
    return next((link.url for link in links if numbered(link.url) == wanted), None)


def _by_words(url: str, links: list[Link], articles: Collection[str]) -> str | None:
    """Find a link of this list that says "next" or "older": such words lead to articles too ("weiter")."""
    words = frozenset(words_of("paging", "next"))
    stem, path = numbered(url).stem, urlsplit(url).path
    for link in links:
        if link.url not in articles and _says_next(link, words):
            same_list = numbered(link.url).stem == stem or urlsplit(link.url).path == path
            if same_list and link.url != url:
                return link.url
    return None


def _says_next(link: Link, words: frozenset[str]) -> bool:
    labels = [
        link.text,
        *(place.get(name) or "" for place in link.places[:3] for name in ("title", "aria-label")),
    ]
    return any(label.strip(_ARROWS).lower() in words for label in labels if label)
