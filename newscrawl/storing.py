"""Archived pages and records into the database, as a crawl would have put them there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy.engine import Connection, Engine

from newscrawl.dedupe.index import Text
from newscrawl.dedupe.translation import translations
from newscrawl.items import Article
from newscrawl.output import Output
from newscrawl.replaying import read_archived
from newscrawl.store import export, ledger, runs
from newscrawl.store.articles import Stored
from newscrawl.store.database import read, write
from newscrawl.store.foresight import foresee
from newscrawl.store.ledger import EXPORTED, State, Window
from newscrawl.store.locks import outlet_lock
from newscrawl.store.outcomes import Outcome, OutcomeWriter, Policy, Settled
from newscrawl.store.warc import Archived


class _OutletStore:
    """Stores under outlets, each held by its lock; publishes when it is left.

    Raises LockedError when a run holds one of the outlets.
    """

    def __init__(self, engine: Engine, output: Output) -> None:
        self.published: list[export.Published] = []
        self._engine = engine
        self._output = output
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

    def _store(
        self,
        connection: Connection,
        article: Article,
        state: State,
        reason: str | None,
        now: datetime,
        text: Text | None = None,
    ) -> Settled | None:
        """Settle an article's address as a crawl would have; None when it is no web address."""
        outlet, url = article.outlet or "", article.requested_url or article.url or ""
        ids = ledger.ask_for(connection, outlet, [url], now=now)
        if not ids:
            return None
        claims = ledger.claim(connection, outlet, limit=1, now=now, window=Window(), only=ids)
        if not claims:  # taken down
            return Settled("gone")
        (claim,) = claims
        article.first_seen = article.first_seen or article.date_downloaded
        article.discovered_by = article.discovered_by or claim.discovered_by
        kept = article if state in EXPORTED else None
        outcome = Outcome(claim, state, None if kept else reason, 200, article=kept)
        writer = OutcomeWriter(connection, _policy(outlet, self._runs[outlet]), now)
        settled = writer.write(outcome, text)
        writer.close()
        return settled

    def _hold(self, outlet: str) -> None:
        """Take an outlet's lock and begin its run, once."""
        if outlet not in self._runs:
            self._holding.enter_context(outlet_lock(self._engine, outlet, self._output.locks))
            now = datetime.now(UTC)
            self._runs[outlet] = run_id = runs.new_run_id(now)
            with write(self._engine) as connection:
                runs.start(connection, run_id, outlet, now=now, arguments={"replay": True})

    def _publish(self, outlet: str, run_id: str) -> None:
        now = datetime.now(UTC)
        folder = self._output.articles
        self.published += export.publish(self._engine, outlet, run_id=run_id, folder=folder, now=now)
        with read(self._engine) as connection:
            states = ledger.states_of_run(connection, run_id)
        with write(self._engine) as connection:
            runs.end(connection, run_id, now=now, outcome="replayed", counts={"states": states})


class PageStore(_OutletStore):
    """Stores archived pages."""

    def __init__(self, engine: Engine, output: Output, *, generic: bool = False) -> None:
        super().__init__(engine, output)
        self._generic = generic

    def put(self, page: Archived) -> str:
        """Store one page; return the state that its address came to."""
        reading = read_archived(page, generic=self._generic)
        reading.article.requested_url = page.url
        self._hold(reading.article.outlet or "")
        with write(self._engine) as connection:
            settled = self._store(
                connection, reading.article, reading.state, reading.reason, datetime.now(UTC)
            )
        if settled is None:
            return "not_article"
        return settled.state or reading.state


class RecordStore(_OutletStore):
    """Stores records that were read elsewhere."""

    def put(self, articles: Sequence[Article]) -> list[Stored | None]:
        """Store articles in one transaction; None for one that was taken down.

        Raises ValueError for one without a web address.
        """
        for article in articles:
            self._hold(article.outlet or "")
        texts = foresee(self._engine, articles, translations())
        with write(self._engine) as connection:
            return [self._put(connection, *told) for told in zip(articles, texts, strict=True)]

    def _put(self, connection: Connection, article: Article, text: Text | None) -> Stored | None:
        state: State = "paywalled" if article.is_truncated else "article"
        settled = self._store(connection, article, state, None, datetime.now(UTC), text)
        if settled is None:
            raise ValueError(f"not a web address: {article.url}")
        return settled.stored


def _policy(outlet: str, run_id: str) -> Policy:
    return Policy(outlet, run_id, Window(), True, (0.0,), 1, lambda _: None, translations())
