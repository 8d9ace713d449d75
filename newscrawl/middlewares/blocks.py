"""Outlets that block us: a run stops asking them, and the pause until the next one grows."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.extensions.ledger import RunLedger
from newscrawl.middlewares.refusals import Refusal, drop_waiting
from newscrawl.network import wall_in
from newscrawl.patience import Blocks, Recent, grown
from newscrawl.store import pauses
from newscrawl.store.database import read, write
from newscrawl.store.pauses import Pause
from newscrawl.walls import Wall

logger = logging.getLogger(__name__)

_MISSING = (404, 410)


class BlockMiddleware:
    """Counts the walls that a run meets; at too many of them it leaves the outlet alone.

    `first` and `most` are the seconds of the first pause and of the longest,
    `in_a_row` how many looks at walls are too many.  Whoever crawls an outlet
    during its pause has one look.
    """

    def __init__(self, crawler: Crawler, ledger: RunLedger, first: int, most: int, in_a_row: int) -> None:
        self._crawler = crawler
        self._ledger = ledger
        self._first, self._most = first, most
        self._pause, is_running = self._last_pause()
        self._recent = Recent(1 if is_running else in_a_row)
        self._blocks = Blocks()
        self._last: Wall | None = None
        self._refusal: Refusal | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        given = [crawler.settings.getint(n) for n in ("BLOCK_PAUSE", "BLOCK_PAUSE_MAX", "BLOCKS_IN_A_ROW")]
        self = cls(crawler, RunLedger.of(crawler), *given)
        crawler.signals.connect(self.conclude, signal=signals.spider_idle)
        return self

    def _last_pause(self) -> tuple[Pause | None, bool]:
        """Return the last pause and whether it runs; what waits for its end may then be tried."""
        outlet, now = self._ledger.outlet, self._ledger.clock()
        with read(self._ledger.engine) as connection:
            pause = pauses.of(connection, outlet)
        if pause is None or pause.until <= now:
            return pause, False
        with write(self._ledger.engine) as connection:
            pauses.release(connection, pause, now)
        return pause, True

    def process_request(self, request: Request) -> None:  # noqa: ARG002
        if self._refusal:
            raise self._refusal

    def process_response(self, request: Request, response: Response) -> Response:
        wall = wall_in(response)
        is_robots = urlsplit(request.url).path == "/robots.txt"
        if is_robots and not (wall and wall.challenge):
            return response  # a host may have no rules and no pages that it hides
        if wall or response.status < 400 or response.status in _MISSING:
            self._last = wall or self._last
            self._blocks.note(blocked=wall is not None, page="claimed" in request.meta)
            self._recent.note(failed=wall is not None)
        if wall and self._recent.too_many and not self._refusal:
            self._leave(wall)
        return response

    def conclude(self) -> None:
        """Judge the run at its end: an outlet that had only a few pages to ask for can block them all."""
        if self._refusal:
            return
        if self._blocks.blocks_us and self._last:
            self._leave(self._last)
        elif self._blocks.lets_us_through and self._pause:
            with write(self._ledger.engine) as connection:
                pauses.end(connection, self._pause, self._ledger.clock())
            logger.info("%s lets us through again", self._ledger.outlet)

    def _leave(self, wall: Wall) -> None:
        pause = self._next_pause(wall)
        self._refusal = Refusal("queued", pause.words, until=pause.until)
        self._ledger.stopped = "blocked"
        self._ledger.tally.faults.insert(0, pause.words)
        logger.warning("%s: %s", self._ledger.outlet, pause.words)
        with write(self._ledger.engine) as connection:
            pauses.begin(connection, pause)
        drop_waiting(self._crawler, self._refusal)

    def _next_pause(self, wall: Wall) -> Pause:
        """Return the pause that begins: twice the last one, or that one while it lasts."""
        now, known = self._ledger.clock(), self._pause
        if known and known.until > now:
            return Pause(known.outlet, known.until, known.since, known.seconds, wall.reason)
        seconds = grown(known.seconds if known else None, self._first, self._most)
        since = known.since if known else now
        return Pause(self._ledger.outlet, now + timedelta(seconds=seconds), since, seconds, wall.reason)
