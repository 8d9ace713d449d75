"""Feeds, sitemaps and listings as last read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.discover import Source
from newscrawl.schedule import Pace
from newscrawl.store.tables import AnyRow, sources
from newscrawl.store.times import micros, moment
from newscrawl.store.validators import conditions


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source as the database has it; `validators` are what a conditional request sends."""

    url: str
    kind: str
    parent: str | None = None
    modified_at: int | None = None
    read_modified_at: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked_at: int | None = None
    entries: int | None = None
    fault: str | None = None
    due: bool = False
    poll_at: int | None = None
    gap: float | None = None
    news_at: int | None = None

    @property
    def unchanged(self) -> bool:
        """Tell whether its parent says that nothing has happened since it was read."""
        return self.modified_at is not None and self.modified_at == self.read_modified_at

    @property
    def source(self) -> Source:
        modified = None if self.modified_at is None else moment(self.modified_at)
        return Source(self.url, self.kind, modified)  # type: ignore[arg-type]

    @property
    def validators(self) -> dict[str, str]:
        return conditions(self.etag, self.last_modified)

    @property
    def pace(self) -> Pace:
        """How often it brings news, as its looks have told."""
        news_at, looked_at, poll_at = (
            None if at is None else moment(at) for at in (self.news_at, self.checked_at, self.poll_at)
        )
        return Pace(self.gap, news_at, looked_at, poll_at)


_COLUMNS = [sources.c[name] for name in KnownSource.__dataclass_fields__]


def get(connection: Connection, outlet: str, url: str) -> KnownSource | None:
    row = connection.execute(_select(outlet).where(sources.c.url == url)).first()
    return _known(row) if row else None


def children(connection: Connection, outlet: str, parent: str) -> list[KnownSource]:
    """Return what an index has named so far, the last changed first."""
    query = _select(outlet).where(sources.c.parent == parent)
    newest = sa.func.coalesce(sources.c.modified_at, 0).desc()
    return [_known(row) for row in connection.execute(query.order_by(newest, sources.c.url))]


def _select(outlet: str) -> sa.Select[Any]:
    return sa.select(*_COLUMNS).where(sources.c.outlet == outlet)


def _known(row: AnyRow) -> KnownSource:
    return KnownSource(**row._mapping)


def of_outlet(connection: Connection, outlet: str) -> list[KnownSource]:
    """Return everything that an outlet's discovery has read or named."""
    return [_known(row) for row in connection.execute(_select(outlet).order_by(sources.c.url))]


def due(connection: Connection, outlet: str) -> list[KnownSource]:
    """Return what was to be read and has not been: a run ended in between."""
    return [_known(row) for row in connection.execute(_select(outlet).where(sources.c.due))]


def name(
    connection: Connection,
    outlet: str,
    source: Source,
    *,
    parent: str | None = None,
    to_read: datetime | None = None,
) -> KnownSource:
    """Enter a source that was declared or named by another; keep what is known of it.

    `to_read` (now) makes it due, if it has changed, until it is read, whichever run does.
    """
    known = get(connection, outlet, source.url)
    modified = micros(source.modified) if source.modified else None
    where = sa.and_(sources.c.outlet == outlet, sources.c.url == source.url)
    if known is None:
        values = {
            "outlet": outlet,
            "url": source.url,
            "kind": source.kind,
            "parent": parent,
            "modified_at": modified,
        }
        connection.execute(sources.insert().values(values))
    elif (known.kind, known.modified_at) != (source.kind, modified):
        connection.execute(sources.update().where(where).values(kind=source.kind, modified_at=modified))
    found = get(connection, outlet, source.url)
    assert found is not None
    if to_read and not found.unchanged:
        connection.execute(sources.update().where(where).values(due=True, poll_at=micros(to_read)))
    return found


def was_read(
    connection: Connection,
    outlet: str,
    url: str,
    *,
    now: datetime,
    status: int | None,
    fault: str | None = None,
    entries: int | None = None,
    validators: tuple[str | None, str | None] | None = None,
    again: bool = False,
) -> None:
    """Note a look at a source; `again`: what was to be read still is.

    `validators` (ETag, Last-Modified) are kept only in the transaction that enters its candidates.
    """
    values: dict[str, Any] = {"checked_at": micros(now), "http_status": status, "fault": fault}
    values["poll_at"] = sa.case(
        (sources.c.due, None), else_=sources.c.poll_at
    )  # children follow their parent
    values["fault_since"] = sa.func.coalesce(sources.c.fault_since, micros(now)) if fault else None
    if fault:
        values["fault_at"] = micros(now)
    if status is not None and status < 500 and not again:
        values["due"] = False
    if entries is not None:
        values["entries"] = entries
    if validators is not None:
        values |= {
            "etag": validators[0],
            "last_modified": validators[1],
            "read_modified_at": sources.c.modified_at,
        }
    where = sa.and_(sources.c.outlet == outlet, sources.c.url == url)
    connection.execute(sources.update().where(where).values(values))


def spare(connection: Connection, outlet: str, url: str) -> None:
    """Note that a source need not be read after all."""
    where = sa.and_(sources.c.outlet == outlet, sources.c.url == url)
    connection.execute(sources.update().where(where).values(due=False, poll_at=None))


def keep_pace(connection: Connection, outlet: str, url: str, pace: Pace) -> None:
    """Note when a source that is polled is worth the next look, and what that rests on."""
    news_at, poll_at = (None if at is None else micros(at) for at in (pace.news_at, pace.poll_at))
    where = sa.and_(sources.c.outlet == outlet, sources.c.url == url)
    connection.execute(sources.update().where(where).values(gap=pace.gap, news_at=news_at, poll_at=poll_at))


def leave(connection: Connection, outlet: str, urls: Collection[str]) -> None:
    """Poll these no more: the outlet no longer declares them, or their day is over."""
    where = sa.and_(sources.c.outlet == outlet, sources.c.url.in_(list(urls)))
    connection.execute(sources.update().where(where).values(poll_at=None))


def faults(connection: Connection, outlet: str | None = None) -> list[AnyRow]:
    """Return the sources whose last look found a fault."""
    query = sa.select(sources).where(sources.c.fault.is_not(None)).order_by(sources.c.outlet, sources.c.url)
    return list(connection.execute(query.where(sources.c.outlet == outlet) if outlet else query))
