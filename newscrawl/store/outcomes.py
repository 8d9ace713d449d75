"""What one look at an address came to, written: its ledger row, and its article with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from newscrawl.dedupe.index import Text
from newscrawl.dedupe.translation import Translations
from newscrawl.discover import Candidate
from newscrawl.extract import NO_TEXT
from newscrawl.items import Article
from newscrawl.schedule import Rechecks
from newscrawl.store import ledger, looks
from newscrawl.store.articles import Shelf, Stored
from newscrawl.store.graves import grave_of, verdict_on
from newscrawl.store.ledger import EXPORTED, Claim, State, Verdict, Window
from newscrawl.store.schedule import next_look
from newscrawl.store.times import micros, parse_time

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Outcome:
    """A state for a claimed address, or an article to store.

    `until` is when a queued row is due again, `counts` whether the look was
    one of its attempts (a blocked row that counts them is looked at again),
    `last` what it is after the last; `done` is told what became of the article.
    """

    claim: Claim
    state: State
    reason: str | None = None
    status: int | None = None
    until: datetime | None = None
    counts: bool = False
    last: State = "failed"
    article: Article | None = None
    done: asyncio.Future[Stored | None] | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the answer was that an article's page is as it was."""
        return self.status == _NOT_MODIFIED and self.claim.state in EXPORTED and self.article is None


