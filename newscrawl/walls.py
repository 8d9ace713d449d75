"""Walls: what a site answers to one whom it does not let in.  Told apart, never climbed.

A page is an article until it is surely none: many outlets load a challenge's
script on every page, and some write about them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MOST = 64 * 1024  # bytes of a challenge's page: the largest seen have 30 kB
_TEXT = 1500  # characters of text in one: Sucuri's block has the most, some 700
_BARE = 200  # and where a script alone speaks for one
_OF_ONE_PAGE = frozenset((401, 402, 407, 451))
_ARTICLE = (b"application/ld+json", b"og:title", b"og:type")  # no challenge describes an article
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|script|iframe|title)\b")
_OTHER = re.compile(rb"\s*+(?:\xef\xbb\xbf\s*+)?(?:<\?xml|<rss|<feed|<urlset|<sitemapindex|[\[{])")
# An unclosed one goes on to the end: what a hostile page holds is passed over once.
_MARKUP = re.compile(r"<(script|style|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*(?:>|\Z)", re.DOTALL)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Wall:
    """Why a page was refused; `challenge` when some service's own answer says so, not its status alone."""

    reason: str
    status: int
    challenge: bool = False

    @property
    def lasting(self) -> bool:
        """Tell whether it is about this page, not about us: asking again would not help."""
        return not self.challenge and self.status in _OF_ONE_PAGE


@dataclass(frozen=True, slots=True)
class _Kind:
    """One service's wall: see walls.toml."""

    reason: str
    header: tuple[str, str] | None
    marks: tuple[tuple[str, ...], ...]
    scripts: tuple[str, ...]


def wall_of(status: int, header: Callable[[str], str | None], body: bytes) -> Wall | None:
    """Return the wall that an answer is, None for a page, a feed, or a fault of another kind.

    `header` returns an answer's header by its name, None when it is missing; `body` is decompressed.
    """
    said = _statuses().get(status)
    kind = _by_header(header) or _by_page(body)
    if kind:
        return Wall(f"HTTP {status}, {kind}", status, challenge=True)
    return Wall(f"HTTP {status}, {said}", status) if said else None


def _by_header(header: Callable[[str], str | None]) -> str | None:
    for name, kinds in _headers().items():
        value = header(name)
        if value is not None and (reason := kinds.get(value.strip().lower())):
            return reason
    return None


def _by_page(body: bytes) -> str | None:
    """Tell a challenge's page by what is in it."""
    if len(body) > MOST:
        return None
    lower = body.lower()
    if any(mark in lower for mark in _ARTICLE) or _OTHER.match(lower) or not _HTML.search(lower):
        return None
    page = lower.decode("utf-8", "replace")
    reason, bare = _marked(page)
    return reason if reason and text_length(page) <= (_BARE if bare else _TEXT) else None


def _marked(page: str) -> tuple[str | None, bool]:
    """Return the kind whose marks are in a page, and whether it was only a script."""
    for kind in _kinds():
        if any(all(mark in page for mark in alternative) for alternative in kind.marks):
            return kind.reason, False
    for kind in _kinds():
        if any(script in page for script in kind.scripts):
            return kind.reason, True
    return None, False


def text_length(page: str) -> int:
    """Return how many characters of a page in lower case a reader would see, roughly."""
    return len(_SPACE.sub(" ", _MARKUP.sub(" ", page)).strip())


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(files("newscrawl").joinpath("walls.toml").read_text("utf-8"))


@cache
def _statuses() -> dict[int, str]:
    return {int(status): reason for status, reason in _table()["statuses"].items()}  # type: ignore[attr-defined]


@cache
def _kinds() -> tuple[_Kind, ...]:
    told: list[dict[str, list[str] | list[list[str]] | str]] = _table()["wall"]  # type: ignore[assignment]
    return tuple(
        _Kind(
            reason=str(kind["reason"]),
            header=tuple(kind["header"]) if "header" in kind else None,  # type: ignore[arg-type]
            marks=tuple(tuple(marks) for marks in kind.get("marks", [])),
            scripts=tuple(kind.get("scripts", [])),  # type: ignore[arg-type]
        )
        for kind in told
    )


@cache
def _headers() -> dict[str, dict[str, str]]:
    """Return {header: {value: reason}}."""
    found: dict[str, dict[str, str]] = {}
    for kind in _kinds():
        if kind.header:
            found.setdefault(kind.header[0], {})[kind.header[1]] = kind.reason
    return found
