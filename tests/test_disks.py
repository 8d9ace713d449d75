"""Disks and databases that refuse: a command ends with 5 and one line, loses nothing, later goes on."""

from __future__ import annotations

import errno
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer

import pytest
import sqlalchemy as sa
from loopback import Pages, Said, feed, run

from newscrawl.store.database import StoreError, fault_of_storage, open_database, read, sqlite_url, write
from newscrawl.store.tables import clock

ARTICLE = """<!doctype html><html lang="en"><head><title>Ferry {n}</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="2026-05-23T09:00:00Z"></head>
<body><article><h1>Ferry {n} waits</h1>
<p>The ferry waited for the {n}th day, and the pilot said nothing of the fog to anyone who came.</p>
<p>On the quay {n} stood those who had come for the boat, and no one told them that it would not go.</p>
</article></body></html>"""
NUMBER = 20


class Lantern:
    """An outlet of twenty articles on loopback, and commands over its output folder."""

    def __init__(self, folder: Path, host: str, pages: Pages) -> None:
        self.output = folder / "output"
        self.output.mkdir()
        paths = [f"/2026/ferry-{number}" for number in range(NUMBER)]
        pages["/feed"] = feed(host, *paths)
        pages |= {path: ("text/html", ARTICLE.format(n=path)) for path in paths}
        (folder / "outlets").mkdir()
        (folder / "outlets" / "__init__.py").touch()
        (folder / "outlets" / "lantern.py").write_text(
            "from newscrawl.platforms import NewsSpider\n\n\nclass LanternSpider(NewsSpider):\n"
            f'    name = "lantern"\n    publisher = "The Lantern"\n    languages = ("en",)\n'
            f'    home = "http://{host}/"\n'
            f'    feeds = ("http://{host}/feed",)\n'
        )
        self.environment = {
            "PYTHONDONTWRITEBYTECODE": "1",  # a module cut off by the limit would break every later start
            "NEWSCRAWL_SPIDER_MODULES": "outlets",
            "NEWSCRAWL_PRIVATE_ALLOWED": host,
            "NEWSCRAWL_AUTOTHROTTLE_ENABLED": "0",
            "NEWSCRAWL_COMMIT_BATCH": "2",
            "NEWSCRAWL_LOG_LEVEL": "CRITICAL",
            "NEWSCRAWL_TRANSLATIONS": "0",
            "NEWSCRAWL_DATABASE_URL": f"{sqlite_url(self.database)}?timeout=0.3",
            "PYTHONPATH": str(folder),
        }

    @property
    def database(self) -> Path:
        return self.output / "newscrawl.db"

    def crawl(self, **environment: str) -> Said:
        return run("crawl", "lantern", output=self.output, **self.environment | environment)

    def crawl_within(self, kilobytes: int) -> Said:
        """Crawl where no file may become larger: the disk refuses in the middle of a commit."""
        code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes << 10},) * 2);"
        code += "from newscrawl.cli import main; main()"
        command = [sys.executable, "-c", code, "crawl", "lantern"]
        environment = self.environment | {"NEWSCRAWL_OUTPUT_DIR": str(self.output)}
        told = subprocess.run(
            command, capture_output=True, text=True, timeout=60, env=environment, cwd=self.output, check=False
        )
        return Said(told.returncode, told.stdout, told.stderr)

    def published(self) -> list[str]:
        files = [path.read_bytes() for path in self.output.glob("articles/*/*.jsonl")]
        assert all(data.endswith(b"\n") for data in files)
        return sorted(json.loads(line)["id"] for data in files for line in data.splitlines())

    def stored(self) -> list[str]:
        with closing(sqlite3.connect(self.database)) as database:
            assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)
            query = "SELECT article_id FROM addresses WHERE state = 'article' ORDER BY 1"
            return [article for (article,) in database.execute(query)]


@pytest.fixture
def lantern(site: tuple[str, Pages], tmp_path: Path) -> Lantern:
    return Lantern(tmp_path, *site)


@contextmanager
def held(database: Path) -> Iterator[sqlite3.Connection]:
    """Hold a database as one that writes does."""
    with closing(sqlite3.connect(database, check_same_thread=False, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


def test_a_full_disk_and_a_locked_database_end_a_crawl_with_5_and_it_goes_on_after_them(
    lantern: Lantern,
) -> None:
    open_database(sqlite_url(lantern.database)).dispose()
    said = lantern.crawl_within(lantern.database.stat().st_size // 1024 + 100)
    assert (said.code, len(said.err.splitlines())) == (5, 1), said.err
    assert 0 < len(lantern.stored()) < NUMBER
    lantern.published()
    with held(lantern.database):
        said = lantern.crawl()
    assert (said.code, len(said.err.splitlines()), "locked" in said.err) == (5, 1, True), said.err
    assert lantern.crawl().code == 0
    assert lantern.published() == lantern.stored()
    assert len(set(lantern.published())) == NUMBER


@pytest.mark.sqlite
def test_a_writer_waits_for_another_as_long_as_the_address_says(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "newscrawl.db")
    open_database(url).dispose()
    with held(tmp_path / "newscrawl.db") as holder:
        with pytest.raises(StoreError, match="database is locked"):
            open_database(f"{url}?timeout=0.05")
        Timer(0.2, holder.execute, ("COMMIT",)).start()
        patient = open_database(f"{url}?timeout=20")
        with write(patient) as connection:
            connection.execute(clock.update().values(indexed_at=7))
        patient.dispose()


def test_a_time_to_wait_that_is_none_is_told_of_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="timeout is a number of seconds"):
        open_database(f"{sqlite_url(tmp_path / 'newscrawl.db')}?timeout=soon")


def test_a_database_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "newscrawl.db"
    open_database(sqlite_url(path)).dispose()
    engine = open_database(f"sqlite:///file:{path}?mode=ro&uri=true")
    with read(engine) as connection:
        assert connection.scalar(sa.select(clock.c.indexed_at)) == 0
    with pytest.raises(sa.exc.OperationalError) as refusal, write(engine) as connection:
        connection.execute(clock.update().values(indexed_at=7))
    assert str(fault_of_storage(refusal.value)) == "the database fails: attempt to write a readonly database"
    engine.dispose()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StoreError("it is locked"), "it is locked"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk fails: No space left on device"),
        (OSError(errno.EROFS, "Read-only file system"), "the disk fails: Read-only file system"),
        (ConnectionResetError(errno.ECONNRESET, "reset by peer"), None),
        (
            sa.exc.OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")),
            "the database fails: database or disk is full",
        ),
        (
            sa.exc.DatabaseError("SELECT", {}, sqlite3.DatabaseError("database disk image is malformed")),
            "the database fails: database disk image is malformed",
        ),
        (sa.exc.IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed")), None),
        (ValueError("none of it"), None),
    ],
)
def test_what_the_disk_and_the_database_refuse_is_told_from_errors_of_the_program(
    error: Exception, words: str | None
) -> None:
    fault = fault_of_storage(error)
    assert (str(fault) if fault else None) == words
