"""robots.txt as RFC 9309 has it: no answer means not now, never "everything is allowed"."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.extensions.ledger import RunLedger
from newscrawl.middlewares.refusals import Refusal
from newscrawl.network import DOWNLOAD_FAILURES, JUDGED, header, words_of
from newscrawl.store import sources
from newscrawl.store.database import read, write
from newscrawl.store.sources import KeptRobots

logger = logging.getLogger(__name__)

_READ = 500 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
_KEPT = timedelta(days=1)  # and an earlier answer may stand in for a day
_CLOSED_FOR = timedelta(minutes=5)
_CRAWL_DELAY_MAX = 60.0


@dataclass(frozen=True, slots=True)
class Robots:
    """A host's rules; `closed` says why nothing may be asked now, `text` is the file itself."""

    rules: Protego | None = None
    closed: str | None = None
    text: str = ""


class RobotsMiddleware:
    """Asks each host's robots.txt once a run, conditionally, before anything else."""

    def __init__(self, crawler: Crawler, ledger: RunLedger, agent: str) -> None:
        self._crawler = crawler
        self._ledger = ledger
        self._agent = agent
        self._robots: dict[str, asyncio.Future[Robots]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, RunLedger.of(crawler), crawler.settings["ROBOTSTXT_USER_AGENT"])

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        robots = await self.of(request.url)
        if robots.closed:
            # The answer holds for this run; asking a row again within it would only spend its attempts.
            until = self._ledger.clock() + _CLOSED_FOR
            raise Refusal("queued", f"robots.txt: {robots.closed}", until=until, counts=True)
        if robots.rules is None:
            return
        if not robots.rules.can_fetch(request.url, self._agent):
            raise Refusal("robots_disallowed", "robots.txt disallows it")
        self._slow_down(request, robots.rules)

    async def of(self, url: str) -> Robots:
        """Return the rules of an address's host, asked for once."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = asyncio.ensure_future(self._ask(origin))
        return await asyncio.shield(self._robots[origin])

    async def _ask(self, origin: str) -> Robots:
        with read(self._ledger.engine) as connection:
            kept = sources.robots_of(connection, origin)
        headers = kept.validators if kept else {}
        meta = {"dont_obey_robotstxt": True, "handle_httpstatus_list": JUDGED}
        request = Request(f"{origin}/robots.txt", headers=headers, meta=meta, priority=1000, dont_filter=True)
        assert self._crawler.engine
        try:
            response = await self._crawler.engine.download_async(request)
        except Refusal as refusal:
            return self._fall_back(kept, refusal.reason)
        except DOWNLOAD_FAILURES as failure:
            return self._fall_back(kept, words_of(failure))
        if response.status == 304 and kept:
            self._keep(origin, kept.text, kept.validators)
            return _read(kept.text)
        return self._judge(origin, response, kept)

    def _judge(self, origin: str, response: Response, kept: KeptRobots | None) -> Robots:
        status = response.status
        if 200 <= status < 300:
            text = response.body[:_READ].decode("utf-8", "replace").replace("\x00", "")
            self._keep(origin, text, validators_of(response))
            return _read(text)
        if status == 429 or status >= 500:
            return self._fall_back(kept, f"HTTP {status}")
        return Robots()  # 4xx, and redirects that lead nowhere: there are no rules

    def _keep(self, origin: str, text: str, validators: dict[str, str]) -> None:
        told = {"etag": validators.get("If-None-Match"), "last_modified": validators.get("If-Modified-Since")}
        with write(self._ledger.engine) as connection:
            sources.keep_robots(connection, origin, text, **told, now=self._ledger.clock())

    def _fall_back(self, kept: KeptRobots | None, why: str) -> Robots:
        if kept and self._ledger.clock() - kept.at < _KEPT:
            return _read(kept.text)
        logger.warning("robots.txt gives no answer (%s): the host is left alone for now", why)
        return Robots(closed=why)

    def _slow_down(self, request: Request, rules: Protego) -> None:
        delay = rules.crawl_delay(self._agent)
        if not delay:
            return
        request.meta["autothrottle_dont_adjust_delay"] = True
        assert self._crawler.engine
        downloader = self._crawler.engine.downloader
        host = urlsplit(request.url).hostname or ""
        wanted = {"concurrency": 1, "delay": min(float(delay), _CRAWL_DELAY_MAX), "jitter": 0.0}
        downloader.per_slot_settings[host] = wanted
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.concurrency, slot.delay, slot.jitter = 1, wanted["delay"], 0.0


def validators_of(response: Response) -> dict[str, str]:
    """Return what a conditional request for the same address sends next time."""
    told = {"If-None-Match": header(response, "ETag"), "If-Modified-Since": header(response, "Last-Modified")}
    return {name: value for name, value in told.items() if value}


def _read(text: str) -> Robots:
    return Robots(rules=Protego.parse(text), text=text)
