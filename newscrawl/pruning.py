"""What is taken down, and what is old: out of the database, then out of the files; readers are told."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

import msgspec
from sqlalchemy.engine import Engine

from newscrawl.normalise.addresses import clean_url
from newscrawl.output import Output
from newscrawl.reading import outlet_of
from newscrawl.store import retention, search, takedown
from newscrawl.store.database import StoreError, read, sqlite_itself
from newscrawl.store.erasing import Erased, erase_lines, erase_members
from newscrawl.store.export import write_lines
from newscrawl.store.locks import outlet_lock
from newscrawl.store.names import folder_name
from newscrawl.store.runs import new_run_id
from newscrawl.store.times import parse_time


@dataclass(frozen=True, slots=True)
class Removed:
    """A takedown, whether it had been one before, and what it came to in the files."""

    takedown: takedown.Takedown
    before: bool
    files: Erased = field(default_factory=Erased)


def take_down(
    engine: Engine, output: Output, named: str, *, reason: str | None, now: datetime
) -> Removed | None:
    """Take down what an id or an address names; None for an id that nobody knows.

    Taken down before: its files are looked through once more.  A kill at any
    moment leaves either nothing done, or a tombstone whose files the next call
    finishes.  Raises LockedError when a run holds one of its outlets, StoreError.
    """
    finish(engine, output, now)
    with read(engine) as connection:
        done = takedown.known(connection, named)
        wanted = takedown.find(connection, named, _outlet_at(named)) if done is None else done
    if wanted is None:
        return None
    with _holding(engine, output, wanted):
        if done is None:
            wanted = takedown.take_down(engine, wanted, run_id=new_run_id(now), now=now, reason=reason)
        return Removed(wanted, done is not None, _erase(engine, output, wanted, now))


def lift(
    engine: Engine, output: Output, named: str, *, now: datetime
) -> tuple[takedown.Takedown, int] | None:
    """Lift the takedown of what an id or an address names; return it and how many addresses are queued.

    None where nothing of that name was taken down.  Readers are told first: a
    kill leaves the tombstone, and the next call finishes.  Raises LockedError, StoreError.
    """
    finish(engine, output, now)
    with read(engine) as connection:
        done = takedown.known(connection, named)
    if done is None:
        return None
    with _holding(engine, output, done):
        _tell_readers(engine, output, without=done)
        return done, takedown.lift(engine, done, now)


def finish(engine: Engine, output: Output, now: datetime) -> None:
    """Finish what a killed process had taken down in the database only."""
    with read(engine) as connection:
        waiting = takedown.unfinished(connection)
    for wanted in waiting:
        with _holding(engine, output, wanted):
            _erase(engine, output, wanted, now)


def _outlet_at(named: str) -> str:
    return outlet_of(named).name if clean_url(named) else ""


@contextlib.contextmanager
def _holding(engine: Engine, output: Output, wanted: takedown.Takedown) -> Iterator[None]:
    """Hold the outlets whose files are about to change."""
    with contextlib.ExitStack() as held:
        for outlet in sorted(wanted.outlets):
            held.enter_context(outlet_lock(engine, outlet, output.locks))
        yield


def _erase(engine: Engine, output: Output, wanted: takedown.Takedown, now: datetime) -> Erased:
    found = Erased()
    for outlet in sorted(wanted.outlets):
        folder = folder_name(outlet)
        done = [erase_members(output.archive / folder, wanted.keys)]
        if wanted.article_id:
            done.append(erase_lines(output.articles / folder, wanted.article_id))
        for erased in done:
            found.files += erased.files
            found.left += erased.left
    if wanted.article_id:
        search.forget(engine, wanted.article_id)
    _tell_readers(engine, output)
    takedown.mark_erased(engine, wanted, now)
    _give_back(engine)
    return found


class Told(msgspec.Struct):
    """A line of takedowns.jsonl."""

    url: str
    at: str
    id: str | None = None
    reason: str | None = None
    outlet: str | None = None


def _tell_readers(engine: Engine, output: Output, without: takedown.Takedown | None = None) -> None:
    """Write takedowns.jsonl; what a restored database does not know of stays in it."""
    kept = [msgspec.json.encode(line).decode() for line in forgotten(engine, output)]
    write_lines(_takedowns(output), chain(kept, takedown.every(engine, without)))


def forgotten(engine: Engine, output: Output) -> list[Told]:
    """Return the takedowns that readers were told of and the database has no tombstone for."""
    path = _takedowns(output)
    if not path.exists():
        return []
    try:
        told = [msgspec.json.decode(line, type=Told) for line in path.read_bytes().splitlines()]
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"cannot read {path}: {error}") from error
    with read(engine) as connection:
        return [line for line in told if takedown.known(connection, line.url) is None]


def repeat(engine: Engine, output: Output) -> Iterator[str]:
    """Take down again what a restored database has forgotten; yield each address."""
    for line in forgotten(engine, output):
        at = parse_time(line.at)
        known = take_down(engine, output, line.id or line.url, reason=line.reason, now=at)
        if known is None:  # its article is not in the backup
            take_down(engine, output, line.url, reason=line.reason, now=at)
        yield line.url


def _takedowns(output: Output) -> Path:
    return output.folder / "takedowns.jsonl"


def _give_back(engine: Engine) -> None:
    """Empty SQLite's log of changes, which still holds the pages as they were."""
    if engine.dialect.name == "sqlite":
        with sqlite_itself(engine) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


_RUN = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]+\.(?:jsonl|warc\.gz)")


def old(engine: Engine, output: Output, before: datetime, *, keep_records: bool) -> dict[str, int]:
    """Return how many rows and files are older than a moment."""
    told = retention.old(engine, before, keep_records=keep_records)
    return told | {"files": len(_old_files(output, before, keep_records))}


def remove_old(engine: Engine, output: Output, before: datetime, *, keep_records: bool) -> dict[str, int]:
    """Remove what is older than a moment; return how many rows and files that were.

    `keep_records`: articles and their files stay.  A kill leaves some of it
    for the next time.  Raises StoreError where a file cannot be removed.
    """
    told = retention.remove(engine, before, keep_records=keep_records)
    search.follow(engine)
    files = _old_files(output, before, keep_records)
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"cannot remove {path}: {error.strerror}") from error
    return told | {"files": len(files)}


def _old_files(output: Output, before: datetime, keep_records: bool) -> list[Path]:
    """Return the files of runs, archives and logs from before a moment: of runs by name, of logs by date."""
    stamp = f"{before:%Y%m%dT%H%M%SZ}"
    found = list(output.archive.glob("*/*.warc.gz"))
    found += [] if keep_records else output.articles.glob("*/*.jsonl")
    old = [path for path in found if (named := _RUN.fullmatch(path.name)) and named[1] < stamp]
    logs = (output.folder / "logs").glob("*.log*")
    return old + [path for path in logs if path.stat().st_mtime < before.timestamp()]
