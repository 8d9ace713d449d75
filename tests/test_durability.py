"""A crash at each step of writing, over files that forget what was not synced: readers see them whole."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from forgetful import State, recorded
from sqlalchemy.engine import Engine

from newscrawl.store import backup, dataset, export
from newscrawl.store.archive import Archive, repair
from newscrawl.store.database import read
from newscrawl.store.erasing import erase_lines
from newscrawl.store.selecting import Selection
from newscrawl.store.tables import records
from newscrawl.store.warc import read_responses

pytestmark = pytest.mark.sqlite
Store = Callable[..., list[str]]


def keys_in(state: State) -> list[tuple[str, str]]:
    """Return the records in published files; every line must be a whole one."""
    files = [data for path, data in state if path.endswith(".jsonl") and data is not None]
    assert all(data.endswith(b"\n") for data in files)
    told = [json.loads(line) for data in files for line in data.splitlines()]
    return [(record["id"], record["indexed_at"]) for record in told]


def marked(engine: Engine) -> frozenset[tuple[str, str]]:
    """Return the records that the database says are published."""
    with read(engine) as connection:
        told = connection.scalars(sa.select(records.c.record).where(records.c.published.is_(True)))
        return frozenset((line["id"], line["indexed_at"]) for line in map(json.loads, told))


def test_what_the_database_says_is_published_stands_in_a_whole_file(
    engine: Engine, store: Store, tmp_path: Path, now: datetime
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    with recorded(place, lambda: marked(engine)) as states:
        for run, names in (("R1", ("one", "two")), ("R2", ("three",))):
            store(*names, run=run)
            export.publish(engine, "post", run_id=run, folder=place / "articles", now=now)
    assert len(states) > 12
    for state, told in states:
        found = keys_in(state)
        assert len(found) == len(set(found)) and len(found) in (0, 1, 2, 3)
        assert told <= set(found)


def datasets_in(state: State) -> list[tuple[str, int]]:
    """Return (manifest, records) of each dataset; its files must be as its manifest says."""
    files = dict(state)
    found = []
    for path, data in state:
        if data is None or not path.endswith(("_manifest.json", ".manifest.json")) or path.startswith("."):
            continue
        told, folder = json.loads(data), path.rpartition("/")[0]
        for file in told["files"]:
            there = files[f"{folder}/{file['path']}".lstrip("/")] or b""
            assert hashlib.sha256(there).hexdigest() == file["sha256"]
        found.append((path, told["records"]))
    return found


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet"])
def test_who_sees_the_manifest_of_a_file_sees_that_file(
    name: str, engine: Engine, store: Store, tmp_path: Path, now: datetime
) -> None:
    path, form, whole = tmp_path / "out" / "of" / name, name.rpartition(".")[2], set()
    path.parent.parent.mkdir()
    with recorded(tmp_path / "out") as states:
        for run, article in (("R1", "one"), ("R2", "two")):
            store(article, run=run)
            dataset.write_file(engine, Selection(), form, path, now=now)
            whole.add(path.read_bytes())
    assert {(f"of/{name}.manifest.json", 1), (f"of/{name}.manifest.json", 2)} == {
        one for state, _ in states for one in datasets_in(state)
    }
    assert {data for state, _ in states for path, data in state if path == f"of/{name}"} == whole
    assert ("of", datasets_in(last(states))[0][1]) == ("of", 2)


def last(states: Iterable[tuple[State, object]]) -> State:
    return list(states)[-1][0]


def test_a_folder_of_parquet_files_is_the_old_one_or_the_new_one(
    engine: Engine, store: Store, tmp_path: Path, now: datetime
) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / "out").mkdir()
    with recorded(tmp_path / "out") as states:
        for run, article, month in (("R1", "one", "04"), ("R2", "two", "05")):
            store(article, run=run, date_published=f"2026-{month}-12T09:00:00Z")
            dataset.write_folder(engine, Selection(), tmp_path / "out" / "data", now=now)
    assert {("data/_manifest.json", 1), ("data/_manifest.json", 2)} == {
        one for state, _ in states for one in datasets_in(state)
    }
    assert datasets_in(last(states)) == [("data/_manifest.json", 2)]
    for state, _ in states:
        files = {path for path, data in state if path.startswith("data/") and data is not None}
        assert not files or "data/_manifest.json" in files


def test_a_backup_is_the_old_one_or_the_new_one(engine: Engine, store: Store, tmp_path: Path) -> None:
    target, whole = tmp_path / "out" / "backup.db", set()
    target.parent.mkdir()
    with recorded(target.parent) as states:
        for run, article in (("R1", "one"), ("R2", "two")):
            store(article, run=run)
            backup.back_up(engine, target)
            whole.add(target.read_bytes())
    assert {data for state, _ in states for path, data in state if path == "backup.db"} == whole
    assert dict(last(states)) == {"backup.db": target.read_bytes()}


def test_while_a_backup_is_put_back_there_always_is_a_database(tmp_path: Path, now: datetime) -> None:
    """Where there is none, the next run would begin an empty one."""
    place = tmp_path / "out"
    place.mkdir()
    for path, word in ((tmp_path / "backup.db", "new"), (place / "main.db", "old")):
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("CREATE TABLE word AS SELECT ?", (word,))
            database.commit()
    old = {path.name: path.read_bytes() for path in place.iterdir()}
    (place / "main.db-wal").write_bytes(b"log of the old one")
    with recorded(place) as states:
        aside = backup.put_back(tmp_path / "backup.db", place / "main.db", now)
    for state, _ in states:
        files = dict(state)
        assert files["main.db"] in (old["main.db"], (tmp_path / "backup.db").read_bytes())
        assert files["main.db"] == old["main.db"] or "main.db-wal" not in files
    assert aside and aside.read_bytes() == old["main.db"]
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"log of the old one"


def test_what_is_stored_stands_in_the_archive(tmp_path: Path) -> None:
    """A crawl flushes its archive before it commits."""
    place, flushed = tmp_path / "out", [0]
    place.mkdir()
    with recorded(place, lambda: flushed[0]) as states:
        archive = Archive(place / "archive" / "post", "R1", "newscrawl/0")
        for number in range(3):
            _write(archive, number)
            archive.flush()
            flushed[0] += 1
        _write(archive, 3)
        archive.close()
    for state, number in states:
        (data,) = [data for path, data in state if path.endswith(".warc.gz")] or [b""]
        assert number <= len(_pages(data or b"", tmp_path / "cut.warc.gz")) <= number + 1


def _write(archive: Archive, number: int) -> None:
    archive.write(
        method="GET",
        url=f"https://post.example/{number}",
        request_headers=[],
        status=200,
        reason="OK",
        response_headers=[("Content-Type", "text/html")],
        body=b"<p>The ferry waits.</p>",
        date=datetime(2026, 5, 23, tzinfo=UTC),
    )


def _pages(data: bytes, path: Path) -> list[str]:
    path.write_bytes(data)
    repair(path)
    return [page.url for page in read_responses(io.BytesIO(path.read_bytes() if path.exists() else b""))]


def test_a_file_out_of_which_an_article_is_taken_is_the_old_one_or_the_new_one(
    engine: Engine, store: Store, tmp_path: Path, now: datetime
) -> None:
    place = tmp_path / "out"
    first, _ = store("one", "two")
    export.publish(engine, "post", run_id="R1", folder=place, now=now)
    with recorded(place) as states:
        erase_lines(place / "post", first)
    assert {len(keys_in(state)) for state, _ in states} == {1, 2}
    assert len(keys_in(last(states))) == 1
