"""Listing and archive pages: links to articles, and the next page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal

from lxml import etree

from newscrawl.discover import Candidate, Fault, Findings, Source
from newscrawl.discover.dates import Stamp, date_in_address
from newscrawl.discover.kinds import sniff, why_no
from newscrawl.discover.links import Link, date_in, is_advertising, links_of, looks_like_article, teasers_of
from newscrawl.discover.paging import next_page, numbered, page_after
from newscrawl.discover.titles import headline_of
from newscrawl.extract.page import Page
from newscrawl.normalise.addresses import host_of

_ListingKind = Literal["listing", "archive"]
_SHORT = 1_024  # bytes; a page of an archive's day without articles is longer, an error is not


def parse_listing(
    body: bytes,
    *,
    url: str,
    content_type: str | None = None,
    pattern: re.Pattern[str] | None = None,
    hosts: Collection[str] = (),
    kind: _ListingKind = "listing",
    within: str | None = None,
    paging: str | None = None,
) -> Findings:
    """Yield the links of a page that lead to articles, in the page's order, then its next page.

    `pattern` is searched in the absolute address; without one, links that look
    like articles are taken.  `hosts` are the outlet's (else the page's own
    host).  `within` is a CSS selector that narrows down where links are read.
    `paging` ("p{N}") names the next page where the page does not link to it;
    it is followed while a page shows articles.  A first page without any is a
    fault, but for an archive's: a later one is the end, a day may be empty.
    """
    page = page_or_fault(body, url, content_type, "listing page")
    if isinstance(page, Fault):
        yield page
        return
    links = links_of(page.root, page.base_url, hosts or {host_of(url)})
    chosen = links_of(page.root, page.base_url, hosts or {host_of(url)}, within) if within else links
    articles = [link for link in chosen if link.url != url and _is_article(link, pattern)]
    candidates = list(candidates_of(articles, url, kind))
    yield from candidates
    if candidates:
        following = next_page(page.root, url, page.base_url, links, {link.url for link in articles})
        following = following or (page_after(url, paging) if paging else None)
        if following:
            yield Source(following, kind)
    elif numbered(url).number == 1 and (kind == "listing" or len(body) < _SHORT):
        yield Fault("no link on the page looks like an article")


def page_or_fault(body: bytes, url: str, content_type: str | None, wanted: str) -> Page | Fault:
    """Return the parsed page, or in words why it is no `wanted` ("listing page")."""
    kind = sniff(body, content_type)
    page = Page(body, url, content_type)
    if page.problem or kind != "html":
        return Fault(page.problem or why_no(wanted, body, kind, content_type))
    return page


def candidates_of(articles: list[Link], url: str, kind: _ListingKind) -> Iterator[Candidate]:
    """Yield the links of the page at `url` as candidates, with what their teasers say; no advertising."""
    teasers = teasers_of(articles)
    for link in articles:
        if not is_advertising(teasers[link.url]):
            yield _candidate(link, teasers[link.url], url, kind)


def _is_article(link: Link, pattern: re.Pattern[str] | None) -> bool:
    return bool(pattern.search(link.url)) if pattern else looks_like_article(link)


def _candidate(link: Link, teaser: etree._Element, url: str, kind: _ListingKind) -> Candidate:
    stamp: Stamp | None = date_in(teaser) or date_in_address(link.url) or date_in_address(url)
    return Candidate(
        link.url,
        kind,
        source=url,
        headline=headline_of(link.text),
        date=stamp.moment if stamp else None,
        day_only=stamp.day_only if stamp else False,
    )
