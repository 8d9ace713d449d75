"""The body of an article: which blocks of the page are its text, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    paragraphs = [" ".join(p.text_content().split()) for p in page.root.iter("p")]
    paragraphs = [p for p in paragraphs if p]
    return Body(paragraphs=paragraphs, html="".join(f"<p>{p}</p>" for p in paragraphs if "<" not in p))
