"""Sitemaps, sitemap indexes and news sitemaps, plain or gzipped, to candidates."""

from __future__ import annotations

from newscrawl.discover import Findings


def parse_sitemap(body: bytes, *, url: str) -> Findings:
    """Yield a sitemap's addresses as candidates, its child sitemaps as Source, what is wrong as Fault."""
    yield from ()
