"""A page's tree flattened to blocks of text, each with the boxes that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree
from lxml.etree import _Element

from newscrawl.extract.hints import Hints, hints_of
from newscrawl.extract.page import MAX_DEPTH, Page

MAX_BLOCKS = 20_000
MAX_EVENTS = 400_000  # starts and ends of elements; past it the page is refused, not cut

_UNREAD = """
script style noscript template svg iframe object embed canvas audio video select option button input
textarea head map math datalist progress meter amp-ad amp-social-share amp-analytics link meta title
"""
_BLOCKS = """
html body div p section article main aside nav header footer ul ol li dl dt dd table thead tbody tfoot tr
td th caption blockquote pre h1 h2 h3 h4 h5 h6 figure figcaption form fieldset address hr details summary
center hgroup menu legend amp-list amp-accordion dialog
"""
_SKIPPED = frozenset(_UNREAD.split())
_BLOCK = frozenset(_BLOCKS.split())
_BOLD = frozenset(("b", "strong"))
_EMPHASIS = frozenset(("i", "em", "cite"))

Part = str | tuple[str, str | None]  # text, or (mark, href): "a", "/a", "strong", "/strong", "em", "/em"


class Box:
    """A block-level element: what it is called, what holds it, what stands in it."""

    __slots__ = (
        "blocks",
        "depth",
        "element",
        "good",
        "hints",
        "junk",
        "parent",
        "raw",
        "reason",
        "tag",
        "within",
    )

    def __init__(self, element: _Element, tag: str, parent: Box | None, hints: Hints) -> None:
        self.element, self.tag, self.parent, self.hints = element, tag, parent, hints
        self.depth: int = parent.depth + 1 if parent else 0
        self.raw = self.good = self.junk = 0.0  # sums over the blocks inside; see body.py
        self.blocks = 0
        self.reason: str | None = None
        self.within: dict[str, Box] = parent.within if parent else {}
        if tag in _KEPT_TRACK_OF:
            self.within = {**self.within, _KEPT_TRACK_OF[tag]: self}

    def ancestry(self) -> Iterator[Box]:
        """Yield this box and what holds it, outwards."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


_KEPT_TRACK_OF: Final = {
    "ul": "list", "ol": "list", "li": "item", "blockquote": "quote", "table": "table", "tr": "row",
    "td": "cell", "th": "cell", "article": "article", "main": "main",
}  # fmt: skip


