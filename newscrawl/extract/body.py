"""The body of an article: which blocks of the page are its text, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field

from newscrawl.extract.blocks import Block, Box, read_blocks
from newscrawl.extract.body_score import anchor_of, choose, main_box, weigh
from newscrawl.extract.fields import Fields
from newscrawl.extract.page import Page
from newscrawl.outlets import Outlet


@dataclass(slots=True)
class Body:
    """The text of an article and what was taken out of it.

    `paragraphs` are plain text in reading order, `html` the same as safe
    HTML.  `credits`, `biographies` and `bylines` are the raw lines that stood
    among the text; `trace` has a line a block when asked for.
    """

    paragraphs: list[str] = field(default_factory=list)
    html: str = ""
    standfirst: str | None = None
    credits: list[str] = field(default_factory=list)
    biographies: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    is_truncated: bool = False
    trace: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs, parted by one blank line."""
        return "\n\n".join(self.paragraphs)


def read_body(page: Page, fields: Fields, outlet: Outlet, *, explain: bool = False) -> Body:
    """Read the body of the page's article."""
    blocks = read_blocks(page)
    if not blocks:
        return Body()
    weigh(blocks)
    anchor = anchor_of(fields, blocks)
    box = main_box(blocks)
    if box is None:
        return Body()
    choose(blocks, box, anchor)
    kept = [b for b in blocks if b.kept]
    trace = _trace(blocks, box) if explain else []
    return Body([b.text for b in kept], trace=trace)


def _trace(blocks: list[Block], box: Box) -> list[str]:
    """Return a line a block for --explain: kept or dropped, why, and how its text begins."""
    called = f"{box.tag} class={box.element.get('class')!r} id={box.element.get('id')!r}"
    lines = [f"body in {called}"]
    for block in blocks:
        mark = "kept   " if block.kept else "dropped"
        why = block.why or (f"stands in {block.box.reason}" if block.box.reason else "outside the body")
        lines.append(f"{mark} {block.tag:10} {why:32} {block.text[:80]!r}")
    return lines
