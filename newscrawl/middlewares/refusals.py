"""Why a request was not made: what the ledger writes of it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from twisted.python.failure import Failure

from newscrawl.store.ledger import State

REFUSED = "refused address"


class Refusal(IgnoreRequest):
    """A request that one of our middlewares did not let through.

    `state` and `reason` go to the ledger; `until` is when it may be asked
    again, for state "queued"; `counts` whether that was one of its attempts.
    """

    def __init__(
        self, state: State, reason: str, *, until: datetime | None = None, counts: bool = False
    ) -> None:
        super().__init__(reason)
        self.state = state
        self.reason = reason
        self.until = until
        self.counts = counts


class RedirectedTooOften(Refusal):
    """An address whose redirects lead nowhere."""


def drop_waiting(crawler: Crawler, refusal: Refusal, host: str | None = None) -> None:
    """Refuse what was let through before and waits for its turn at a host, or at any.

    Scrapy's middlewares see a request before it queues for its host, not when it is sent.
    """
    assert crawler.engine
    for slot in crawler.engine.downloader.slots.values():
        waiting = [pair for pair in slot.queue if host is None or urlsplit(pair[0].url).netloc == host]
        for pair in waiting:
            slot.queue.remove(pair)
            pair[1].errback(Failure(refusal))  # type: ignore[no-untyped-call]
