"""Hosts that are left alone: for as long as they ask, or because they do not answer."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from newscrawl.extensions.ledger import RunLedger
from newscrawl.middlewares.refusals import REFUSED, Refusal, drop_waiting
from newscrawl.network import NO_ANSWER, words_of
from newscrawl.patience import Recent, grown
from newscrawl.store import hosts, pauses
from newscrawl.store.database import read, write
from newscrawl.store.hosts import Wait

logger = logging.getLogger(__name__)

_ASKED_TO_WAIT = (429, 503)
_TOO_MANY = 429
# Rows of a host that does not answer are due again after the run, or in a long one after a while.
_LEFT_FOR = timedelta(minutes=10)


def retry_after(value: str | None, now: datetime, most: timedelta) -> datetime | None:
    """Return until when a Retry-After header asks to wait, at most `most` from now; None for nonsense."""
    if not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return now + min(timedelta(seconds=min(int(value[:12]), 10**9)), most)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(moment, now + most) if moment > now else None


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient a run is: `most` that a host is believed, `waits` of at most so long are waited out.

    `pause` are the seconds for a host that does not say how long, `failures`
    how many requests in a row may fail.
    """

    most: timedelta
    waits: timedelta
    pause: int
    failures: int

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        return cls(
            most=timedelta(seconds=settings.getint("RETRY_AFTER_MAX")),
            waits=timedelta(seconds=settings.getfloat("RETRY_WAIT")),
            pause=settings.getint("HOST_PAUSE"),
            failures=settings.getint("HOST_FAILURES"),
        )


class PolitenessMiddleware:
    """Keeps what hosts ask for: in memory for the run, in the database for the next."""

    def __init__(self, crawler: Crawler, ledger: RunLedger, manners: Manners) -> None:
        self._crawler = crawler
        self._ledger = ledger
        self._manners = manners
        self._waits: dict[str, Wait] = {}
        self._looks: dict[str, Recent] = {}
        self._left: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, RunLedger.of(crawler), Manners.of(crawler.settings))

    async def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if until := self._wait(host).until:
            left = until - self._ledger.clock()
            if timedelta() < left <= self._manners.waits:
                await asyncio.sleep(left.total_seconds())
        if refusal := self._refusal(host):
            raise refusal

    def process_response(self, request: Request, response: Response) -> Response:
        host, status = urlsplit(request.url).netloc, response.status
        until = self._asked_for(host, response) if status in _ASKED_TO_WAIT else None
        if until:
            request.meta["held_until"] = until
            self._leave(host)
        elif status < 400 and self._wait(host).pause:
            self._keep(host, Wait())
        self._count(host, None if status < 500 or until else f"HTTP {status}")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, NO_ANSWER) and REFUSED not in (words := words_of(exception)):
            self._count(urlsplit(request.url).netloc, words)

    def _wait(self, host: str) -> Wait:
        if host not in self._waits:
            with read(self._ledger.engine) as connection:
                known = hosts.wait_of(connection, host)
            is_over = known.until and known.until - self._ledger.clock() > self._manners.most
            self._waits[host] = Wait(pause=known.pause) if is_over else known  # by a clock that was ahead
        return self._waits[host]

    def _refusal(self, host: str) -> Refusal | None:
        """Return why a host may not be asked now, None when it may."""
        now, until = self._ledger.clock(), self._wait(host).until
        if until and until > now:
            return Refusal("queued", f"{host} asked to wait until {until:%Y-%m-%dT%H:%M:%SZ}", until=until)
        if host in self._left:
            return Refusal("queued", self._left[host], until=now + _LEFT_FOR)
        return None

    def _asked_for(self, host: str, response: Response) -> datetime | None:
        """Return until when an answer has its host left alone, by its word or our guess; keep that."""
        now, known = self._ledger.clock(), self._wait(host)
        header = response.headers.get("Retry-After")
        until = retry_after(header.decode("latin-1") if header else None, now, self._manners.most)
        pause = known.pause
        if known.until and known.until > now:
            until = max(until or known.until, known.until)  # of several answers at once the longest wait
        elif until is None and response.status == _TOO_MANY:
            pause = grown(known.pause, self._manners.pause, int(self._manners.most.total_seconds()))
            until = now + timedelta(seconds=pause)
        if until:
            self._keep(host, Wait(until, pause))
        return until

    def _keep(self, host: str, wait: Wait) -> None:
        self._waits[host] = wait
        with write(self._ledger.engine) as connection:
            hosts.hold(connection, host, wait)

    def _count(self, host: str, failure: str | None) -> None:
        """Weigh one more request to a host; leave it alone once too many have failed."""
        looks = self._looks.get(host)
        if looks is None:
            looks = self._looks[host] = Recent(self._manners.failures)
        looks.note(failed=failure is not None)
        if failure is None or host in self._left or not (why := looks.too_many):
            return
        self._left[host] = f"{host} is left alone for this run: {why}, the last with: {failure}"
        logger.warning("%s", self._left[host])
        self._ledger.tally.faults.append(self._left[host])
        self._leave(host)

    def _leave(self, host: str) -> None:
        """Refuse what has been let through and waits for its turn; have the outlet's rows there wait."""
        refusal = self._refusal(host)
        if refusal is None or refusal.until is None:
            return
        drop_waiting(self._crawler, refusal, host)
        if refusal.until - self._ledger.clock() > self._manners.waits:
            both = (f"https://{host}", f"http://{host}")
            with write(self._ledger.engine) as connection:
                pauses.postpone(connection, self._ledger.outlet, refusal.until, refusal.reason, origins=both)
