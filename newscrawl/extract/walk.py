"""One walk over a page's tree: its blocks of text, what the markup calls its parts, what its head holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from newscrawl.extract.blocks import Block, Box, Opened, Part
from newscrawl.extract.noted import MARKED, Noted

# libxml2 stops at 2,048 levels and drops the rest of the page; older ones without an error.
MAX_DEPTH = 2040
MAX_BLOCKS = 20_000
MAX_CRUMBS = 40  # elements of a nav whose names may speak of the article
MAX_ELEMENTS = 200_000  # past it the page is refused, not cut

_UNREAD = """
noscript template iframe object embed audio video select button head rt rp amp-ad amp-social-share
amp-analytics
"""
_UNNAMED = """
script style svg path use g canvas math option datalist input textarea map progress meter link meta title
base
"""
_BLOCKS = """
body div p section article main aside ul ol li dl dt dd table thead tbody tfoot tr
td th caption blockquote pre h1 h2 h3 h4 h5 h6 figure figcaption form fieldset address hr details summary
center hgroup menu legend amp-list amp-accordion dialog
"""
_INLINES = """
span font u small sub img time mark big del ins s strike abbr q label code kbd nobr wbr tt acronym source
track picture col colgroup param data dfn var samp
"""


_INLINE, _BOX, _LINK, _BOLD, _EMPHASIS, _BR, _NOTE, _NAV, _OWN, _SKIP, _VOID = range(11)
_KINDS = {
    **dict.fromkeys(_BLOCKS.split(), _BOX), **dict.fromkeys(_UNREAD.split(), _SKIP),
    **dict.fromkeys(_UNNAMED.split(), _VOID), **dict.fromkeys(("nav", "header", "footer"), _NAV),
    "sup": _NOTE, "br": _BR,
    **dict.fromkeys(_INLINES.split(), _INLINE),
    "a": _LINK, "b": _BOLD, "strong": _BOLD, "i": _EMPHASIS, "em": _EMPHASIS, "cite": _EMPHASIS,
}  # fmt: skip
_OPENED: dict[int, Part] = {_BOLD: ("strong", None), _EMPHASIS: ("em", None)}
_CLOSED: dict[int, Part] = {_LINK: ("/a", None), _BOLD: ("/strong", None), _EMPHASIS: ("/em", None)}
_BREAK = "\x0b"  # no page's own: HTML forbids it, and it folds as white space


@dataclass(frozen=True, slots=True)
class Walked:
    """What one walk over a page found, in document order; `fault` says why it was given up."""

    blocks: list[Block]
    noted: Noted
    fault: str | None


def walk(root: _Element, dropped: frozenset[_Element] = frozenset()) -> Walked:
    """Walk over a page once; the text in elements of `dropped` is passed over.

    A page that is too deep or too large to be read whole has a fault and no blocks.
    """
    walker = _Walk(root, dropped)
    walker.run()
    return Walked([] if walker.fault else walker.blocks, walker.noted, walker.fault)


class _Walk:
    """One pass over a tree; an iterator of libxml2 instead of recursion.

    The block-level elements open now are a stack; a box is made of one only
    when text turns up in it, which is in every second.
    """

    def __init__(self, root: _Element, dropped: frozenset[_Element]) -> None:
        self.root, self.dropped = root, dropped
        self.noted = Noted()
        self.blocks: list[Block] = []
        self.fault: str | None = None
        self.kinds: list[int] = []  # of the elements open now
        self.opened: list[Opened] = []  # block-level elements open now
        self.boxes = [Box(root, "body", [], None, 0, {})]  # the whole, and the outer ones of them
        self.marked = False  # whether the current run of text has marks, or begins inside some
        self.open = (0, 0, 0)  # links, bold and emphasis open where it begins

    def run(self) -> None:
        """Walk as far as the bounds allow."""
        walker = etree.iterwalk(self.root, events=("start", "end"))
        kinds, opened, boxes, blocks = self.kinds, self.opened, self.boxes, self.blocks
        dropped, note, kind_of, place = self.dropped, self.noted.note, _KINDS.get, 0
        parts: list[Part] = []  # of the current run of text
        for event, element in islice(walker, 2 * MAX_ELEMENTS):
            if event == "end":
                if (kind := kinds.pop()) == _BOX:
                    parts = self.flush(parts) if parts else parts
                    opened.pop()
                    if len(boxes) > len(opened) + 1:
                        boxes.pop().last = len(blocks)
                elif kind in _CLOSED:
                    parts.append(_CLOSED[kind])
                text = element.tail
            else:
                place += 1
                kind = kind_of(tag := element.tag, _OWN)
                if kind >= _NOTE or (dropped and element in dropped):
                    kind = self.kind_of_part(element, kind, parts)
                if kind >= _SKIP:
                    kinds.append(_INLINE)
                    place = self.pass_over(element, tag, kind, place)
                    walker.skip_subtree()
                    continue
                kinds.append(kind)
                if (said := element.items()) or tag in MARKED:  # one call: each get costs half of it
                    note(element, tag, said, place)
                if kind == _BOX:
                    parts = self.flush(parts) if parts else parts
                    opened.append((element, tag, said))
                elif kind:
                    parts = self.start(element, kind, parts)
                if len(kinds) > MAX_DEPTH:
                    break
                text = element.text
            if text is not None and (parts or not text.isspace()):
                parts.append(text)
        self.close(parts)

    def pass_over(self, element: _Element, tag: str, kind: int, place: int) -> int:
        """Note what is called by name in an element whose text nobody reads; return the last one's place."""
        if kind == _VOID:
            self.noted.note_void(element, tag)
            return place
        for inner in element.iter("*"):
            tag = inner.tag
            if _KINDS.get(tag) == _VOID:
                self.noted.note_void(inner, tag)
            else:
                self.noted.note(inner, tag, inner.items(), place)  # type: ignore[arg-type]
            place += 1
        return place - 1

    def close(self, parts: list[Part]) -> None:
        """End the last run of text and the boxes still open; tell a walk that came to its bounds."""
        self.flush(parts)
        for box in self.boxes:
            box.last = len(self.blocks)
        if self.kinds:  # elements that the walk has not left
            self.fault = "nested too deep" if len(self.kinds) > MAX_DEPTH else "too many elements"
        elif len(self.blocks) > MAX_BLOCKS:
            self.fault = "too many blocks of text"

    def kind_of_part(self, element: _Element, kind: int, parts: list[Part]) -> int:
        """Return how to read an element that may be passed over, or whose tag is the site's own."""
        if kind == _OWN:
            kind = _INLINE if parts and not _is_blank(parts) else self.kind_of_own(element)
        elif kind == _NOTE:
            kind = _SKIP if _is_note_mark(element) else _INLINE
        elif kind == _NAV:
            kind = _kind_of_nav(element)
        return _SKIP if kind < _SKIP and element in self.dropped else kind

    def kind_of_own(self, element: _Element) -> int:
        """Read a site's own tag as a box where no line of text is open: "story-text" holds a paragraph."""
        within = self.opened[-1][1] if self.opened else "body"
        return (
            _BOX if isinstance(element.tag, str) and "-" in element.tag and within not in _LINES else _INLINE
        )

    def start(self, element: _Element, kind: int, parts: list[Part]) -> list[Part]:
        """Open a mark, or break the line; return the parts of the run that goes on."""
        if kind == _BR:
            return self.line_break(parts)
        self.marked = True
        parts.append(("a", element.get("href") or "") if kind == _LINK else _OPENED[kind])
        return parts

    def line_break(self, parts: list[Part]) -> list[Part]:
        """Two br in a row part paragraphs, a single one parts lines."""
        for part in reversed(parts):
            if part == _BREAK:
                return self.flush(parts)
            if isinstance(part, str) and not part.isspace():
                break
        parts.append(_BREAK)
        return parts

    def flush(self, parts: list[Part]) -> list[Part]:
        """Close the run of text, if there is any; return the next run's parts."""
        if self.opened and self.opened[-1][1] == "pre":
            parts = [part.replace("\n", _BREAK) if type(part) is str else part for part in parts]
        links, bold, emphasis = self.measure(parts) if self.marked else (0, 0, 0)
        text = _text_of(parts)
        if text:
            box, order = self.inmost(), len(self.blocks)
            is_heading = box.tag in _HEADINGS
            self.blocks.append(
                Block(box.tag, box, parts, text, order, len(text), is_heading, links, bold, emphasis)
            )
        return []

    def measure(self, parts: list[Part]) -> tuple[int, int, int]:
        """Return how many characters of a run stand in links, bold and emphasis; note what stays open."""
        links = bold = emphasis = 0
        in_link, in_bold, in_emphasis = self.open
        for part in parts:
            if type(part) is not str:
                mark = part[0]
                step = -1 if mark[0] == "/" else 1
                if mark.endswith("a"):
                    in_link += step
                elif mark.endswith("g"):
                    in_bold += step
                else:
                    in_emphasis += step
            elif not part.isspace():
                length = len(part)
                links += length if in_link else 0
                bold += length if in_bold else 0
                emphasis += length if in_emphasis else 0
        self.open = in_link, in_bold, in_emphasis
        self.marked = any(self.open)
        return links, bold, emphasis

    def inmost(self) -> Box:
        """Return the box of the innermost element, with those around it that had no text till now."""
        boxes = self.boxes
        for opened in self.opened[len(boxes) - 1 :]:
            boxes.append(Box.inside(boxes[-1], opened, len(self.blocks)))
        return boxes[-1]


