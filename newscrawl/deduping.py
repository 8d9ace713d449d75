"""Files of records through deduplication: a line out for each line in, in order, its own keys kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy.engine import Engine

from newscrawl.catalogue import catalogue
from newscrawl.dedupe.desk import Desk, Placed
from newscrawl.dedupe.translation import translations
from newscrawl.items import Article, CopyOf
from newscrawl.normalise import article_id, content_hash
from newscrawl.normalise.addresses import clean_url
from newscrawl.normalise.language import tell_language
from newscrawl.output import Output
from newscrawl.reading import outlet_of
from newscrawl.store.articles import Stored, latest_record
from newscrawl.store.database import read
from newscrawl.store.times import parse_time
from newscrawl.storing import RecordStore

_BATCH = 32  # records a transaction: a model may look at each, and crawls wait to write
_KEPT_RECORDS = 1_000
_BOM = b"\xef\xbb\xbf"
_TIMES = ("date_published", "date_modified", "first_seen", "date_downloaded")


class RecordError(Exception):
    """A line that is no record, named by its number."""


@dataclass(slots=True)
class Deduped:
    """What became of a file's lines: places in their order; origins and other addresses by id, asked last."""

    placed: list[Placed] = field(default_factory=list)
    origin: Callable[[str], CopyOf | None] = lambda _: None
    addresses: Callable[[str], list[str]] = lambda _: []

    def lines(self, path: Path) -> Iterator[str]:
        """Yield the file's lines again, each with what it was found to be."""
        for placed, (_, told) in zip(self.placed, read_lines(path), strict=True):
            copy_of = self.origin(placed.id)
            found = {
                "id": placed.id,
                "version": placed.version,
                "alternate_urls": self.addresses(placed.id),
                "copy_of": msgspec.to_builtins(copy_of) if copy_of else None,
            }
            yield msgspec.json.encode(told | found).decode()


def dedupe(path: Path) -> Deduped:
    """Place a file's records among one another, in memory.  Raises RecordError, OSError."""
    desk = Desk(translations())
    placed = [desk.put(article_of(number, told)) for number, told in read_lines(path)]
    origins = desk.origins()
    return Deduped(placed, lambda known: origins[known], desk.addresses)


def dedupe_into(engine: Engine, output: Output, path: Path) -> Deduped:
    """Place a file's records among those of the database, where they are stored.

    Nothing is stored of a file with a line that is no record.
    Raises RecordError, OSError, LockedError, StoreError.
    """
    for number, told in read_lines(path):
        _record(number, told)
    placed: list[Placed] = []
    with RecordStore(engine, output) as store:
        articles = (article_of(number, told) for number, told in read_lines(path))
        while batch := list(islice(articles, _BATCH)):
            placed += map(_placed, batch, store.put(batch))

    @lru_cache(_KEPT_RECORDS)
    def latest(article_id: str) -> Article:
        with read(engine) as connection:
            return latest_record(connection, article_id)

    gone = {place.id for place in placed if place.change == "taken down"}
    return Deduped(
        placed,
        lambda known: None if known in gone else latest(known).copy_of,
        lambda known: [] if known in gone else latest(known).alternate_urls,
    )


def _placed(article: Article, stored: Stored | None) -> Placed:
    if stored is None:
        return Placed(article.id or "", article.version, "taken down")
    return Placed(stored.article.id or "", stored.article.version, stored.change)


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each line's number and JSON object; blank lines are passed over."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                told = msgspec.json.decode(line.removeprefix(_BOM), type=dict[str, Any])
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise RecordError(f"line {number} is no JSON object: {error}") from error
            yield number, told


def article_of(number: int, told: dict[str, Any]) -> Article:
    """Return a record as an article with what comparing needs: outlet, language, id, resolved credits."""
    article = _record(number, told)
    article.outlet = article.outlet or outlet_of(article.url or "").name
    article.copy_of = None  # what it is a copy of here is for us to say
    article.in_language = article.in_language or tell_language(article.article_body or "")
    for credit in article.source_organization:
        credit.outlet = credit.outlet or catalogue().outlet_of(credit)
    article.content_hash = article.content_hash or content_hash(article)
    article.id = article.id or article_id(article)
    return article


def _record(number: int, told: dict[str, Any]) -> Article:
    """Return a line's record, its times in UTC as a crawl writes them."""
    try:
        article = msgspec.convert(told, Article)
        for key in _TIMES:
            setattr(article, key, _in_utc(getattr(article, key)))
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise RecordError(f"line {number} is no record: {error}") from error
    if not article.url:
        raise RecordError(f"line {number} has no url")
    if clean_url(article.url) is None:
        raise RecordError(f"line {number}: not a web address: {article.url[:100]}")
    return article


def _in_utc(value: str | None) -> str | None:
    if not value or not value.strip():
        return None
    moment = parse_time(value)
    if len(value.strip()) == len("2024-05-23"):
        return moment.date().isoformat()
    return moment.astimezone(UTC).isoformat()[:19] + "Z"
