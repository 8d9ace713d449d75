"""`newscrawl check`: what is wrong is named, what can be is mended, and a restored backup loses nothing."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from newsprint import text
from newsroom import Newsroom
from sqlalchemy.engine import Engine

from newscrawl import checking, pruning
from newscrawl.commands.check import tell
from newscrawl.items import Article
from newscrawl.store import backup, export
from newscrawl.store.articles import Shelf
from newscrawl.store.database import StoreError, open_database, read, sqlite_itself, write
from newscrawl.store.faults import Fault
from newscrawl.store.locks import LockedError, every_outlet, outlet_lock
from newscrawl.store.tables import addresses, articles, clock, records, texts
from newscrawl.store.times import micros

MakeArticle = Callable[..., Article]


@pytest.fixture
def newsroom(engine: Engine, tmp_path: Path, now: datetime, make_article: MakeArticle) -> Newsroom:
    """Two runs of "post" with two articles and one, one of "mail"."""
    newsroom = Newsroom(engine, tmp_path, now)
    newsroom.run(
        "post", [make_article("one", article_body=text(1)), make_article("two", article_body=text(2))]
    )
    letter = {"outlet": "mail", "url": "https://mail.example/letter", "article_body": text(3)}
    newsroom.run("mail", [make_article("letter", **letter)])
    newsroom.run("post", [make_article("three", article_body=text(4))])
    return newsroom


def faults(newsroom: Newsroom, *, quick: bool = False) -> list[str]:
    found = checking.check(newsroom.engine, newsroom.output, quick=quick, now=newsroom.now)
    return [f"{fault.kind}: {fault.words}" for fault in found]


def mend(newsroom: Newsroom) -> list[str]:
    return list(checking.repair(newsroom.engine, newsroom.output, newsroom.now))


def files(newsroom: Newsroom) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in newsroom.output.articles.rglob("*.jsonl")}


def largest(newsroom: Newsroom) -> Path:
    return max(newsroom.output.articles.rglob("*.jsonl"), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("quick", [False, True])
def test_nothing_is_wrong_after_runs(newsroom: Newsroom, quick: bool) -> None:
    assert faults(newsroom, quick=quick) == []
    assert mend(newsroom) == []


def _remove(path: Path) -> None:
    path.unlink()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _lose_a_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))


def _repeat_a_line(path: Path) -> None:
    path.write_bytes(path.read_bytes() + path.read_bytes())


def _scribble(path: Path) -> None:
    path.write_bytes(b"\0noise\n" + path.read_bytes())


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_remove, "is not there: 2 records"),
        (_cut, "1 lines that are no record"),
        (_lose_a_line, "1 records missing in it"),
        (_repeat_a_line, "2 records that stand in it twice"),
        (_scribble, "1 lines that are no record"),
    ],
)
def test_a_damaged_file_is_named_and_written_again_from_the_database(
    newsroom: Newsroom, damage: Callable[[Path], None], words: str
) -> None:
    before = files(newsroom)
    damage(largest(newsroom))
    assert words in " ".join(faults(newsroom))
    assert "records written again" in " ".join(mend(newsroom))
    assert files(newsroom) == before
    assert faults(newsroom) == []


@pytest.mark.parametrize("damage", [_remove, _cut])
def test_the_quick_check_sees_a_file_that_is_gone_or_cut(
    newsroom: Newsroom, damage: Callable[[Path], None]
) -> None:
    damage(largest(newsroom))
    assert len(faults(newsroom, quick=True)) == 1


def test_a_folder_that_is_gone_fills_no_screen(capsys: pytest.CaptureFixture[str]) -> None:
    faults = [Fault("file", f"file {number} is not there", mendable=True) for number in range(1_000)]
    assert tell([*faults, Fault("clock", "it is behind")], as_json=False) == (1_001, 1_000)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 52
    assert lines[-2:] == ["clock: it is behind", "file: and 950 more; --json tells all"]
    assert tell(faults, as_json=True) == (1_000, 1_000)
    assert len(capsys.readouterr().out.splitlines()) == 1_000


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (records.delete().where(records.c.version == 1), "has no latest record"),
        (articles.delete(), "belongs to no article"),
        (articles.delete(), "an exported address without its article"),
        (addresses.update().values(state="lost"), "in no state that there is"),
        (addresses.update().values(state="queued"), "never falls due"),
        (clock.update().values(indexed_at=1), "the clock is behind the last record"),
    ],
)
def test_rows_that_contradict_one_another_are_named(
    newsroom: Newsroom, statement: sa.Update, words: str
) -> None:
    with write(newsroom.engine) as connection:
        connection.execute(statement)
    assert words in " ".join(faults(newsroom, quick=True))


def test_a_clock_that_is_behind_is_put_right(newsroom: Newsroom) -> None:
    with write(newsroom.engine) as connection:
        connection.execute(clock.update().values(indexed_at=1))
    mend(newsroom)
    assert faults(newsroom) == []


@pytest.mark.sqlite
def test_a_damaged_page_is_found_and_said(newsroom: Newsroom, tmp_path: Path) -> None:
    with sqlite_itself(newsroom.engine) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'records'").fetchone()
    newsroom.engine.dispose()
    with (tmp_path / "newscrawl.db").open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    found = faults(newsroom)
    assert any(fault.startswith("page: ") for fault in found)
    with pytest.raises(StoreError, match="damaged, its copy was not kept"):
        backup.back_up(newsroom.engine, tmp_path / "backup.db")
    assert not list(tmp_path.glob("backup.db*"))


def test_what_waits_for_days_to_be_published_is_published(
    newsroom: Newsroom, make_article: MakeArticle
) -> None:
    with write(newsroom.engine) as connection:
        shelf = Shelf(connection, "R2", micros(newsroom.now))
        shelf.put(make_article("late", article_body=text(9)))
        shelf.close()
    assert faults(newsroom) == []
    newsroom.now += timedelta(days=3)
    assert faults(newsroom) == ["batch: post: 1 records have waited for days to be published"]
    (done,) = mend(newsroom)
    assert "1 records published" in done
    assert faults(newsroom) == []


def test_nothing_is_mended_while_a_run_holds_the_outlet(newsroom: Newsroom) -> None:
    largest(newsroom).unlink()
    with outlet_lock(newsroom.engine, "post", newsroom.output.locks), pytest.raises(LockedError):
        mend(newsroom)


@pytest.mark.sqlite
def test_to_hold_every_outlet_fails_while_one_is_held(newsroom: Newsroom) -> None:
    locks = newsroom.output.locks
    with (
        outlet_lock(newsroom.engine, "any.example", locks),
        pytest.raises(LockedError),
        every_outlet([], locks),
    ):
        pass


# --- backup and restore ---


def asked(path: Path, query: str) -> object:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


def restored(newsroom: Newsroom, copy: Path) -> Newsroom:
    """Return the newsroom with a backup in its database's place."""
    newsroom.engine.dispose()
    path = backup.sqlite_path(newsroom.output.database_url)
    assert path
    backup.put_back(copy, path, newsroom.now)
    return Newsroom(open_database(newsroom.output.database_url), newsroom.output.folder, newsroom.now)


