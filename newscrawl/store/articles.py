"""Articles into the database: new, the same again, a new version, a copy of another's.

All that an article writes stands in the transaction of its ledger row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import NoResultFound

from newscrawl.dedupe.identity import Change, Face, by_download, earlier_date, free_id, identify
from newscrawl.dedupe.index import Text
from newscrawl.dedupe.links import Link, Matcher, same_body
from newscrawl.dedupe.seen import face_of, moment_of, text_of
from newscrawl.dedupe.translation import Translations
from newscrawl.items import Article, CopyOf
from newscrawl.normalise.addresses import clean_url
from newscrawl.store.families import keep_links, origins_around
from newscrawl.store.ledger import ledger_key
from newscrawl.store.prepared import Prepared
from newscrawl.store.tables import AnyRow, articles, clock, records, runs
from newscrawl.store.texts import DatabaseIndex
from newscrawl.store.times import iso, iso_micros

_ALIKE = Prepared(  # nothing equals a null
    sa.select(articles)
    .where(
        sa.or_(
            articles.c.article_key == sa.bindparam("key"),
            articles.c.article_id.in_((sa.bindparam("id"), sa.bindparam("own"))),
            articles.c.body_hash == sa.bindparam("body"),
        )
    )
    .order_by(articles.c.indexed_at)
)
_MOVED = Prepared(
    articles.update()
    .where(articles.c.article_id == sa.bindparam("article"))
    .values(indexed_at=sa.bindparam("at"))
)
_DATED = Prepared(
    articles.update()
    .where(articles.c.article_id == sa.bindparam("article"))
    .values(date_published=sa.bindparam("date"))
)
_LATEST = Prepared(
    sa.select(records.c.record)
    .join(articles, articles.c.indexed_at == records.c.indexed_at)
    .where(articles.c.article_id == sa.bindparam("article"))
)
_GIVEN = Prepared(sa.select(clock.c.indexed_at).with_for_update())
_GIVE = Prepared(clock.update().values(indexed_at=sa.bindparam("last")))
_NEW_ARTICLE = Prepared(articles.insert(), articles.c.keys())
_NEW_RECORD = Prepared(records.insert(), records.c.keys())


_SKEW = 300_000_000  # microseconds between the clocks of two machines


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an article, and the record as it now stands."""

    change: Change
    article: Article


class Clock:
    """Gives out indexed_at: unique, and growing in the order of commits whatever the clock does.

    The row it reads stays locked until the commit, so that who commits later
    has the later times.
    """

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection = connection
        self._last = _GIVEN.value(connection, {}) or 0
        self._now = now

    def tick(self) -> int:
        self._last = max(self._now, self._last + 1)
        return self._last

    def keep(self) -> None:
        """Remember the last time given out; call once, before the commit."""
        _GIVE.run(self._connection, {"last": self._last})


