"""A source's bytes by its kind: one call for whoever reads sources."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from newscrawl.discover import Findings, Source


def parse_source(
    source: Source,
    body: bytes,
    content_type: str | None,
    *,
    pattern: re.Pattern[str] | None,
    hosts: Collection[str],
    within: str | None = None,
    paging: str | None = None,
) -> Findings:
    """Yield the findings of a feed, sitemap, listing or archive page; a feed may turn out a sitemap.

    `within` is where a listing's links stand (a CSS selector), `paging` how its
    next pages are called where they are not linked ("p{N}").
    """
    from newscrawl.discover.feeds import parse_feed
    from newscrawl.discover.kinds import sniff
    from newscrawl.discover.listings import parse_listing
    from newscrawl.discover.sitemaps import parse_sitemap

    if source.kind in ("listing", "archive"):
        kind: Literal["listing", "archive"] = "archive" if source.kind == "archive" else "listing"
        return parse_listing(
            body,
            url=source.url,
            content_type=content_type,
            pattern=pattern,
            hosts=hosts,
            kind=kind,
            within=within,
            paging=paging,
        )
    found = sniff(body, content_type)
    wanted = "feed" if source.kind == "feed" else "sitemap"
    if (found if found in ("feed", "sitemap") else wanted) == "feed":
        return parse_feed(body, url=source.url, content_type=content_type)
    return parse_sitemap(body, url=source.url)
