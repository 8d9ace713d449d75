"""The SQLite database copied while crawls go on, and a copy put back in its place."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine, make_url

from newscrawl.store.database import StoreError, sqlite_itself
from newscrawl.store.places import make_folder, storing, sync_folder

_BESIDE = ("", "-wal", "-shm")  # the files of one database: itself, its log of changes, that log's index


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite database, None for another kind of database."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    return Path(str(parsed.database)) if is_file else None


def must_exist(url: str) -> None:
    """Raise StoreError where a SQLite database is not there: to open it would make an empty one."""
    path = sqlite_path(url)
    if path is not None and not path.exists():
        raise StoreError(f"there is no database at {path}")


def back_up(engine: Engine, target: Path) -> int:
    """Copy the database into one file, which appears whole and checked or not at all; return its bytes.

    Crawls go on meanwhile: the copy is the database as it was at one moment.
    Raises StoreError; a file of that name is then as it was.
    """
    unfinished = target.with_name(target.name + ".tmp")
    with _told(target, "write"), _removed(unfinished):
        with (
            sqlite_itself(engine) as source,
            contextlib.closing(sqlite3.connect(unfinished)) as copy,
        ):
            source.backup(copy)  # in one step: in several it would begin anew whenever a crawl commits
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, whoever opens it
            if fault := first_fault(copy):
                raise StoreError(f"the database is damaged, its copy was not kept: {fault}")
        _into_place(unfinished, target)
    return target.stat().st_size


def put_back(copy: Path, database: Path, now: datetime) -> Path | None:
    """Put a copy in the database's place; return where the old one stands now, None where there was none.

    Whoever calls holds every outlet.  The copy is checked first and stays as
    it is.  Raises StoreError.  At any moment one of the two is in place: where
    there was none, the next run would begin an empty one.
    """
    unfinished = database.with_name(database.name + ".tmp")
    with _told(database, "restore"), _removed(unfinished):
        make_folder(database.parent)
        shutil.copyfile(copy, unfinished)
        with contextlib.closing(sqlite3.connect(unfinished)) as connection:
            if fault := first_fault(connection):
                raise StoreError(f"{copy} cannot be restored: {fault}")
        aside = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%SZ}")
        kept = [_kept(database, aside, ending) for ending in _BESIDE]
        sync_folder(database.parent)
        for ending in _BESIDE[1:]:  # the old one's log must not meet the new one
            database.with_name(database.name + ending).unlink(missing_ok=True)
        sync_folder(database.parent)
        _into_place(unfinished, database)
    return aside if kept[0] else None


def first_fault(connection: sqlite3.Connection) -> str | None:
    """Return what is wrong with the pages of a database, None when nothing is."""
    try:
        (told,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if told == "ok" else str(told)


def _kept(database: Path, aside: Path, ending: str) -> bool:
    """Give a file of the old database a second name; False where there is none."""
    path = database.with_name(database.name + ending)
    if not path.exists():
        return False
    other = aside.with_name(aside.name + ending)
    try:
        os.link(path, other)
    except OSError:  # a file system without links
        shutil.copyfile(path, other)
        _sync(other)
    return True


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _into_place(unfinished: Path, target: Path) -> None:
    _sync(unfinished)
    unfinished.replace(target)
    sync_folder(target.parent)


@contextlib.contextmanager
def _removed(unfinished: Path) -> Iterator[None]:
    """Leave nothing unfinished behind, of an earlier try neither."""
    paths = [unfinished.with_name(unfinished.name + ending) for ending in (*_BESIDE, "-journal")]
    try:
        for path in paths:
            path.unlink(missing_ok=True)
        yield
    finally:
        for path in paths:
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def _told(path: Path, what: str) -> Iterator[None]:
    try:
        with storing(path, what):
            yield
    except sqlite3.Error as error:
        raise StoreError(f"cannot {what} {path}: {error}") from error
