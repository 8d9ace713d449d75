"""The index of texts in the database: what `dedupe` looks up there, windowed by time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from newscrawl.dedupe import fingerprint
from newscrawl.dedupe.clue_table import DAYS, ClueTable
from newscrawl.dedupe.index import (
    DAY,
    MAX_BUCKET,
    MAX_FOREIGN,
    WINDOW,
    Text,
    boilerplate_in,
    likeliest,
    lookup_marks,
    worth_comparing,
)
from newscrawl.store import prepared
from newscrawl.store.prepared import Prepared
from newscrawl.store.tables import AnyRow, boilerplate, records, texts

_KEPT_DAYS = 90  # of clues in memory
PERIOD: Final = 2 * WINDOW  # seconds in one period: a window reaches into two of them

# In the driver's own words: sixty parameters through the toolkit cost more than the query.
_MARKED = """
SELECT marks.mark, marks.text_no, texts.article_id, texts.outlet, texts.at
FROM marks JOIN texts ON texts.text_no = marks.text_no
WHERE marks.period IN ({0}, {0}) AND marks.mark IN ({1})
"""
_PRINTED = "SELECT text_no, words, signature FROM texts WHERE text_no IN ({0})"
_STEP: Final = 32  # marks are asked for by the multiple of it, so that few statements come about
_FEW: Final = 8  # texts likewise
_NEW_MARKS = "INSERT INTO marks (period, mark, text_no) VALUES ({0}, {0}, {0})"
_later = records.alias("later")
_latest = (
    sa.select(sa.func.max(_later.c.indexed_at))
    .where(_later.c.article_id == texts.c.article_id, _later.c.version == texts.c.version)
    .correlate(texts)
    .scalar_subquery()
)
_OF_TEXTS = (
    sa.select(texts, records.c.record)
    .select_from(texts)
    .join(records, records.c.indexed_at == _latest)
    .where(texts.c.text_no.in_(sa.bindparam("numbers", expanding=True)))
)
_NEWEST = Prepared(sa.select(sa.func.max(texts.c.text_no)))
_BOILERPLATE = Prepared(sa.select(boilerplate.c.mark).where(boilerplate.c.outlet == sa.bindparam("outlet")))
_NEW_TEXT = Prepared(
    texts.insert().returning(texts.c.text_no), [column.name for column in texts.c if column.name != "text_no"]
)


@cache
def _printed(place: str, number: int) -> str:
    return _PRINTED.format(", ".join([place] * number))


@cache
def _marked(place: str, number: int) -> str:
    return _MARKED.format(place, ", ".join([place] * number))


class _Marked(NamedTuple):
    """A text under a mark."""

    mark: int
    text_no: int
    article: str
    outlet: str
    at: int


class _Content(msgspec.Struct):
    """What of a record is compared."""

    headline: str | None = None
    article_body: str | None = None


class _Clues:
    """The clues of the texts committed so far, read once."""

    def __init__(self) -> None:
        self.table = ClueTable()
        self.days: set[int] = set()
        self.last = 0  # text_no up to which the days are read


_CLUES: WeakKeyDictionary[Engine, _Clues] = WeakKeyDictionary()


class DatabaseIndex:
    """The texts of a database as one transaction sees them."""

    def __init__(self, connection: Connection, *, translated: bool) -> None:
        self._connection = connection
        self._translated = translated
        self._place = "?" if connection.dialect.positional else "%s"
        self._boilerplate: dict[str, set[int]] = {}
        self._full: set[int] = set()  # marks whose bucket is full
        self._seen: dict[int, Text] = {}
        self._fresh = ClueTable()  # of this transaction, which may yet be undone
        self._clues = _CLUES.setdefault(connection.engine, _Clues())
        if translated:
            self._catch_up()

    def near(self, text: Text) -> list[Text]:
        rows = self._marked(text)
        if not rows:
            self._full = set()
            return []
        under: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            under[row.mark].append(row.text_no)
        self._full = {mark for mark, numbers in under.items() if len(numbers) >= MAX_BUCKET}
        known = self._learn(text, under, rows)
        return self._worth(text, under, known, rows)

    def foreign(self, text: Text) -> list[Text]:
        if not self._translated:
            return []
        asked = (text.at, text.language, text.clues)
        numbers = [*self._fresh.likeliest(*asked), *self._around(text.at).likeliest(*asked)]
        found = (other for other in self._texts(numbers[:MAX_FOREIGN]) if other.outlet != text.outlet)
        return list(found)

    def boilerplate(self, outlet: str) -> Collection[int]:
        if outlet not in self._boilerplate:
            rows = _BOILERPLATE.run(self._connection, {"outlet": outlet})
            self._boilerplate[outlet] = {mark for (mark,) in rows}
        return self._boilerplate[outlet]

    def add(self, text: Text, version: int = 1) -> None:
        clues = np.array(sorted(text.clues), "<u2").tobytes() if text.clues else None
        row = {
            "article_id": text.article,
            "version": version,
            "outlet": text.outlet,
            "language": text.language[:12],
            "at": text.at,
            "definition": fingerprint.VERSION,
            "signature": fingerprint.packed(text.print.signature),
            "clues": clues,
            "words": len(text.print.words),
        }
        number = _NEW_TEXT.value(self._connection, row)
        period = text.at // PERIOD
        kept = [(period, mark, number) for mark in sorted({*text.print.marks} - self._full)]
        if kept:
            prepared.run_each(self._connection, _NEW_MARKS.format(self._place), kept)
        if text.clues:
            self._fresh.add(number, text.at, text.language, text.clues)

    def _marked(self, text: Text) -> list[_Marked]:
        """Return the texts around this one's time under each of its marks."""
        found = lookup_marks(text)
        if not found:
            return []
        asked = [*found, *[found[0]] * (-len(found) % _STEP)]
        periods = [(text.at - WINDOW) // PERIOD, (text.at + WINDOW) // PERIOD]
        query = _marked(self._place, len(asked))
        return [_Marked._make(row) for row in prepared.run(self._connection, query, (*periods, *asked))]

    def _learn(self, text: Text, under: dict[int, list[int]], rows: Iterable[_Marked]) -> set[int]:
        """Return the boilerplate of a text's outlet, with what this text shows of it."""
        known = set(self.boilerplate(text.outlet))
        owners = {row.text_no: (row.article, row.outlet) for row in rows}
        fresh = boilerplate_in(text, under, owners) - known
        if fresh:
            told = [{"outlet": text.outlet, "mark": mark} for mark in sorted(fresh)]
            self._connection.execute(boilerplate.insert(), told)
            self._boilerplate[text.outlet] = known | fresh
        return known | fresh

    def _worth(
        self, text: Text, under: dict[int, list[int]], known: set[int], rows: Iterable[_Marked]
    ) -> list[Text]:
        shared: dict[int, int] = defaultdict(int)
        for mark, numbers in under.items():
            for number in numbers if mark not in known else ():
                shared[number] += 1
        places = {row.text_no: (row.outlet, row.at) for row in rows}
        looked_at = self._prints(likeliest(text, shared, places))
        return self._texts(worth_comparing(text, shared, looked_at))

    def _prints(self, numbers: list[int]) -> list[tuple[int, tuple[int | None, fingerprint.Values]]]:
        """Return (text, (its words, its signature)), in the order of their numbers."""
        if not numbers:
            return []
        asked = [*numbers, *[numbers[0]] * (-len(numbers) % _FEW)]
        rows = prepared.run(self._connection, _printed(self._place, len(asked)), tuple(asked))
        found = {number: (words, fingerprint.unpacked(stored)) for number, words, stored in rows}
        return [(number, found[number]) for number in numbers]

    def _texts(self, numbers: list[int]) -> list[Text]:
        """Return texts by number, in that order; those whose record is gone are left out."""
        unseen = [number for number in dict.fromkeys(numbers) if number not in self._seen]
        if unseen:
            for row in self._connection.execute(_OF_TEXTS, {"numbers": unseen}):
                self._seen[row.text_no] = self._text(row)
        return [self._seen[number] for number in dict.fromkeys(numbers) if number in self._seen]

    def _text(self, row: AnyRow) -> Text:
        content = msgspec.json.decode(row.record, type=_Content)
        body = content.article_body or ""
        return Text(
            article=row.article_id,
            outlet=row.outlet,
            at=row.at,
            language=row.language,
            print=fingerprint.fingerprint(body),
            body=f"{content.headline or ''}\n\n{body}" if self._translated else "",
        )

    def _catch_up(self) -> None:
        """Read what was committed since the last transaction; called before this one writes anything."""
        last = self._clues.last
        newest = _NEWEST.value(self._connection, {}) or 0
        if newest > last and self._clues.days:
            self._read(self._clues.days, texts.c.text_no > last)
        self._clues.last = max(last, newest)

    def _around(self, at: int) -> ClueTable:
        """Return the clues committed before this transaction, read as far as a window reaches."""
        clues = self._clues
        window = set(range(at // DAY - DAYS, at // DAY + DAYS + 1))
        if len(clues.days | window) > _KEPT_DAYS:
            clues.table, clues.days = ClueTable(), set()
        if wanted := window - clues.days:
            between = (texts.c.at >= min(wanted) * DAY, texts.c.at < (max(wanted) + 1) * DAY)
            self._read(wanted, *between, texts.c.text_no <= clues.last)
            clues.days |= wanted
        return clues.table

    def _read(self, days: set[int], *which: sa.ColumnElement[bool]) -> None:
        columns = texts.c
        query = sa.select(columns.text_no, columns.at, columns.language, columns.clues)
        for row in self._connection.execute(query.where(columns.clues.is_not(None), *which)):
            if row.at // DAY in days:
                numbers: Any = np.frombuffer(row.clues, "<u2").tolist()
                self._clues.table.add(row.text_no, row.at, row.language, numbers)
