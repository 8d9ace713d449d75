"""The body of an article: which blocks of the page are its text, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape

from newscrawl.extract.blocks import Block, Box
from newscrawl.extract.body_ends import closing_bylines
from newscrawl.extract.body_parts import join_drop_caps
from newscrawl.extract.body_score import choose, main_box, weigh
from newscrawl.extract.body_trim import Cut, trim
from newscrawl.extract.boilerplate import announces_paywall
from newscrawl.extract.clean_html import render
from newscrawl.extract.confidence import Evidence, evidence_of, reasons, unseen
from newscrawl.extract.fields import Fields
from newscrawl.extract.layout import Layout, layout_of
from newscrawl.extract.live_blog import keep_times
from newscrawl.extract.page import Page
from newscrawl.extract.rules import elements
from newscrawl.extract.script_text import html_in_scripts
from newscrawl.extract.walk import walk
from newscrawl.extract.wordlists import language_of
from newscrawl.outlets import Outlet

AFTER = (
    12  # blocks after the text among which a paywall announces itself; further down is the site's own log-in
)


@dataclass(slots=True)
class Body:
    """The text of an article and what was taken out of it.

    `paragraphs` are plain text in reading order, `html` the same as safe
    HTML.  `credits` (with the address each links to), `biographies` and
    `bylines` are the raw lines that stood among the text; `trace` has a
    line a block when asked for.
    """

    paragraphs: list[str] = field(default_factory=list)
    html: str = ""
    standfirst: str | None = None
    credits: list[tuple[str, str | None]] = field(default_factory=list)
    biographies: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    is_truncated: bool = False
    source: str = "text"  # or rules, where the outlet's own led to it; json-ld, where no block reads as text
    layout: Layout = field(default_factory=Layout)
    evidence: Evidence | None = None  # for the text, where there is one
    trace: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs, parted by one blank line."""
        return "\n\n".join(self.paragraphs)


def read_body(page: Page, fields: Fields, outlet: Outlet, *, explain: bool = False) -> Body:
    """Read the body of the page's article; an empty one when no block of the page reads as text.

    Raises ValueError for an outlet's rule that is no CSS selector.
    """
    body = _read(page, fields, outlet, explain)
    if body.paragraphs or page.problem is not None:
        return body
    return _scripted(page, body, fields, outlet, explain) or body


def _scripted(page: Page, shown: Body, fields: Fields, outlet: Outlet, explain: bool) -> Body | None:
    """Read the body from HTML in a script: 1 of 200 pages of news has it there alone."""
    html = html_in_scripts(page, fields)
    if html is None:
        return None
    markup = f"<html><body><article>{html}</article></body></html>".encode("utf-8", "replace")
    body = _read(Page(markup, page.base_url), fields, outlet, explain)
    if not body.paragraphs:
        return None
    trace = ["the text stands in a string of a script", *body.trace]
    return replace(body, trace=trace if explain else [], layout=shown.layout)


def _read(page: Page, fields: Fields, outlet: Outlet, explain: bool) -> Body:
    rules = outlet.rules
    dropped = elements(page.root, rules.drop)
    blocks = walk(page.root, frozenset(dropped)).blocks if dropped else page.blocks
    if not blocks:
        return Body()
    join_drop_caps(blocks)
    boxes = weigh(blocks, fields.headline)
    ruled = _ruled_boxes(page, blocks, rules.body)
    box = None if ruled else main_box(boxes)
    homes = ruled or ([box] if box is not None else [])
    inside = choose(blocks, homes, fields.structured_body)
    cut = trim(inside, fields, page.base_url)
    if not fields.authors:
        cut.bylines += closing_bylines(blocks, language_of(fields.in_language))
    if fields.article_type == "LiveBlogPosting":
        keep_times(blocks)
    body = _body_of([block for block in blocks if block.kept], cut, page)
    if not body.paragraphs and fields.structured_body:
        body = _structured_only(fields.structured_body)
    body.is_truncated = _is_truncated(body, blocks, cut, fields)
    body.layout = layout_of(page, blocks)
    if body.paragraphs:
        shown = body.source == "text"
        body.evidence = evidence_of(blocks, homes, body.layout) if shown else unseen(body.paragraphs)
        body.source = "rules" if ruled and shown else body.source
    if explain:
        body.trace = _trace(blocks, homes)
        body.trace[:0] = [reasons(body.evidence)] if body.evidence else []
    return body


def _ruled_boxes(page: Page, blocks: list[Block], rule: str | None) -> list[Box]:
    wanted = set(elements(page.root, rule))
    found: dict[int, Box] = {}
    for block in blocks if wanted else ():
        for box in block.box.ancestry():
            if box.element in wanted:
                found[id(box)] = box
    return list(found.values())


def _body_of(kept: list[Block], cut: Cut, page: Page) -> Body:
    paragraphs, html = render(kept, page.base_url)
    return Body(
        paragraphs,
        html,
        standfirst=cut.standfirst,
        credits=cut.credits,
        biographies=cut.biographies,
        bylines=cut.bylines,
    )


def _structured_only(text: str) -> Body:
    """Return the structured data's text, where a script is to build the page from it."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    paragraphs = [line for line in lines if line]
    html = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in paragraphs)
    return Body(paragraphs, html, source="json-ld")


def _is_truncated(body: Body, blocks: list[Block], cut: Cut, fields: Fields) -> bool:
    """Whether the text stops at a paywall: one is announced, and text is missing or said to be paid for."""
    if fields.is_accessible_for_free is True or not body.paragraphs:
        return False
    length = len(body.text)
    stated = len(fields.structured_body or "")
    if stated > 1.5 * length + 200:
        return True
    if fields.is_accessible_for_free is None and length >= 2000:
        return False
    last = max((block.order for block in blocks if block.kept), default=0)
    announced = cut.paywall or announces_paywall(blocks[last + 1 : last + AFTER])
    if fields.is_accessible_for_free is False:
        return announced or length < 1200 or body.paragraphs[-1].endswith(("…", "..."))
    return announced and length < 2000


def _trace(blocks: list[Block], homes: list[Box]) -> list[str]:
    """Return a line a block for --explain: kept or dropped, why, and how its text begins."""
    lines = [
        f"body in {box.tag} class={box.element.get('class')!r} id={box.element.get('id')!r}" for box in homes
    ]
    for block in blocks:
        mark = "kept   " if block.kept else "dropped"
        lines.append(f"{mark} {block.tag:10} {_why(block, homes):32} {block.text[:80]!r}")
    return lines


def _why(block: Block, homes: list[Box]) -> str:
    if block.why:
        return block.why
    against = [name for box in block.box.ancestry() if (name := box.reason or box.hints.against)]
    if against and not block.kept:
        return f"stands in {against[0]}"
    if not any(box in homes for box in block.box.ancestry()):
        return "outside the body"
    if block.score >= 1:
        return f"text {block.score:.0f}, at home {block.at_home:.2f}"
    return "heading" if block.is_heading else "links"
