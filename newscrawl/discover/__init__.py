"""Discovery: the bytes of feeds, sitemaps, listings and APIs to candidates.

Pure functions.  Each parser is a generator over three sorts of finding, so
that a sitemap of 50,000 entries never stands in memory as objects:
a `Candidate` (an address that may be an article), a `Source` (something more
to read: a child sitemap, the next page of a listing) and a `Fault` (what is
wrong with the source, in words, for the operator).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from newscrawl.items import DiscoveryKind

SourceKind = Literal["feed", "news_sitemap", "sitemap", "listing", "archive", "api"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be an article, with what its source said of it.

    `date` is the publication date, `modified` the last change, both aware
    datetimes (a bare day is midnight UTC of that day with `day_only`).
    """

    url: str
    kind: DiscoveryKind
    source: str | None = None
    headline: str | None = None
    date: datetime | None = None
    modified: datetime | None = None
    day_only: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Something more to read; `modified` is its lastmod where one is given."""

    url: str
    kind: SourceKind
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a source, in one line for the operator."""

    reason: str


Finding = Candidate | Source | Fault
Findings = Iterator[Finding]
