"""Retry-After: a host that asks to be left alone is, in this run and the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.extensions.ledger import RunLedger
from newscrawl.middlewares.refusals import Refusal
from newscrawl.store import sources
from newscrawl.store.database import read, write

_ASKED_TO_WAIT = (429, 503)


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


class PolitenessMiddleware:
    """Keeps what hosts ask for: in memory for the run, in the database for the next."""

    def __init__(self, ledger: RunLedger, most: timedelta, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._most = most
        self._clock = clock
        self._held: dict[str, datetime | None] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        ledger = RunLedger.of(crawler)
        return cls(ledger, timedelta(seconds=crawler.settings.getint("RETRY_AFTER_MAX")), ledger.clock)

    def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        if host not in self._held:
            with read(self._ledger.engine) as connection:
                self._held[host] = sources.held_until(connection, host)
        until = self._held[host]
        if until and until > self._clock():
            raise Refusal("queued", f"{host} asked to wait until {until:%Y-%m-%dT%H:%M:%SZ}", until=until)

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status in _ASKED_TO_WAIT:
            header = response.headers.get("Retry-After")
            until = retry_after(header.decode("latin-1") if header else None, self._clock(), self._most)
            if until:
                host = urlsplit(request.url).netloc
                self._held[host] = until
                request.meta["held_until"] = until
                with write(self._ledger.engine) as connection:
                    sources.hold(connection, host, until)
        return response