@dataclass(slots=True)
class Block:
    """One run of text: a paragraph, heading, list item, cell.

    `text` has its white space folded, a line break only where the page had a
    br.  `chars` counts its characters, `link_chars` and the like those inside
    such markup; `links` are the addresses as written.
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
    links: list[str] = field(default_factory=list)
    score: float = 0.0
    at_home: float = 0.0  # how much of the text stands where this block stands, against the most
    kept: bool = False
    why: str = ""

    @property
    def link_share(self) -> float:
        """The part of the text that is link text, 0 to 1."""
        return self.link_chars / self.chars if self.chars else 0.0

    @property
    def is_heading(self) -> bool:
        """Whether the markup calls it a heading."""
        return self.tag in _HEADINGS


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def read_blocks(page: Page, dropped: frozenset[_Element] = frozenset()) -> list[Block]:
    """Return the page's blocks in document order; elements of `dropped` are passed over.

    A page that is too deep or too large to be read whole is refused
    (`page.problem`) and gives no blocks.
    """
    body = page.root.find("body")
    walk = _Walk(page.root if body is None else body, dropped)
    if walk.run():
        return walk.blocks
    page.refuse("unparsed", walk.fault)
    return []


class _Walk:
    """One pass over a tree; an iterator of libxml2 instead of recursion."""

    def __init__(self, root: _Element, dropped: frozenset[_Element]) -> None:
        self.root, self.dropped = root, dropped
        self.blocks: list[Block] = []
        self.fault = ""
        self.box: Box = Box(root, "body", None, hints_of(None, None))
        self.parts: list[Part] = []
        self.links: list[str] = []
        self.link = self.bold = self.emphasis = 0
        self.link_chars = self.bold_chars = self.emphasis_chars = 0
        self.broken = False  # a br was the last thing seen

    def run(self) -> bool:
        """Walk; False with a `fault` when the page is past the bounds."""
        walker = etree.iterwalk(self.root, events=("start", "end", "comment", "pi"))
        depth = events = 0
        for event, element in walker:
            events += 1
            if event == "start":
                depth += 1
                if element.tag in _SKIPPED or (self.dropped and element in self.dropped):
                    walker.skip_subtree()
                else:
                    self.start(element)
                    if (text := element.text) is not None:
                        self.add(text)
                continue
            if event == "end":
                depth -= 1
                self.end(element)
            if (text := element.tail) is not None and element is not self.root:
                self.add(text)
            if depth > MAX_DEPTH or events > MAX_EVENTS or len(self.blocks) > MAX_BLOCKS:
                self.fault = "nested too deep" if depth > MAX_DEPTH else "too many elements"
                return False
        self.flush()
        return True

    def start(self, element: _Element) -> None:
        tag = element.tag
        if tag in _BLOCK:
            self.flush()
            self.box = Box(element, tag, self.box, _hints(element, tag))
        elif tag == "br":
            self.line_break()
        elif tag == "a":
            self.link += 1
            href = element.get("href") or ""
            self.links.append(href)
            self.parts.append(("a", href))
        elif tag in _BOLD:
            self.bold += 1
            self.parts.append(("strong", None))
        elif tag in _EMPHASIS:
            self.emphasis += 1
            self.parts.append(("em", None))

    def end(self, element: _Element) -> None:
        tag = element.tag
        if tag in _BLOCK:
            self.flush()
            if self.box.element is element and self.box.parent is not None:
                self.box = self.box.parent
        elif tag == "a":
            self.link = max(0, self.link - 1)
            self.parts.append(("/a", None))
        elif tag in _BOLD:
            self.bold = max(0, self.bold - 1)
            self.parts.append(("/strong", None))
        elif tag in _EMPHASIS:
            self.emphasis = max(0, self.emphasis - 1)
            self.parts.append(("/em", None))

    def add(self, text: str) -> None:
        """Take up a run of text, as it stands in the markup."""
        self.parts.append(text)
        if text.isspace():
            return
        self.broken = False
        if self.link or self.bold or self.emphasis:
            length = len(text)
            self.link_chars += length if self.link else 0
            self.bold_chars += length if self.bold else 0
            self.emphasis_chars += length if self.emphasis else 0

    def line_break(self) -> None:
        """Two br in a row part paragraphs, a single one parts lines."""
        if self.broken:
            self.flush()
        else:
            self.parts.append(_BREAK)
            self.broken = True

    def flush(self) -> None:
        """Close the run of text, if there is any."""
        parts = self.parts
        if not parts:
            return
        text = _folded("".join([part for part in parts if type(part) is str]))
        if text:
            block = Block(self.box.tag, self.box, parts, text, len(self.blocks), len(text))
            block.link_chars, block.bold_chars = self.link_chars, self.bold_chars
            block.emphasis_chars, block.links = self.emphasis_chars, self.links
            self.blocks.append(block)
        self.parts, self.links, self.broken = [], [], False
        self.link_chars = self.bold_chars = self.emphasis_chars = 0


_BREAK = "\x0b"  # no page's own: HTML forbids it, and it folds as white space


def _folded(text: str) -> str:
    if _BREAK not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split(_BREAK))
    return "\n".join(line for line in lines if line)


def _hints(element: _Element, tag: str) -> Hints:
    get = element.get
    names, key = get("class"), get("id")
    if (more := get("data-testid") or get("data-component") or get("data-name")) is not None:
        names = f"{names or ''} {more}"
    found = hints_of(names, key, tag)
    special = get("itemprop") or get("role")
    if special or get("hidden") is not None or get("aria-hidden") == "true" or "none" in (get("style") or ""):
        return found.beside(special, get("style"), get("hidden") is not None or get("aria-hidden") == "true")
    return found
