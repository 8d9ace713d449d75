"""An article taken down: everything of it removed, a tombstone left in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.dedupe.fingerprint import body_hash
from newscrawl.items import Article, CopyOf, Discovery
from newscrawl.store.articles import Shelf, latest_record
from newscrawl.store.database import read, write
from newscrawl.store.families import family_of, origins_around
from newscrawl.store.graves import bury, keys_of, own_addresses, verdict_on
from newscrawl.store.history import article_named
from newscrawl.store.ledger import requeue_gone
from newscrawl.store.tables import AnyRow, addresses, articles, links, marks, records, texts, tombstones
from newscrawl.store.texts import PERIOD
from newscrawl.store.times import iso, micros


@dataclass(frozen=True, slots=True)
class Takedown:
    """What was taken down, and from where: the keys of its addresses, the outlets whose files may hold it."""

    article_id: str | None
    outlet: str
    url: str
    at: int
    reason: str | None
    keys: frozenset[str]
    outlets: frozenset[str]

    def line(self) -> str:
        """Return it as a line of takedowns.jsonl."""
        told = {"id": self.article_id, "url": self.url, "at": iso(self.at), "reason": self.reason}
        return msgspec.json.encode(told | {"outlet": self.outlet}).decode()


def find(connection: Connection, named: str, elsewhere: str) -> Takedown | None:
    """Return what an id or an address names, as it would be taken down.

    An address that nobody knows belongs to the outlet `elsewhere`; None for an
    id that nobody knows.
    """
    article_id = article_named(connection, named)
    told = _records_of(connection, article_id)
    urls = {url for article in told for url in own_addresses(article)}
    if not told:
        urls = {named} if named.startswith(("http://", "https://")) else set()
    rows = _ledger_rows(connection, article_id, keys_of(urls))
    urls |= {row.url for row in rows}
    if not urls:
        return None
    latest = told[-1] if told else None
    outlet = (latest and latest.outlet) or (rows[0].outlet if rows else elsewhere)
    url = (latest and latest.url) or (rows[0].url if rows else named)
    outlets = frozenset({outlet, *(row.outlet for row in rows)})
    return Takedown(article_id, outlet, url, 0, None, frozenset(keys_of(urls)), outlets)


def known(connection: Connection, named: str) -> Takedown | None:
    """Return what was taken down before under an id or an address."""
    columns = tombstones.c
    which = sa.or_(columns.article_id == named, columns.address_key.in_(sorted(keys_of([named]))))
    grave = connection.execute(sa.select(tombstones).where(which).limit(1)).first()
    return _takedown(connection, grave) if grave else None


def unfinished(connection: Connection) -> list[Takedown]:
    """Return what the files still hold: the process that took it down was killed."""
    query = sa.select(tombstones).where(tombstones.c.erased_at.is_(None))
    graves = {(grave.url, grave.at): grave for grave in connection.execute(query)}
    return [_takedown(connection, grave) for grave in graves.values()]


def every(engine: Engine, without: Takedown | None = None) -> Iterator[str]:
    """Yield a line for each takedown but one, the oldest first."""
    columns = tombstones.c
    query = sa.select(columns.article_id, columns.outlet, columns.url, columns.at, columns.reason).distinct()
    with read(engine) as connection:
        for row in connection.execute(query.order_by(columns.at, columns.url)):
            if without is None or (row.url, row.at) != (without.url, without.at):
                yield Takedown(*row, keys=frozenset(), outlets=frozenset()).line()


def take_down(
    engine: Engine, wanted: Takedown, *, run_id: str, now: datetime, reason: str | None
) -> Takedown:
    """Remove an article from the database in one transaction, and leave its tombstone.

    Its copies get a corrected record, under `run_id`, that names another
    original or none.
    """
    at = micros(now)
    with write(engine) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete=ON")  # no text left in the file's free pages
        shelf = Shelf(connection, run_id, at)
        text = _text_hash(connection, wanted.article_id)
        others = _erase(connection, wanted.article_id) if wanted.article_id else {}
        told = {"outlet": wanted.outlet, "url": wanted.url, "article_id": wanted.article_id, "at": at}
        told |= {"reason": reason, "body_hash": text, "erased_at": None}
        bury(connection, wanted.keys, told)
        _close_rows(connection, wanted, at, reason)
        shelf.correct(others)
        shelf.close()
    return Takedown(wanted.article_id, wanted.outlet, wanted.url, at, reason, wanted.keys, wanted.outlets)


def mark_erased(engine: Engine, done: Takedown, now: datetime) -> None:
    """Note that no file holds it any more."""
    which = sa.and_(tombstones.c.url == done.url, tombstones.c.at == done.at)
    with write(engine) as connection:
        connection.execute(tombstones.update().where(which).values(erased_at=micros(now)))


def lift(engine: Engine, done: Takedown, now: datetime) -> int:
    """Remove a takedown's tombstone and queue its addresses again; return how many are queued."""
    which = sa.and_(tombstones.c.url == done.url, tombstones.c.at == done.at)
    with write(engine) as connection:
        connection.execute(tombstones.delete().where(which))
        return requeue_gone(connection, done.keys, now=now)


