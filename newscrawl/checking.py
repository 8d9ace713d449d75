"""Database and files held against each other; what can be mended, mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError

from newscrawl import pruning
from newscrawl.output import Output
from newscrawl.store import export, runs
from newscrawl.store.adopting import adopt
from newscrawl.store.database import read, write
from newscrawl.store.faults import (
    Fault,
    moments_of_run,
    of_clock,
    of_pages,
    of_rows,
    of_waiting,
    published_runs,
    waiting_outlets,
    wind_clock,
)
from newscrawl.store.locks import outlet_lock
from newscrawl.store.names import folder_name
from newscrawl.store.tables import records
from newscrawl.store.times import micros, parse_time


class _Line(msgspec.Struct):
    """What of a published line is held against the database."""

    id: str
    outlet: str
    indexed_at: str


@dataclass(frozen=True, slots=True)
class _File:
    """A published file: its place, what the database says is in it."""

    outlet: str
    run_id: str
    path: Path
    records: int = 0


@dataclass(slots=True)
class _Contents:
    """What stands in a file: articles by indexed_at, lines that are none, records that come twice."""

    found: dict[int, str] = field(default_factory=dict)
    broken: int = 0
    twice: int = 0


def check(engine: Engine, output: Output, *, quick: bool, now: datetime) -> Iterator[Fault]:
    """Yield the faults of the database and its files; `quick` reads neither every index nor every file."""
    steps: tuple[Callable[[], Iterator[Fault]], ...] = (
        lambda: of_pages(engine, quick=quick),
        lambda: of_rows(engine),
        lambda: of_clock(engine),
        lambda: of_waiting(engine, now),
        lambda: _of_takedowns(engine, output),
        lambda: _of_files(engine, output, quick=quick),
    )
    told = set()
    for step in steps:
        try:
            yield from step()
        except (DatabaseError, sqlite3.DatabaseError) as error:  # a damaged page is met again and again
            told.add(str(getattr(error, "orig", error)))
    yield from (Fault("page", f"the database cannot be read: {words}") for words in sorted(told))


def _of_takedowns(engine: Engine, output: Output) -> Iterator[Fault]:
    for line in pruning.forgotten(engine, output):
        yield Fault("takedown", f"taken down, and here again: {line.url} (a restored backup?)", mendable=True)


def _of_files(engine: Engine, output: Output, *, quick: bool) -> Iterator[Fault]:
    for file in _files(engine, output):
        if not file.path.exists():
            told = f"{file.path} is not there: {file.records} records"
            yield Fault("file", told, mendable=True)
        elif quick:
            if not _ends_whole(file.path):
                yield Fault("file", f"{file.path} ends in the middle of a line", mendable=True)
        else:
            yield from _of_file(engine, file)


def _files(engine: Engine, output: Output) -> list[_File]:
    """Return the files that the database names, and those that are there without."""
    named = {
        (folder_name(outlet), run_id): (outlet, number) for outlet, run_id, number in published_runs(engine)
    }
    there = [(path.parent.name, path.stem) for path in output.articles.glob("*/*.jsonl")]
    files = []
    for folder, run_id in sorted({*named, *there}):
        outlet, number = named.get((folder, run_id), ("", 0))
        files.append(_File(outlet, run_id, output.articles / folder / f"{run_id}.jsonl", number))
    return files


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        if not file.seek(0, 2):
            return False
        file.seek(-1, 2)
        return file.read() == b"\n"


def _of_file(engine: Engine, file: _File) -> Iterator[Fault]:
    told = _contents(file.path)  # before the database: what a run publishes meanwhile is in both
    with read(engine) as connection:
        known = moments_of_run(connection, file.outlet, file.run_id)
        lost = [at for at, article in known.items() if told.found.get(at) != article]
        strange = sorted(told.found.keys() - known.keys())
    for number, what in (
        (told.broken, "lines that are no record"),
        (told.twice, "records that stand in it twice"),
        (len(lost), "records missing in it"),
        (len(strange), "records that the database does not have (is it a restored backup?)"),
    ):
        if number:
            yield Fault("file", f"{file.path}: {number} {what}", mendable=True)


def _contents(path: Path) -> _Contents:
    told = _Contents()
    with path.open("rb") as lines:
        for line in lines:
            try:
                found = msgspec.json.decode(line, type=_Line)
                at = micros(parse_time(found.indexed_at))
            except (msgspec.DecodeError, ValueError):
                told.broken += 1
                continue
            told.broken += not line.endswith(b"\n")
            told.twice += at in told.found
            told.found[at] = found.id
    return told


def repair(engine: Engine, output: Output, now: datetime) -> Iterator[str]:
    """Mend what can be; yield what was done.  Raises LockedError where a run holds an outlet, StoreError."""
    for url in pruning.repeat(engine, output):
        yield f"taken down once more: {url}"
    pruning.finish(engine, output, now)
    for file in _files(engine, output):
        yield from _mend_file(engine, output, file, now)
    for outlet in waiting_outlets(engine, now):
        yield from _publish(engine, output, outlet, now)
    with write(engine) as connection:
        wind_clock(connection)


def _mend_file(engine: Engine, output: Output, file: _File, now: datetime) -> Iterator[str]:
    if file.path.exists() and not list(_of_file(engine, file)):
        return
    outlet = file.outlet or _outlet_in(file.path)
    with outlet_lock(engine, outlet, output.locks):
        if file.path.exists() and (number := adopt(engine, file.path, now, damaged=True)):
            yield f"{file.path}: {number} records taken back into the database"
        if not file.path.exists() or list(_of_file(engine, replace(file, outlet=outlet))):
            yield from _write_again(engine, outlet, file)


def _outlet_in(path: Path) -> str:
    """Return the outlet of a file that the database does not know of: as its first record says."""
    with path.open("rb") as lines:
        try:
            return msgspec.json.decode(lines.readline(), type=_Line).outlet
        except msgspec.DecodeError:
            return path.parent.name


def _write_again(engine: Engine, outlet: str, file: _File) -> Iterator[str]:
    """Write a file from the database; one that was damaged stays beside it."""
    columns = records.c
    mine = sa.and_(columns.outlet == outlet, columns.run_id == file.run_id, columns.published.is_(True))
    query = sa.select(columns.record).where(mine).order_by(columns.indexed_at)
    if file.path.exists():
        aside = file.path.with_suffix(".damaged")
        file.path.replace(aside)
        yield f"the file as it was is now {aside}"
    with read(engine) as connection:
        lines = connection.execution_options(yield_per=500).scalars(query)
        number = export.write_lines(file.path, lines)
    if number:
        yield f"{file.path}: {number} records written again"
    else:
        file.path.unlink()


def _publish(engine: Engine, output: Output, outlet: str, now: datetime) -> Iterator[str]:
    run_id = runs.new_run_id(now)
    with outlet_lock(engine, outlet, output.locks):
        with write(engine) as connection:
            runs.start(connection, run_id, outlet, now=now, arguments={"repair": True})
        done = export.publish(engine, outlet, run_id=run_id, folder=output.articles, now=now)
        with write(engine) as connection:
            runs.end(connection, run_id, now=now, outcome="repaired", counts={})
    for file in done:
        yield f"{file.records} records published in {file.path}"
