"""Datasets on disk: whole or not there, a manifest that says what they hold and lack."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from newscrawl.store import dataset, places
from newscrawl.store.database import StoreError, write
from newscrawl.store.gaps import fault_of_run, silences
from newscrawl.store.locks import LockedError
from newscrawl.store.places import RefusedError
from newscrawl.store.runs import end, start
from newscrawl.store.selecting import Selection
from newscrawl.store.tables import tombstones
from newscrawl.store.times import micros, parse_time

Store = Callable[..., list[str]]
DAY = 86_400_000_000


@pytest.fixture
def filled(engine: Engine, store: Store) -> Engine:
    store("one", "two")
    store("letter", outlet="mail.example", run="R9", date_published="2026-04-30", in_language="uk")
    return engine


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def checked(folder: Path, manifest: Path) -> dict[str, Any]:
    """Return a manifest; every file that it names must be there as it says."""
    told: dict[str, Any] = json.loads(manifest.read_text())
    for file in told["files"]:
        data = (folder / file["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    return told


def test_a_file_s_manifest_says_what_is_in_it_and_where_to_go_on(
    filled: Engine, tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "new" / "out.jsonl"
    dataset.write_file(filled, Selection(languages=("uk",)), "jsonl", path, now=now)
    told = checked(path.parent, path.with_name("out.jsonl.manifest.json"))
    assert (told["records"], told["outlets"], told["languages"]) == (1, {"mail.example": 1}, {"uk": 1})
    assert told["filters"] == {
        "format": "jsonl",
        "since": None,
        "outlets": [],
        "languages": ["uk"],
        "versions": "latest",
    }
    assert (told["schema_versions"], told["crawler_versions"]) == ({"1": 1}, {"0.0.0": 1})
    record = json.loads(path.read_text())
    assert told["first_indexed_at"] == told["last_indexed_at"] == record["indexed_at"]
    later = Selection(since=parse_time(told["next_since"]))
    assert dataset.write_file(filled, later, "jsonl", path, now=now)["records"] == 0
    assert files_in(path.parent) == ["out.jsonl", "out.jsonl.manifest.json"]


def test_what_is_stored_after_an_export_is_what_its_next_since_brings(
    filled: Engine, store: Store, tmp_path: Path, now: datetime
) -> None:
    told = dataset.write_file(filled, Selection(), "jsonl", tmp_path / "a.jsonl", now=now)
    store("three", run="R2")
    later = Selection(since=parse_time(told["next_since"]))
    dataset.write_file(filled, later, "jsonl", tmp_path / "b.jsonl", now=now)
    (line,) = (tmp_path / "b.jsonl").read_text().splitlines()
    assert json.loads(line)["headline"] == "Ferry three leaves"


def test_a_folder_holds_a_file_an_outlet_and_month(filled: Engine, tmp_path: Path, now: datetime) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "data"
    dataset.write_folder(filled, Selection(), folder, now=now)
    assert files_in(folder) == [
        "_manifest.json",
        "outlet=mail.example/month=2026-04/articles.parquet",
        "outlet=post/month=2026-05/articles.parquet",
    ]
    assert checked(folder, folder / "_manifest.json")["records"] == 3
    table = pq.read_table(folder)
    assert sorted(zip(table["outlet"].to_pylist(), table["month"].to_pylist(), strict=True)) == [
        ("mail.example", "2026-04"),
        ("post", "2026-05"),
        ("post", "2026-05"),
    ]


def test_a_folder_s_next_export_leaves_no_file_of_the_last(
    filled: Engine, store: Store, tmp_path: Path, now: datetime
) -> None:
    pytest.importorskip("pyarrow")
    folder = tmp_path / "data"
    dataset.write_folder(filled, Selection(), folder, now=now)
    store("letter", outlet="mail.example", run="R9", date_published="2026-03-01", headline="Redated")
    dataset.write_folder(filled, Selection(), folder, now=now)
    assert "outlet=mail.example/month=2026-03/articles.parquet" in files_in(folder)
    assert len(files_in(folder)) == 3
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("name", "selection", "words"),
    [
        ("notes.txt", Selection(), "holds notes.txt, which is no export's"),
        (None, Selection(outlets=("post",)), r"another selection \(outlets\)"),
        (None, Selection(since=datetime(2026, 5, 1, tzinfo=UTC)), r"another selection \(since\)"),
    ],
)
def test_a_folder_that_holds_something_else_is_not_replaced(
    filled: Engine, tmp_path: Path, now: datetime, name: str | None, selection: Selection, words: str
) -> None:
    pytest.importorskip("pyarrow")
    folder = tmp_path / "data"
    dataset.write_folder(filled, Selection(), folder, now=now)
    if name:
        (folder / name).touch()
    before = files_in(tmp_path)
    with pytest.raises(RefusedError, match=words):
        dataset.write_folder(filled, selection, folder, now=now)
    assert files_in(tmp_path) == before


def test_a_folder_of_other_files_is_not_replaced(filled: Engine, tmp_path: Path, now: datetime) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").touch()
    with pytest.raises(RefusedError, match=r"holds files and no _manifest\.json"):
        dataset.write_folder(filled, Selection(), tmp_path / "home", now=now)
    with pytest.raises(RefusedError, match="is a file"):
        dataset.write_folder(filled, Selection(), tmp_path / "home" / "letter.txt", now=now)


class Killed(BaseException):
    """Ends an export at once."""


def _killed(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize("step", ["make_durable", "swap", "sync_folders"])
def test_an_export_that_ends_midway_leaves_the_last_one_whole(
    filled: Engine, store: Store, tmp_path: Path, now: datetime, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    folder = tmp_path / "data"
    dataset.write_folder(filled, Selection(), folder, now=now)
    store("three", run="R2")
    with monkeypatch.context() as patch:
        patch.setattr(dataset, step, _killed)
        with pytest.raises(Killed):
            dataset.write_folder(filled, Selection(), folder, now=now)
    assert checked(folder, folder / "_manifest.json")["records"] == 3
    assert dataset.write_folder(filled, Selection(), folder, now=now)["records"] == 4
    assert len([path for path in tmp_path.iterdir() if path.name.startswith(".")]) == 0


def test_a_kill_between_the_two_renames_of_a_folder_is_made_good(
    filled: Engine, tmp_path: Path, now: datetime
) -> None:
    pytest.importorskip("pyarrow")
    folder = tmp_path / "data"
    dataset.write_folder(filled, Selection(), folder, now=now)
    folder.rename(tmp_path / ".data.replaced")
    places.take_back(folder)
    assert checked(folder, folder / "_manifest.json")["records"] == 3


def test_a_file_that_cannot_be_made_leaves_the_last_one_with_its_manifest(
    filled: Engine, store: Store, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.jsonl"
    dataset.write_file(filled, Selection(), "jsonl", path, now=now)
    store("three", run="R2")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dataset, "make_durable", full)
    with pytest.raises(StoreError, match="No space left"):
        dataset.write_file(filled, Selection(), "jsonl", path, now=now)
    assert checked(tmp_path, dataset.manifest_of(path))["records"] == 3
    assert [name for name in files_in(tmp_path) if "unfinished" in name] == []


def test_two_exports_into_one_place_do_not_mix(filled: Engine, tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "out.csv"
    (tmp_path / ".out.csv.unfinished").touch()
    other = os.open(tmp_path / ".out.csv.unfinished", os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    try:
        with pytest.raises(LockedError, match=r"another export writes .*out\.csv"):
            dataset.write_file(filled, Selection(), "csv", path, now=now)
        assert (tmp_path / ".out.csv.unfinished").exists()
    finally:
        os.close(other)
    assert dataset.write_file(filled, Selection(), "csv", path, now=now)["records"] == 3


# --- what is missing ---


def test_a_manifest_names_outlets_whose_last_run_failed_and_times_without_one(
    filled: Engine, tmp_path: Path, now: datetime
) -> None:
    later = now + timedelta(days=3)
    with write(filled) as connection:
        end(connection, "R1", now=now + timedelta(hours=1), outcome="finished", counts={})
        end(connection, "R2", now=now + timedelta(hours=1), outcome="finished", counts={})
        start(connection, "R3", "post", now=later, arguments={})
        end(connection, "R3", now=later, outcome="shutdown", counts={})
    told = dataset.write_file(filled, Selection(), "jsonl", tmp_path / "o", now=later)["gaps"]
    assert told["last_run_failed"]["post"]["fault"] == "ended early: shutdown"
    assert told["last_run_failed"]["mail"]["fault"] == "not ended: at work, or killed"
    assert told["without_a_finished_run"]["post"] == [
        {"from": "2026-05-23T12:30:00Z", "to": "2026-05-26T11:30:00Z"}
    ]
    only = Selection(outlets=("mail",))
    told = dataset.write_file(filled, only, "jsonl", tmp_path / "o", now=later)["gaps"]
    assert list(told["last_run_failed"]) == list(told["without_a_finished_run"]) == ["mail"]


def test_a_manifest_since_a_time_names_what_was_taken_down(
    filled: Engine, tmp_path: Path, now: datetime
) -> None:
    with write(filled) as connection:
        for name, days in (("old", -3), ("late", -1), ("new", 1)):
            row = {"address_key": name, "outlet": "post", "article_id": name, "url": name}
            at = micros(now + timedelta(days=days)) + 1
            connection.execute(tombstones.insert().values(row | {"at": at}))
    told = dataset.write_file(filled, Selection(since=now), "jsonl", tmp_path / "o", now=now)
    assert [entry["id"] for entry in told["taken_down"]] == ["late", "new"]
    assert dataset.write_file(filled, Selection(), "jsonl", tmp_path / "o", now=now)["taken_down"] == []


@pytest.mark.parametrize(
    ("ended", "outcome", "counts", "words"),
    [
        (True, "finished", {"looks": 10, "states": {"article": 9, "failed": 1}}, None),
        (True, "finished", {}, None),
        (True, "finished", {"sources": 2, "faulty": ["a"]}, None),
        (True, "finished", {"sources": 2, "faulty": ["a", "b"]}, "none of 2 sources could be read"),
        (True, "finished", {"looks": 3, "states": {"blocked": 2}}, "2 of 3 pages could not be had"),
        (True, "finished", {"looks": 3, "put_off": 2}, "2 of 3 pages could not be had"),
        (False, None, {}, "not ended: at work, or killed"),
    ],
)
def test_a_run_s_fault_is_told_from_its_row(
    ended: bool, outcome: str | None, counts: dict[str, Any], words: str | None
) -> None:
    assert fault_of_run(ended, outcome, counts) == words


def test_a_silence_is_a_day_without_a_finished_run() -> None:
    assert silences([DAY, 2 * DAY], start=0, end=3 * DAY) == []
    assert silences([DAY, 3 * DAY], start=0, end=5 * DAY) == [(DAY, 3 * DAY), (3 * DAY, 5 * DAY)]
    assert silences([], start=0, end=2 * DAY) == [(0, 2 * DAY)]
