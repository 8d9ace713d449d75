"""Outlets that are left alone because they block us, and rows that wait for a host or an outlet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.store.tables import AnyRow, addresses, pauses
from newscrawl.store.times import iso, micros, moment


@dataclass(frozen=True, slots=True)
class Pause:
    """How long an outlet is left alone: `until` when, `since` when it blocks us, and why.

    `seconds` is how long this pause is, from which the next grows.
    """

    outlet: str
    until: datetime
    since: datetime
    seconds: int
    reason: str

    @property
    def words(self) -> str:
        until, since = micros(self.until), micros(self.since)
        return f"it blocks us ({self.reason}) since {iso(since)}: left alone until {iso(until)}"


def of(connection: Connection, outlet: str) -> Pause | None:
    """Return an outlet's last pause, over or not, None when it let us through since."""
    row = connection.execute(sa.select(pauses).where(pauses.c.outlet == outlet)).first()
    return _pause(row) if row else None


def running(connection: Connection, now: datetime) -> dict[str, Pause]:
    """Return {outlet: pause} of those that are to be left alone now."""
    query = sa.select(pauses).where(pauses.c.until > micros(now))
    return {row.outlet: _pause(row) for row in connection.execute(query)}


def begin(connection: Connection, pause: Pause) -> None:
    """Leave an outlet alone; its rows that wait do so until then."""
    values = {
        "until": micros(pause.until),
        "since": micros(pause.since),
        "seconds": pause.seconds,
        "reason": pause.reason,
    }
    mine = pauses.c.outlet == pause.outlet
    if not connection.execute(pauses.update().where(mine).values(values)).rowcount:
        connection.execute(pauses.insert().values(outlet=pause.outlet, **values))
    postpone(connection, pause.outlet, pause.until, pause.words)


def end(connection: Connection, pause: Pause, now: datetime) -> None:
    """Forget a pause: the outlet let us through.  What had waited for its end is due now."""
    connection.execute(pauses.delete().where(pauses.c.outlet == pause.outlet))
    release(connection, pause, now)


def release(connection: Connection, pause: Pause, now: datetime) -> None:
    """Make due what waits for a pause's end."""
    waiting = sa.and_(addresses.c.outlet == pause.outlet, addresses.c.due_at == micros(pause.until))
    connection.execute(addresses.update().where(waiting).values(due_at=micros(now)))


def postpone(
    connection: Connection, outlet: str, until: datetime, reason: str, *, origins: Collection[str] = ()
) -> int:
    """Let an outlet's rows that are due before then wait, with the reason: all, or those of some origins.

    It costs them no attempt.  An origin is "https://example.com:8443".  Returns how many rows wait.
    """
    columns, at = addresses.c, micros(until)
    which = [columns.outlet == outlet, columns.due_at < at]
    if origins:
        which.append(sa.or_(*(columns.url.startswith(f"{o}/", autoescape=True) for o in origins)))
    values: dict[str, Any] = {
        "due_at": at,
        "reason": sa.case((columns.state == "queued", reason), else_=columns.reason),
    }
    return connection.execute(addresses.update().where(*which).values(values)).rowcount


def _pause(row: AnyRow) -> Pause:
    return Pause(row.outlet, moment(row.until), moment(row.since), row.seconds, row.reason)
