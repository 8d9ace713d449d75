"""Looks: what each address came to when it was looked at, for the health of its outlet.

A later look at an article that finds it as it was leaves no row: there are
thirty of them to an article.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.items import Article
from newscrawl.store.tables import looks
from newscrawl.store.times import micros, parse_time

# The place of a field is its bit in rows that are there for months: new ones go to the end, none moves.
FIELDS = (
    "headline",
    "description",
    "article_body",
    "authors",
    "date_published",
    "date_modified",
    "article_section",
    "keywords",
    "main_image",
    "in_language",
    "dateline",
    "article_type",
    "images",
    "videos",
    "source_organization",
    "canonical_url",
    "alternative_headline",
    "is_accessible_for_free",
    "corrections",
)
_BITS = tuple((name, 1 << place) for place, name in enumerate(FIELDS))
_BIT = dict(_BITS)
_EMPTY: tuple[object, ...] = (None, "", [])
_NEW = looks.insert()
_REMOVED_AT_ONCE = 5000


def bit(field: str) -> int:
    """Return a field's bit in `fields` and `by_rules`."""
    return _BIT[field]


def filled(article: Article) -> int:
    """Return the bits of the fields that a record fills; false is a value."""
    return sum(mask for name, mask in _BITS if getattr(article, name) not in _EMPTY)


def ruled(article: Article) -> int:
    """Return the bits of the fields that the outlet's own rules gave."""
    return sum(_BIT.get(name, 0) for name, source in article.provenance.items() if source == "rules")


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
