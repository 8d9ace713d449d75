"""robots.txt as RFC 9309 has it: no answer means not now, never "everything is allowed"."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response

from newscrawl import robotsfile
from newscrawl.extensions.ledger import RunLedger
from newscrawl.middlewares.refusals import REFUSED, RedirectedTooOften, Refusal
from newscrawl.network import DOWNLOAD_FAILURES, JUDGED, header, wall_in, words_of
from newscrawl.store import hosts, pauses
from newscrawl.store.database import read, write
from newscrawl.store.hosts import KeptRobots
from newscrawl.store.validators import conditions

logger = logging.getLogger(__name__)

_ZERO = timedelta()  # a time to come is that of a clock which was ahead
_STANDS_IN = timedelta(days=1)  # an earlier answer, when there is none (RFC 9309, 2.4)
_GIVEN_UP = timedelta(days=30)  # after so long without one the last holds again, or nothing (2.3.1.4)
_CLOSED_FOR = timedelta(minutes=5)
_CRAWL_DELAY_MAX = 60.0
_ORIGIN = "robots_of"


@dataclass(frozen=True, slots=True)
class Robots:
    """A host's rules; `text` is the file itself.

    `closed` says why nothing may be asked until `until`, `refused` why nothing is asked at all.
    """

    rules: Protego | None = None
    closed: str | None = None
    refused: str | None = None
    until: datetime | None = None
    text: str = ""


class RobotsMiddleware:
    """Asks each host's robots.txt before anything else, conditionally, unless an answer is fresh."""

    def __init__(self, crawler: Crawler, ledger: RunLedger, agent: str, fresh: timedelta) -> None:
        self._crawler = crawler
        self._ledger = ledger
        self._agent = agent
        self._fresh = fresh
        self._robots: dict[str, asyncio.Future[Robots]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        settings = crawler.settings
        fresh = timedelta(seconds=settings.getint("ROBOTS_FRESH"))
        return cls(crawler, RunLedger.of(crawler), settings["ROBOTSTXT_USER_AGENT"], fresh)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        robots = await self.of(request.url)
        if robots.refused:
            raise Refusal("failed", robots.refused)
        if robots.closed:
            raise Refusal("queued", f"robots.txt: {robots.closed}", until=robots.until)
        if robots.rules is None:
            return
        if not robots.rules.can_fetch(request.url, self._agent):
            raise Refusal("robots_disallowed", "robots.txt disallows it")
        self._slow_down(request, robots.rules)

    async def of(self, url: str) -> Robots:
        """Return the rules of an address's host, asked for once; again when it was closed and need not be."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        asked = self._robots.get(origin)
        if asked is None or (asked.done() and self._is_over(asked.result())):
            asked = self._robots[origin] = asyncio.ensure_future(self._ask(origin))
        return await asyncio.shield(asked)

    def _is_over(self, robots: Robots) -> bool:
        return robots.until is not None and robots.until <= self._ledger.clock()

    async def _ask(self, origin: str) -> Robots:
        with read(self._ledger.engine) as connection:
            kept = hosts.robots_of(connection, origin)
        if kept.text is not None and kept.at and _ZERO <= self._ledger.clock() - kept.at < self._fresh:
            return self._read(kept.text)
        try:
            response = await self._download(origin, kept)
        except RedirectedTooOften:
            return self._take(origin, "", {})  # RFC 9309, 2.3.1.2: as good as not there
        except Refusal as refusal:
            return self._fall_back(origin, kept, refusal.reason, refusal.until)
        except DOWNLOAD_FAILURES as failure:
            why = words_of(failure)
            if why.startswith(f"{REFUSED}: {urlsplit(origin).hostname} leads to"):
                return Robots(refused=why)
            return self._fall_back(origin, kept, why)
        return self._judge(origin, response, kept)

    async def _download(self, origin: str, kept: KeptRobots) -> Response:
        """Ask for a robots.txt; what comes past its readable part is never taken in."""
        headers = {**kept.validators, "Accept-Encoding": "identity"}
        meta = {
            "dont_obey_robotstxt": True,
            "handle_httpstatus_list": JUDGED,
            "download_maxsize": 0,  # cut below, whatever its length is said to be
            _ORIGIN: origin,
        }
        request = Request(f"{origin}/robots.txt", headers=headers, meta=meta, priority=1000, dont_filter=True)
        assert self._crawler.engine
        with self._cut(origin):
            return await self._crawler.engine.download_async(request)

    @contextmanager
    def _cut(self, origin: str) -> Iterator[None]:
        """Stop the download at what is read.  Listening costs every page something: only for so long."""
        read, most = 0, self._crawler.settings.getint("DOWNLOAD_MAXSIZE")

        def count(data: bytes, request: Request) -> None:
            nonlocal read
            if request.meta.get(_ORIGIN) != origin:
                return
            request.meta["download_maxsize"] = most  # of what it unpacks to, where it is packed all the same
            read += len(data)
            if read > robotsfile.MOST:
                raise StopDownload(fail=False)

        self._crawler.signals.connect(count, signal=signals.bytes_received)
        try:
            yield
        finally:
            self._crawler.signals.disconnect(count, signal=signals.bytes_received)

    def _judge(self, origin: str, response: Response, kept: KeptRobots) -> Robots:
        status, wall = response.status, wall_in(response)
        if wall and (wall.challenge or status == 202):
            # Not the owner's word on robots but his wall before it: we have not been told the rules.
            return self._close(origin, f"blocked: {wall.reason}")
        if status == 304 and kept.text is not None:
            return self._take(origin, kept.text, kept.validators)
        if 200 <= status < 300:
            return self._take(origin, robotsfile.text_of(response.body), validators_of(response))
        if status == 429 or status >= 500:
            held_until = response.request.meta.get("held_until") if response.request else None
            return self._fall_back(origin, kept, f"HTTP {status}", held_until)
        return self._take(origin, "", {})  # 4xx, and redirects that lead nowhere: there are no rules

    def _take(self, origin: str, text: str, validators: dict[str, str]) -> Robots:
        with write(self._ledger.engine) as connection:
            hosts.keep_robots(connection, origin, text, validators, self._ledger.clock())
        return self._read(text)

    def _fall_back(self, origin: str, kept: KeptRobots, why: str, until: datetime | None = None) -> Robots:
        """Return what holds while there is no answer."""
        now = self._ledger.clock()
        since = kept.failed_at or now
        if kept.failed_at is None:
            with write(self._ledger.engine) as connection:
                hosts.robots_failed(connection, origin, now)
        stands_in = kept.text is not None and kept.at is not None and now - kept.at < _STANDS_IN
        if stands_in or now - since > _GIVEN_UP:
            return self._read(kept.text or "")
        return self._close(origin, why, until)

    def _close(self, origin: str, why: str, until: datetime | None = None) -> Robots:
        """Leave a host alone for now: what waits for it does so without an attempt."""
        logger.warning("%s/robots.txt gives no answer (%s): the host is left alone for now", origin, why)
        until = until or self._ledger.clock() + _CLOSED_FOR
        with write(self._ledger.engine) as connection:
            told = (self._ledger.outlet, until, f"robots.txt: {why}")
            pauses.postpone(connection, *told, origins=[origin])
        return Robots(closed=why, until=until)

    def _read(self, text: str) -> Robots:
        return Robots(rules=Protego.parse(robotsfile.for_agent(text, self._agent)), text=text)

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
    return conditions(header(response, "ETag"), header(response, "Last-Modified"))
