"""A site without a spider: what its home page tells of feeds, sitemaps and sections."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.discover import Findings, Source


def parse_home(body: bytes, *, url: str, content_type: str | None = None) -> Findings:
    """Yield the feeds and sections that a home page names, and the articles that it links to."""
    yield from ()


def common_sources(url: str) -> list[Source]:
    """Return the addresses where sites mostly keep feeds and sitemaps, for a site that names none."""
    return []


def is_article_page(body: bytes, *, url: str, content_type: str | None = None) -> bool:
    """Whether the page at `url` is itself an article, by its address and its own word."""
    return False


def article_pattern(urls: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that a site's article addresses share, or None where none is sound."""
    return None
