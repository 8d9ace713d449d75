"""One page to one reading: the article, whether it is one, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from newscrawl.extract import fields as fields_module
from newscrawl.extract.body import Body, read_body
from newscrawl.extract.fields import Fields, Hint
from newscrawl.extract.page import Page
from newscrawl.items import Article
from newscrawl.outlets import Outlet

ReadingState = Literal["article", "paywalled", "not_article", "unparsed", "too_large"]


@dataclass(slots=True)
class Reading:
    """What one page came to: `article` is there in every state, if nearly empty."""

    article: Article
    state: ReadingState
    reason: str
    trace: list[str] = field(default_factory=list)


def read(
    body: bytes | str,
    *,
    url: str,
    requested_url: str | None = None,
    content_type: str | None = None,
    fetched_at: datetime,
    outlet: Outlet,
    hint: Hint | None = None,
    explain: bool = False,
) -> Reading:
    """Read one page into an article, not yet normalised; never raises on any input."""
    page = Page(body, url, content_type)
    article = Article(outlet=outlet.name, publisher=outlet.publisher, country=outlet.country)
    article.url, article.requested_url = url, requested_url or url
    if page.problem is not None:
        return Reading(article, page.problem_state or "unparsed", page.problem)
    fields = _fields(page, outlet, fetched_at, hint or Hint())
    text = read_body(page, fields, outlet, explain=explain)
    _fill(article, fields, text)
    return Reading(article, "article" if text.paragraphs else "not_article", "text found", text.trace)


def _fields(page: Page, outlet: Outlet, fetched_at: datetime, hint: Hint) -> Fields:
    read_fields = getattr(fields_module, "read_fields", None)
    if read_fields is None:
        return Fields(headline=page.root.findtext(".//h1") or page.root.findtext(".//title"))
    from newscrawl.extract.structured import read_structured

    found: Fields = read_fields(page, read_structured(page), outlet, fetched_at, hint)
    return found


def _fill(article: Article, fields: Fields, body: Body) -> None:
    for name in _TAKEN_OVER:
        value = getattr(fields, name)
        if value is not None:
            setattr(article, name, value)
    article.article_body, article.article_body_html = body.text or None, body.html or None
    article.description = body.standfirst or fields.description
    article.is_truncated = body.is_truncated


_TAKEN_OVER = (
    "headline", "alternative_headline", "authors", "date_published", "date_published_raw", "date_modified",
    "date_modified_raw", "in_language", "article_section", "keywords", "article_type", "main_image", "images",
    "videos", "is_accessible_for_free", "canonical_url", "publisher", "source_organization", "corrections",
    "provenance",
)  # fmt: skip
