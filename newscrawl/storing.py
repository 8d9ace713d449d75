"""Archived pages into the database, as a crawl would have put them there."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy.engine import Engine

from newscrawl.dedupe.translation import translations
from newscrawl.output import Output
from newscrawl.replaying import read_archived
from newscrawl.store import export, ledger, runs
from newscrawl.store.database import read, write
from newscrawl.store.ledger import EXPORTED, Window
from newscrawl.store.outcomes import Outcome, OutcomeWriter, Policy
from newscrawl.store.warc import Archived


class PageStore:
    """Stores pages under their outlets, each held by its lock; publishes when it is left.

    Raises LockedError when a run holds one of the outlets.
    """

    def __init__(self, engine: Engine, output: Output, *, generic: bool = False) -> None:
        self.published: list[export.Published] = []
        self._engine = engine
        self._output = output
        self._generic = generic
        self._runs: dict[str, str] = {}
        self._holding = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._holding:
            if kind is None:
                for outlet, run_id in self._runs.items():
                    self._publish(outlet, run_id)

    def put(self, page: Archived) -> str:
        """Store one page; return the state that its address came to."""
        reading = read_archived(page, generic=self._generic)
        article = reading.article
        outlet = article.outlet or ""
        run_id = self._run(outlet)
        now = datetime.now(UTC)
        with write(self._engine) as connection:
            ids = ledger.ask_for(connection, outlet, [page.url], now=now)
            if not ids:
                return "not_article"
            (claim,) = ledger.claim(connection, outlet, limit=1, now=now, window=Window(), only=ids)
            article.first_seen = article.first_seen or article.date_downloaded
            article.discovered_by = claim.discovered_by
            kept = article if reading.state in EXPORTED else None
            outcome = Outcome(claim, reading.state, None if kept else reading.reason, 200, article=kept)
            writer = OutcomeWriter(connection, _policy(outlet, run_id), now)
            settled = writer.write(outcome)
            writer.close()
        return settled.state or reading.state

    def _run(self, outlet: str) -> str:
        if outlet not in self._runs:
            self._holding.enter_context(runs.outlet_lock(self._engine, outlet, self._output.locks))
            now = datetime.now(UTC)
            self._runs[outlet] = run_id = runs.new_run_id(now)
            with write(self._engine) as connection:
                runs.start(connection, run_id, outlet, now=now, arguments={"replay": True})
        return self._runs[outlet]

    def _publish(self, outlet: str, run_id: str) -> None:
        now = datetime.now(UTC)
        folder = self._output.articles
        self.published += export.publish(self._engine, outlet, run_id=run_id, folder=folder, now=now)
        with read(self._engine) as connection:
            states = ledger.states_of_run(connection, run_id)
        with write(self._engine) as connection:
            runs.end(connection, run_id, now=now, outcome="replayed", counts={"states": states})


def _policy(outlet: str, run_id: str) -> Policy:
    return Policy(outlet, run_id, Window(), True, (0.0,), 1, lambda _: None, translations())
