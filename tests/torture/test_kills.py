"""SIGKILL at 300 seeded moments of a crawl, a store, an export, an archive, a migration; other signals.

Each chain kills one command again and again until it comes to its end; then the
folder must be as if nobody had disturbed it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from kills import Chain, hold_against, moments_of, read
from library import ARCHIVED, CRAWL, Library, every_page_is_archived, nothing_is_lost_of_a_crawl

from newscrawl.store.database import HEAD

KILLS_A_CHAIN = 10


# --- what is killed, and what must then stand there ---


@dataclass(frozen=True)
class Scenario:
    """A command to kill: how its folder is prepared, what holds after each kill, and at its end."""

    arguments: Callable[[Library, Path], list[str]]
    ended: Callable[[Library, Path], object]
    prepare: Callable[[Library, Path], object] = lambda _library, _folder: None
    killed: Callable[[Library, Path], object] = lambda _library, _folder: None


def nothing_is_lost_of_a_store(library: Library, folder: Path) -> None:
    wanted = library.folder.with_name("stored")
    if not wanted.exists():
        told = library.commands.run(wanted, ["replay", *library.warcs, "--store", "-s", "TRANSLATIONS=0"])
        assert told["code"] == 0, told
    hold_against(folder, read(wanted))


# --- exports: after each kill what a reader sees is whole ---


def is_whole(place: Path) -> int:
    """Hold an export against its manifest; return its records, 0 where there is none."""
    manifest = place / "_manifest.json" if place.is_dir() else place.with_name(f"{place.name}.manifest.json")
    if not manifest.exists():
        return 0
    told = json.loads(manifest.read_bytes())
    base = place if place.is_dir() else place.parent
    for file in told["files"]:
        data = (base / file["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == file["sha256"]
    assert place.is_file() or {p.relative_to(base).as_posix() for p in base.rglob("*.parquet")} == {
        file["path"] for file in told["files"]
    }
    return int(told["records"])


def export_to(name: str) -> Scenario:
    def place(folder: Path) -> Path:
        return folder / name.rstrip("/")

    def killed(library: Library, folder: Path) -> None:
        is_whole(place(folder))
        if place(folder).suffix == ".jsonl" and place(folder).exists():
            assert [json.loads(line) for line in place(folder).read_bytes().splitlines()]
        if place(folder).suffix == ".csv" and place(folder).exists():
            with place(folder).open(encoding="utf-8", newline="") as lines:
                assert {len(row) for row in csv.reader(lines, strict=True)} != set()

    def ended(library: Library, folder: Path) -> None:
        killed(library, folder)
        assert is_whole(place(folder)) == len(read(library.folder).latest)
        left = {p.name for p in folder.iterdir() if p.name.startswith(".") and p.name != ".writable"}
        assert left == set()

    def prepare(library: Library, folder: Path) -> None:
        library.copy_database(folder)

    return Scenario(lambda _, folder: ["export", "-o", f"{folder}/{name}"], ended, prepare, killed)


def is_a_whole_database(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as database:
        return bool(database.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


def _backup() -> Scenario:
    def killed(library: Library, folder: Path) -> None:
        assert not (folder / "backup.db").exists() or is_a_whole_database(folder / "backup.db")

    def ended(library: Library, folder: Path) -> None:
        assert is_a_whole_database(folder / "backup.db")
        assert {p.name for p in folder.glob("backup*")} == {"backup.db"}

    def prepare(library: Library, folder: Path) -> None:
        library.copy_database(folder)

    return Scenario(lambda _, folder: ["backup", f"{folder}/backup.db"], ended, prepare, killed)


# --- migrations ---


def _rows(path: Path, table: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return sorted(database.execute(f"SELECT * FROM {table}"))


def migration_from(revision: str) -> Scenario:
    def prepare(library: Library, folder: Path) -> None:
        folder.mkdir(parents=True)
        shutil.copy(library.database_of(revision), folder / "newscrawl.db")

    def killed(library: Library, folder: Path) -> None:
        ((version,),) = _rows(folder / "newscrawl.db", "alembic_version")
        assert version in (revision, HEAD)
        assert is_a_whole_database(folder / "newscrawl.db")

    def ended(library: Library, folder: Path) -> None:
        killed(library, folder)
        assert _rows(folder / "newscrawl.db", "alembic_version") == [(HEAD,)]
        for table in ("records", "addresses", "articles"):
            assert len(_rows(folder / "newscrawl.db", table)) == len(_rows(library.database, table))
        articles = {row[1] for row in _rows(folder / "newscrawl.db", "texts")}
        assert articles == {row[1] for row in _rows(library.database, "texts")}

    return Scenario(lambda _library, _folder: ["export"], ended, prepare, killed)


# --- the chains ---


SCENARIOS = {
    "crawl": Scenario(lambda _library, _folder: CRAWL, nothing_is_lost_of_a_crawl),
    "archive": Scenario(lambda _library, _folder: ARCHIVED, every_page_is_archived),
    "store": Scenario(
        lambda library, _folder: ["replay", *library.warcs, "--store", "-s", "TRANSLATIONS=0"],
        nothing_is_lost_of_a_store,
    ),
    "export jsonl": export_to("out.jsonl"),
    "export csv": export_to("out.csv"),
    "export parquet": export_to("out.parquet"),
    "export folder": export_to("out/"),
    "export backup": _backup(),
    "migration of 0001": migration_from("0001"),
    "migration of 0002": migration_from("0002"),
}
CHAINS = {
    "migration of 0001": 2,
    "migration of 0002": 2,
    "crawl": 10,
    "archive": 5,
    "store": 5,
    "export folder": 2,
}  # else 1

# The first chain of each comes first: what a few minutes have time for is of every kind.
ORDER = sorted((part, name) for name in SCENARIOS for part in range(CHAINS.get(name, 1)))


@pytest.mark.parametrize(("part", "name"), ORDER)
def test_whatever_is_killed_nothing_is_lost_and_nothing_comes_twice(
    part: int,
    name: str,
    seed: str,
    more: Callable[[], bool],
    library: Library,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    scenario, commands = SCENARIOS[name], library.commands

    def run(folder: Path, **end: Any) -> dict[str, Any]:
        return commands.run(folder, scenario.arguments(library, folder), **end)

    undisturbed = tmp_path / "undisturbed"
    scenario.prepare(library, undisturbed)
    told = run(undisturbed)
    assert told["code"] == 0, told
    chain = Chain(
        run,
        moments_of(told, f"{seed} {name} {part}"),
        tmp_path / "chain",
        lambda folder: scenario.prepare(library, folder),
        lambda folder: scenario.killed(library, folder),
    )
    try:
        for folder in (undisturbed, *chain.go(KILLS_A_CHAIN, more)):
            scenario.ended(library, folder)
    finally:
        record_property(f"kills of {name}", chain.kills)


# --- signals that ask to end ---


def _interrupted_at(signals: list[signal.Signals], told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for step in moments_of(told, "signals"):
        if "at" in step:
            yield step | {"signals": [int(number) for number in signals]}


@pytest.mark.parametrize(
    "signals",
    [[signal.SIGTERM], [signal.SIGTERM, signal.SIGTERM], [signal.SIGHUP], [signal.SIGINT]],
    ids=["SIGTERM", "SIGTERM twice", "SIGHUP", "SIGINT"],
)
def test_a_crawl_that_is_asked_to_end_says_130_and_keeps_everything(
    signals: list[signal.Signals],
    more: Callable[[], bool],
    library: Library,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    commands, folder = library.commands, tmp_path / "0"
    told = commands.run(tmp_path / "undisturbed", CRAWL)
    moments = _interrupted_at(signals, told)
    times = 0
    while times < 5 and more():
        told = commands.run(folder, CRAWL, **next(moments))
        assert told["code"] in (0, 130), told
        times += told["code"] == 130
        if told["code"] == 0:
            nothing_is_lost_of_a_crawl(library, folder)
            folder = tmp_path / str(int(folder.name) + 1)
    record_property(f"times {signals[0].name} x{len(signals)}", times)
    assert commands.run(folder, CRAWL)["code"] == 0
    nothing_is_lost_of_a_crawl(library, folder)
