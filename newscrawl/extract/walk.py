"""A page's tree flattened to blocks of text, each with the boxes that hold it."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from newscrawl.extract.blocks import Block, Box, Part
from newscrawl.extract.page import MAX_DEPTH, Page

MAX_BLOCKS = 20_000
MAX_ELEMENTS = 200_000  # past it the page is refused, not cut

_UNREAD = """
script style noscript template svg iframe object embed canvas audio video select option button input
textarea head map math datalist progress meter amp-ad amp-social-share amp-analytics link meta title rt rp
"""
_BLOCKS = """
html body div p section article main aside nav header footer ul ol li dl dt dd table thead tbody tfoot tr
td th caption blockquote pre h1 h2 h3 h4 h5 h6 figure figcaption form fieldset address hr details summary
center hgroup menu legend amp-list amp-accordion dialog
"""
_SKIPPED = frozenset(_UNREAD.split())
_BLOCK = frozenset(_BLOCKS.split())


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


_INLINE, _BOX, _SKIP, _NOTE, _BR, _LINK, _BOLD, _EMPHASIS = range(8)
_KINDS = {
    **dict.fromkeys(_BLOCK, _BOX), **dict.fromkeys(_SKIPPED, _SKIP), "sup": _NOTE, "br": _BR, "a": _LINK,
    "b": _BOLD, "strong": _BOLD, "i": _EMPHASIS, "em": _EMPHASIS, "cite": _EMPHASIS,
}  # fmt: skip
_OPENED: dict[int, Part] = {_BOLD: ("strong", None), _EMPHASIS: ("em", None)}
_CLOSED: dict[int, Part] = {_LINK: ("/a", None), _BOLD: ("/strong", None), _EMPHASIS: ("/em", None)}
_NONE_OPEN = (0, 0, 0)


class _Walk:
    """One pass over a tree; an iterator of libxml2 instead of recursion.

    The elements open now are a stack; a box is made of one only when text
    turns up in it, which is in every second.
    """

    def __init__(self, root: _Element, dropped: frozenset[_Element]) -> None:
        self.root, self.dropped = root, dropped
        self.blocks: list[Block] = []
        self.fault = ""
        self.elements: list[_Element] = []  # block-level elements open now
        self.boxes = [Box(root, "body", None, 0)]  # the whole, and the outer ones of them
        self.parts: list[Part] = []
        self.open = {_LINK: 0, _BOLD: 0, _EMPHASIS: 0}  # marks open now
        self.opened_before = _NONE_OPEN  # the same where the current run of text began
        self.marked = False  # whether the current run has marks at all

    def run(self) -> bool:
        """Walk; False with a `fault` when the page is past the bounds."""
        walker = etree.iterwalk(self.root, events=("start", "end", "comment", "pi"))
        kind_of, dropped, elements, parts = _KINDS.get, self.dropped, self.elements, self.parts
        depth = count = 0
        for event, element in walker:
            kind = kind_of(element.tag, _INLINE)
            if event == "start":
                depth += 1
                count += 1
                if kind == _NOTE and _is_note_mark(element):
                    kind = _SKIP
                if kind == _SKIP or (dropped and element in dropped):
                    walker.skip_subtree()
                    continue
                if kind == _BOX:
                    if parts:
                        parts = self.flush()
                    elements.append(element)
                elif kind > _NOTE:
                    parts = self.start(element, kind)
                text = element.text
            else:
                if event == "end":
                    depth -= 1
                    if kind == _BOX:
                        if parts:
                            parts = self.flush()
                        if elements and elements[-1] is element:
                            self.leave()
                    elif kind > _BR:
                        self.end(kind)
                    if not depth:
                        break
                    if depth > MAX_DEPTH or count > MAX_ELEMENTS or len(self.blocks) > MAX_BLOCKS:
                        return self.refuse(depth)
                text = element.tail
            if text is not None and (parts or not text.isspace()):
                parts.append(text)
        return self.close()

    def close(self) -> bool:
        """End the last run of text and the boxes that no end tag has closed."""
        self.flush()
        for box in self.boxes:
            box.last = len(self.blocks)
        return True

    def refuse(self, depth: int) -> bool:
        """Give the page up: it is past the bounds."""
        self.fault = "nested too deep" if depth > MAX_DEPTH else "too many elements"
        return False

    def start(self, element: _Element, kind: int) -> list[Part]:
        """Open a mark or break the line; return the parts of the run that goes on."""
        if kind == _BR:
            return self.line_break()
        self.open[kind] += 1
        self.marked = True
        self.parts.append(("a", element.get("href") or "") if kind == _LINK else _OPENED[kind])
        return self.parts

    def end(self, kind: int) -> None:
        """Close a mark."""
        self.open[kind] = max(0, self.open[kind] - 1)
        self.marked = True
        self.parts.append(_CLOSED[kind])

    def leave(self) -> None:
        """Close the innermost element, and its box if it has one."""
        self.elements.pop()
        if len(self.boxes) > len(self.elements) + 1:
            self.boxes.pop().last = len(self.blocks)

    def line_break(self) -> list[Part]:
        """Two br in a row part paragraphs, a single one parts lines."""
        for part in reversed(self.parts):
            if part == _BREAK:
                return self.flush()
            if isinstance(part, str) and not part.isspace():
                break
        self.parts.append(_BREAK)
        return self.parts

    def flush(self) -> list[Part]:
        """Close the run of text, if there is any; return the next run's parts."""
        parts, self.parts = self.parts, []
        if self.elements and self.elements[-1].tag == "pre":
            parts = [part.replace("\n", _BREAK) if type(part) is str else part for part in parts]
        text = _text_of(parts)
        if text:
            box = self.inmost()
            block = Block(box.tag, box, parts, text, len(self.blocks), len(text))
            if self.marked or self.opened_before != _NONE_OPEN:
                _count_marks(block, self.opened_before)
            self.blocks.append(block)
        if self.marked:
            self.marked = False
            self.opened_before = (self.open[_LINK], self.open[_BOLD], self.open[_EMPHASIS])
        return self.parts

    def inmost(self) -> Box:
        """Return the box of the innermost element, with those around it that had no text till now."""
        boxes = self.boxes
        for element in self.elements[len(boxes) - 1 :]:
            boxes.append(Box(element, element.tag, boxes[-1], len(self.blocks)))
        return boxes[-1]


