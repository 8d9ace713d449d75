"""A look at a site that has no spider: a page or two, its feeds and sitemaps, one article.

It is a crawl like any other, robots.txt and all, over a database that is
thrown away.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from newscrawl.cli import Exit
from newscrawl.discover import Candidate, Source
from newscrawl.discover.offers import Announcer, Offer, announcer_of, page_facts
from newscrawl.discover.reading import parse_source
from newscrawl.discover.robots import sitemaps_of
from newscrawl.discover.site import common_sources, is_article_page, parse_home
from newscrawl.discover.wordpress import parse_posts, posts_url
from newscrawl.middlewares.robots import RobotsMiddleware
from newscrawl.network import DOWNLOAD_FAILURES, JUDGED, header, wall_in, words_of
from newscrawl.spiders.any import AnySpider

if TYPE_CHECKING:
    from newscrawl.extract.engine import Reading

_FEEDS = 5  # feeds that are read of those a site names
_SITEMAPS = 4
_SAMPLES = 3  # articles that are tried


class ProbeError(Exception):
    """The site could not be looked at; the message says why."""


class ProbeSpider(AnySpider):
    """Looks at a site and keeps what it offers."""

    name = "probe"
    offer: Offer | None = None
    sample: Reading | None = None
    fault: str | None = None

    async def start(self) -> AsyncIterator[Any]:
        first = await self._ask(self.url, {"sites": self.sites})
        if first is None:
            return
        front = first if urlsplit(first.url).path in ("", "/") else await self._ask(self.front_page)
        self.offer = Offer(_front_of((front or first).url))
        self._look_at(first, front or first)
        await self._read_announcers()
        await self._read_sample()
        return
        yield  # nothing is scheduled: what is asked for is awaited

    async def _ask(self, url: str, meta: dict[str, Any] | None = None) -> Response | None:
        """Return the answer when it is one; else keep in words why not."""
        engine = self.crawler.engine
        assert engine
        told = {"handle_httpstatus_list": JUDGED, **(meta or {})}
        try:
            response = await engine.download_async(Request(url, meta=told, dont_filter=True))
        except DOWNLOAD_FAILURES as failure:
            self.fault = words_of(failure)
            return None
        wall = wall_in(response)
        if wall or response.status != 200:
            self.fault = f"blocked: {wall.reason}" if wall else f"HTTP {response.status}"
            return None
        return response

    def _look_at(self, first: Response, front: Response) -> None:
        offer = self.offer
        assert offer
        kind = header(front, "Content-Type")
        offer.facts = page_facts(front.body, url=front.url, content_type=kind)
        pages = [(front, kind)]
        if first is not front:
            kind = header(first, "Content-Type")
            facts = page_facts(first.body, url=first.url, content_type=kind)
            offer.canonical, offer.amp = facts.canonical, facts.amp
            if is_article_page(first.body, url=first.url, content_type=kind):
                offer.linked.append(first.url)
            pages.append((first, kind))
        for page, its_kind in pages:
            for finding in parse_home(page.body, url=page.url, content_type=its_kind):
                if isinstance(finding, Candidate):
                    offer.linked.append(finding.url)
                elif isinstance(finding, Source) and finding.kind == "feed":
                    offer.announcers.append(Announcer(finding))  # to be read
                elif isinstance(finding, Source):
                    offer.sections.append(finding.url)
                elif page is front:
                    offer.fault = finding.reason

    async def _read_announcers(self) -> None:
        """Read the feeds and sitemaps that the site names, else those at the usual addresses."""
        offer = self.offer
        assert offer
        usual = common_sources(offer.home)
        feeds = list(dict.fromkeys(a.source for a in offer.announcers))[:_FEEDS]
        maps = await self._named_by_robots(offer.home)
        offer.announcers = [await self._read(source) for source in feeds]
        if not any(a.works for a in offer.announcers):
            offer.announcers += await self._first_that_works(s for s in usual if s.kind == "feed")
        if maps:
            offer.announcers += [await self._read(source) for source in maps[:_SITEMAPS]]
        else:
            offer.announcers += await self._first_that_works(s for s in usual if s.kind == "news_sitemap")
            offer.announcers += await self._first_that_works(s for s in usual if s.kind == "sitemap")
        known = {a.source.url for a in offer.announcers}
        children = [child for a in offer.announcers for child in a.children if child.url not in known]
        news = [child for child in children if child.kind == "news_sitemap"]
        offer.announcers += [await self._read(child) for child in news[:1]]
        if offer.facts.is_wordpress:
            offer.announcers += await self._first_that_works([Source(posts_url(offer.home), "api")])

    async def _named_by_robots(self, home: str) -> list[Source]:
        middleware = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if middleware is None:
            return []
        text = (await middleware.of(home)).text
        return sorted(sitemaps_of(text.encode(), home + "robots.txt"), key=lambda s: s.kind == "sitemap")

    async def _first_that_works(self, sources: Iterable[Source]) -> list[Announcer]:
        for source in sources:
            announcer = await self._read(source)
            if announcer.works:
                return [announcer]
        return []

    async def _read(self, source: Source) -> Announcer:
        self.fault = None
        response = await self._ask(source.url, {"download_maxsize": self.settings.getint("SOURCE_MAXSIZE")})
        if response is None:
            return Announcer(source, fault=self.fault)
        if source.kind == "api":
            return announcer_of(source, parse_posts(response.body, url=source.url))
        kind = header(response, "Content-Type")
        return announcer_of(source, parse_source(source, response.body, kind, pattern=None, hosts=self.sites))

    async def _read_sample(self) -> None:
        """Read an article, to show what becomes of one."""
        from newscrawl.reading import read_page

        assert self.offer
        for url in self.offer.articles[:_SAMPLES]:
            response = await self._ask(url, {"sites": self.sites})
            if response is None:
                continue
            self.sample = read_page(
                response.body,
                url=response.url,
                content_type=header(response, "Content-Type"),
                fetched_at=self.ledger.clock(),
            )
            if self.sample.state in ("article", "paywalled"):
                return


def probe(settings: Settings, url: str) -> tuple[Offer, Reading | None]:
    """Return what a site offers, and one of its articles read; blocks.

    Raises ProbeError, and KeyboardInterrupt when it was interrupted.
    """
    from newscrawl import crawling

    own = settings.copy()
    with tempfile.TemporaryDirectory() as folder:
        told = {"OUTPUT_DIR": folder, "DATABASE_URL": "", "ARCHIVE": False, "LOG_LEVEL": "ERROR"}
        own.setdict(told, priority="cmdline")
        crawl = crawling.Crawl(ProbeSpider, {"url": url})
        (result,) = crawling.run(own, [crawl])
        if result.error is not None:
            raise ProbeError(result.error)
        if result.exit is Exit.INTERRUPTED:
            raise KeyboardInterrupt
        spider = crawl.spider_run
    if spider is None or spider.offer is None:
        raise ProbeError(spider.fault if spider and spider.fault else "it was not looked at")
    return spider.offer, spider.sample


def _front_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
