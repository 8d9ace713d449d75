"""Runs, and the lock that makes one run the owner of an outlet's rows."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.store.database import StoreError
from newscrawl.store.tables import AnyRow, runs
from newscrawl.store.times import micros

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_NAME_MOST = 200  # characters; file systems take 255 bytes, endings included


class LockedError(Exception):
    """Another run holds the outlet."""


def new_run_id(now: datetime) -> str:
    """Return "20260523T113000Z-3f9a01": sorts by time, differs between runs of one second."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def folder_name(outlet: str) -> str:
    """Return an outlet's name as a file name of its own: no separator, no dot in front."""
    name = _UNSAFE.sub("_", outlet)[:_NAME_MOST].lstrip(".")
    return name if name == outlet else f"{name}-{hashlib.blake2b(outlet.encode(), digest_size=4).hexdigest()}"


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


@contextlib.contextmanager
def outlet_lock(engine: Engine, outlet: str, folder: Path) -> Iterator[None]:
    """Hold an outlet: by flock in `folder`, or by the database's own lock past one machine.

    Raises LockedError when another run holds it.  Both kinds end with their
    holder, however that ends.
    """
    if engine.dialect.name == "postgresql":
        with _database_lock(engine, outlet):
            yield
    else:
        with _file_lock(outlet, folder):
            yield


@contextlib.contextmanager
def _file_lock(outlet: str, folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / f"{folder_name(outlet)}.lock").open("a")
    except OSError as error:
        raise StoreError(f"cannot make the lock of {outlet}: {error}") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockedError(f"another run holds {outlet}") from None
        yield


@contextlib.contextmanager
def _database_lock(engine: Engine, outlet: str) -> Iterator[None]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        key = sa.func.hashtextextended(f"newscrawl outlet {outlet}", 0)
        if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(key))):
            raise LockedError(f"another run holds {outlet}")
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))
