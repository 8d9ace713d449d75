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
MAX_ELEMENTS = 200_000  # past it the page is refused, not cut

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
Part = str | tuple[str, str | None]  # text, or (mark, href): "a", "/a", "strong", "/strong", "em", "/em"


class Box:
    """A block-level element: what it is called, what holds it, what stands in it."""

    __slots__ = (
        "blocks",
        "depth",
        "element",
        "first",
        "good",
        "hints",
        "junk",
        "last",
        "parent",
        "raw",
        "reason",
        "tag",
        "within",
    )

    def __init__(self, element: _Element, tag: str, parent: Box | None, hints: Hints, first: int) -> None:
        self.element, self.tag, self.parent, self.hints = element, tag, parent, hints
        self.depth: int = parent.depth + 1 if parent else 0
        self.raw = self.good = self.junk = 0.0  # sums over the blocks inside; see body_score.py
        self.blocks = 0
        self.first = self.last = first  # the blocks inside are those from first to before last
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


_INLINE, _BOX, _SKIP, _BR, _LINK, _BOLD, _EMPHASIS = range(7)
_KINDS = {
    **dict.fromkeys(_BLOCK, _BOX), **dict.fromkeys(_SKIPPED, _SKIP), "br": _BR, "a": _LINK, "b": _BOLD,
    "strong": _BOLD, "i": _EMPHASIS, "em": _EMPHASIS, "cite": _EMPHASIS,
}  # fmt: skip
_MARKS = {_LINK: "a", _BOLD: "strong", _EMPHASIS: "em"}
_CLOSED: dict[int, Part] = {kind: (f"/{mark}", None) for kind, mark in _MARKS.items()}


class _Walk:
    """One pass over a tree; an iterator of libxml2 instead of recursion."""

    def __init__(self, root: _Element, dropped: frozenset[_Element]) -> None:
        self.root, self.dropped = root, dropped
        self.blocks: list[Block] = []
        self.fault = ""
        self.box: Box = Box(root, "body", None, hints_of(None, None), 0)
        self.parts: list[Part] = []
        self.open = {"a": 0, "strong": 0, "em": 0}  # marks open now
        self.opened_before = (0, 0, 0)  # the same where the current run of text began
        self.marked = False  # whether the current run has marks at all

    def run(self) -> bool:
        """Walk; False with a `fault` when the page is past the bounds."""
        walker = etree.iterwalk(self.root, events=("start", "end", "comment", "pi"))
        depth = events = 0
        for event, element in walker:
            if event == "start":
                events += 1
                depth += 1
                kind = _KINDS.get(element.tag, _INLINE)
                if kind == _SKIP or (self.dropped and element in self.dropped):
                    walker.skip_subtree()
                    continue
                if kind != _INLINE:
                    self.start(element, kind)
                if (text := element.text) is not None:
                    self.parts.append(text)
                continue
            if event == "end":
                depth -= 1
                if (kind := _KINDS.get(element.tag, _INLINE)) not in (_INLINE, _SKIP, _BR):
                    self.end(element, kind)
            if (text := element.tail) is not None and element is not self.root:
                self.parts.append(text)
            if depth > MAX_DEPTH or events > MAX_ELEMENTS or len(self.blocks) > MAX_BLOCKS:
                self.fault = "nested too deep" if depth > MAX_DEPTH else "too many elements"
                return False
        self.flush()
        for box in self.box.ancestry():  # what no end tag has closed
            box.last = len(self.blocks)
        return True

    def start(self, element: _Element, kind: int) -> None:
        if kind == _BOX:
            if self.parts:
                self.flush()
            tag = element.tag
            self.box = Box(element, tag, self.box, _hints(element, tag), len(self.blocks))
        elif kind == _BR:
            self.line_break()
        else:
            self.open[_MARKS[kind]] += 1
            self.parts.append((_MARKS[kind], element.get("href") or "" if kind == _LINK else None))
            self.marked = True

    def end(self, element: _Element, kind: int) -> None:
        if kind == _BOX:
            if self.parts:
                self.flush()
            if self.box.element is element and self.box.parent is not None:
                self.box.last = len(self.blocks)
                self.box = self.box.parent
        else:
            self.open[_MARKS[kind]] = max(0, self.open[_MARKS[kind]] - 1)
            self.parts.append(_CLOSED[kind])
            self.marked = True

    def line_break(self) -> None:
        """Two br in a row part paragraphs, a single one parts lines."""
        for part in reversed(self.parts):
            if part == _BREAK:
                self.flush()
                return
            if isinstance(part, str) and not part.isspace():
                break
        self.parts.append(_BREAK)

    def flush(self) -> None:
        """Close the run of text, if there is any."""
        parts, self.parts = self.parts, []
        if len(parts) == 1 and isinstance(parts[0], str) and parts[0].isspace():
            return
        plain = not self.marked
        text = _folded("".join(parts if plain else [p for p in parts if type(p) is str]))  # type: ignore[arg-type]
        if text:
            block = Block(self.box.tag, self.box, parts, text, len(self.blocks), len(text))
            if not plain or any(self.opened_before):
                _count_marks(block, self.opened_before)
            self.blocks.append(block)
        self.marked = False
        self.opened_before = (self.open["a"], self.open["strong"], self.open["em"])


def _count_marks(block: Block, opened: tuple[int, int, int]) -> None:
    """Count a block's characters inside links, bold and emphasis; some may have been opened before it."""
    link, bold, emphasis = opened
    for part in block.parts:
        if isinstance(part, str):
            length = 0 if part.isspace() else len(part)
            block.link_chars += length if link else 0
            block.bold_chars += length if bold else 0
            block.emphasis_chars += length if emphasis else 0
            continue
        mark, href = part
        step = -1 if mark[0] == "/" else 1
        if mark[-1] == "a":
            link = max(0, link + step)
            if href is not None:
                block.links.append(href)
        elif mark[-1] == "g":
            bold = max(0, bold + step)
        else:
            emphasis = max(0, emphasis + step)


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
