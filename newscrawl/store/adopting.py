"""Published files back into the database: what a restored backup is behind, or a whole new one lacks.

Records keep the id, version and indexed_at that readers know them by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.dedupe.seen import face_of, text_of
from newscrawl.dedupe.translation import is_available
from newscrawl.items import Article, Discovery
from newscrawl.store.articles import article_row
from newscrawl.store.database import StoreError, write
from newscrawl.store.graves import grave_of
from newscrawl.store.ledger import EXPORTED, ledger_key
from newscrawl.store.tables import addresses, articles, clock, records, runs, texts
from newscrawl.store.texts import DatabaseIndex
from newscrawl.store.times import micros, parse_time

_BATCH = 200


def adopt(engine: Engine, path: Path, now: datetime, *, damaged: bool = False) -> int:
    """Enter a published file's records that the database lacks; return how many there were.

    Whoever calls holds the outlet.  What was taken down stays out; so does a
    record whose address or indexed_at has another article by now.  Links to
    copies are not found again: `copy_of` is as it was told.  Raises StoreError
    for a file with a line that is no record, unless it is known to be `damaged`.
    """
    number = 0
    with path.open("rb") as lines:
        for batch in _batches(_articles(path, lines, damaged)):
            with write(engine) as connection:
                number += _Adoption(connection, path.stem, now).put(batch)
    return number


def _batches(told: Iterator[Article]) -> Iterator[Sequence[Article]]:
    while batch := list(islice(told, _BATCH)):
        yield batch


def _articles(path: Path, lines: Iterable[bytes], damaged: bool) -> Iterator[Article]:
    for number, line in enumerate(lines, 1):
        try:
            yield _article(line)
        except (msgspec.DecodeError, ValueError) as error:
            if not damaged:
                raise StoreError(f"{path}: line {number} is no record: {error}") from error


def _article(line: bytes) -> Article:
    article = msgspec.json.decode(line, type=Article)
    parse_time(article.indexed_at or "")
    if not (article.id and article.outlet and article.url):
        raise ValueError("it has no id, outlet or url")
    return article


class _Adoption:
    """One transaction's part of a file."""

    def __init__(self, connection: Connection, run_id: str, now: datetime) -> None:
        self._connection = connection
        self._run_id = run_id
        self._now = micros(now)
        self._translated = is_available()
        self._last = connection.scalar(sa.select(clock.c.indexed_at).with_for_update()) or 0
        self._index = DatabaseIndex(connection, translated=self._translated)

    def put(self, batch: Sequence[Article]) -> int:
        self._keep_run(batch[0])
        moments = [_indexed_at(article) for article in batch]
        query = sa.select(records.c.indexed_at).where(records.c.indexed_at.in_(moments))
        known = set(self._connection.scalars(query))
        number = 0
        for at, article in zip(moments, batch, strict=True):
            if at in known:
                self._mark_published(at, article)
            elif self._is_welcome(article):
                self._enter(at, article)
                number += 1
        self._connection.execute(clock.update().values(indexed_at=max(self._last, *moments)))
        return number

    def _keep_run(self, article: Article) -> None:
        """Let the file's run stand among the others, over and published."""
        over = {"ended_at": self._now, "frozen_at": self._now, "published_at": self._now}
        known = sa.select(runs.c.run_id).where(runs.c.run_id == self._run_id)
        if self._connection.execute(known).first() is None:
            row = {"run_id": self._run_id, "outlet": article.outlet, "outcome": "restored"}
            began = _indexed_at(article)
            self._connection.execute(runs.insert().values(started_at=began, **row, **over))

    def _mark_published(self, at: int, article: Article) -> None:
        """A backup may be of a moment before the record's file was there."""
        which = sa.and_(records.c.indexed_at == at, records.c.article_id == article.id)
        self._connection.execute(records.update().where(which).values(published=True, run_id=self._run_id))

    def _is_welcome(self, article: Article) -> bool:
        if grave_of(self._connection, article) is not None:
            return False
        key = face_of(article).key
        query = sa.select(articles.c.article_id).where(articles.c.article_key == key)
        return self._connection.scalar(query) in (None, article.id)

    def _enter(self, at: int, article: Article) -> None:
        row = {
            "indexed_at": at,
            "article_id": article.id,
            "outlet": article.outlet,
            "version": article.version,
            "run_id": self._run_id,
            "published": True,
            "record": msgspec.json.encode(article).decode(),
        }
        self._connection.execute(records.insert(), row)
        self._enter_article(at, article)
        self._enter_text(article)
        self._enter_address(article)

    def _enter_article(self, at: int, article: Article) -> None:
        mine = articles.c.article_id == article.id
        last = self._connection.scalar(sa.select(articles.c.indexed_at).where(mine))
        row = article_row(article, face_of(article)) | {"indexed_at": at}
        if last is None:
            self._connection.execute(articles.insert(), row)
        elif at > last:
            del row["article_key"], row["date_published"]  # both are those of its first version
            self._connection.execute(articles.update().where(mine).values(row))

    def _enter_text(self, article: Article) -> None:
        mine = sa.and_(texts.c.article_id == article.id, texts.c.version == article.version)
        if self._connection.execute(sa.select(texts.c.text_no).where(mine).limit(1)).first() is None:
            text = text_of(article, translated=self._translated)
            self._index.near(text)  # learns what the outlet prints under many articles
            self._index.add(text, article.version)

    def _enter_address(self, article: Article) -> None:
        url = article.requested_url or article.url or ""
        key = ledger_key(url) or url
        state = "paywalled" if article.is_truncated else "article"
        mine = sa.and_(addresses.c.outlet == article.outlet, addresses.c.address_key == key)
        row = self._connection.execute(sa.select(addresses.c.state).where(mine)).first()
        told: dict[str, Any] = {"state": state, "reason": None, "due_at": None, "article_id": article.id}
        told |= {"changed_at": self._now, "run_id": self._run_id, "checked_at": _when(article)}
        if row is None:
            self._connection.execute(addresses.insert(), {**_found(article, url, key), **told})
        elif row.state not in EXPORTED:
            self._connection.execute(addresses.update().where(mine).values(told))


def _found(article: Article, url: str, key: str) -> dict[str, Any]:
    """Return what the ledger says of how an article's address was found."""
    seen = micros(_moment(article.first_seen)) if article.first_seen else _indexed_at(article)
    by = article.discovered_by or Discovery("url")
    return {
        "outlet": article.outlet,
        "url": url,
        "address_key": key,
        "sort_at": micros(_moment(article.date_published)) if article.date_published else seen,
        "discovered_by": msgspec.json.encode(by).decode(),
        "discovered_at": seen,
    }


def _when(article: Article) -> int:
    return micros(_moment(article.date_downloaded)) if article.date_downloaded else _indexed_at(article)


def _indexed_at(article: Article) -> int:
    return micros(_moment(article.indexed_at or ""))


def _moment(text: str) -> datetime:
    return parse_time(text).astimezone(UTC)
