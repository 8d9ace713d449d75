"""Files from the database: each run's records published, whole and once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.store.adopting import adopt
from newscrawl.store.database import read, write
from newscrawl.store.names import folder_name
from newscrawl.store.places import make_durable, make_folder, storing, sync_folder
from newscrawl.store.tables import records, runs
from newscrawl.store.times import micros


@dataclass(frozen=True, slots=True)
class Published:
    """One published file and the records in it."""

    path: Path
    records: int


def publish(engine: Engine, outlet: str, *, run_id: str, folder: Path, now: datetime) -> list[Published]:
    """Publish what this outlet's runs stored and did not publish, a file a run.

    Whoever calls holds the outlet's lock, so its other runs are over.  First
    the batches are frozen, then each is written beside its place, made
    durable, renamed, and only then marked; a kill in between leaves a batch
    that the next run builds again, the same, under the same name.
    Raises StoreError when a file cannot be written; nothing is lost by it.
    """
    with write(engine) as connection:
        _freeze(connection, outlet, run_id, now)
    return finish_publishing(engine, outlet, folder=folder, now=now)


def finish_publishing(engine: Engine, outlet: str, *, folder: Path, now: datetime) -> list[Published]:
    """Publish the batches that are frozen: those of a run killed while it published among them."""
    with read(engine) as connection:
        batches = _frozen_batches(connection, outlet)
    return [_publish_batch(engine, outlet, batch, folder, now) for batch in batches]


def _freeze(connection: Connection, outlet: str, run_id: str, now: datetime) -> None:
    unpublished = sa.and_(records.c.outlet == outlet, records.c.published.is_(False))
    own = sa.select(runs.c.run_id).where(runs.c.outlet == outlet)
    # What another outlet's run corrected here goes out with this run.
    connection.execute(
        records.update().where(unpublished, records.c.run_id.not_in(own)).values(run_id=run_id)
    )
    with_records = sa.select(records.c.run_id).where(unpublished)
    connection.execute(
        runs.update()
        .where(runs.c.run_id.in_(with_records), runs.c.frozen_at.is_(None))
        .values(frozen_at=micros(now))
    )


def _frozen_batches(connection: Connection, outlet: str) -> list[str]:
    query = (
        sa.select(records.c.run_id)
        .join(runs, runs.c.run_id == records.c.run_id)
        .where(records.c.outlet == outlet, records.c.published.is_(False), runs.c.frozen_at.is_not(None))
        .distinct()
        .order_by(records.c.run_id)
    )
    return list(connection.scalars(query))


def _publish_batch(engine: Engine, outlet: str, batch: str, folder: Path, now: datetime) -> Published:
    path = folder / folder_name(outlet) / f"{batch}.jsonl"
    if path.exists():  # of a killed run; or a restored backup is behind it, and the file must not shrink
        adopt(engine, path, now)
    mine = sa.and_(records.c.outlet == outlet, records.c.run_id == batch)
    query = sa.select(records.c.record).where(mine).order_by(records.c.indexed_at)
    with read(engine) as connection, connection.execution_options(yield_per=500).execute(query) as rows:
        number = write_lines(path, rows.scalars())
    with write(engine) as connection:
        connection.execute(records.update().where(mine).values(published=True))
        connection.execute(runs.update().where(runs.c.run_id == batch).values(published_at=micros(now)))
    return Published(path, number)


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Write lines to a file that appears whole or not at all; return their number.

    A pipe or a device (/dev/null) is written to as it is.  Raises StoreError when that fails.
    """
    with storing(path):
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8") as device:
                return _write(device, lines)
        return _write_whole(path, lines)


def _write_whole(path: Path, lines: Iterable[str]) -> int:
    unfinished = path.with_name(path.name + ".tmp")
    make_folder(path.parent)
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            number = _write(file, lines)
            make_durable(file)
    except OSError:
        unfinished.unlink(missing_ok=True)  # on a full disk it takes the last room
        raise
    unfinished.replace(path)
    sync_folder(path.parent)
    return number


def _write(file: TextIO, lines: Iterable[str]) -> int:
    number = 0
    for line in lines:
        file.write(line + "\n")
        number += 1
    return number
