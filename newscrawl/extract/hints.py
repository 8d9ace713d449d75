"""What class names, ids and tags say of a part of a page, in the habits of many templates."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

_STEM = 6
MAX_NAMES = 300  # characters of class names and id
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_VARIANT = re.compile(r"\S*:\S*")  # "print:hidden": when a style holds, not what the part is
_TAXONOMY = re.compile(
    r"(?<!\S)(?:tag|category|post_tag|cat|author|tax|topic)-\S+"
)  # WordPress, of the post itself
_STYLED = re.compile(r"(?<!\S)has-\S+")  # WordPress, of colours and sizes: "has-medium-font-size"
_WORD = re.compile(r"[a-z]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none")
_TAGS = {
    "aside": "sidebar", "nav": "navigation", "footer": "footer", "figure": "caption", "figcaption": "caption",
    "form": "form", "address": "author", "caption": "caption", "header": "header", "menu": "navigation",
    "dialog": "notice", "summary": "notice",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hints:
    """What an element's names say: `against` is the sort of by-work or None, `for_text` the article's text.

    `is_body` is itemprop=articleBody, the page's own word for it.
    """

    against: str | None = None
    for_text: bool = False
    is_body: bool = False

    def beside(self, special: str | None, style: str | None, hidden: bool) -> Hints:
        """Return these hints with what itemprop, style and hidden add."""
        found = self
        word = special.strip().lower() if special else ""
        if word in ("articlebody", "text", "reviewbody", "article"):
            found = replace(found, for_text=True, is_body=word != "article")
        if hidden or (style and _HIDDEN_STYLE.search(style)):
            found = replace(found, against="hidden")
        return found


_NONE = Hints()


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    """Return (word or two words -> sort, six letters -> sort) of the data file."""
    table = tomllib.loads(files("newscrawl.extract").joinpath("class_names.toml").read_text("utf-8"))
    words = {word: sort for sort, names in table.items() for word in names.get("words", ())}
    stems = {stem: sort for sort, names in table.items() for stem in names.get("stems", ())}
    return words, stems


def hints_of(names: str | None, key: str | None, tag: str = "div") -> Hints:
    """Return the hints of an element's class names and id."""
    return _hints_of(f"{names or ''} {key or ''}"[:MAX_NAMES], tag)


@lru_cache(maxsize=20_000)
def _hints_of(text: str, tag: str) -> Hints:
    against = _TAGS.get(tag)
    if tag in ("html", "body"):
        return _NONE
    if ":" in text:
        text = _VARIANT.sub("", text)
    if "post" in text:
        text = _TAXONOMY.sub("", text)
    if "has-" in text:
        text = _STYLED.sub("", text)
    words = _WORD.findall(_CAMEL.sub("-", text).lower())
    for_text, worded = _sorts_of(words)
    against = worded or against
    return Hints(against=against, for_text=for_text) if against or for_text else _NONE


def _sorts_of(words: list[str]) -> tuple[bool, str | None]:
    known, stems = _names()
    for_text, against, before = False, None, ""
    for word in words:
        sort = known.get(f"{before} {word}") or known.get(word) or stems.get(word[:_STEM])
        if sort == "text":
            for_text = True
        elif sort is not None and sort != "nothing" and against is None:
            against = sort
        before = word
    return for_text, against
