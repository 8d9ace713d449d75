"""The way to the jobs: what it needs, checked beforehand; the database opened, its tables made."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError

from newscrawl.cli import Exit, fail
from newscrawl.output import Output
from newscrawl.store.database import lent_database
from newscrawl.turns import duration

if TYPE_CHECKING:
    from procrastinate import App
    from scrapy.settings import Settings

_CONNECTIONS = 4  # of one process: to fetch, to listen, to beat, to finish
_NEEDED = ("procrastinate", "psycopg", "fsspec")


def database_url(settings: Settings) -> str:
    """Return the address of the PostgreSQL with the jobs; end with a usage error where there is none."""
    if any(importlib.util.find_spec(name) is None for name in _NEEDED):
        fail("workers need more: pip install 'newscrawl[cluster]'", Exit.USAGE)
    url = Output.of(settings).database_url
    try:
        backend = make_url(url).get_backend_name()
    except (ArgumentError, ValueError):
        fail("DATABASE_URL is not a database's address", Exit.USAGE)
    if backend != "postgresql":
        fail("workers need a PostgreSQL: DATABASE_URL=postgresql://…", Exit.USAGE)
    return url


def job_time(settings: Settings) -> float:
    """Return the seconds that a crawl has; end with a usage error where JOB_TIME names none."""
    try:
        return duration(str(settings["JOB_TIME"]))
    except ValueError as error:
        fail(f"JOB_TIME is {error}", Exit.USAGE)


@contextlib.contextmanager
def prepared_database(settings: Settings) -> Iterator[Engine]:
    """The database with all its tables, ours and procrastinate's.  Raises StoreError."""
    url = database_url(settings)
    from newscrawl.cluster.schema import prepare  # needs what has just been looked for

    Output.of(settings).make()
    with lent_database(url) as engine:
        prepare(engine)
        yield engine


@contextlib.contextmanager
def jobs_of(settings: Settings) -> Iterator[App]:
    """The jobs of the database that the settings name, to be looked at and added to."""
    with prepared_database(settings) as engine, app_of(engine).open() as app:
        yield app


def app_of(engine: Engine) -> App:
    """Return procrastinate's app on a database, without tasks; to be opened by whoever uses it."""
    from procrastinate import App, PsycopgConnector

    conninfo = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return App(connector=PsycopgConnector(conninfo=conninfo, min_size=1, max_size=_CONNECTIONS))
