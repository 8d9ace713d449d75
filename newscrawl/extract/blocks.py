"""The shapes that a page's text is read in: blocks of it, and the boxes that hold them.

Hundreds are made for every page; msgspec makes one in a fifth of the time of a
class of Python's own, and nothing in them ever needs the cycle collector.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element
from msgspec import Struct

from newscrawl.extract.hints import Hints, hints_of

Opened = tuple[_Element, str, list[tuple[str, str]]]  # an element, its tag and attributes
Part = str | tuple[str, str | None]  # text, or (mark, href): "a", "/a", "strong", "/strong", "em", "/em"


class Box(Struct, gc=False, eq=False):
    """A block-level element: what it is called, what holds it, what stands in it.

    The blocks inside are those from `first` to before `last`; `raw`, `good`
    and `junk` are sums over them where some read as text (see
    body_score.py).
    """

    element: _Element
    tag: str
    attributes: list[tuple[str, str]]
    parent: Box | None
    first: int
    around: dict[str, Box]  # the innermost list, item, quote, table, row and cell that holds it
    last: int = 0
    raw: float = 0.0
    good: float = 0.0
    junk: float = 0.0
    reason: str | None = None
    named: Hints | None = None  # read when first asked for, as few boxes inside by-work ever are

    @classmethod
    def inside(cls, parent: Box, opened: Opened, first: int) -> Box:
        """Return the box of an element that stands in another's."""
        element, tag, attributes = opened
        kind = _KEPT_TRACK_OF.get(parent.tag)
        around = parent.around if kind is None else {**parent.around, kind: parent}
        return cls(element, tag, attributes, parent, first, around)

    @property
    def blocks(self) -> int:
        """How many blocks stand in it."""
        return self.last - self.first

    @property
    def hints(self) -> Hints:
        """What its names say."""
        if self.named is None:
            self.named = _hints(self.tag, self.attributes) if self.parent else hints_of(None, None)
        return self.named

    def nearest(self, kind: str) -> Box | None:
        """Return the innermost list, item, quote, table, row or cell that this is or stands in."""
        # A box never refers to itself: a page's boxes, and its tree, are freed without the cycle collector.
        return self if _KEPT_TRACK_OF.get(self.tag) == kind else self.around.get(kind)

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


class Block(Struct, gc=False, eq=False):
    """One run of text: a paragraph, heading, list item, cell.

    `text` has its white space folded, a line break only where the page had a
    br.  `chars` counts its characters, `link_chars` and the like those inside
    such markup; `is_heading` tells whether the markup calls it a heading.
    """

    tag: str
    box: Box
    parts: list[Part]
    text: str
    order: int
    chars: int
    is_heading: bool = False
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

    def keep(self, why: str) -> None:
        """Count it to the text."""
        self.kept, self.why = True, why

    def drop(self, why: str) -> None:
        """Leave it out of the text."""
        self.kept, self.why = False, why

    @property
    def link_share(self) -> float:
        """The part of the text that is link text, 0 to 1."""
        return self.link_chars / self.chars if self.chars else 0.0


def _hints(tag: str, attributes: list[tuple[str, str]]) -> Hints:
    said = dict(attributes)
    get = said.get
    found = hints_of(get("class"), get("id"), tag)
    special, hidden, style = get("itemprop"), "hidden" in said, get("style") or ""
    return found.beside(special, style, hidden) if special or hidden or "none" in style else found
