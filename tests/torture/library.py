"""An archived crawl that nobody disturbed, and what must stand in a folder when a disturbed one is over."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from kills import DEMO, Commands, Result, hold_against, read

from newscrawl.demo.press import expected
from newscrawl.store.archive import read_responses
from newscrawl.store.database import migrate, sqlite_url
from newscrawl.store.ledger import ledger_key
from newscrawl.store.states import EXPORTED
from newscrawl.store.tables import metadata

CRAWL = [*DEMO, "-s", "TRANSLATIONS=0"]  # the model is a third of a crawl; tests/test_kill.py has it
ARCHIVED = [*CRAWL, "-s", "ARCHIVE=1"]
EVERYDAY = {"feed", "news_sitemap", "listing", "paging", "api"}  # what a run without `since` looks at


@dataclass(frozen=True)
class Library:
    """An archived crawl that nobody disturbed, the base of the other scenarios; and databases of old."""

    folder: Path
    commands: Commands

    @property
    def warcs(self) -> list[str]:
        return [str(path) for path in sorted(self.folder.glob("archive/*/*.warc.gz"))]

    @property
    def database(self) -> Path:
        return self.folder / "newscrawl.db"

    def copy_database(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        with (
            closing(sqlite3.connect(self.database)) as source,
            closing(sqlite3.connect(folder / "newscrawl.db")) as copy,
        ):
            source.backup(copy)

    def database_of(self, revision: str) -> Path:
        """Return this crawl's database as a program of an older schema would have left it."""
        path = self.folder / f"{revision}.db"
        if not path.exists():
            engine = sa.create_engine(sqlite_url(path))
            with engine.begin() as connection:
                migrate(connection, revision)
            engine.dispose()
            with closing(sqlite3.connect(path)) as database:
                _fill(database, self.database)
        return path


def _fill(database: sqlite3.Connection, newer: Path) -> None:
    database.execute("ATTACH ? AS newer", (str(newer),))
    for table in metadata.tables:
        mine, theirs = (
            [row[1] for row in database.execute(f"PRAGMA {base}.table_info({table})")]
            for base in ("main", "newer")
        )
        if mine and table != "clock":
            columns = ", ".join(name for name in mine if name in theirs)
            database.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM newer.{table}")
    database.execute("UPDATE clock SET indexed_at = (SELECT indexed_at FROM newer.clock)")
    database.commit()


def nothing_is_lost_of_a_crawl(library: Library, folder: Path) -> None:
    assert library.commands.run(folder, CRAWL)["code"] == 0
    hold_against(folder, read(library.folder))
    hold_against_the_press(read(folder))


@cache
def _press() -> tuple[tuple[frozenset[str], bool], ...]:
    """Return the addresses of each article of the press, and whether a run without `since` must find it."""
    shown = [truth for truth in expected(1) if truth.state in EXPORTED]
    return tuple(
        (
            frozenset(ledger_key(url) or "" for url in (truth.url, *truth.aliases)),
            bool(EVERYDAY & set(truth.found_by)),
        )
        for truth in shown
    )


def hold_against_the_press(found: Result) -> None:
    """Every article of the press is in the ledger once, and nothing that is none of its articles."""
    exported = {key for (_, key), state in found.states.items() if state in EXPORTED}
    for keys, must in _press():
        assert len(keys & exported) <= 1
        assert keys & exported or not must, keys
    assert exported <= frozenset().union(*(keys for keys, _ in _press()))
    assert len(found.in_ledger) == len(exported)


def every_page_is_archived(library: Library, folder: Path) -> None:
    nothing_is_lost_of_a_crawl(library, folder)
    pages: set[str] = set()
    for path in folder.glob("archive/*/*.warc.gz"):
        with path.open("rb") as stream:
            pages |= {page.url for page in read_responses(stream) if page.status == 200}
    lines = [line for path in folder.glob("articles/*/*.jsonl") for line in path.read_bytes().splitlines()]
    records = [json.loads(line) for line in lines]
    assert [r["url"] for r in records if pages.isdisjoint((r["url"], r["requested_url"]))] == []
