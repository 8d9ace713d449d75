"""The article's HTML where a page has it only as a string in a script, which is to build the page from it."""

from __future__ import annotations

import json
import re

from newscrawl.extract.fields import Fields
from newscrawl.extract.page import Page

MAX_TEXT = 3_000_000  # characters of scripts read in all
MAX_STRINGS = 2_000
MAX_TOLD = 1_000  # characters of headline and description whose words are looked for
LEAST = 300  # characters; shorter strings hold no article
DEPTH = 3  # strings in strings: JSON in a script's call, HTML in the JSON
_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"', re.DOTALL)
_PARAGRAPH = re.compile(r"(?:<|\\{1,8}u003c)p(?=[\s>\\])", re.IGNORECASE)
_WORD = re.compile(r"\w{2,}")


def html_in_scripts(page: Page, fields: Fields) -> str | None:
    """Return the longest run of paragraphs in the page's scripts that speaks of what the headline does."""
    told = f"{fields.headline or ''} {fields.description or ''}"[:MAX_TOLD]
    words = set(_WORD.findall(told.lower()))
    found: list[str] = []
    left = MAX_TEXT
    for script in page.heads["script"] if words else ():
        text = script.text or ""
        if LEAST < len(text) <= left and _PARAGRAPH.search(text):
            left -= len(text)
            found += _html_in(text, DEPTH)
    return max((html for html in found if _speaks_of(html, words)), key=len, default=None)


def _html_in(text: str, depth: int) -> list[str]:
    """Return the strings of HTML in a text of JavaScript or JSON; of strings in strings the inner ones."""
    found: list[str] = []
    for raw in _strings_in(text):
        string = _decoded(raw)
        count = len(_PARAGRAPH.findall(string))
        inner = _html_in(string, depth - 1) if depth > 1 and count else []
        if any(2 * len(_PARAGRAPH.findall(html)) >= count for html in inner):
            found += inner
        elif "<p" in string and (count > 1 or len(string) > 2 * LEAST):
            found.append(string[string.index("<") :])
    return found


def _strings_in(text: str) -> list[str]:
    """Return the long strings with paragraphs in them, reading the text once."""
    found: list[str] = []
    start = text.find('"')
    while start >= 0 and len(found) < MAX_STRINGS:
        match = _STRING.match(text, start)
        if match is None:
            break
        if match.end() - start > LEAST and _PARAGRAPH.search(match[1]):
            found.append(match[1])
        start = text.find('"', match.end())
    return found


def _decoded(raw: str) -> str:
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except ValueError:
        return ""


def _speaks_of(html: str, words: set[str]) -> bool:
    """Whether a third of the headline's and description's words stand in it."""
    text = html.lower()
    return 3 * sum(word in text for word in words) >= len(words)