@pytest.mark.sqlite
def test_a_backup_is_one_whole_file_with_everything_committed(newsroom: Newsroom, tmp_path: Path) -> None:
    size = backup.back_up(newsroom.engine, tmp_path / "backups.db")
    assert size == (tmp_path / "backups.db").stat().st_size
    assert [path.name for path in tmp_path.glob("backups.db*")] == ["backups.db"]
    assert asked(tmp_path / "backups.db", "SELECT count(*) FROM records") == 4
    assert asked(tmp_path / "backups.db", "PRAGMA journal_mode") == "delete"


@pytest.mark.sqlite
def test_a_backup_waits_for_no_writer(newsroom: Newsroom, tmp_path: Path) -> None:
    with write(newsroom.engine) as connection:
        connection.execute(articles.delete())
        backup.back_up(newsroom.engine, tmp_path / "backup.db")
        connection.rollback()
    assert asked(tmp_path / "backup.db", "SELECT count(*) FROM articles") == 4


@pytest.mark.sqlite
def test_a_restored_backup_catches_up_with_what_was_published_since(
    newsroom: Newsroom, make_article: MakeArticle, tmp_path: Path
) -> None:
    """Crawl, backup, crawl on, lose the database, restore, crawl: readers lose nothing."""
    backup.back_up(newsroom.engine, tmp_path / "backup.db")
    changed = make_article(
        "one", headline="Changed", article_body=text(1), date_downloaded="2026-05-24T11:30:00Z"
    )
    newsroom.run("post", [changed, make_article("four", article_body=text(5))])
    before, stored = newsroom.published(), newsroom.stored()
    (tmp_path / "newscrawl.db").write_bytes(b"destroyed")
    again = restored(newsroom, tmp_path / "backup.db")
    assert "2 records that the database does not have" in " ".join(faults(again))
    (told,) = mend(again)
    assert "2 records taken back into the database" in told
    assert faults(again) == []
    assert (again.published(), again.stored()) == (before, stored)
    (settled,) = again.run("post", [make_article("four", article_body=text(5))])
    assert settled.stored and settled.stored.change == "same"
    again.now -= timedelta(days=30)  # whatever the clock says now
    again.run("post", [make_article("five", article_body=text(6))])
    assert again.published()[: len(before)] == before
    assert len({record["indexed_at"] for record in again.published()}) == len(before) + 1
    again.engine.dispose()