def _takedown(connection: Connection, grave: AnyRow) -> Takedown:
    which = sa.and_(tombstones.c.url == grave.url, tombstones.c.at == grave.at)
    keys = frozenset(connection.scalars(sa.select(tombstones.c.address_key).where(which)))
    rows = _ledger_rows(connection, grave.article_id, set(keys))
    outlets = frozenset({grave.outlet, *(row.outlet for row in rows)})
    return Takedown(grave.article_id, grave.outlet, grave.url, grave.at, grave.reason, keys, outlets)


def _records_of(connection: Connection, article_id: str | None) -> list[Article]:
    query = sa.select(records.c.record).where(records.c.article_id == article_id)
    found = connection.scalars(query.order_by(records.c.indexed_at))
    return [msgspec.json.decode(record, type=Article) for record in found]


def _ledger_rows(connection: Connection, article_id: str | None, keys: set[str]) -> list[AnyRow]:
    which: sa.ColumnElement[bool] = addresses.c.address_key.in_(sorted(keys))
    if article_id is not None:  # nothing equals a null here, but `== None` finds them all
        which = sa.or_(which, addresses.c.article_id == article_id)
    return list(connection.execute(sa.select(addresses).where(which).order_by(addresses.c.address_id)))


def _text_hash(connection: Connection, article_id: str | None) -> str | None:
    told = _records_of(connection, article_id)
    return body_hash(told[-1].article_body) if told else None


def _erase(connection: Connection, article_id: str) -> dict[str, CopyOf | None]:
    """Remove an article's rows; return what the others of its family are copies of without it."""
    family = family_of(connection, article_id) - {article_id}
    connection.execute(links.delete().where(sa.or_(links.c.one == article_id, links.c.other == article_id)))
    query = sa.select(texts.c.text_no, texts.c.at).where(texts.c.article_id == article_id)
    for row in connection.execute(query).all():
        of_text = sa.and_(marks.c.period == row.at // PERIOD, marks.c.text_no == row.text_no)
        connection.execute(marks.delete().where(of_text))
    for table in (texts, records, articles):
        connection.execute(table.delete().where(table.c.article_id == article_id))
    return _origins_of(connection, family)


def _origins_of(connection: Connection, family: set[str]) -> dict[str, CopyOf | None]:
    told: dict[str, CopyOf | None] = {}
    query = sa.select(articles.c.article_id, articles.c.date_published)
    for row in connection.execute(query.where(articles.c.article_id.in_(sorted(family)))).all():
        if row.article_id not in told:
            record = latest_record(connection, row.article_id)
            around = origins_around(connection, record, row.date_published)
            told |= around or {row.article_id: None}
    return told


def _close_rows(connection: Connection, wanted: Takedown, at: int, reason: str | None) -> None:
    """Bring the ledger's rows of an article to their last state, without the headline that sources gave."""
    verdict = verdict_on(at, reason)
    for row in _ledger_rows(connection, wanted.article_id, set(wanted.keys)):
        found = msgspec.json.decode(row.discovered_by, type=Discovery)
        found.headline = None
        values = {
            "state": verdict.state,
            "reason": verdict.reason,
            "due_at": None,
            "recheck_at": None,
            "etag": None,
            "last_modified": None,
            "changed_at": at,
            "discovered_by": msgspec.json.encode(found).decode(),
        }
        connection.execute(addresses.update().where(addresses.c.address_id == row.address_id).values(values))
