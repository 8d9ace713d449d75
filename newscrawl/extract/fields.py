"""Everything about an article but its body: what the page's data, markup and habits tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from newscrawl.items import Author, Correction, Credit, DiscoveryKind, Media


@dataclass(frozen=True, slots=True)
class Hint:
    """What discovery knew of an address before its page was read; `date` is aware."""

    headline: str | None = None
    date: datetime | None = None
    day_only: bool = False
    kind: DiscoveryKind | None = None
    url: str | None = None


@dataclass(slots=True)
class Fields:
    """What a page says of its article; dates are ISO 8601, in UTC where a time of day is known.

    `headlines` are the other candidates, best first; `in_language` the page's
    own word; `is_accessible_for_free` None when the page does not say;
    `structured_body` JSON-LD's articleBody as given.  `provenance` has a key
    for each field found: rules, json-ld, microdata, meta, opengraph, feed, text.
    """

    headline: str | None = None
    headlines: list[str] = field(default_factory=list)
    alternative_headline: str | None = None
    description: str | None = None
    authors: list[Author] = field(default_factory=list)
    date_published: str | None = None
    date_published_raw: str | None = None
    date_modified: str | None = None
    date_modified_raw: str | None = None
    in_language: str | None = None
    article_section: str | None = None
    keywords: list[str] = field(default_factory=list)
    article_type: str | None = None
    main_image: Media | None = None
    images: list[Media] = field(default_factory=list)
    videos: list[Media] = field(default_factory=list)
    is_accessible_for_free: bool | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    source_organization: list[Credit] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    structured_body: str | None = None
    provenance: dict[str, str] = field(default_factory=dict)
