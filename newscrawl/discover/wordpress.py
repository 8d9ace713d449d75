"""WordPress: its REST API's list of posts, and where else to look when that is switched off."""

from __future__ import annotations

from datetime import datetime

from newscrawl.discover import Findings, Source


def posts_url(
    home: str, after: datetime | None = None, modified_after: datetime | None = None, page: int = 1
) -> str:
    """Return the address of one page of a site's posts, newest first, 100 a page."""
    return home


def parse_posts(body: bytes, *, url: str, total_pages: int | None = None, status: int = 200) -> Findings:
    """Yield the posts as candidates of kind "api", the next page as Source."""
    yield from ()


def fallbacks(home: str) -> list[Source]:
    """Return where else to look when the REST API is switched off."""
    return []
