"""Looks: what each address came to when it was looked at, for the health of its outlet.

A later look at an article that finds it as it was leaves no row: there are
thirty of them to an article.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.health.fields import BITS, RULES, WATCHED
from newscrawl.health.history import DAY, DAYS, EXPORTED, LATER, SHORTER, STALE, Day, Look
from newscrawl.items import Article
from newscrawl.store.tables import AnyRow, looks
from newscrawl.store.times import micros, parse_time

_EMPTY: tuple[object, ...] = (None, "", [])
_NEW = looks.insert()
_RECENT = 200  # first looks that tell since when something is wrong
_RECENT_DAYS = 14
_REMOVED_AT_ONCE = 5000


def bit(field: str) -> int:
    """Return a field's bit in `fields` and `by_rules`."""
    return BITS[field]


def filled(article: Article) -> int:
    """Return the bits of the fields that a record fills; false is a value."""
    return sum(mask for name, mask in BITS.items() if getattr(article, name) not in _EMPTY)


def ruled(article: Article) -> int:
    """Return the bits of the fields that the outlet's own rules gave."""
    return sum(BITS.get(name, 0) for name, source in article.provenance.items() if source == "rules")


def look(
    outlet: str,
    now: datetime,
    state: str,
    *,
    status: int | None = None,
    again: bool = False,
    article: Article | None = None,
    new: bool = False,
    words: int | None = None,
) -> dict[str, Any]:
    """Return one look's row; `article` is the page's record, `new` whether it is the first of its article."""
    row: dict[str, Any] = {"outlet": outlet, "at": micros(now), "state": state, "again": again}
    row |= {"http_status": status, "fields": None, "by_rules": None, "words": words, "delay": None}
    if article is not None:
        row |= {"fields": filled(article), "by_rules": ruled(article), "words": article.word_count}
        row["delay"] = delay(article.date_published, now) if new else None
    return row


def delay(published: str | None, now: datetime) -> int | None:
    """Return the seconds since a publication, 0 at least; None where its time of day is unknown."""
    if not published or len(published) == 10:
        return None
    return max(0, int((now - parse_time(published)).total_seconds()))


def add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Write looks, in the transaction of their outcomes."""
    if rows:
        connection.execute(_NEW, rows)


def remove_old(connection: Connection, *, days: int, now: datetime) -> int:
    """Remove looks older than that, thousands at most, the rest at a later run's end; return how many."""
    before = micros(now - timedelta(days=days))
    old = sa.select(looks.c.look_id).where(looks.c.at < before).order_by(looks.c.at).limit(_REMOVED_AT_ONCE)
    return connection.execute(looks.delete().where(looks.c.look_id.in_(old.scalar_subquery()))).rowcount


def days(connection: Connection, outlet: str, now: int) -> tuple[Day, ...]:
    """Return five weeks of an outlet's first looks by day, today first; days without any are left out."""
    found = connection.execute(_DAYS, {"outlet": outlet, "now": now, "since": now - DAYS * DAY})
    return tuple(_day(ago, rows) for ago, rows in groupby(found, lambda row: int(row[0])))


def recent(connection: Connection, outlet: str, now: int) -> tuple[Look, ...]:
    """Return an outlet's last 200 first looks of two weeks, oldest first."""
    told = {"outlet": outlet, "now": now, "since": now - _RECENT_DAYS * DAY}
    return tuple(Look(*row) for row in connection.execute(_LAST, told).all()[::-1])


def first_at(connection: Connection, outlet: str) -> int | None:
    """Return when an outlet was first looked at, as far back as looks are kept."""
    found: int | None = connection.scalar(sa.select(sa.func.min(looks.c.at)).where(looks.c.outlet == outlet))
    return found


def newest_at(connection: Connection, outlet: str, now: int) -> int | None:
    """Return when an outlet last brought news, None when it has not for five weeks."""
    query = sa.select(looks.c.at).where(_of(outlet, now - DAYS * DAY, now), _NEWS)
    return connection.scalar(query.order_by(looks.c.at.desc()).limit(1))


def news_between(connection: Connection, outlet: str, start: int, end: int) -> int:
    """Return how many news an outlet brought in a time, its start left out."""
    query = sa.select(sa.func.count()).where(_of(outlet, start, end), _NEWS)
    return connection.scalar(query) or 0


def _of(outlet: Any, since: Any, until: Any) -> sa.ColumnElement[bool]:
    columns = looks.c
    return sa.and_(
        columns.outlet == outlet, columns.at > since, columns.at <= until, columns.again.is_(False)
    )


_PAST = _of(sa.bindparam("outlet"), sa.bindparam("since"), sa.bindparam("now"))
_EXPORTED = looks.c.state.in_(EXPORTED)
_NEWS = sa.and_(_EXPORTED, sa.or_(looks.c.delay.is_(None), looks.c.delay < STALE))
NEWS: Final = sa.and_(_NEWS, looks.c.again.is_(False))  # a look that brought news: an article not old then
_AGO = ((sa.bindparam("now", type_=sa.BigInteger) - looks.c.at) // DAY).label("ago")


def _count(which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((which, 1)))


def _bits(column: sa.ColumnElement[Any], names: Iterable[str]) -> list[sa.ColumnElement[int]]:
    """Return a sum for each field: its bit times the looks that have it."""
    return [sa.func.sum(column.bitwise_and(BITS[name])) for name in names]


_DAYS = (
    sa.select(
        _AGO,
        looks.c.state,
        sa.func.count(),
        _count(looks.c.words == 0),
        _count(sa.or_(looks.c.delay.is_(None), looks.c.delay < STALE)),
        *_bits(looks.c.fields, WATCHED),
        *_bits(looks.c.by_rules, RULES),
        *(_count(looks.c.words < bound) for bound in SHORTER),
        sa.func.count(looks.c.delay),
        *(_count(looks.c.delay > bound) for bound in LATER),
    )
    .where(_PAST)
    .group_by(_AGO, looks.c.state)
    .order_by(_AGO)
)
_LAST = (
    sa.select(*(looks.c[name] for name in Look.__dataclass_fields__))
    .where(_PAST)
    .order_by(looks.c.at.desc(), looks.c.look_id.desc())
    .limit(_RECENT)
)


def _day(ago: int, rows: Iterable[AnyRow]) -> Day:
    """Make a day of its rows, one a state: what pages held is told of the exported ones."""
    states: dict[str, int] = {}
    textless, totals = 0, [0] * _TOTALS
    for _, state, number, empty, *sums in rows:
        states[state] = number
        textless += empty if state == "not_article" else 0
        if state in EXPORTED:
            told = (number, *(value or 0 for value in sums))
            totals = [total + value for total, value in zip(totals, told, strict=True)]
    exported, news, *rest = totals
    values = iter(rest)
    filled, ruled = (tuple(next(values) // BITS[name] for name in names) for names in (WATCHED, RULES))
    shorter = tuple(islice(values, len(SHORTER)))
    looks_ = sum(states.values())
    return Day(
        ago, states, looks_, exported, news, textless, filled, ruled, shorter, next(values), tuple(values)
    )


_TOTALS = 2 + len(WATCHED) + len(RULES) + len(SHORTER) + 1 + len(LATER)
