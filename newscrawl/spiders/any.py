"""A site that has no spider: `scrapy crawl any -a url=https://…`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from newscrawl.discover import Candidate, Findings, Source
from newscrawl.discover.site import article_pattern, common_sources, is_article_page, parse_home
from newscrawl.normalise.addresses import clean_url, host_of
from newscrawl.outlets import Outlet
from newscrawl.platforms.news import NewsSpider
from newscrawl.store.ledger import Verdict
from newscrawl.store.sources import KnownSource
from newscrawl.store.times import moment

_LOOK_AGAIN = timedelta(days=1)
_ENOUGH = 5_000  # addresses to learn the shape of an article's from
_TWIN = re.compile(r"^(?:amp|m|mobile)\.(?=[^.]+\.)")


class AnySpider(NewsSpider):
    """Finds a site's feeds, sitemaps and sections from one of its addresses, and stays on the site.

    The outlet is called by its host.
    """

    name = "any"
    takes = NewsSpider.takes | {"url"}
    robots_sitemaps = True
    _learnt: re.Pattern[str] | None = None

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        url = arguments.get("url") or ""
        self.url = clean_url(url) or url  # names in other letters as the network has them
        self.sites = (site_of(self.url),)
        self._told: list[str] = []  # articles' addresses, as feeds and news sitemaps name them
        super().__init__(name, **arguments)

    @property
    def outlet(self) -> Outlet:
        return Outlet(self.sites[0])

    @property
    def front_page(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{_TWIN.sub('', parts.netloc)}/"

    def sources(self, now: datetime) -> list[Source]:  # noqa: ARG002
        given = [self.url] if self.url.rstrip("/") != self.front_page.rstrip("/") else []
        return [Source(url, "listing") for url in (*given, self.front_page)]

    def roots(self, known: Sequence[KnownSource], now: datetime) -> list[Source]:
        """Read the feeds and sitemaps found before; the front page once a day, or where there are none."""
        told = [k for k in known if k.kind in ("feed", "news_sitemap") and k.entries and not k.fault]
        front = next((k for k in known if k.url == self.front_page), None)
        looked = front.checked_at if front and not front.fault else None
        if told and looked is not None and now - moment(looked) < _LOOK_AGAIN:
            return [k.source for k in told]
        return self.sources(now)

    def parse_source(self, source: Source, body: bytes, content_type: str | None, status: int) -> Findings:
        if source.kind == "listing":
            if source.url == self.url and is_article_page(body, url=source.url, content_type=content_type):
                yield Candidate(source.url, "url")
            learnt = article_pattern(self._told)
            yield from parse_home(body, url=source.url, content_type=content_type, pattern=learnt)
            return
        self._learnt = article_pattern(self._told) if source.kind == "sitemap" else None
        for finding in super().parse_source(source, body, content_type, status):
            if isinstance(finding, Candidate) and finding.kind in ("feed", "news_sitemap"):
                self._learn_from(finding.url)
            yield finding

    def _learn_from(self, url: str) -> None:
        if len(self._told) < _ENOUGH:
            self._told.append(url)

    def verdict(self, candidate: Candidate) -> Verdict | None:
        """Of a plain sitemap, which names every page, take what is shaped as the feeds' articles are."""
        if candidate.kind == "sitemap" and self._learnt and not self._learnt.search(candidate.url):
            return Verdict("not_article", "its address has not the shape that the site's articles share")
        return super().verdict(candidate)

    def fallback_sources(self) -> list[Source]:
        return common_sources(self.front_page)


def site_of(url: str) -> str:
    """Return an address's host without www, and without what a twin for telephones or AMP begins with."""
    return _TWIN.sub("", host_of(url))
