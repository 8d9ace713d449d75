"""procrastinate's tables in our database: made on first use, brought up to the installed version."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from procrastinate.schema import SchemaManager
from sqlalchemy.engine import Connection, Engine

from newscrawl.store.database import write

_LOCK = sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended("newscrawl jobs", 0)))
_TABLE = sa.select(sa.func.to_regclass("procrastinate_jobs"))
_APPLIED = sa.text("SELECT obj_description('procrastinate_jobs'::regclass)")
_SIGN = "newscrawl: up to "  # in the table's comment, since procrastinate notes nowhere what was applied


def prepare(engine: Engine) -> None:
    """Make procrastinate's tables, or bring them up to date.  Safe for several at once."""
    with write(engine) as connection:
        connection.execute(_LOCK)
        for script in missing(_applied(connection)):
            connection.exec_driver_sql(script.replace("%", "%%"))
        latest = _migrations()[-1].name
        connection.exec_driver_sql(f"COMMENT ON TABLE procrastinate_jobs IS '{_SIGN}{latest}'")


def missing(applied: str | None) -> list[str]:
    """Return the scripts to run after the migration of this name; the whole schema where there is none.

    An empty name is a schema that was made elsewhere: it is taken to be up to date.
    """
    if applied is None:
        return [SchemaManager.get_schema()]
    return [path.read_text("utf-8") for path in _migrations() if applied and path.name > applied]


def _applied(connection: Connection) -> str | None:
    if connection.scalar(_TABLE) is None:
        return None
    comment = connection.scalar(_APPLIED) or ""
    return str(comment).removeprefix(_SIGN) if comment.startswith(_SIGN) else ""


def _migrations() -> list[Path]:
    return sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
