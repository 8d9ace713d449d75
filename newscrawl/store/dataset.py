"""Datasets: an export's files, whole or not there, and beside them the manifest that says what they hold.

One file, or a folder of Parquet files by outlet and month.  The data is
written beside its place and takes it in one step; the manifest comes last.
Who sees the manifest sees whole data; its sha256 tells of any later change.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl import __version__
from newscrawl.store import gaps, selecting
from newscrawl.store.parquet import write_parquet
from newscrawl.store.places import (
    IN_FOLDER,
    building,
    make_durable,
    refuse_to_replace,
    storing,
    swap,
    sync_folder,
    sync_folders,
    take_back,
)
from newscrawl.store.selecting import Picked, Selection
from newscrawl.store.tables import clock
from newscrawl.store.tabular import write_csv, write_jsonl
from newscrawl.store.times import iso, iso_micros, micros

WRITERS: dict[str, Callable[[Iterable[Picked], BinaryIO], None]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
}
FORMAT = "newscrawl export 1"


@dataclass(slots=True)
class Counts:
    """What is counted of the records on their way out."""

    records: int = 0
    outlets: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    schema_versions: Counter[str] = field(default_factory=Counter)
    crawler_versions: Counter[str] = field(default_factory=Counter)
    first: str | None = None  # indexed_at
    last: str | None = None

    def over(self, rows: Iterable[Picked]) -> Iterator[Picked]:
        """Pass the records on, counted."""
        for row in rows:
            facts = row[1]
            self.records += 1
            self.outlets[facts.outlet or ""] += 1
            self.languages[facts.in_language or "unknown"] += 1
            self.schema_versions[str(facts.schema_version)] += 1
            self.crawler_versions[facts.crawler_version or "unknown"] += 1
            at = facts.indexed_at or ""
            if self.first is None or at < self.first:
                self.first = at
            if self.last is None or at > self.last:
                self.last = at
            yield row


def manifest_of(path: Path) -> Path:
    """Return where the manifest of a dataset stands."""
    return path / IN_FOLDER if path.is_dir() else path.with_name(f"{path.name}.manifest.json")


def write_to(engine: Engine, selection: Selection, form: str, file: BinaryIO) -> None:
    """Write the selected records to what is no place of a dataset: standard output, a pipe."""
    with selecting.snapshot(engine) as connection:
        WRITERS[form](selecting.picked(connection, selection), file)
    file.flush()


def write_file(
    engine: Engine, selection: Selection, form: str, path: Path, *, now: datetime
) -> dict[str, Any]:
    """Write the selected records to one file, then its manifest, which is returned.

    Raises StoreError when that fails, LockedError when another export writes
    the same file; what stood there before stays in both cases.
    """
    counts = Counts()
    with storing(path), building(path) as unfinished:
        with selecting.snapshot(engine) as connection:
            with unfinished.open("wb") as file:
                WRITERS[form](counts.over(selecting.picked(connection, selection)), file)
                make_durable(file)
            told = _told(connection, selection, form, counts, now)
        told["files"] = [_file(unfinished, path.name, counts.records)]
        _put(unfinished, path, told)
    return told


def _put(built: Path, path: Path, told: dict[str, Any]) -> None:
    """Put a file in its place, each step durable before the next: no manifest stands beside other data."""
    manifest_of(path).unlink(missing_ok=True)
    sync_folder(path.parent)
    built.replace(path)
    sync_folder(path.parent)
    _write_manifest(manifest_of(path), told)
    sync_folder(path.parent)


def write_folder(engine: Engine, selection: Selection, folder: Path, *, now: datetime) -> dict[str, Any]:
    """Write the selected records as Parquet files by outlet and month; return the manifest.

    The new folder takes the place of an earlier export of the same selection
    as a whole: no file of that is left.  Raises RefusedError when something
    else is in the way, StoreError and LockedError as `write_file` does.
    """
    folder = folder.resolve()
    counts = Counts()
    with storing(folder):
        take_back(folder)
        refuse_to_replace(folder, _filters(selection, "parquet"))
        with building(folder, folder=True) as unfinished:
            with selecting.snapshot(engine) as connection:
                files = list(_partitions(connection, selection, unfinished, counts))
                told = _told(connection, selection, "parquet", counts, now)
            told["files"] = files
            _write_manifest(unfinished / IN_FOLDER, told)
            sync_folders(unfinished)
            swap(unfinished, folder)
    return told


def _partitions(
    connection: Connection, selection: Selection, folder: Path, counts: Counts
) -> Iterator[dict[str, Any]]:
    for outlet in selecting.outlets_in(connection, selection):
        for month, keys in selecting.months_of(connection, selection, outlet).items():
            name = f"outlet={quote(outlet, safe='')}/month={month}/articles.parquet"
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                rows = counts.over(selecting.picked_by_key(connection, keys))
                write_parquet(rows, file, without=("outlet",))
                make_durable(file)
            yield _file(path, name, len(keys))


# --- the manifest ---


def _told(
    connection: Connection, selection: Selection, form: str, counts: Counts, now: datetime
) -> dict[str, Any]:
    since, outlets = selection.since, selection.outlets
    upto = connection.scalar(sa.select(clock.c.indexed_at)) or (micros(since) if since else 0)
    return {
        "format": FORMAT,
        "created_at": iso(micros(now)),
        "created_by": f"newscrawl {__version__}",
        "filters": _filters(selection, form),
        "records": counts.records,
        "outlets": dict(sorted(counts.outlets.items())),
        "languages": dict(sorted(counts.languages.items())),
        "schema_versions": dict(counts.schema_versions),
        "crawler_versions": dict(sorted(counts.crawler_versions.items())),
        "first_indexed_at": counts.first,
        "last_indexed_at": counts.last,
        "next_since": iso_micros(upto),
        "taken_down": gaps.taken_down(connection, since=since, outlets=outlets) if since else [],
        "gaps": gaps.gaps(connection, since=since, outlets=outlets, now=now),
    }


def _filters(selection: Selection, form: str) -> dict[str, Any]:
    return {
        "format": form,
        "since": iso_micros(micros(selection.since)) if selection.since else None,
        "outlets": list(selection.outlets),
        "languages": list(selection.languages),
        "versions": "all" if selection.all_versions else "latest",
    }


def _file(path: Path, name: str, number: int) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"path": name, "records": number, "bytes": path.stat().st_size, "sha256": digest}


def _write_manifest(path: Path, told: dict[str, Any]) -> None:
    unfinished = path.with_name(f"{path.name}.tmp")
    with unfinished.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")
        make_durable(file)
    unfinished.replace(path)
