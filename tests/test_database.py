"""The database: made, migrated, refused; a transaction is written whole or not at all."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from servers import url_of
from sqlalchemy.engine import Engine

from newscrawl.store import database
from newscrawl.store.database import HEAD, StoreError, masked, open_database, read, sqlite_url, write
from newscrawl.store.tables import metadata


def refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        open_database(url)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_an_empty_file_becomes_a_database_at_the_newest_schema(tmp_path: Path) -> None:
    path = tmp_path / "newscrawl.db"
    path.touch()
    engine = open_database(sqlite_url(path))
    with read(engine) as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == HEAD
        assert connection.scalar(sa.text("SELECT indexed_at FROM clock")) == 0
    engine.dispose()


def test_the_migrations_lead_to_the_tables_that_the_program_uses(engine: Engine) -> None:
    with read(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_named_head_is_the_last_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert {script.revision for script in scripts.walk_revisions()} == set(database._KNOWN)


@pytest.mark.sqlite
def test_a_database_is_durable_and_lets_readers_pass_writers(engine: Engine) -> None:
    with read(engine) as connection:
        pragmas = {
            name: connection.scalar(sa.text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}
    with write(engine) as writing, read(engine) as reading:
        writing.execute(sa.text("UPDATE clock SET indexed_at = 7"))
        assert reading.scalar(sa.text("SELECT indexed_at FROM clock")) == 0


def _open(url: str, start: Any) -> None:
    start.wait()
    open_database(url).dispose()


def test_two_that_open_an_empty_database_at_once_both_get_it(empty: str) -> None:
    context = multiprocessing.get_context("fork")
    start = context.Barrier(2)
    both = [context.Process(target=_open, args=(empty, start)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]


def test_opening_a_database_again_changes_nothing_in_it(engine: Engine) -> None:
    with write(engine) as connection:
        connection.execute(sa.text("UPDATE clock SET indexed_at = 7"))
    again = open_database(url_of(engine))
    with read(again) as connection:
        assert connection.scalar(sa.text("SELECT indexed_at FROM clock")) == 7
    again.dispose()


def test_a_newer_schema_is_refused_in_one_line(engine: Engine) -> None:
    with write(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    said = refusal(url_of(engine))
    assert "9999" in said
    assert "upgrade newscrawl" in said


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear reader, this is a letter and no database. " * 100)
    before = path.read_bytes()
    assert "not a database" in refusal(sqlite_url(path))
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "unable to open" in refusal(sqlite_url(tmp_path / "file" / "newscrawl.db"))


@pytest.mark.parametrize(
    "url",
    [
        "no database at all",
        "nosuchthing://host/name",
        "postgresql://reader:s3cret@host:port/name",
    ],
)
def test_an_address_that_names_no_database_is_refused_without_its_password(url: str) -> None:
    said = refusal(url)
    assert said.startswith("DATABASE_URL cannot be used")
    assert "s3cret" not in said


def test_a_database_s_address_is_shown_without_its_password() -> None:
    assert masked("postgresql://reader:s3cret@host/name") == "postgresql://reader:***@host/name"
    assert "s3cret" not in masked("postgresql://reader:s3cret@host:port/name")
    assert "s3cret" not in masked("s3cret")


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), write(engine) as connection:
        connection.execute(sa.text("UPDATE clock SET indexed_at = 7"))
        raise ZeroDivisionError
    with read(engine) as connection:
        assert connection.scalar(sa.text("SELECT indexed_at FROM clock")) == 0


def test_reading_writes_nothing_even_when_it_tries(engine: Engine) -> None:
    with read(engine) as connection:
        connection.execute(sa.text("UPDATE clock SET indexed_at = 7"))
    with read(engine) as connection:
        assert connection.scalar(sa.text("SELECT indexed_at FROM clock")) == 0


def test_a_migration_killed_half_way_leaves_no_table_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "newscrawl.db"
    from alembic.operations import Operations

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Operations, "bulk_insert", killed)  # the last step of the first migration
        with pytest.raises(KeyboardInterrupt):
            open_database(sqlite_url(path))
    bare = sa.create_engine(sqlite_url(path))
    assert sa.inspect(bare).get_table_names() == []
    bare.dispose()
    engine = open_database(sqlite_url(path))
    assert "clock" in sa.inspect(engine).get_table_names()
    engine.dispose()