_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES = frozenset(("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "dt", "dd"))


def _is_blank(parts: list[Part]) -> bool:
    return all(type(part) is str and part.isspace() for part in parts)


_EAST_ASIAN = "[\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uff01-\uff60]"
_LINE_END = re.compile(rf"(?<={_EAST_ASIAN})[ \t\r]*\n\s*(?={_EAST_ASIAN})")
_EAST_ASIAN_LINE = re.compile(rf"\n[^\S\n]*+{_EAST_ASIAN}")  # asked first: it is fast to say no
_NOTE_MARK = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡a-z])\s*[\])]?")


def _is_note_mark(sup: _Element) -> bool:
    """Whether a raised number leads to a footnote; an exponent or ordinal leads nowhere."""
    text = "".join(str(part) for part in islice(sup.itertext(), 8)).strip()
    if len(text) > 8 or not _NOTE_MARK.fullmatch(text):
        return False
    above = sup.getparent()
    link = sup.find("a") if above is None or above.tag != "a" else above
    return text.startswith("[") or (link is not None and "#" in (link.get("href") or ""))


def _kind_of_nav(nav: _Element) -> int:
    """Pass over a menu, a third of all blocks; one left open holds text, a short one may hold tags.

    So, too, the head and the foot of a site, which stand in no article.
    """
    if next(nav.iter("p", "h1", "article"), None) is not None:
        return _BOX
    if nav.tag != "nav" and next(nav.iterancestors("article", "main"), None) is not None:
        return _BOX
    return _VOID if next(islice(nav.iter("*"), MAX_CRUMBS, None), None) is not None else _SKIP


def _text_of(parts: list[Part]) -> str:
    """Return the text of a run, its white space folded, a line break where the page has one."""
    texts = [part for part in parts if type(part) is str]
    text = texts[0] if len(texts) == 1 else "".join(texts)
    # Scripts without spaces have none at a line's end either.
    if not text.isascii() and "\n" in text and _EAST_ASIAN_LINE.search(text):
        text = _LINE_END.sub("", text)
    if _BREAK not in text:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.split(_BREAK))
    return "\n".join(line for line in lines if line)
