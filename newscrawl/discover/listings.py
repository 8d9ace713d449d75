"""Listing and archive pages: links to articles, and the next page."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from newscrawl.discover import Findings


def parse_listing(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    pattern: re.Pattern[str] | None = None,
    hosts: Collection[str] = (),
    kind: Literal["listing", "archive"] = "listing",
    within: str | None = None,
    paging: str | None = None,
) -> Findings:
    """Yield the links of a page that lead to articles, then its next page."""
    yield from ()
