"""A PostgreSQL of the tests' own: in a folder for a while, reached by a socket there, gone with the tests."""

from __future__ import annotations

import os
import pwd
import select
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from newscrawl.store.database import HEAD
from newscrawl.store.tables import clock, metadata

_OWNER = "postgres"  # the server refuses to be run by root
_SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=")
# However the tests end, the pipe closes with them, and the server ends with the pipe.
_UNTIL_STDIN_CLOSES = '"$@" & server=$!; read -r _; kill -QUIT $server; wait $server'


def missing(what: str, why: str) -> NoReturn:
    """Skip a test for want of a program; fail where NEWSCRAWL_TEST_REQUIRE says that it has to be there."""
    if what in os.environ.get("NEWSCRAWL_TEST_REQUIRE", "").split(","):
        pytest.fail(f"{what} is required here, and missing: {why}")
    pytest.skip(why)


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a server; yield the address of an empty database.  Skips when the programs are not installed."""
    programs = _programs()
    pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="newscrawl-pg-"))
    try:
        with _serving(programs, folder):
            yield f"postgresql://{_OWNER}@/{_OWNER}?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of the server's programs: where Debian puts them, or on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    if not found:
        missing("postgresql", "no initdb in /usr/lib/postgresql or on the path")
    return Path(found).parent


@contextmanager
def _serving(programs: Path, folder: Path) -> Iterator[None]:
    user = {}
    if os.geteuid() == 0:
        try:
            owner = pwd.getpwnam(_OWNER)
        except KeyError:
            missing("postgresql", f"run by root, and there is no user {_OWNER}")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([*initdb, "--no-sync"], cwd=folder, check=True, capture_output=True, **user)
    settings = [
        word for setting in (*_SETTINGS, f"unix_socket_directories={folder}") for word in ("-c", setting)
    ]
    command = ["sh", "-c", _UNTIL_STDIN_CLOSES, "sh", programs / "postgres", "-D", data, *settings]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=log, stderr=log, **user)
    try:
        _wait(programs, folder, server)
        yield
    finally:
        server.communicate()


def _wait(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    ready = [programs / "pg_isready", "-q", "-h", folder, "-t", "1"]
    for _ in range(600):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        if server.poll() is not None:
            break
        select.select([], [], [], 0.05)
    pytest.fail(f"the server does not start:\n{(folder / 'log').read_text()}")


def clear(engine: Engine) -> None:
    """Make a database as it was when it was new."""
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(table.delete())
        connection.execute(clock.insert().values(clock_id=1, indexed_at=0))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})


def url_of(engine: Engine) -> str:
    """Return the address of a database, to be opened once more."""
    return engine.url.render_as_string(hide_password=False)


@contextmanager
def empty_beside(engine: Engine) -> Iterator[str]:
    """Make one more database on a server, for a while."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("CREATE DATABASE empty"))
        try:
            yield engine.url.set(database="empty").render_as_string(hide_password=False)
        finally:
            connection.execute(sa.text("DROP DATABASE empty WITH (FORCE)"))
