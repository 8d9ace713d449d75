"""Runs: a row each."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.store.tables import AnyRow, runs
from newscrawl.store.times import micros


def new_run_id(now: datetime) -> str:
    """Return "20260523T113000Z-3f9a01": sorts by time, differs between runs of one second."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def start(
    connection: Connection, run_id: str, outlet: str, *, now: datetime, arguments: dict[str, Any]
) -> None:
    told = msgspec.json.encode(arguments).decode()
    row = {"run_id": run_id, "outlet": outlet, "started_at": micros(now), "arguments": told}
    connection.execute(runs.insert().values(row))


def end(connection: Connection, run_id: str, *, now: datetime, outcome: str, counts: dict[str, Any]) -> None:
    values = {"ended_at": micros(now), "outcome": outcome, "counts": msgspec.json.encode(counts).decode()}
    connection.execute(runs.update().where(runs.c.run_id == run_id).values(values))


def last_of(connection: Connection, outlet: str) -> AnyRow | None:
    """Return the last run of an outlet that came to its end."""
    query = sa.select(runs).where(runs.c.outlet == outlet, runs.c.ended_at.is_not(None))
    return connection.execute(query.order_by(runs.c.started_at.desc()).limit(1)).first()


def last_success(connection: Connection, outlet: str) -> int | None:
    """Return when an outlet's last run ended that was not cut short, in microseconds."""
    query = sa.select(runs.c.ended_at).where(runs.c.outlet == outlet, runs.c.outcome == "finished")
    found: int | None = connection.scalar(query.order_by(runs.c.started_at.desc()).limit(1))
    return found


def last_begins(connection: Connection) -> dict[str, int]:
    """Return when the last run of each outlet began, in microseconds."""
    began = sa.func.max(runs.c.started_at).label("began")
    query = sa.select(runs.c.outlet, began).group_by(runs.c.outlet)
    return {row.outlet: row.began for row in connection.execute(query)}


def first_ends(connection: Connection) -> tuple[int | None, dict[str, int]]:
    """Return when the first run of all began, and of each outlet when a run first came to its own end."""
    began = connection.scalar(sa.select(sa.func.min(runs.c.started_at)))
    ended = sa.func.min(runs.c.ended_at).label("ended_at")
    query = sa.select(runs.c.outlet, ended).where(runs.c.outcome == "finished").group_by(runs.c.outlet)
    return began, {row.outlet: row.ended_at for row in connection.execute(query)}
