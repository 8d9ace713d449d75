"""The words of the ledger: its states, the days asked for, what is claimed and found, an address's key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from newscrawl.items import Discovery
from newscrawl.normalise.addresses import page_key as ledger_key
from newscrawl.store.tables import addresses
from newscrawl.store.times import micros
from newscrawl.store.validators import conditions

__all__ = ["EXPORTED", "STATES", "Claim", "Found", "State", "Verdict", "Window", "ledger_key"]

State = Literal[
    "queued",
    "article",
    "paywalled",
    "duplicate",
    "not_article",
    "out_of_window",
    "robots_disallowed",
    "blocked",
    "gone",
    "too_large",
    "unparsed",
    "failed",
]
STATES: tuple[State, ...] = State.__args__  # type: ignore[attr-defined]
EXPORTED: tuple[State, ...] = ("article", "paywalled")


@dataclass(frozen=True, slots=True)
class Window:
    """The days asked for: `since` and `until` inclusive, None for open; aware datetimes."""

    since: datetime | None = None
    until: datetime | None = None

    def holds(self, date: datetime | None) -> bool:
        """Tell whether a date lies inside; an unknown one may, so it does."""
        if date is None:
            return True
        return not ((self.since and date < self.since) or (self.until and date > self.until))

    def clause(self) -> sa.ColumnElement[bool]:
        within: list[sa.ColumnElement[bool]] = [sa.true()]
        if self.since:
            within.append(addresses.c.hint_at >= micros(self.since))
        if self.until:
            within.append(addresses.c.hint_at <= micros(self.until))
        return sa.or_(addresses.c.hint_at.is_(None), sa.and_(*within))


@dataclass(frozen=True, slots=True)
class Claim:
    """A ledger row handed out to be fetched.

    `recheck`: an article that is looked at again by schedule; `etag` and
    `last_modified` are its page's, for a conditional request.
    """

    address_id: int
    url: str
    state: State
    attempts: int
    discovered_by: Discovery
    discovered_at: int
    hint_at: int | None
    article_id: str | None
    etag: str | None = None
    last_modified: str | None = None
    recheck: bool = False

    @property
    def validators(self) -> dict[str, str]:
        """What a conditional request for it sends: nothing but where a 304 is all we want to know."""
        return conditions(self.etag, self.last_modified) if self.recheck else {}


@dataclass(slots=True)
class Found:
    """What a source brought: addresses told of, new ones, queued ones."""

    seen: int = 0
    new: int = 0
    queued: int = 0

    def __iadd__(self, other: Found) -> Found:
        self.seen += other.seen
        self.new += other.new
        self.queued += other.queued
        return self


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a candidate is not fetched at all: a final state with its reason."""

    state: State
    reason: str