@pytest.mark.sqlite
def test_a_run_that_was_under_way_at_the_backup_keeps_its_whole_file(
    newsroom: Newsroom, make_article: MakeArticle, tmp_path: Path
) -> None:
    """Its batch in the backup is a part of the file that it published later: the file must not shrink."""
    with write(newsroom.engine) as connection:
        shelf = Shelf(connection, "R1", micros(newsroom.now))
        shelf.put(make_article("early", article_body=text(7)))
        shelf.close()
    backup.back_up(newsroom.engine, tmp_path / "backup.db")
    with write(newsroom.engine) as connection:
        shelf = Shelf(connection, "R1", micros(newsroom.now))
        shelf.put(make_article("late", article_body=text(8)))
        shelf.close()
    newsroom.run("post", [])
    before = newsroom.published()
    again = restored(newsroom, tmp_path / "backup.db")
    export.publish(again.engine, "post", run_id="R2", folder=again.output.articles, now=again.now)
    assert again.published() == before
    assert faults(again) == []
    again.engine.dispose()


@pytest.mark.sqlite
def test_a_whole_database_is_made_from_the_published_files_alone(
    newsroom: Newsroom, make_article: MakeArticle, tmp_path: Path
) -> None:
    stored = newsroom.stored()
    newsroom.engine.dispose()
    for path in tmp_path.glob("newscrawl.db*"):
        path.unlink()
    again = Newsroom(open_database(newsroom.output.database_url), tmp_path, newsroom.now)
    assert len(mend(again)) == 3
    assert again.stored() == stored
    assert faults(again) == []
    with read(again.engine) as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(texts)) == 4
    told = {"outlet": "echo", "url": "https://echo.example/1", "article_body": text(1)}
    again.run("echo", [make_article("echo", date_published="2026-05-23T10:00:00Z", **told)])
    assert again.published()[-1]["copy_of"]["url"] == "https://post.example/one"
    again.engine.dispose()


@pytest.mark.sqlite
def test_what_was_taken_down_since_the_backup_is_taken_down_again(newsroom: Newsroom, tmp_path: Path) -> None:
    backup.back_up(newsroom.engine, tmp_path / "backup.db")
    for url in ("https://post.example/one", "https://mail.example/letter"):
        pruning.take_down(newsroom.engine, newsroom.output, url, reason="asked to", now=newsroom.now)
    told = (tmp_path / "takedowns.jsonl").read_bytes()
    again = restored(newsroom, tmp_path / "backup.db")
    assert sum(fault.startswith("takedown: ") for fault in faults(again)) == 2
    mend(again)
    assert {record["url"] for record in again.stored()} == {
        "https://post.example/two",
        "https://post.example/three",
    }
    assert again.row("https://post.example/one").state == "gone"
    assert sorted((tmp_path / "takedowns.jsonl").read_bytes().splitlines()) == sorted(told.splitlines())
    assert faults(again) == []
    again.engine.dispose()


@pytest.mark.sqlite
def test_a_backup_that_is_none_is_refused_and_the_database_stays(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_bytes(b"not a database at all" * 99)
    with pytest.raises(StoreError, match="cannot be restored: file is not a database"):
        backup.put_back(tmp_path / "backup.db", tmp_path / "newscrawl.db", newsroom.now)
    assert faults(newsroom) == []


@pytest.mark.sqlite
def test_the_old_database_is_put_aside(newsroom: Newsroom, tmp_path: Path) -> None:
    backup.back_up(newsroom.engine, tmp_path / "backup.db")
    again = restored(newsroom, tmp_path / "backup.db")
    (aside,) = tmp_path.glob("newscrawl.db.before-????????T??????Z")
    assert asked(aside, "SELECT count(*) FROM records") == 4
    again.engine.dispose()


def test_a_file_of_another_outlet_s_id_or_of_no_record_is_named(newsroom: Newsroom) -> None:
    path = largest(newsroom)
    line = json.loads(path.read_bytes().splitlines()[0])
    path.with_name("stray.jsonl").write_text(json.dumps(line | {"indexed_at": "yesterday"}) + "\n")
    assert "stray.jsonl: 1 lines that are no record" in " ".join(faults(newsroom))
    mend(newsroom)
    assert faults(newsroom) == []
    assert path.with_name("stray.damaged").exists()
