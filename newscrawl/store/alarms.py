"""Alarms: raised once, seen as long as they hold, ended when they are over, told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.health.history import DAY, DAYS
from newscrawl.health.words import Alarm
from newscrawl.store.tables import AnyRow, alarms

LOST = 14 * DAY
AGAIN = DAY  # an alarm that comes back within a day of its end is the same one


def keep(connection: Connection, outlet: str, found: Iterable[Alarm], now: int) -> list[Alarm]:
    """Bring an outlet's alarms up to what was found: raise, see, end; return those raised.

    `now` is microseconds since 1970.
    """
    held = {alarm.kind: alarm for alarm in found}
    lately = list(_lately(connection, outlet, now))
    known = {row.kind: row for row in lately}
    for kind, alarm in held.items():
        row = known.get(kind)
        values: dict[str, Any] = {"words": alarm.words, "seen_at": now, "ended_at": None}
        if row is None:
            fresh = {"outlet": outlet, "kind": kind, "raised_at": now}
            connection.execute(alarms.insert().values(fresh | values))
        else:
            connection.execute(alarms.update().where(alarms.c.alarm_id == row.alarm_id).values(values))
    # Two runs that ended together may have raised one twice: the earlier goes.
    over = [
        row for row in lately if row.ended_at is None and (row.kind not in held or row is not known[row.kind])
    ]
    if over:
        which = alarms.c.alarm_id.in_([row.alarm_id for row in over])
        connection.execute(alarms.update().where(which).values(ended_at=now))
    return [alarm for kind, alarm in held.items() if kind not in known]


def forget(connection: Connection, now: int) -> None:
    """End what has not been seen for two weeks: its outlet is no longer crawled."""
    lost = sa.and_(alarms.c.ended_at.is_(None), alarms.c.seen_at < now - LOST)
    connection.execute(alarms.update().where(lost).values(ended_at=alarms.c.seen_at))


def _lately(connection: Connection, outlet: str, now: int) -> Iterable[AnyRow]:
    """Return an outlet's alarms that hold, or did lately, the latest of a kind last."""
    columns = alarms.c
    lately = sa.or_(columns.ended_at.is_(None), columns.ended_at > now - AGAIN)
    query = sa.select(alarms).where(columns.outlet == outlet, lately)
    return connection.execute(query.order_by(columns.raised_at, columns.alarm_id))


def held(connection: Connection) -> list[AnyRow]:
    """Return the alarms that hold, the latest first."""
    query = sa.select(alarms).where(alarms.c.ended_at.is_(None))
    return list(connection.execute(query.order_by(alarms.c.raised_at.desc(), alarms.c.alarm_id)))


def untold(connection: Connection) -> list[AnyRow]:
    """Return the alarms that hold and nobody was told of."""
    query = sa.select(alarms).where(alarms.c.ended_at.is_(None), alarms.c.told_at.is_(None))
    return list(connection.execute(query.order_by(alarms.c.outlet, alarms.c.alarm_id)))


def told(connection: Connection, alarm_ids: Collection[int], now: int) -> None:
    """Note that these alarms were told."""
    connection.execute(alarms.update().where(alarms.c.alarm_id.in_(list(alarm_ids))).values(told_at=now))


def days_under(connection: Connection, outlet: str, now: int) -> Mapping[str, frozenset[int]]:
    """Return {kind: days} that an outlet was under an alarm of a kind; 0 are the 24 hours before `now`."""
    columns = alarms.c
    since = now - (DAYS + 1) * DAY
    known = sa.or_(columns.ended_at.is_(None), columns.ended_at > since)
    query = sa.select(columns.kind, columns.raised_at, columns.ended_at).where(
        columns.outlet == outlet, known
    )
    found: dict[str, set[int]] = defaultdict(set)
    for kind, raised_at, ended_at in connection.execute(query):
        last, first = (now - (ended_at or now)) // DAY, (now - raised_at) // DAY
        found[kind] |= set(range(max(0, last), min(first, DAYS) + 1))
    return {kind: frozenset(days) for kind, days in found.items()}