class Shelf:
    """Where one transaction puts its articles: connection, run and clock together."""

    def __init__(
        self, connection: Connection, run_id: str, now: int, translations: Translations | None = None
    ) -> None:
        self._connection = connection
        self._run_id = run_id
        self._now = now
        self._clock = Clock(connection, now)
        self._translated = translations is not None
        self._index = DatabaseIndex(connection, translated=self._translated)
        self._matcher = Matcher(self._index, translations)

    def put(self, article: Article, *, expected: str | None = None, text: Text | None = None) -> Stored:
        """Store a normalised article; `expected` is the id that its address showed before.

        `text` is the article's, where that was made before the transaction.
        """
        face = face_of(article)
        known = self._known(face, expected)
        identity = identify(face, known, expected=expected)
        if identity.of is None:
            return Stored("new", self._insert(article, face, known, text))
        before = self._latest(identity.of.id)
        read_at, before_at = article.date_downloaded, before.date_downloaded
        change = by_download(identity.change, read_at, before_at, iso(self._now + _SKEW))
        if change in ("version", "better"):
            return Stored(change, self._rewrite(article, face, known, before, change, text))
        before = self._note_date(article, identity.of, before)
        return Stored(change, self._add_address(article, before) if change == "alternate" else before)

    def close(self) -> None:
        self._clock.keep()

    def _known(self, face: Face, expected: str | None) -> list[Face]:
        """Return the articles that share an address, an id or a body, the oldest first."""
        told = {"key": face.key, "id": expected, "own": face.id, "body": face.body_hash}
        return [_face_of_row(row) for row in _ALIKE.run(self._connection, told)]

    def _insert(self, article: Article, face: Face, known: list[Face], text: Text | None) -> Article:
        article.id = free_id(face, known)
        face = replace(face, id=article.id)
        article.version = 1
        article.alternate_urls = _other_addresses(article)
        others = self._relate(article, text, same_body(face, known), article.date_published, fresh=True)
        at = self._append(article)
        _NEW_ARTICLE.run(self._connection, article_row(article, face) | {"indexed_at": at})
        self.correct(others)
        return article

    def _rewrite(
        self,
        article: Article,
        face: Face,
        known: list[Face],
        before: Article,
        change: Change,
        text: Text | None,
    ) -> Article:
        article.id, article.first_seen = before.id, before.first_seen
        (found,) = (other for other in known if other.id == before.id)
        face = replace(face, id=found.id)
        article.version = before.version + (change == "version")
        article.alternate_urls = _other_addresses(article, before)
        row = article_row(article, face)
        row.pop("article_key")  # its identity stays, also when its address changes
        if change == "version":
            row["date_published"] = earlier_date(found.date_published, article.date_published)
        others = self._relate(article, text, same_body(face, known), row["date_published"])
        self._connection.execute(articles.update().where(articles.c.article_id == before.id).values(row))
        if change == "version":
            at = self._append(article)
            _MOVED.run(self._connection, {"article": article.id, "at": at})
        else:
            self._replace(article)
        self.correct(others)
        return article

    def _text(self, article: Article, made: Text | None) -> Text:
        """Return an article's text under the id that it has now, and when it came out."""
        text = made or text_of(article, translated=self._translated)
        return replace(text, article=article.id or "", at=moment_of(article))

    def _relate(
        self, article: Article, made: Text | None, same: list[Link], date: str | None, *, fresh: bool = False
    ) -> dict[str, CopyOf | None]:
        """Link a content to what it shares its text with; return the origins of its family's others."""
        text = self._text(article, made)
        found = same + self._matcher.links(text)
        self._index.add(text, article.version)
        if not found and fresh:
            return {}
        keep_links(self._connection, found)
        told = origins_around(self._connection, article, date)
        if article.id in told:
            article.copy_of = told.pop(article.id)
        return told

    def correct(self, origins: dict[str, CopyOf | None]) -> None:
        """Give articles that came in before another original, in a record with the next indexed_at."""
        for article_id, copy_of in origins.items():
            record = self._latest(article_id)
            if record.copy_of != copy_of:
                record.copy_of = copy_of
                self._replace(record)

    def _note_date(self, read: Article, known: Face, record: Article) -> Article:
        """Keep the earliest date of all addresses that show an article: it may make it the original."""
        date = earlier_date(known.date_published, read.date_published)
        if read.outlet != known.outlet or date == known.date_published:
            return record
        _DATED.run(self._connection, {"article": known.id, "date": date})
        self.correct(origins_around(self._connection, record, date))
        return self._latest(known.id)

    def _add_address(self, article: Article, record: Article) -> Article:
        addresses = _other_addresses(record, article)
        if addresses != record.alternate_urls:
            record.alternate_urls = addresses
            self._replace(record)
        return record

    def _latest(self, article_id: str) -> Article:
        return latest_record(self._connection, article_id)

    def _append(self, article: Article, *, batch: str | None = None) -> int:
        """Write a record with the next indexed_at into a batch (the run's own when None)."""
        at = self._clock.tick()
        article.indexed_at = iso_micros(at)
        article.run_id = self._run_id
        row = {
            "indexed_at": at,
            "article_id": article.id,
            "outlet": article.outlet,
            "version": article.version,
            "run_id": batch or self._run_id,
            "published": False,
            "record": msgspec.json.encode(article).decode(),
        }
        _NEW_RECORD.run(self._connection, row)
        return at

    def _replace(self, article: Article) -> None:
        """Write a record again: in place of the last one as long as nobody can have read that.

        A record leaves the database with its batch; until publishing begins the
        later word takes its place, so that no file holds an article twice.
        """
        pending = self._unpublished(article)
        if pending is not None:
            self._connection.execute(records.delete().where(records.c.indexed_at == pending.indexed_at))
        at = self._append(article, batch=pending.run_id if pending is not None else None)
        _MOVED.run(self._connection, {"article": article.id, "at": at})

    def _unpublished(self, article: Article) -> AnyRow | None:
        columns = records.c
        query = (
            sa.select(columns.indexed_at, columns.run_id)
            .join(articles, articles.c.indexed_at == columns.indexed_at)
            .outerjoin(runs, runs.c.run_id == columns.run_id)
            .where(
                articles.c.article_id == article.id,
                columns.version == article.version,
                columns.published.is_(False),
                runs.c.frozen_at.is_(None),
            )
        )
        return self._connection.execute(query).first()


def _face_of_row(values: tuple[Any, ...]) -> Face:
    row = dict(zip(articles.c.keys(), values, strict=True))
    return Face(
        id=row["article_id"],
        outlet=row["outlet"],
        url=row["url"],
        address=ledger_key(row["url"]) or row["url"],
        key=row["article_key"],
        content_hash=row["content_hash"],
        body_hash=row["body_hash"],
        date_published=row["date_published"],
        canonical=bool(row["is_canonical"]),
    )


def article_row(article: Article, face: Face) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "outlet": article.outlet,
        "url": article.url,
        "article_key": face.key,
        "is_canonical": face.canonical,
        "version": article.version,
        "content_hash": article.content_hash,
        "body_hash": face.body_hash,
        "date_published": article.date_published,
    }


def _other_addresses(record: Article, *others: Article) -> list[str]:
    """Return the addresses that show the record's article, sorted, each in one spelling, without its own."""
    told = [*record.alternate_urls, record.requested_url]
    for other in others:
        told += [*other.alternate_urls, other.url, other.requested_url]
    own = {ledger_key(url) for url in (record.url, record.canonical_url) if url}
    spelled = {ledger_key(url): clean_url(url) for url in told if url}
    return sorted(url for key, url in spelled.items() if url and key not in own)


def latest_record(connection: Connection, article_id: str) -> Article:
    """Return an article's latest record; NoResultFound when a damaged database has none."""
    record = _LATEST.value(connection, {"article": article_id})
    if record is None:
        raise NoResultFound(f"article {article_id} has no record: see newscrawl check")
    return msgspec.json.decode(record, type=Article)


def outlets_of(connection: Connection) -> set[str]:
    """Return the outlets that have records."""
    return set(connection.scalars(sa.select(articles.c.outlet).distinct()))
