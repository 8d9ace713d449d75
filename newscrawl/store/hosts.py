"""What hosts asked of us: how long to wait, and their robots.txt.

Waits are kept by host ("example.com:8080"), robots.txt by origin ("https://example.com").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.store.tables import AnyRow, hosts
from newscrawl.store.times import micros, moment
from newscrawl.store.validators import conditions


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when a host is left alone; `pause` are the seconds of the last wait that it did not ask for."""

    until: datetime | None = None
    pause: int | None = None


def wait_of(connection: Connection, host: str) -> Wait:
    row = _row(connection, host)
    return Wait(_moment(row.not_before), row.pause) if row else Wait()


def hold(connection: Connection, host: str, wait: Wait) -> None:
    """Leave a host alone, in this run and the next."""
    _set(connection, host, not_before=micros(wait.until) if wait.until else None, pause=wait.pause)


@dataclass(frozen=True, slots=True)
class KeptRobots:
    """An origin's robots.txt as last read.

    `text` is None when it was never there to be read; `validators` are what a
    conditional request sends; `failed_at` is since when there is no answer.
    """

    text: str | None = None
    at: datetime | None = None
    validators: dict[str, str] = field(default_factory=dict)
    failed_at: datetime | None = None


def robots_of(connection: Connection, origin: str) -> KeptRobots:
    row = _row(connection, origin)
    if row is None:
        return KeptRobots()
    validators = conditions(row.robots_etag, row.robots_last_modified)
    return KeptRobots(row.robots, _moment(row.robots_at), validators, _moment(row.robots_failed_at))


def keep_robots(
    connection: Connection, origin: str, text: str, validators: dict[str, str], now: datetime
) -> None:
    """Keep an answer: the rules that there are, "" where there are none."""
    _set(
        connection,
        origin,
        robots=text,
        robots_etag=validators.get("If-None-Match"),
        robots_last_modified=validators.get("If-Modified-Since"),
        robots_at=micros(now),
        robots_failed_at=None,
    )


def robots_failed(connection: Connection, origin: str, now: datetime) -> None:
    """Note since when a robots.txt gives no answer."""
    _set(connection, origin, robots_failed_at=micros(now))


def _row(connection: Connection, host: str) -> AnyRow | None:
    return connection.execute(sa.select(hosts).where(hosts.c.host == host)).first()


def _set(connection: Connection, host: str, **values: Any) -> None:
    changed = connection.execute(hosts.update().where(hosts.c.host == host).values(values)).rowcount
    if not changed:
        connection.execute(hosts.insert().values(host=host, **values))


def _moment(value: int | None) -> datetime | None:
    return None if value is None else moment(value)
