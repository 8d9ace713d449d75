"""The database: opened, checked against this program's schema, migrated when older."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError, SQLAlchemyError

HEAD = "0004"
_KNOWN = ("0001", "0002", "0003", HEAD)
_BUSY_SECONDS = 60


class StoreError(Exception):
    """The database or a file under OUTPUT_DIR cannot be used: one line for the operator."""


_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG)


def fault_of_storage(error: BaseException) -> StoreError | None:
    """Return what an error tells of the database or the disk; None when it is of another kind."""
    if isinstance(error, StoreError):
        return error
    if isinstance(error, OSError) and error.errno in _DISK:
        return StoreError(f"the disk fails: {error.strerror}")
    # What is below DatabaseError is an error of ours, but for what the database could not do.
    if isinstance(error, OperationalError) or type(error) is DatabaseError:
        return StoreError(f"the database fails: {_first_line(error)}")
    return None


def open_database(url: str) -> Engine:
    """Return an engine for a database at this program's schema.

    `url` is an SQLAlchemy URL; `?timeout=SECONDS` in SQLite's is how long to
    wait for another writer, in place of a minute.  An empty database is
    created, an older one migrated.  Raises StoreError when it cannot be opened, is no database, or
    has a schema newer than this program.
    """
    engine = _engine(url)
    try:
        with write(engine) as connection:
            _bring_to_head(connection, engine)
    except StoreError:
        engine.dispose()
        raise
    except (SQLAlchemyError, OSError) as error:
        engine.dispose()
        raise StoreError(f"cannot open the database {masked(url)}: {_first_line(error)}") from error
    return engine


_lent: dict[str, tuple[Engine, int]] = {}  # by URL: the engine, and how many have it


@contextlib.contextmanager
def lent_database(url: str) -> Iterator[Engine]:
    """An engine as `open_database` returns it, one for all that have it in this process at the same time.

    Each connection keeps 64 MB of pages, and opening costs what a small crawl does.
    """
    if url not in _lent:
        _lent[url] = (open_database(url), 0)
    engine, others = _lent[url]
    _lent[url] = (engine, others + 1)
    try:
        yield engine
    finally:
        engine, others = _lent.pop(url)
        if others > 1:
            _lent[url] = (engine, others - 1)
        else:
            engine.dispose()


def masked(url: str) -> str:
    """Return a database URL that can be shown: without its password, which may stand in the query, too."""
    try:
        parsed = make_url(url)
        return parsed.set(query=dict.fromkeys(parsed.query, "***")).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        return "(not a database URL)"


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql" and parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        # An outlet's lock keeps a connection of PostgreSQL while it is held; a file has dozens of outlets.
        bounds = {"max_overflow": -1} if parsed.get_backend_name() == "postgresql" else {}
        busy_seconds = _busy_seconds(parsed)
        engine = sa.create_engine(parsed, **bounds)
    except (ImportError, sa.exc.NoSuchModuleError) as error:
        raise StoreError(f"DATABASE_URL cannot be used: {_first_line(error)}") from error
    except (ArgumentError, ValueError):  # its words may quote a password that holds a slash or a colon
        raise StoreError(
            "DATABASE_URL cannot be used: it is no address like sqlite:////path/file.db"
        ) from None
    if engine.dialect.name == "sqlite":
        _set_up_sqlite(engine, busy_seconds)
    return engine


def _busy_seconds(url: sa.URL) -> float:
    """Return how long an SQLite's address says to wait for another writer."""
    try:
        return float(str(url.query.get("timeout", _BUSY_SECONDS)))
    except ValueError:
        raise StoreError("DATABASE_URL cannot be used: its timeout is a number of seconds") from None


def _set_up_sqlite(engine: Engine, busy_seconds: float) -> None:
    """One writer at a time, from BEGIN on; durable at commit; readers never wait."""

    @sa.event.listens_for(engine, "connect")
    def _connect(dbapi: Any, _record: object) -> None:
        dbapi.isolation_level = None
        _log_ahead(dbapi, busy_seconds)
        for pragma in (
            f"busy_timeout={int(busy_seconds * 1000)}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-65536",  # 64 MB: the marks of the last weeks, looked up all over
        ):
            dbapi.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        mode = "" if connection.get_execution_options().get("reading") else " IMMEDIATE"
        connection.exec_driver_sql(f"BEGIN{mode}")


def _log_ahead(dbapi: Any, busy_seconds: float) -> None:
    """Have a file written in WAL mode.  Of two that turn a new file to it at once SQLite lets none wait."""
    until = time.monotonic() + busy_seconds
    while True:
        try:
            dbapi.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)


@contextlib.contextmanager
def write(engine: Engine) -> Iterator[Connection]:
    """One transaction that may write: committed at the end, undone by an exception."""
    with engine.begin() as connection:
        yield connection


@contextlib.contextmanager
def read(engine: Engine) -> Iterator[Connection]:
    """One transaction that only reads: it waits for no writer."""
    with engine.connect().execution_options(reading=True) as connection:
        yield connection


@contextlib.contextmanager
def sqlite_itself(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The driver's own connection to SQLite, outside of any transaction: for what cannot be in one."""
    pooled = engine.raw_connection()
    try:
        yield cast("sqlite3.Connection", pooled.driver_connection)
    finally:
        pooled.close()


def sqlite_url(path: Path) -> str:
    return sa.URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def _bring_to_head(connection: Connection, engine: Engine) -> None:
    if _schema_of(connection) == HEAD:
        return
    if engine.dialect.name == "postgresql":  # one at a time; SQLite's transactions are, from BEGIN on
        key = sa.func.hashtextextended("newscrawl schema", 0)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
    found = _schema_of(connection)
    if found == HEAD:
        return
    if found is not None and found not in _KNOWN:
        raise StoreError(
            f"the database {masked(str(engine.url))} has schema {found}, newer than this program's {HEAD}: "
            "upgrade newscrawl, or point DATABASE_URL elsewhere"
        )
    migrate(connection, HEAD)
    if found == "0001":
        from newscrawl.store.filling import fill_texts

        fill_texts(connection)


def _schema_of(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return version


def migrate(connection: Connection, revision: str) -> None:
    """Bring a database up to a schema, in the connection's transaction."""
    from alembic import command  # .2 s to import: only when there is something to migrate
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _first_line(error: BaseException) -> str:
    original = getattr(error, "orig", None) or error
    return (str(original).strip() or type(original).__name__).splitlines()[0]
