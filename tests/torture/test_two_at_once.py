"""Two runs at once: of the same outlets one leaves the other alone, of different ones both are whole."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from kills import hold_against, read
from library import CRAWL, Library, hold_against_the_press

from newscrawl.store import dataset
from newscrawl.store.database import open_database, sqlite_url
from newscrawl.store.selecting import Selection
from newscrawl.store.times import parse_time

MINUTE = 60


def begun(folder: Path, arguments: list[str], **environment: str) -> subprocess.Popen[str]:
    """Begin a command over an output folder in a process of its own."""
    told = {"NEWSCRAWL_OUTPUT_DIR": str(folder), "NEWSCRAWL_TRANSLATIONS": "0", **environment}
    return subprocess.Popen(
        [str(Path(sys.executable).parent / "newscrawl"), *arguments],
        env=os.environ | told,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_of_two_crawls_of_the_same_outlets_one_leaves_the_other_alone(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "output"
    folder.mkdir()
    crawls = [begun(folder, CRAWL) for _ in range(3)]
    told = [crawl.communicate()[0] for crawl in crawls]
    assert {crawl.returncode for crawl in crawls} <= {0, 75}, told
    assert any("another run holds" in words for words in told)
    for _ in range(2):
        assert library.commands.run(folder, CRAWL)["code"] == 0
    hold_against(folder, read(library.folder))
    hold_against_the_press(read(folder))


def test_who_reads_everything_since_while_others_write_loses_nothing(
    library: Library, tmp_path: Path
) -> None:
    folder, moment, found = tmp_path / "output", "2020-01-01", []
    folder.mkdir()
    engine = open_database(sqlite_url(folder / "newscrawl.db"))
    stores = [begun(folder, ["replay", warc, "--store"]) for warc in library.warcs]
    ended = False
    while not ended:
        ended = all(store.poll() is not None for store in stores)
        path = tmp_path / "out.jsonl"
        now = parse_time("2026-05-23")
        told = dataset.write_file(engine, Selection(since=parse_time(moment)), "jsonl", path, now=now)
        moment = told["next_since"]
        found += [json.loads(line)["id"] for line in path.read_bytes().splitlines()]
        time.sleep(0.01)
    engine.dispose()
    words = [store.communicate()[0] for store in stores]
    assert [store.returncode for store in stores] == [0] * len(stores), words
    result = read(folder)
    assert set(found) == result.latest.keys() == result.in_ledger
    assert len(result.marks) == len(set(result.marks))


def test_a_database_that_is_locked_for_less_than_a_minute_is_waited_for(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "output"
    library.copy_database(folder)
    with closing(sqlite3.connect(folder / "newscrawl.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        crawl = begun(folder, CRAWL)
        time.sleep(MINUTE - 15)
        assert crawl.poll() is None
        holder.execute("COMMIT")
        words = crawl.communicate()[0]
    assert crawl.returncode == 0, words


def test_a_database_that_is_locked_for_longer_ends_the_run_with_5_and_the_next_goes_on(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "output"
    library.copy_database(folder)
    before = read(folder).states
    with closing(sqlite3.connect(folder / "newscrawl.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        crawl = begun(folder, CRAWL)
        words = crawl.communicate()[0]
        assert time.monotonic() - began < 2 * MINUTE
    assert (crawl.returncode, "locked" in words) == (5, True), words
    assert read(folder).states == before
    assert library.commands.run(folder, CRAWL)["code"] == 0


@pytest.mark.parametrize("arguments", [["run", "korrespondent"], ["crawl", "korrespondent"]])
def test_an_outlet_that_another_run_holds_is_75_and_said(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "locks").mkdir()
    with (tmp_path / "locks" / "korrespondent.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        run = begun(tmp_path, arguments)
        words = run.communicate()[0]
    assert (run.returncode, "another run holds korrespondent" in words) == (75, True), words
