"""The article record: what a crawl exports, one JSON object a line.

Terms are schema.org's in snake_case.  Times are ISO 8601 in UTC
("2024-05-23T11:30:00Z"); a date whose time of day is unknown stays a date
("2024-05-23").  Every key is always present: null or empty when unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

SCHEMA_VERSION: Final = 1

DiscoveryKind = Literal["feed", "news_sitemap", "sitemap", "listing", "archive", "api", "url", "link"]
AuthorType = Literal["person", "organization"]
Relation = Literal["copy", "edited", "translation"]


@dataclass(slots=True)
class Author:
    """A byline: a person, or the organisation that signs as author."""

    name: str
    url: str | None = None
    description: str | None = None  # the biography
    type: AuthorType = "person"


@dataclass(slots=True)
class Media:
    """A picture or a video; `url` is absolute."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(slots=True)
class Credit:
    """An agency or outlet that the page itself names as its source.

    `outlet` is the spider that the name or link resolves to; `evidence` the
    words of the page ("Source: korrespondent").
    """

    name: str
    url: str | None = None
    outlet: str | None = None
    evidence: str | None = None


@dataclass(slots=True)
class CopyOf:
    """The earliest known original of a copied, edited or translated article.

    `similarity` is 0 to 1; `evidence` says in words what the link rests on.
    """

    id: str
    outlet: str
    url: str
    relation: Relation
    similarity: float
    evidence: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Correction:
    """A correction notice that the page shows."""

    text: str
    date: str | None = None


@dataclass(slots=True)
class Discovery:
    """Where the address came from, with the date and headline as given there."""

    kind: DiscoveryKind
    url: str | None = None
    date: str | None = None
    headline: str | None = None


@dataclass(slots=True)
class Article:
    """One article record; the order of the fields is the order of the keys."""

    schema_version: Literal[1] = SCHEMA_VERSION
    id: str | None = None
    version: int = 1
    content_hash: str | None = None
    outlet: str | None = None
    publisher: str | None = None
    country: str | None = None
    url: str | None = None
    requested_url: str | None = None
    canonical_url: str | None = None
    alternate_urls: list[str] = field(default_factory=list)
    headline: str | None = None
    alternative_headline: str | None = None
    description: str | None = None
    article_body: str | None = None
    article_body_html: str | None = None
    authors: list[Author] = field(default_factory=list)
    date_published: str | None = None
    date_modified: str | None = None
    date_published_raw: str | None = None
    date_modified_raw: str | None = None
    in_language: str | None = None
    article_section: str | None = None
    keywords: list[str] = field(default_factory=list)
    dateline: str | None = None
    article_type: str | None = None
    main_image: Media | None = None
    images: list[Media] = field(default_factory=list)
    videos: list[Media] = field(default_factory=list)
    is_accessible_for_free: bool | None = None
    is_truncated: bool = False
    confidence: float | None = None  # 0 to 1: how sure extraction is of the body; null without one
    source_organization: list[Credit] = field(default_factory=list)
    copy_of: CopyOf | None = None
    corrections: list[Correction] = field(default_factory=list)
    word_count: int = 0
    discovered_by: Discovery | None = None
    first_seen: str | None = None
    date_downloaded: str | None = None
    indexed_at: str | None = None
    provenance: dict[str, str] = field(default_factory=dict)
    run_id: str | None = None
    crawler_version: str | None = None
