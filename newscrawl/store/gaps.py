"""What an export cannot hold: outlets that fail, addresses not yet had, times without a run, takedowns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.store.tables import addresses, runs, tombstones
from newscrawl.store.times import iso, micros

NOT_HAD = ("queued", "failed", "blocked", "unparsed")
SILENCE = timedelta(days=1)
# A takedown is told again for a day: one that committed late would else fall between two exports.
_TOLD_AGAIN = timedelta(days=1)


def gaps(
    connection: Connection, *, since: datetime | None, outlets: Sequence[str], now: datetime
) -> dict[str, Any]:
    """Return what the dataset of a window lacks, by outlet, as its manifest has it."""
    return {
        "last_run_failed": _failing(connection, outlets),
        "not_exported": _not_had(connection, since, outlets),
        "without_a_finished_run": _silences(connection, since, outlets, now),
    }


def taken_down(
    connection: Connection, *, since: datetime, outlets: Sequence[str]
) -> list[dict[str, str | None]]:
    """Return the articles taken down since then (and the day before, again): a reader deletes their ids."""
    told = tombstones.c
    query = sa.select(told.article_id, told.outlet, sa.func.max(told.at).label("at")).where(
        told.article_id.is_not(None), told.at > micros(since - _TOLD_AGAIN)
    )
    query = query.group_by(told.article_id, told.outlet).order_by(sa.literal_column("at"), told.article_id)
    rows = connection.execute(_of(query, told.outlet, outlets))
    return [{"id": row.article_id, "outlet": row.outlet, "at": iso(row.at)} for row in rows]


def fault_of_run(ended: bool, outcome: str | None, counts: dict[str, Any]) -> str | None:
    """Return in words what was wrong with a run, None when it went well.

    A run fails when it did not come to its own end, could read none of its
    sources, or did not get most of the pages it asked for.
    """
    if not ended:
        return "not ended: at work, or killed"
    if outcome != "finished":
        return f"ended early: {outcome}"
    states = counts.get("states") or {}
    sources, faulty = counts.get("sources") or 0, len(counts.get("faulty") or [])
    if sources and faulty >= sources:
        return f"none of {sources} sources could be read"
    lost = states.get("failed", 0) + states.get("blocked", 0) + (counts.get("put_off") or 0)
    looks = counts.get("looks") or 0
    return f"{lost} of {looks} pages could not be had" if lost * 2 > looks > 0 else None


def silences(
    ends: Iterable[int], *, start: int, end: int, least: timedelta = SILENCE
) -> list[tuple[int, int]]:
    """Return the times, longer than `least`, in which no run came to its end; all in microseconds."""
    most, before = least // timedelta(microseconds=1), start
    found = []
    for at in [*ends, end]:
        if at - before > most:
            found.append((before, at))
        before = max(before, at)
    return found


def _of(query: sa.Select[Any], column: Any, outlets: Sequence[str]) -> sa.Select[Any]:
    return query.where(column.in_(outlets)) if outlets else query


def _failing(connection: Connection, outlets: Sequence[str]) -> dict[str, dict[str, str | None]]:
    columns = runs.c
    newest = sa.select(columns.outlet, sa.func.max(columns.started_at).label("at")).group_by(columns.outlet)
    each = _of(newest, columns.outlet, outlets).subquery()
    query = sa.select(runs).join(
        each, sa.and_(each.c.outlet == columns.outlet, each.c.at == columns.started_at)
    )
    found = {}
    for row in connection.execute(query.order_by(columns.outlet)):
        counts = msgspec.json.decode(row.counts) if row.counts else {}
        fault = fault_of_run(row.ended_at is not None, row.outcome, counts)
        if fault:
            found[row.outlet] = {"run_id": row.run_id, "started_at": iso(row.started_at), "fault": fault}
    return found


def _not_had(
    connection: Connection, since: datetime | None, outlets: Sequence[str]
) -> dict[str, dict[str, int]]:
    columns = addresses.c
    query = sa.select(columns.outlet, columns.state, sa.func.count()).where(columns.state.in_(NOT_HAD))
    if since:
        query = query.where(columns.discovered_at > micros(since))
    query = _of(query, columns.outlet, outlets).group_by(columns.outlet, columns.state)
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for outlet, state, number in connection.execute(query.order_by(columns.outlet, columns.state)):
        found[outlet][state] = number
    return dict(found)


def _silences(
    connection: Connection, since: datetime | None, outlets: Sequence[str], now: datetime
) -> dict[str, list[dict[str, str | None]]]:
    """Look from `since` on, without it from an outlet's first run on."""
    found = {}
    for outlet, first in _first_runs(connection, outlets):
        start = max(first, micros(since)) if since else first
        query = sa.select(runs.c.ended_at).where(
            runs.c.outlet == outlet, runs.c.outcome == "finished", runs.c.ended_at > start
        )
        ends = connection.scalars(query.order_by(runs.c.ended_at))
        if told := silences(ends, start=start, end=micros(now)):
            found[outlet] = [{"from": iso(start), "to": iso(end)} for start, end in told]
    return found


def _first_runs(connection: Connection, outlets: Sequence[str]) -> Sequence[tuple[str, int]]:
    first = sa.select(runs.c.outlet, sa.func.min(runs.c.started_at)).group_by(runs.c.outlet)
    rows = connection.execute(_of(first, runs.c.outlet, outlets).order_by(runs.c.outlet))
    return [(outlet, at) for outlet, at in rows]