@dataclass(frozen=True, slots=True)
class Policy:
    """How a run judges: its window, whether it was asked for these very addresses, its patience.

    `backoff` are the seconds before the second, third, … look, `block_pause`
    those before the second look at a blocked one, doubled each time; `canonical`
    gives the address to fetch when an article was read from a twin of its page;
    `translations` tells them, when they are looked for; `rechecks` says when
    articles are looked at again, if they are.
    """

    outlet: str
    run_id: str
    window: Window
    asked: bool
    backoff: tuple[float, ...]
    attempts_max: int
    canonical: Callable[[Article], tuple[Candidate, Verdict | None] | None]
    translations: Translations | None = None
    block_pause: float = 3600.0
    rechecks: Rechecks | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What was written: the state that the row came to (None: it waits), and the stored article.

    `recheck` tells whether the look was one by schedule, `unchanged` whether its answer was a 304.
    """

    state: State | None
    stored: Stored | None = None
    recheck: bool = False
    unchanged: bool = False


class OutcomeWriter:
    """Writes the outcomes of one transaction."""

    def __init__(self, connection: Connection, policy: Policy, now: datetime) -> None:
        self._connection = connection
        self._policy = policy
        self._now = now
        self._shelf = Shelf(connection, policy.run_id, micros(now), policy.translations)
        self._looks: list[dict[str, Any]] = []

    def write(self, outcome: Outcome, text: Text | None = None) -> Settled:
        """Write an outcome; `text` is its article's, where that was made before the transaction."""
        settled = replace(self._write(outcome, text), recheck=outcome.claim.recheck)
        self._note(outcome, settled)
        return settled

    def _write(self, outcome: Outcome, text: Text | None) -> Settled:
        if outcome.article is not None:
            return self._article(outcome, outcome.article, text)
        if outcome.unchanged:
            return self._unchanged(outcome)
        if outcome.state == "queued":
            return self._not_now(outcome) if outcome.claim.recheck else self._later(outcome)
        state = _kept(outcome.claim, outcome.state)
        again = self._another_look(outcome) if state == "blocked" and outcome.counts else {}
        self._row(outcome, state, reason=outcome.reason, **again)
        return Settled(state)

    def close(self) -> None:
        """Finish the transaction's part; call once, after the last outcome."""
        self._shelf.close()
        looks.add(self._connection, self._looks)

    def _note(self, outcome: Outcome, settled: Settled) -> None:
        """Note what the look came to, also where an article's row keeps its state, for health."""
        claim, change = outcome.claim, settled.stored.change if settled.stored else None
        state = settled.state if outcome.article or settled.state == "failed" else outcome.state
        as_it_was = claim.article_id and state in EXPORTED and change not in ("new", "version", "better")
        if as_it_was or (outcome.state == "queued" and not outcome.counts):
            return
        row = looks.look(
            self._policy.outlet,
            self._now,
            state or "queued",
            status=outcome.status,
            again=claim.article_id is not None,
            article=outcome.article,
            new=change == "new",
            words=0 if outcome.reason == NO_TEXT else None,
        )
        self._looks.append(row)

    def _article(self, outcome: Outcome, article: Article, text: Text | None) -> Settled:
        published = article.date_published
        if published and not outcome.claim.article_id and not self._inside(published):
            reason = f"published {published}, outside the days asked for"
            self._row(outcome, "out_of_window", reason=reason, hint_at=micros(_moments(published)[1]))
            return Settled("out_of_window")
        grave = grave_of(self._connection, article)
        if grave is not None:
            verdict = verdict_on(grave.at, grave.reason)
            self._row(outcome, verdict.state, reason=verdict.reason)
            return Settled(verdict.state)
        stored = self._shelf.put(article, expected=outcome.claim.article_id, text=text)
        state, note = self._state_of(outcome, stored)
        told = {"article_id": stored.article.id, "etag": outcome.claim.etag}
        told |= {"last_modified": outcome.claim.last_modified}
        self._row(outcome, state, stored.article.date_published, reason=note, **told)
        if stored.change == "new":
            self._queue_canonical(stored.article)
        elif state in EXPORTED:
            ledger.yield_article(
                self._connection, outcome.claim.address_id, stored.article.id, stored.article.url
            )
        return Settled(state, stored)

    def _state_of(self, outcome: Outcome, stored: Stored) -> tuple[State, str | None]:
        claim, article = outcome.claim, stored.article
        if stored.change in ("new", "version", "better"):
            return outcome.state, None
        if claim.state in EXPORTED and claim.article_id == article.id:
            return claim.state, None
        if article.outlet == self._policy.outlet and not ledger.is_shown(self._connection, article.id):
            return outcome.state, None  # the address that showed it was gone: this one shows it now
        return "duplicate", f"article {article.id} of {article.outlet}, at {article.url}"

    def _inside(self, published: str) -> bool:
        if self._policy.asked:
            return True
        return any(self._policy.window.holds(moment) for moment in _moments(published))

    def _queue_canonical(self, article: Article) -> None:
        """A twin was read (AMP, print): queue the canonical page, whose record is the better one."""
        found = self._policy.canonical(article)
        if found:
            ledger.discovered(self._connection, self._policy.outlet, [found], window=Window(), now=self._now)

    def _later(self, outcome: Outcome) -> Settled:
        """Let the row wait, or give it up after its last attempt."""
        claim = outcome.claim
        attempts = claim.attempts + outcome.counts
        if outcome.counts and attempts >= self._policy.attempts_max:
            state = _kept(claim, outcome.last)
            self._row(outcome, state, reason=f"{outcome.reason}, {attempts} times", attempts=attempts)
            return Settled(state)
        pause = self._policy.backoff[min(max(attempts, 1), len(self._policy.backoff)) - 1]
        until = outcome.until or self._now + timedelta(seconds=pause)
        told: dict[str, Any] = {"reason": outcome.reason, "http_status": outcome.status}
        told |= {"checked_at": micros(self._now)}
        told |= self._next_look(outcome, claim.state)
        ledger.settle(self._connection, claim.address_id, attempts=attempts, due_at=micros(until), **told)
        return Settled(None)

    def _another_look(self, outcome: Outcome) -> dict[str, Any]:
        """Let a blocked row be looked at again after a while, as often as one that could not be had."""
        attempts = outcome.claim.attempts + 1
        if attempts >= self._policy.attempts_max:
            return {}
        pause = timedelta(seconds=self._policy.block_pause * 2 ** (attempts - 1))
        return {"attempts": attempts, "due_at": micros(self._now + pause)}

    def _unchanged(self, outcome: Outcome) -> Settled:
        """The page is as it was: the times of this look and the next move; a fault in between is over."""
        state = outcome.claim.state
        self._row(outcome, state, reason=None)
        return Settled(state, unchanged=True)

    def _not_now(self, outcome: Outcome) -> Settled:
        """An article that cannot be looked at again now is so in its turn, not in a moment."""
        self._row(outcome, outcome.claim.state, reason=outcome.reason)
        return Settled(outcome.claim.state)

    def _next_look(
        self, outcome: Outcome, state: State, published: str | None = None
    ) -> dict[str, int | None]:
        """Return when the row's article is looked at again; nothing where this is not ours to say."""
        if state not in EXPORTED:
            return {"recheck_at": None}
        if self._policy.rechecks is None:
            return {}
        due = next_look(
            self._connection, outcome.claim, self._now, self._policy.rechecks, published=published
        )
        later = micros(outcome.until) if outcome.until else 0
        return {"recheck_at": due and max(due, later)}

    def _row(self, outcome: Outcome, state: State, published: str | None = None, **values: Any) -> None:
        now = micros(self._now)
        if state != outcome.claim.state:
            values |= {"changed_at": now, "run_id": self._policy.run_id}
        told = self._next_look(outcome, state, published) | {
            "state": state,
            "due_at": None,
            "http_status": outcome.status,
            "checked_at": now,
            "attempts": 0,
        }
        ledger.settle(self._connection, outcome.claim.address_id, **(told | values))


def _kept(claim: Claim, state: State) -> State:
    """Return the state that a look leads to: a wall or a fault today takes no article away."""
    return claim.state if claim.state in EXPORTED and state != "gone" else state


def _moments(published: str) -> tuple[datetime, datetime]:
    """Return the first and the last moment that a record's date can mean."""
    date = parse_time(published)
    return date, date + timedelta(days=1, microseconds=-1) if len(published) == 10 else date
