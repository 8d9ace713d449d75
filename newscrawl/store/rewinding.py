"""A clock that was ahead and has been put right: what it dated into the future would wait until then.

Whoever sees that an outlet's last run began after now makes due what waits, once.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.store import pauses
from newscrawl.store.pauses import Pause
from newscrawl.store.tables import addresses, looks, runs, sources
from newscrawl.store.times import micros

_SKEW = timedelta(minutes=5)  # between the clocks of two machines, or what a clock is put back by every day


def is_ahead(moment: int | None, now: datetime) -> bool:
    """Tell whether what has happened (microseconds) lies so far after now that a clock was wrong."""
    return moment is not None and moment > micros(now + _SKEW)


def set_right(connection: Connection, outlet: str, now: datetime) -> bool:
    """Make due what an outlet put off by a clock that was ahead; tell whether there was such a clock.

    What hosts asked for stays as they asked.
    """
    last = connection.scalar(sa.select(sa.func.max(runs.c.started_at)).where(runs.c.outlet == outlet))
    if not is_ahead(last, now):
        return False
    _set_sources(connection, outlet, now)
    _set_addresses(connection, outlet, now)
    pause = pauses.of(connection, outlet)
    if pause and began_later(pause, now):
        pauses.end(connection, pause, now)
    for column in (runs.c.started_at, runs.c.ended_at, looks.c.at):
        _not_after(connection, column, outlet, now)
    return True


def began_later(pause: Pause, now: datetime) -> bool:
    """Tell whether a pause began by a clock that was ahead."""
    return is_ahead(micros(pause.until) - pause.seconds * 1_000_000, now)


def _set_sources(connection: Connection, outlet: str, now: datetime) -> None:
    columns = sources.c
    late = sa.and_(columns.outlet == outlet, columns.checked_at > micros(now + _SKEW))
    waits = sa.and_(late, columns.poll_at.is_not(None))
    connection.execute(sources.update().where(waits).values(poll_at=micros(now)))
    _not_after(connection, columns.news_at, outlet, now)
    _not_after(connection, columns.checked_at, outlet, now)


def _set_addresses(connection: Connection, outlet: str, now: datetime) -> None:
    columns, at = addresses.c, micros(now)
    looked_at = sa.func.coalesce(columns.checked_at, columns.discovered_at)
    for due in (columns.due_at, columns.recheck_at):
        late = sa.and_(columns.outlet == outlet, due > at, looked_at > micros(now + _SKEW))
        connection.execute(addresses.update().where(late).values({due: at}))


def _not_after(connection: Connection, column: sa.Column[int], outlet: str, now: datetime) -> None:
    """Let nothing have happened after now."""
    mine = sa.and_(column.table.c.outlet == outlet, column > micros(now + _SKEW))
    connection.execute(column.table.update().where(mine).values({column: micros(now)}))
