"""The versions of an article as the database has them."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from newscrawl.dedupe.changes import Change, changes
from newscrawl.items import Article, CopyOf, Correction
from newscrawl.normalise.addresses import address_key
from newscrawl.store.ledger import ledger_key
from newscrawl.store.tables import addresses, articles, records


@dataclass(frozen=True, slots=True)
class Version:
    """One version: when it was first seen here, the outlet's own date, what changed, new corrections."""

    version: int
    seen: str | None
    date_modified: str | None
    headline: str | None
    changed: list[Change] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class History:
    """An article's versions, the oldest first; `state` and `reason` are those of its address."""

    id: str
    outlet: str
    url: str
    state: str | None
    reason: str | None
    copy_of: CopyOf | None
    versions: list[Version]


def article_named(connection: Connection, named: str) -> str | None:
    """Return the id of the article that an id or an address names, None when there is none."""
    by_id = sa.select(articles.c.article_id).where(
        sa.or_(articles.c.article_id == named, articles.c.article_key == address_key(named))
    )
    found: str | None = connection.scalar(by_id)
    key = ledger_key(named)
    if found is None and key:
        shown = sa.select(addresses.c.article_id).where(addresses.c.address_key == key)
        found = connection.scalar(shown.where(addresses.c.article_id.is_not(None)).limit(1))
    return found


def history_of(connection: Connection, article_id: str) -> History | None:
    """Return an article's history, None for an id that no record has."""
    query = sa.select(records.c.record).where(records.c.article_id == article_id)
    told = [
        msgspec.json.decode(record, type=Article)
        for record in connection.scalars(query.order_by(records.c.indexed_at))
    ]
    if not told:
        return None
    latest = told[-1]
    state, reason = _state(connection, article_id)
    return History(
        article_id, latest.outlet or "", latest.url or "", state, reason, latest.copy_of, _versions(told)
    )


def _versions(told: list[Article]) -> list[Version]:
    """Return the versions of records in their order; of each its last word counts, its first date."""
    last = {record.version: record for record in told}
    first = {record.version: record.date_downloaded or record.indexed_at for record in reversed(told)}
    found: list[Version] = []
    before = Article()
    for number, record in sorted(last.items()):
        changed = changes(before, record) if found else []
        known = {correction.text for correction in before.corrections}
        fresh = [correction for correction in record.corrections if correction.text not in known]
        found.append(Version(number, first[number], record.date_modified, record.headline, changed, fresh))
        before = record
    return found


def _state(connection: Connection, article_id: str) -> tuple[str | None, str | None]:
    columns = addresses.c
    query = sa.select(columns.state, columns.reason).where(
        columns.article_id == article_id, columns.state != "duplicate"
    )
    row = connection.execute(query.order_by(columns.changed_at.desc()).limit(1)).first()
    return (row.state, row.reason) if row else (None, None)
