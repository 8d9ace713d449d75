"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed to candidates."""

from __future__ import annotations

from newscrawl.discover import Findings


def parse_feed(body: bytes, *, url: str, content_type: str | None = None) -> Findings:
    """Yield a feed's entries as candidates of kind "feed", its next page as Source, what is wrong as Fault."""
    yield from ()
