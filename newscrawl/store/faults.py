"""What can be wrong with a database, found by reading it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.store.database import read, sqlite_itself
from newscrawl.store.states import EXPORTED, STATES
from newscrawl.store.tables import addresses, articles, clock, records, tombstones
from newscrawl.store.times import iso, iso_micros, micros

_SHOWN = 20  # of one kind
_WAITING = timedelta(days=2)  # so long a batch may wait for its outlet's next run


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in words; `mendable` when `newscrawl check --repair` can put it right."""

    kind: str
    words: str
    mendable: bool = False


def of_pages(engine: Engine, *, quick: bool) -> Iterator[Fault]:
    """Yield what SQLite finds wrong with its file; PostgreSQL looks after its own."""
    if engine.dialect.name == "sqlite":
        with sqlite_itself(engine) as connection:
            pragma = "quick_check" if quick else "integrity_check"
            for (told,) in connection.execute(f"PRAGMA {pragma}({_SHOWN})"):
                if told != "ok":
                    yield Fault("page", f"the database file is damaged: {' '.join(told.split())[:200]}")


_RECORD_OF = sa.and_(
    records.c.indexed_at == articles.c.indexed_at, records.c.article_id == articles.c.article_id
)
_OUT = articles.outerjoin(records, _RECORD_OF)
_HOME = records.outerjoin(articles, articles.c.article_id == records.c.article_id)
_SHOWN_AS = addresses.outerjoin(articles, articles.c.article_id == addresses.c.article_id)
_IS_EXPORTED = addresses.c.state.in_(EXPORTED)

# Kind, words with the row's two values, and the query that finds such rows.
_ROWS = (
    (
        "record",
        "article {1} of {0} has no latest record",
        sa.select(articles.c.outlet, articles.c.article_id)
        .select_from(_OUT)
        .where(records.c.indexed_at.is_(None)),
    ),
    (
        "record",
        "a record of {0} belongs to no article: {1}",
        sa.select(records.c.outlet, records.c.article_id)
        .select_from(_HOME)
        .where(articles.c.article_id.is_(None)),
    ),
    (
        "ledger",
        "{0}: an exported address without its article: {1}",
        sa.select(addresses.c.outlet, addresses.c.url)
        .select_from(_SHOWN_AS)
        .where(_IS_EXPORTED, addresses.c.article_id.is_not(None), articles.c.article_id.is_(None)),
    ),
    (
        "ledger",
        "{0}: an address in no state that there is: {1}",
        sa.select(addresses.c.outlet, addresses.c.url).where(addresses.c.state.not_in(STATES)),
    ),
    (
        "ledger",
        "{0}: a queued address that never falls due: {1}",
        sa.select(addresses.c.outlet, addresses.c.url).where(
            addresses.c.state == "queued", addresses.c.due_at.is_(None)
        ),
    ),
)


def of_rows(engine: Engine) -> Iterator[Fault]:
    """Yield rows that contradict one another, the first few of each kind."""
    for kind, words, query in _ROWS:
        with read(engine) as connection:
            found = connection.execute(query.limit(_SHOWN + 1)).all()
        for row in found[:_SHOWN]:
            yield Fault(kind, words.format(*row))
        if len(found) > _SHOWN:
            yield Fault(kind, f"and more of this kind: {words.format('…', '…')}")


def of_clock(engine: Engine) -> Iterator[Fault]:
    """Tell whether the clock could give out an indexed_at twice."""
    with read(engine) as connection:
        last = connection.scalar(sa.select(sa.func.max(records.c.indexed_at))) or 0
        given = connection.scalar(sa.select(clock.c.indexed_at)) or 0
    if given < last:
        yield Fault("clock", f"the clock is behind the last record: {iso_micros(last)}", mendable=True)


def wind_clock(connection: Connection, at: int = 0) -> None:
    """Put the clock past a moment and past the last record."""
    last = connection.scalar(sa.select(sa.func.max(records.c.indexed_at))) or 0
    behind = clock.c.indexed_at < max(last, at)
    connection.execute(clock.update().where(behind).values(indexed_at=max(last, at)))


def of_waiting(engine: Engine, now: datetime) -> Iterator[Fault]:
    """Yield what waits too long: for its file, or to be erased from files."""
    for outlet, number in waiting_outlets(engine, now).items():
        told = f"{outlet}: {number} records have waited for days to be published"
        yield Fault("batch", told, mendable=True)
    with read(engine) as connection:
        query = sa.select(tombstones.c.url, tombstones.c.at).where(tombstones.c.erased_at.is_(None))
        for url, at in connection.execute(query.distinct()).all():
            told = f"taken down {iso(at)}, files may hold it still: {url}"
            yield Fault("takedown", told, mendable=True)


def waiting_outlets(engine: Engine, now: datetime) -> dict[str, int]:
    """Return {outlet: records} that wait to be published for longer than a run should let them."""
    columns = records.c
    old = columns.indexed_at < micros(now - _WAITING)
    query = sa.select(columns.outlet, sa.func.count()).where(columns.published.is_(False), old)
    with read(engine) as connection:
        return {row[0]: row[1] for row in connection.execute(query.group_by(columns.outlet))}


def published_runs(engine: Engine) -> list[tuple[str, str, int]]:
    """Return (outlet, run, records) of each file that the database has published."""
    columns = records.c
    query = sa.select(columns.outlet, columns.run_id, sa.func.count()).where(columns.published.is_(True))
    with read(engine) as connection:
        found = connection.execute(query.group_by(columns.outlet, columns.run_id))
        return [(row[0], row[1], row[2]) for row in found]


def moments_of_run(connection: Connection, outlet: str, run_id: str) -> dict[int, str]:
    """Return {indexed_at: article} of a run's published records."""
    columns = records.c
    query = sa.select(columns.indexed_at, columns.article_id).where(
        columns.outlet == outlet, columns.run_id == run_id, columns.published.is_(True)
    )
    return {row.indexed_at: row.article_id for row in connection.execute(query)}