def _count_marks(block: Block, opened: tuple[int, int, int]) -> None:
    """Count a block's characters inside links, bold and emphasis; some may have been opened before it."""
    link, bold, emphasis = opened
    for part in block.parts:
        if type(part) is str:
            if not part.isspace():
                length = len(part)
                block.link_chars += length if link else 0
                block.bold_chars += length if bold else 0
                block.emphasis_chars += length if emphasis else 0
            continue
        mark = part[0]
        step = -1 if mark[0] == "/" else 1
        if mark[-1] == "a":
            link = max(0, link + step)
        elif mark[-1] == "g":
            bold = max(0, bold + step)
        else:
            emphasis = max(0, emphasis + step)


_BREAK = "\x0b"  # no page's own: HTML forbids it, and it folds as white space


_EAST_ASIAN = "[\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uff01-\uff60]"
_LINE_END = re.compile(rf"(?<={_EAST_ASIAN})[ \t\r]*\n\s*(?={_EAST_ASIAN})")
_NOTE_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡a-z])\s*[\])]?")


def _is_note_mark(sup: _Element) -> bool:
    """Whether a raised number leads to a footnote; an exponent or ordinal leads nowhere."""
    text = "".join(str(part) for part in islice(sup.itertext(), 8)).strip()
    if len(text) > 8 or not _NOTE_MARK.fullmatch(text):
        return False
    above = sup.getparent()
    link = sup.find("a") if above is None or above.tag != "a" else above
    return text.startswith("[") or (link is not None and "#" in (link.get("href") or ""))


def _text_of(parts: list[Part]) -> str:
    """Return the text of a run, its white space folded, a line break where the page has one."""
    text = "".join([part for part in parts if type(part) is str])
    if not text.isascii() and "\n" in text:  # scripts without spaces have none at a line's end either
        text = _LINE_END.sub("", text)
    if _BREAK not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split(_BREAK))
    return "\n".join(line for line in lines if line)
