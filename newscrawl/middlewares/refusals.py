"""Why a request was not made: what the ledger writes of it."""

from __future__ import annotations

from datetime import datetime

from scrapy.exceptions import IgnoreRequest

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
