"""A crawl's way into a database without a crawl: addresses found, read, stored, published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from newscrawl.discover import Candidate
from newscrawl.items import Article
from newscrawl.output import Output
from newscrawl.store import export, ledger, runs
from newscrawl.store.articles import Stored
from newscrawl.store.database import read, sqlite_url, write
from newscrawl.store.ledger import Window
from newscrawl.store.outcomes import Outcome, OutcomeWriter, Policy, Settled
from newscrawl.store.tables import addresses, records


class Newsroom:
    """The runs of outlets over one output folder, an hour apart."""

    def __init__(self, engine: Engine, folder: Path, now: datetime) -> None:
        self.engine = engine
        self.output = Output(folder, sqlite_url(folder / "newscrawl.db"))
        self.now = now

    def run(self, outlet: str, articles: Sequence[Article], run_id: str | None = None) -> list[Settled]:
        """Crawl an outlet: each article's address is discovered, read, stored; all is published."""
        self.now += timedelta(hours=1)
        run_id = run_id or runs.new_run_id(self.now)
        with write(self.engine) as connection:
            runs.start(connection, run_id, outlet, now=self.now, arguments={})
        settled = [self.look(outlet, run_id, article) for article in articles]
        export.publish(self.engine, outlet, run_id=run_id, folder=self.output.articles, now=self.now)
        with write(self.engine) as connection:
            runs.end(connection, run_id, now=self.now, outcome="finished", counts={})
        return settled

    def look(self, outlet: str, run_id: str, article: Article) -> Settled:
        url = article.requested_url or article.url or ""
        with write(self.engine) as connection:
            (claim,) = self.claim(connection, outlet, url)
            policy = Policy(outlet, run_id, Window(), True, (0.0,), 1, lambda _: None)
            writer = OutcomeWriter(connection, policy, self.now)
            settled = writer.write(Outcome(claim, "article", status=200, article=article))
            writer.close()
        return settled

    def claim(self, connection: Any, outlet: str, url: str) -> list[ledger.Claim]:
        ids = ledger.ask_for(connection, outlet, [url], now=self.now)
        return ledger.claim(connection, outlet, limit=1, now=self.now, window=Window(), only=ids)

    def discover(self, outlet: str, url: str) -> None:
        """Let a source name an address."""
        with write(self.engine) as connection:
            found = [(Candidate(url=url, kind="feed", modified=self.now + timedelta(days=9)), None)]
            ledger.discovered(connection, outlet, found, window=Window(), now=self.now)

    def row(self, url: str) -> Any:
        with read(self.engine) as connection:
            return connection.execute(sa.select(addresses).where(addresses.c.url == url)).one()

    def published(self) -> list[dict[str, Any]]:
        """Return every published record, in the order of indexed_at."""
        files = self.output.articles.rglob("*.jsonl")
        lines = [line for path in files for line in path.read_bytes().splitlines()]
        return sorted((json.loads(line) for line in lines), key=lambda told: told["indexed_at"])

    def stored(self) -> list[dict[str, Any]]:
        """Return every record of the database, in the order of indexed_at."""
        with read(self.engine) as connection:
            query = sa.select(records.c.record).order_by(records.c.indexed_at)
            return [json.loads(record) for record in connection.scalars(query)]


def id_of(settled: Settled) -> str:
    assert isinstance(settled.stored, Stored) and settled.stored.article.id
    return settled.stored.article.id
