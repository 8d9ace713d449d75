"""Which records an export holds, read from one state of the database at constant memory."""

from __future__ import annotations

import contextlib
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.store.database import read
from newscrawl.store.tables import articles, records
from newscrawl.store.times import micros

_CHUNK = 500
_IN_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(-|$)")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; no outlet or language means all.

    `since` leaves out what was indexed at or before it.  Of each article the
    latest record, or with `all_versions` the last word on each of its versions.
    """

    since: datetime | None = None
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    all_versions: bool = False


class Facts(msgspec.Struct):
    """What an export counts of a record, or places it by; the rest is not decoded: 3 µs, not 20."""

    schema_version: int = 1
    outlet: str | None = None
    in_language: str | None = None
    date_published: str | None = None
    first_seen: str | None = None
    indexed_at: str | None = None
    crawler_version: str | None = None


Picked = tuple[bytes, Facts]  # a record as JSON in UTF-8, and what is counted of it
_facts = msgspec.json.Decoder(Facts).decode
_later = records.alias("later")
_latest = sa.exists().where(
    articles.c.article_id == records.c.article_id, articles.c.indexed_at == records.c.indexed_at
)
_latest_version = ~sa.exists().where(
    _later.c.article_id == records.c.article_id,
    _later.c.version == records.c.version,
    _later.c.indexed_at > records.c.indexed_at,
)


@contextlib.contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One transaction whose every question is answered from the same state of the database."""
    with read(engine) as connection:
        if connection.dialect.name == "postgresql":  # SQLite's transactions always are
            connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        yield connection


def picked(connection: Connection, selection: Selection) -> Iterator[Picked]:
    """Yield the selected records in the order of indexed_at."""
    query = _query(selection, records.c.record).order_by(records.c.indexed_at)
    if selection.outlets:
        query = query.where(records.c.outlet.in_(selection.outlets))
    with connection.execution_options(yield_per=_CHUNK).execute(query) as rows:
        yield from _with_facts(rows.scalars(), selection)


def outlets_in(connection: Connection, selection: Selection) -> list[str]:
    """Return the outlets that may have selected records, sorted."""
    named = connection.scalars(sa.select(articles.c.outlet).distinct())
    return sorted(name for name in named if not selection.outlets or name in selection.outlets)


def months_of(connection: Connection, selection: Selection, outlet: str) -> dict[str, array[int]]:
    """Return which of an outlet's selected records each month ("2026-05") has, by indexed_at: 8 bytes each.

    The month is that of the publication, where that is not known of the first sight.
    """
    query = _query(selection, records.c.indexed_at, records.c.record).where(records.c.outlet == outlet)
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
    for at, text in connection.execution_options(yield_per=_CHUNK).execute(query):
        facts = _facts(text)
        if _speaks(facts, selection):
            found[_month(facts)].append(at)
    return dict(sorted(found.items()))


def picked_by_key(connection: Connection, keys: array[int]) -> Iterator[Picked]:
    """Yield the records of these indexed_at, in their order."""
    ordered = iter(sorted(keys))
    while chunk := list(islice(ordered, _CHUNK)):
        query = sa.select(records.c.record).where(records.c.indexed_at.in_(chunk))
        yield from _with_facts(connection.scalars(query.order_by(records.c.indexed_at)), Selection())


def _query(selection: Selection, *columns: Any) -> sa.Select[Any]:
    """Return the query without its order; each row is judged by itself, so nothing is gathered first."""
    query = sa.select(*columns).where(_latest_version if selection.all_versions else _latest)
    return query.where(records.c.indexed_at > micros(selection.since)) if selection.since else query


def _with_facts(texts: Iterable[str], selection: Selection) -> Iterator[Picked]:
    for text in texts:
        raw = text.encode()
        facts = _facts(raw)
        if _speaks(facts, selection):
            yield raw, facts


def _speaks(facts: Facts, selection: Selection) -> bool:
    if not selection.languages:
        return True
    tag = (facts.in_language or "").lower()
    return tag in selection.languages or tag.split("-")[0] in selection.languages


def _month(facts: Facts) -> str:
    days = (facts.date_published, facts.first_seen, facts.indexed_at)
    return next((day[:7] for day in days if day and _IN_MONTH.match(day)), "unknown")
