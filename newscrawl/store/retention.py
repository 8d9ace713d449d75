"""Retention: what is older than a moment leaves the database; what keeps it from coming back stays.

The ledger keeps every address: without its row the next sitemap that names it
would have it fetched again.  An exported address whose article is gone has no
`article_id` and no last look: it is not fetched again unless somebody asks for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.store.database import read, sqlite_itself, write
from newscrawl.store.tables import addresses, alarms, articles, links, looks, marks, records, runs, texts
from newscrawl.store.texts import PERIOD
from newscrawl.store.times import micros

_BATCH = 200  # articles or runs a transaction: crawls wait to write meanwhile


def old(engine: Engine, before: datetime, *, keep_records: bool) -> dict[str, int]:
    """Return how many of what would go."""
    which = _old_rows(before)
    with read(engine) as connection:
        told = {
            name: _count(connection, sa.select(sa.literal(1)).where(rows)) for name, rows in which.items()
        }
        if not keep_records:
            told = {"articles": _count(connection, _old_articles(before))} | told
    return told


def remove(engine: Engine, before: datetime, *, keep_records: bool) -> dict[str, int]:
    """Remove what is old, in small transactions: a kill leaves some of it for the next time."""
    told: dict[str, int] = {}
    if not keep_records:
        told["articles"] = _remove_articles(engine, before)
        _in_steps(engine, records, (records.c.indexed_at,), _superseded(before))
    for name, rows in _old_rows(before).items():
        told[name] = _in_steps(engine, *_TABLES[name], rows)
    return told


def give_space_back(engine: Engine) -> None:
    """Let the database's file shrink to what is in it; whoever calls holds every outlet."""
    if engine.dialect.name == "sqlite":
        with sqlite_itself(engine) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as session:
            session.exec_driver_sql("VACUUM")


def _count(connection: Connection, query: sa.Select[Any]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def _old_articles(before: datetime) -> sa.Select[Any]:
    """Return the query for articles whose last word is old and published.

    A record is as old as its run, whose file it stands in: they go together.
    """
    latest = articles.join(records, records.c.indexed_at == articles.c.indexed_at)
    return sa.select(articles.c.article_id).select_from(latest).where(_is_old(before))


def _is_old(before: datetime) -> sa.ColumnElement[bool]:
    """Tell which records are old: run ids sort by time."""
    of_old_run = records.c.run_id < f"{before:%Y%m%dT%H%M%SZ}"
    return sa.and_(records.c.indexed_at < micros(before), of_old_run, records.c.published.is_(True))


def _superseded(before: datetime) -> sa.ColumnElement[bool]:
    """Tell which records are old and have been followed by another on the same article."""
    latest = sa.exists().where(articles.c.indexed_at == records.c.indexed_at)
    return sa.and_(_is_old(before), ~latest)


def _old_rows(before: datetime) -> dict[str, sa.ColumnElement[bool]]:
    """Return {what: which of its rows are old}."""
    at = micros(before)
    last = sa.select(sa.func.max(runs.c.started_at)).group_by(runs.c.outlet)
    first = sa.select(sa.func.min(runs.c.started_at)).group_by(runs.c.outlet)
    open_runs = sa.select(records.c.run_id).where(records.c.published.is_(False))
    return {
        "looks": looks.c.at < at,
        "alarms": alarms.c.ended_at < at,
        "runs": sa.and_(
            runs.c.started_at < at,
            runs.c.started_at.not_in(last),
            runs.c.started_at.not_in(first),  # health asks since when an outlet is crawled
            runs.c.run_id.not_in(open_runs),
        ),
        "marks": marks.c.period < at // 1_000_000 // PERIOD - 1,  # near copies are sought in two periods
    }


_Keys = tuple[sa.ColumnElement[Any], ...]
_TABLES: dict[str, tuple[sa.Table, _Keys]] = {
    "looks": (looks, (looks.c.look_id,)),
    "alarms": (alarms, (alarms.c.alarm_id,)),
    "runs": (runs, (runs.c.run_id,)),
    "marks": (marks, (marks.c.period, marks.c.mark, marks.c.text_no)),
}
_STEP = 20_000  # rows a transaction


def _in_steps(engine: Engine, table: sa.Table, keys: _Keys, which: sa.ColumnElement[bool]) -> int:
    """Delete rows some at a time; return how many."""
    some = sa.select(*keys).where(which).limit(_STEP)
    mine = keys[0].in_(some) if len(keys) == 1 else sa.tuple_(*keys).in_(some)
    total = 0
    while True:
        with write(engine) as connection:
            number = connection.execute(table.delete().where(mine)).rowcount
        total += number
        if number < _STEP:
            return total


def _remove_articles(engine: Engine, before: datetime) -> int:
    number, after = 0, ""
    while True:
        query = _old_articles(before).where(articles.c.article_id > after).order_by(articles.c.article_id)
        with read(engine) as connection:  # looking through a million takes seconds: nobody waits for it
            ids = list(connection.scalars(query.limit(_BATCH)))
        if not ids:
            return number
        number, after = number + _remove_these(engine, before, ids), ids[-1]


def _remove_these(engine: Engine, before: datetime, ids: list[str]) -> int:
    """Remove articles but for those that a crawl has changed meanwhile; return how many."""
    with write(engine) as connection:
        query = _old_articles(before).where(articles.c.article_id.in_(ids))
        still = list(connection.scalars(query))
        _forget(connection, still)
    return len(still)


def _forget(connection: Connection, ids: list[str]) -> None:
    connection.execute(links.delete().where(sa.or_(links.c.one.in_(ids), links.c.other.in_(ids))))
    for table in (texts, records, articles):
        connection.execute(table.delete().where(table.c.article_id.in_(ids)))
    # Without a last look a source that says "changed" has none of them fetched again.
    gone = {"article_id": None, "checked_at": None, "recheck_at": None, "due_at": None}
    gone |= {"etag": None, "last_modified": None}
    connection.execute(addresses.update().where(addresses.c.article_id.in_(ids)).values(gone))
