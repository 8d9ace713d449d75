"""The shapes that a page's text is read in: blocks of it, and the boxes that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from newscrawl.extract.hints import Hints, hints_of

Part = str | tuple[str, str | None]  # text, or (mark, href): "a", "/a", "strong", "/strong", "em", "/em"


class Box:
    """A block-level element: what it is called, what holds it, what stands in it."""

    __slots__ = (
        "_around",
        "_hints",
        "blocks",
        "depth",
        "element",
        "first",
        "good",
        "junk",
        "last",
        "parent",
        "raw",
        "reason",
        "tag",
    )

    def __init__(self, element: _Element, tag: str, parent: Box | None, first: int) -> None:
        self.element, self.tag, self.parent = element, tag, parent
        self._hints: Hints | None = None
        self.depth: int = parent.depth + 1 if parent else 0
        self.raw = self.good = self.junk = 0.0  # sums over the blocks inside; see body_score.py
        self.blocks = 0
        self.first = self.last = first  # the blocks inside are those from first to before last
        self.reason: str | None = None
        self._around: dict[str, Box] = parent._around if parent else {}
        if parent is not None and parent.tag in _KEPT_TRACK_OF:
            self._around = {**self._around, _KEPT_TRACK_OF[parent.tag]: parent}

    @property
    def hints(self) -> Hints:
        """What its names say; read when first asked for, as few boxes inside by-work ever are."""
        if self._hints is None:
            self._hints = _hints(self.element) if self.parent else hints_of(None, None)
        return self._hints

    def nearest(self, kind: str) -> Box | None:
        """Return the innermost list, item, quote, table, row or cell that this is or stands in."""
        # A box never refers to itself: a page's boxes, and its tree, are freed without the cycle collector.
        return self if _KEPT_TRACK_OF.get(self.tag) == kind else self._around.get(kind)

    def ancestry(self) -> Iterator[Box]:
        """Yield this box and what holds it, outwards."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


_KEPT_TRACK_OF: Final = {
    "ul": "list", "ol": "list", "li": "item", "blockquote": "quote", "table": "table", "tr": "row",
    "td": "cell", "th": "cell",
}  # fmt: skip


@dataclass(slots=True)
class Block:
    """One run of text: a paragraph, heading, list item, cell.

    `text` has its white space folded, a line break only where the page had a
    br.  `chars` counts its characters, `link_chars` and the like those inside
    such markup.
    """

    tag: str
    box: Box
    parts: list[Part]
    text: str
    order: int
    chars: int = 0
    link_chars: int = 0
    bold_chars: int = 0
    emphasis_chars: int = 0
    score: float = 0.0
    at_home: float = 0.0  # how much of the text stands where this block stands, against the most
    kept: bool = False
    why: str = ""

    @property
    def links(self) -> list[str]:
        """The addresses that it links to, as written."""
        return [part[1] for part in self.parts if type(part) is not str and part[1] is not None]

    @property
    def link_share(self) -> float:
        """The part of the text that is link text, 0 to 1."""
        return self.link_chars / self.chars if self.chars else 0.0

    @property
    def is_heading(self) -> bool:
        """Whether the markup calls it a heading."""
        return self.tag in _HEADINGS


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def _hints(element: _Element) -> Hints:
    # One call for all attributes: asking for them one by one costs twice as much.
    said: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
    get = said.get
    names = get("class")
    if (more := get("data-testid") or get("data-component") or get("data-name")) is not None:
        names = f"{names or ''} {more}"
    found = hints_of(names, get("id"), element.tag)
    special = get("itemprop") or get("role")
    hidden = "hidden" in said or get("aria-hidden") == "true"
    style = get("style") or ""
    return found.beside(special, style, hidden) if special or hidden or "none" in style else found
