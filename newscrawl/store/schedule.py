"""What is due: outlets, and articles that are worth another look."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.schedule import EARLY, Rechecks, next_recheck
from newscrawl.store.ledger import EXPORTED, Claim, to_claim
from newscrawl.store.tables import addresses, articles, pauses, sources
from newscrawl.store.times import micros, moment, parse_time

_OUTLET: sa.BindParameter[str] = sa.bindparam("outlet")


def _first(column: sa.Column[int]) -> sa.ScalarSelect[int]:
    """Return the least of a column of the outlet's rows: its index begins there, so one row is read."""
    mine = sa.and_(column.table.c.outlet == _OUTLET, column.is_not(None))
    return sa.select(sa.func.min(column)).where(mine).scalar_subquery()


# One statement an outlet: over all outlets at once the database would read the whole ledger.
_DUE = sa.select(
    _first(sources.c.poll_at).label("poll_at"),
    _first(addresses.c.due_at).label("due_at"),
    _first(addresses.c.recheck_at).label("recheck_at"),
    _first(pauses.c.until).label("paused_until"),
)
_PUBLISHED = sa.select(articles.c.date_published).where(articles.c.article_id == sa.bindparam("article"))


def when_due(connection: Connection, outlets: Iterable[str], *, rechecks: bool = True) -> dict[str, datetime]:
    """Return when each outlet is due: a source of it, an address that waits, an article to look at again.

    One that has never been polled is due since ever.  A pause puts all of it off.
    """
    return {outlet: moment(_due(connection, outlet, rechecks)) for outlet in outlets}


def _due(connection: Connection, outlet: str, rechecks: bool) -> int:
    row = connection.execute(_DUE, {"outlet": outlet}).one()
    poll_at = max((row.poll_at or 0) - EARLY // timedelta(microseconds=1), 0)
    times: list[int | None] = [poll_at, row.due_at, row.recheck_at if rechecks else None]
    first = min(at for at in times if at is not None)
    return max(first, row.paused_until or 0)


def claim_rechecks(
    connection: Connection, outlet: str, *, limit: int, now: datetime, without: Collection[int] = ()
) -> list[Claim]:
    """Hand out articles that are worth another look, the newest first, but rows in hand already."""
    columns = addresses.c
    query = (
        sa.select(addresses)
        .where(
            columns.outlet == outlet,
            columns.recheck_at <= micros(now),
            columns.state.in_(EXPORTED),
            columns.address_id.not_in(list(without)),
        )
        .order_by(columns.sort_at.desc(), columns.address_id)
        .limit(limit)
    )
    return [to_claim(row, recheck=True) for row in connection.execute(query)]


def next_look(
    connection: Connection, claim: Claim, now: datetime, rechecks: Rechecks, *, published: str | None = None
) -> int | None:
    """Return when an article is worth another look after this one; None when it is too old.

    `published` is its record's date, else looked up.  It is as old as that
    says, and not younger than its address is known.
    """
    date = published or connection.scalar(_PUBLISHED, {"article": claim.article_id})
    found = moment(claim.discovered_at)
    began = min(_latest(date), found) if date else found
    due = next_recheck(began, now, rechecks)
    return micros(due) if due else None


def _latest(published: str) -> datetime:
    """Return the last moment that a record's date can mean: a bare day is any hour of it."""
    return parse_time(published) + timedelta(days=1 if len(published) == 10 else 0)


def rechecks(connection: Connection, outlet: str, *, now: datetime) -> tuple[int, int]:
    """Return how many articles of an outlet are still looked at again, and how many of them are late."""
    waits = sa.and_(addresses.c.outlet == outlet, addresses.c.recheck_at.is_not(None))
    late = sa.func.sum(sa.case((addresses.c.recheck_at <= micros(now), 1), else_=0))
    number, overdue = connection.execute(sa.select(sa.func.count(), late).where(waits)).one()
    return number, int(overdue or 0)
