"""The database's answers that a report is made of: aggregates, each by one query; no record is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.health.fields import FIELDS
from newscrawl.health.history import DAY, DAYS
from newscrawl.store.ledger import EXPORTED
from newscrawl.store.looks import NEWS
from newscrawl.store.tables import AnyRow, addresses, alarms, articles, links, looks, records, runs
from newscrawl.store.times import micros

_DAY = timedelta(days=1)
# The JSON of a discovery begins with its kind: databases spell their JSON functions apart.
_KIND_FROM = len('{"kind":"') + 1
_KIND_MOST = 14


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report covers: the days until now, of some outlets or (without any named) of all."""

    now: datetime
    days: int
    outlets: tuple[str, ...] = ()

    @property
    def span(self) -> tuple[date, ...]:
        """Return the days in UTC; the last one is today, not over yet."""
        return tuple(self.now.date() - timedelta(days=back) for back in reversed(range(self.days)))

    @property
    def since(self) -> int:
        return micros(datetime.combine(self.span[0], time(), UTC))

    @property
    def yesterday(self) -> int:
        """Return the moment 24 hours ago."""
        return micros(self.now - _DAY)

    def of(self, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        return column.in_(self.outlets) if self.outlets else sa.true()

    def has(self, *outlets: str) -> bool:
        """Tell whether one of the outlets is covered."""
        return not self.outlets or any(outlet in self.outlets for outlet in outlets)


def _day_of(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """Return the number of the day since 1970."""
    return (column // DAY).label("day")


_NUMBER = sa.func.count().label("number")


def new_articles(connection: Connection, scope: Scope) -> Iterator[AnyRow]:
    """Yield (outlet, day, number): the news that came in on a day, as health counts them."""
    columns = looks.c
    day = _day_of(columns.at)
    query = sa.select(columns.outlet, day, _NUMBER).where(
        NEWS, columns.at >= scope.since, scope.of(columns.outlet)
    )
    yield from connection.execute(query.group_by(columns.outlet, day))


def newest(connection: Connection, scope: Scope) -> Iterator[AnyRow]:
    """Yield (outlet, at, number): when the last news came in, and how many did in the last 24 hours."""
    columns = looks.c
    recent = sa.func.sum(sa.case((columns.at > scope.yesterday, 1), else_=0)).label("number")
    query = sa.select(columns.outlet, sa.func.max(columns.at).label("at"), recent)
    which = sa.and_(NEWS, columns.at > micros(scope.now) - DAYS * DAY, scope.of(columns.outlet))
    yield from connection.execute(query.where(which).group_by(columns.outlet))


def announced(connection: Connection, scope: Scope) -> Iterator[AnyRow]:
    """Yield (day, told, state, number): addresses by the day they were found; `told` begins with the kind."""
    columns = addresses.c
    day = _day_of(columns.discovered_at)
    told = sa.func.substr(columns.discovered_by, _KIND_FROM, _KIND_MOST).label("told")
    query = sa.select(day, told, columns.state, _NUMBER).where(
        columns.discovered_at >= scope.since, scope.of(columns.outlet)
    )
    yield from connection.execute(query.group_by(day, told, columns.state))


def coverage(connection: Connection, scope: Scope, *, recent: datetime) -> Iterator[AnyRow]:
    """Yield (outlet, recent, records, one number a field): records, those that fill it."""
    columns = looks.c
    is_recent = sa.case((columns.at >= micros(recent), 1), else_=0).label("recent")
    filled = [
        sa.func.sum(sa.case((columns.fields.bitwise_and(1 << place) != 0, 1), else_=0)).label(name)
        for place, name in enumerate(FIELDS)
    ]
    query = sa.select(columns.outlet, is_recent, sa.func.count().label("records"), *filled).where(
        columns.at >= scope.since, columns.fields.is_not(None), scope.of(columns.outlet)
    )
    yield from connection.execute(query.group_by(columns.outlet, is_recent))


def pasts(connection: Connection, scope: Scope) -> Iterator[AnyRow]:
    """Yield (outlet, began, known): the first look, and the articles of the days health judges by."""
    columns = looks.c
    since = micros(scope.now) - DAYS * DAY
    counts = sa.and_(columns.state.in_(EXPORTED), columns.again.is_(False), columns.at > since)
    known = sa.func.sum(sa.case((counts, 1), else_=0)).label("known")
    query = sa.select(columns.outlet, sa.func.min(columns.at).label("began"), known)
    yield from connection.execute(query.where(scope.of(columns.outlet)).group_by(columns.outlet))


def last_runs(connection: Connection, scope: Scope) -> Iterator[AnyRow]:
    """Yield (outlet, outcome, ended_at) of each outlet's last run that came to its end."""
    columns = runs.c
    last = sa.select(columns.outlet, sa.func.max(columns.started_at).label("at")).where(
        columns.ended_at.is_not(None), scope.of(columns.outlet)
    )
    each = last.group_by(columns.outlet).subquery()
    query = sa.select(columns.outlet, columns.outcome, columns.ended_at).join(
        each, sa.and_(columns.outlet == each.c.outlet, columns.started_at == each.c.at)
    )
    yield from connection.execute(query)


def counts_of_runs(connection: Connection, scope: Scope) -> Iterator[dict[str, Any]]:
    """Yield what the runs of the last 24 hours counted."""
    columns = runs.c
    query = sa.select(columns.counts).where(
        columns.started_at >= scope.yesterday, columns.counts.is_not(None), scope.of(columns.outlet)
    )
    for text in connection.scalars(query):
        yield msgspec.json.decode(text)


def latest_alarms(connection: Connection, scope: Scope, *, limit: int) -> list[AnyRow]:
    """Return the alarms of the days, newest first, at most `limit`."""
    seen = sa.and_(alarms.c.seen_at >= scope.since, scope.of(alarms.c.outlet))
    query = sa.select(alarms).where(seen).order_by(alarms.c.raised_at.desc(), alarms.c.alarm_id)
    return list(connection.execute(query.limit(limit)))


class _Origin(msgspec.Struct):
    outlet: str
    relation: str


class _Record(msgspec.Struct):
    copy_of: _Origin | None = None


def copied(connection: Connection, scope: Scope) -> Iterator[tuple[str, str, str]]:
    """Yield (original's outlet, outlet, relation) of each article of the days that is a copy of another's.

    Records alone tell which one was first; those of articles without a link are left unread.
    """
    linked = sa.union(sa.select(links.c.one), sa.select(links.c.other)).subquery()
    query = (
        sa.select(articles.c.outlet, records.c.record)
        .join(records, records.c.indexed_at == articles.c.indexed_at)
        .where(articles.c.article_id.in_(sa.select(linked.c[0])), articles.c.indexed_at >= scope.since)
    )
    decoder = msgspec.json.Decoder(_Record)
    for outlet, text in connection.execution_options(yield_per=500).execute(query):
        origin = decoder.decode(text).copy_of
        if origin and origin.outlet != outlet and scope.has(origin.outlet, outlet):
            yield origin.outlet, outlet, origin.relation
