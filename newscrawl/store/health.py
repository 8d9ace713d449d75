"""An outlet's past out of the database, as its health is judged by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.health.history import DAY, DAYS, WEEK, History, Pause, SourceFault
from newscrawl.health.volume import gap_is_long, gap_weeks
from newscrawl.store import alarms, looks, pauses
from newscrawl.store.runs import last_of
from newscrawl.store.tables import addresses, articles, runs, sources
from newscrawl.store.tables import looks as seen
from newscrawl.store.times import micros


def history(connection: Connection, outlet: str, now: int) -> History:
    """Return an outlet's past at a moment: that of its last run's end, where this lies before `now`."""
    pause = _pause(connection, outlet, now)
    last = last_of(connection, outlet)
    now = min(now, last.ended_at) if last else now
    known, faults = _sources(connection, outlet)
    past = History(
        outlet,
        now,
        looks.days(connection, outlet, now),
        looks.recent(connection, outlet, now),
        looks.first_at(connection, outlet),
        looks.newest_at(connection, outlet, now),
        ran=_days_with_runs(connection, outlet, now),
        disturbed=alarms.days_under(connection, outlet, now),
        sources=known,
        faults=faults,
        pause=pause,
    )
    return replace(past, same_gap=_same_gap(connection, past)) if gap_is_long(past) else past


def stored(connection: Connection) -> dict[str, int]:
    """Return {outlet: articles}."""
    query = sa.select(articles.c.outlet, sa.func.count()).group_by(articles.c.outlet)
    return {row[0]: row[1] for row in connection.execute(query)}


def next_poll(connection: Connection, outlet: str) -> int | None:
    """Return when the first of an outlet's sources is worth its next look, None where none was read."""
    found: int | None = connection.scalar(
        sa.select(sa.func.min(sources.c.poll_at)).where(sources.c.outlet == outlet)
    )
    return found


def announced(connection: Connection, since: int, outlets: Collection[str] = ()) -> dict[str, dict[str, int]]:
    """Return {outlet: {state: addresses}} of what feeds, sitemaps and listings named since then.

    Of all outlets, where none is named.
    """
    columns = addresses.c
    query = sa.select(columns.outlet, columns.state, sa.func.count()).where(columns.discovered_at > since)
    if outlets:
        query = query.where(columns.outlet.in_(outlets))
    told: dict[str, dict[str, int]] = {}
    for outlet, state, number in connection.execute(query.group_by(columns.outlet, columns.state)):
        told.setdefault(outlet, {})[state] = number
    return told


def answered(connection: Connection, outlets: Collection[str]) -> dict[str, bool]:
    """Return {outlet: whether anything answered} of those that asked for something in their last run."""
    told = {}
    for outlet in outlets:
        last = last_of(connection, outlet)
        if last is None:
            continue
        asked = [
            sa.select(table.c.http_status).where(table.c.outlet == outlet, at >= last.started_at)
            for table, at in ((sources, sources.c.checked_at), (seen, seen.c.at))
        ]
        found = connection.scalars(sa.union(*asked)).all()
        if found:
            told[outlet] = any(status is not None for status in found)
    return told


def outlets(connection: Connection, outlet: str | None = None) -> list[str]:
    """Return every outlet that a run was started for; only the one, where it is named and so was."""
    query = sa.select(runs.c.outlet).distinct()
    return sorted(connection.scalars(query.where(runs.c.outlet == outlet) if outlet else query))


def _days_with_runs(connection: Connection, outlet: str, now: int) -> frozenset[int]:
    ago = (sa.literal(now, sa.BigInteger) - runs.c.started_at) // DAY
    since = now - (DAYS + 1) * DAY
    query = sa.select(ago).where(runs.c.outlet == outlet, runs.c.started_at > since, runs.c.started_at <= now)
    return frozenset(int(day) for day in connection.scalars(query.distinct()))


def _same_gap(connection: Connection, past: History) -> tuple[int, ...]:
    """Return how many news the weeks before had brought in the time of the week since the last one."""
    assert past.newest is not None
    told = [(past.newest - week * WEEK, past.now - week * WEEK) for week in gap_weeks(past)]
    return tuple(looks.news_between(connection, past.outlet, start, end) for start, end in told)


def _sources(connection: Connection, outlet: str) -> tuple[int, tuple[SourceFault, ...]]:
    """Return how many declared sources of an outlet were ever asked for, and those with a fault."""
    columns = sources.c
    query = sa.select(sources).where(
        columns.outlet == outlet, columns.parent.is_(None), columns.checked_at.is_not(None)
    )
    rows = connection.execute(query.order_by(columns.url)).all()
    faults = [
        SourceFault(row.url, row.kind, row.fault, row.fault_since, row.checked_at, row.entries is not None)
        for row in rows
        if row.fault and row.fault_since is not None
    ]
    return len(rows), tuple(faults)


def _pause(connection: Connection, outlet: str, now: int) -> Pause | None:
    found = pauses.of(connection, outlet)
    if found is None or micros(found.until) <= now:
        return None
    return Pause(micros(found.until), micros(found.since), found.reason)
