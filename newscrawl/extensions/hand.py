"""The rows that a run has in hand: claimed, being fetched, not yet settled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import TYPE_CHECKING, Any

from newscrawl.store import ledger, schedule
from newscrawl.store.database import read
from newscrawl.store.ledger import Claim

if TYPE_CHECKING:
    from newscrawl.extensions.ledger import RunLedger


class Hand:
    """Claims the outlet's due rows for a run, a batch at a time; in a due run then articles again."""

    def __init__(self, run: RunLedger, settings: Any) -> None:
        self._run = run
        self._batch = settings.getint("CLAIM_BATCH")
        self._patience = settings.getfloat("RETRY_WAIT")
        self._rows: dict[int, Claim] = {}
        self._by_key: dict[str | None, Claim] = {}  # by its key: pipelines may respell an address
        self._progress = asyncio.Event()
        self._rechecks = settings.getint("RECHECKS_A_RUN") if settings.getbool("DUE_ONLY") else 0

    def __len__(self) -> int:
        return len(self._rows)

    async def claims(self) -> AsyncIterator[Claim]:
        """Yield due rows, newest first, until nothing is due or will be soon, or the run is to end."""
        while self._run.goes_on:
            room = self._room()
            claimed = self._claim(room) if room > 0 else []
            for claim in claimed:
                self.renew(claim)
                yield claim
            if self._rows:
                self._progress.clear()
                await self._progress.wait()
            elif not claimed and (room <= 0 or not await self._wait_for_due()):
                return

    def of(self, url: str) -> Claim | None:
        """Return the row in hand whose address this is, in whatever spelling."""
        return self._by_key.get(ledger.ledger_key(url))

    def renew(self, claim: Claim) -> None:
        """Take a row in hand, or put another in its place that tells more."""
        self._rows[claim.address_id] = claim
        self._by_key[ledger.ledger_key(claim.url)] = claim

    def let_go(self, claim: Claim) -> None:
        self._rows.pop(claim.address_id, None)
        self._by_key.pop(ledger.ledger_key(claim.url), None)

    def keep(self, urls: Collection[str]) -> None:
        """Let every row go, as it was, but those of these addresses."""
        for claim in list(self._rows.values()):
            if claim.url not in urls:
                self.let_go(claim)
        self.wake()

    def wake(self) -> None:
        """Let the claiming go on: rows were settled, or the run is to end."""
        self._progress.set()

    def _room(self) -> int:
        """Return how many rows may be taken in hand now: half a batch at least, or none."""
        run, room = self._run, self._batch - len(self._rows)
        if run.most is not None:
            left = run.most - run.tally.new - run.tally.changed - len(self._rows)
            return int(min(room, left))
        return room if room >= self._batch // 2 else 0

    def _claim(self, limit: int) -> list[Claim]:
        run = self._run
        told: dict[str, Any] = {"now": run.clock(), "window": run.window, "only": run.only}
        with read(run.engine) as connection:
            found = ledger.claim(connection, run.outlet, limit=limit, without=self._rows, **told)
        return found or self._claim_rechecks(min(limit, self._rechecks))

    def _claim_rechecks(self, limit: int) -> list[Claim]:
        """Return articles to look at again: news come first, and a run takes so many and no more."""
        if limit <= 0:
            return []
        run = self._run
        with read(run.engine) as connection:
            found = schedule.claim_rechecks(
                connection, run.outlet, limit=limit, now=run.clock(), without=self._rows
            )
        self._rechecks -= len(found)
        return found

    async def _wait_for_due(self) -> bool:
        """Wait for rows that fall due soon; tell whether there are any."""
        run = self._run
        with read(run.engine) as connection:
            due = ledger.next_due(connection, run.outlet, window=run.window, only=run.only)
        seconds = (due - run.clock()).total_seconds() if due else None
        if seconds is None or seconds > self._patience:
            return False
        await asyncio.sleep(max(seconds, 0.01))
        return True
