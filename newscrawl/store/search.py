"""The search index: the latest published record of each article as columns, and its words.

It stands in a file of its own beside the SQLite database, is made from the
records alone and brought up to them by `catch_up`: a lost, damaged or outdated
index is made anew, and the database, its backups and its schema know nothing
of it.  Scripts that put no space between words are indexed by the letter.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from sqlalchemy.engine import Engine

from newscrawl.store.backup import sqlite_path
from newscrawl.store.database import StoreError

_DEFINITION = 1  # of tables, columns and words: another one, and the index is made anew
_BATCH = 200  # articles a transaction
_BUSY_SECONDS = 60
_LATELY = 2 * 86_400 * 1_000_000  # longer than a run takes to publish what it has stored

_SCHEMA = """
CREATE TABLE news (
    doc INTEGER PRIMARY KEY, headline TEXT, outlet TEXT, day TEXT, date_published TEXT, authors TEXT,
    language TEXT, words INTEGER, section TEXT, url TEXT, publisher TEXT, country TEXT, credits TEXT,
    copy_relation TEXT, copy_outlet TEXT, copy_url TEXT, copy_similarity REAL, version INTEGER,
    truncated INTEGER, id TEXT NOT NULL UNIQUE, indexed_at TEXT, indexed_micros INTEGER,
    description TEXT, body TEXT -- last: what stands behind a long text is slow to read
);
CREATE INDEX news_day ON news (day, outlet, language, words);
CREATE INDEX news_language ON news (language);
CREATE INDEX news_relation ON news (copy_relation);
CREATE INDEX news_outlet ON news (outlet, day);
CREATE INDEX news_indexed ON news (indexed_micros);
CREATE INDEX news_published ON news (date_published);
CREATE INDEX news_copies ON news (copy_outlet, outlet) WHERE copy_outlet IS NOT NULL;
CREATE VIEW news_spaced AS SELECT doc, spaced(headline) AS headline, spaced(body) AS body FROM news;
CREATE VIRTUAL TABLE news_fts USING fts5(
    headline, body, content='news_spaced', content_rowid='doc', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER news_added AFTER INSERT ON news BEGIN
    INSERT INTO news_fts (rowid, headline, body) VALUES (new.doc, spaced(new.headline), spaced(new.body));
END;
CREATE TRIGGER news_removed AFTER DELETE ON news BEGIN
    INSERT INTO news_fts (news_fts, rowid, headline, body)
    VALUES ('delete', old.doc, spaced(old.headline), spaced(old.body));
END;
CREATE VIEW news_by_day AS
    SELECT day, outlet, language, count(*) AS articles, sum(words) AS words
    FROM news GROUP BY day, outlet, language;
CREATE VIEW copies AS
    SELECT day, outlet, headline, copy_relation, copy_outlet, copy_similarity, url, copy_url, id
    FROM news WHERE copy_outlet IS NOT NULL;
CREATE VIEW changed AS
    SELECT day, outlet, headline, version, indexed_at, url, id FROM news WHERE version > 1;
"""

_STALE = """
SELECT a.indexed_at FROM store.articles AS a LEFT JOIN news AS n ON n.id = a.article_id
WHERE n.indexed_micros IS NOT a.indexed_at ORDER BY a.indexed_at
"""
# By the key of the records: what a run asks at its end must not grow with the years.
_STALE_LATELY = f"""
SELECT r.indexed_at FROM store.records AS r CROSS JOIN store.articles AS a
LEFT JOIN news AS n ON n.id = a.article_id
WHERE r.indexed_at > (SELECT coalesce(max(indexed_micros), 0) FROM news) - {_LATELY}
  AND a.article_id = r.article_id AND a.indexed_at = r.indexed_at AND n.indexed_micros IS NOT r.indexed_at
ORDER BY r.indexed_at
"""
_RECORD = "SELECT indexed_at, record FROM store.records WHERE indexed_at = ? AND published"
_GONE = "DELETE FROM news WHERE id NOT IN (SELECT article_id FROM store.articles)"


Tell = Callable[[int, int], None]


def _tell_nobody(_done: int, _of: int) -> None:
    return


class _Named(msgspec.Struct):
    name: str | None = None


class _Origin(msgspec.Struct):
    outlet: str | None = None
    url: str | None = None
    relation: str | None = None
    similarity: float | None = None


class _Record(msgspec.Struct):
    """What of a record is looked at."""

    id: str
    outlet: str | None = None
    publisher: str | None = None
    country: str | None = None
    url: str | None = None
    headline: str | None = None
    description: str | None = None
    article_body: str | None = None
    authors: list[_Named] = []
    date_published: str | None = None
    first_seen: str | None = None
    in_language: str | None = None
    article_section: str | None = None
    is_truncated: bool | None = None
    source_organization: list[_Named] = []
    copy_of: _Origin | None = None
    word_count: int | None = None
    version: int | None = None
    indexed_at: str | None = None


_decode = msgspec.json.Decoder(_Record).decode


def index_of(database: Path) -> Path:
    """Return where the index of a database stands."""
    return database.with_suffix(".search.db")


def catch_up(database: Path, *, lately: bool = False, tell: Tell = _tell_nobody) -> int:
    """Bring the index up to what is published, made when missing or damaged; return how many were read.

    `tell` hears after each batch how many of how many are read.
    `lately`: only by the records of the last two days, which takes a few
    milliseconds; else by all of them, 4 µs each.  In small transactions of
    its own: a kill leaves the rest to the next time.  Raises StoreError.
    """
    with _told():
        try:
            return _catch_up(database, lately, tell)
        except sqlite3.OperationalError:
            raise  # locked, no space left: the index is as sound as before
        except sqlite3.DatabaseError:
            _remove(database)
            return _catch_up(database, lately, tell)


def follow(engine: Engine, *, lately: bool = False) -> None:
    """Bring an index that is there up to what is published, as `catch_up` does; raises StoreError."""
    database = sqlite_path(str(engine.url))
    if database is not None and index_of(database).exists():
        catch_up(database, lately=lately)


def forget(engine: Engine, article_id: str) -> None:
    """Take an article out of the index, its words out of the index's file; raises StoreError."""
    database = sqlite_path(str(engine.url))
    if database is None or not index_of(database).exists():
        return
    with _told():
        try:
            with _opened(database) as index:
                index.execute("PRAGMA secure_delete=ON")  # no text left in free pages
                with _transaction(index):
                    index.execute("DELETE FROM news WHERE id = ?", (article_id,))
                    index.execute("INSERT INTO news_fts (news_fts) VALUES ('optimize')")  # drops its words
                index.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            _remove(database)


def set_up(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the index's views and queries call."""
    connection.create_function("spaced", 1, spaced, deterministic=True)
    connection.create_function("search_query", 1, search_query, deterministic=True)


# Thai, Lao, Myanmar, Khmer, kana, Hangul, Chinese characters.
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff])"
)
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')


def spaced(text: str | None) -> str | None:
    """Return the text with a zero-width space behind each letter of the scripts that part no words."""
    return text if text is None or text.isascii() else _UNSPACED.sub("\\1\u200b", text)


def search_query(text: str | None) -> str:
    """Return what somebody typed as a query of FTS5: all words, "phrases", beginnings* of words.

    Nothing that is typed is a syntax error; a text without words finds nothing.
    """
    terms = [phrase or word for phrase, word in _TERM.findall((text or "").replace("\0", " "))]
    found = [f'"{spaced(term)}"{"*" if term.endswith("*") else ""}' for term in terms if _has_words(term)]
    return " ".join(found) or '""'


def _has_words(term: str) -> bool:
    return any(letter.isalnum() for letter in term)


def _catch_up(database: Path, lately: bool, tell: Tell) -> int:
    with _opened(database) as index:
        if not lately:
            with _transaction(index):
                index.execute(_GONE)
        query = _STALE_LATELY if lately else _STALE
        stale = array("q", (at for (at,) in index.execute(query)))
        number = 0
        for start in range(0, len(stale), _BATCH):
            keys = stale[start : start + _BATCH]
            with _transaction(index):
                rows = [row for key in keys for row in index.execute(_RECORD, (key,))]
                number += len(rows)
                _put(index, [_columns(at, _decode(record)) for at, record in rows])
            tell(start + len(keys), len(stale))
        return number


def _put(index: sqlite3.Connection, rows: list[dict[str, object]]) -> None:
    for row in rows:
        index.execute("DELETE FROM news WHERE id = :id", row)
        names = ", ".join(row)
        index.execute(f"INSERT INTO news ({names}) VALUES (:{names.replace(', ', ', :')})", row)


def _columns(at: int, record: _Record) -> dict[str, object]:
    origin = record.copy_of or _Origin()
    return {
        "id": record.id,
        "headline": record.headline,
        "outlet": record.outlet,
        "day": (record.date_published or record.first_seen or record.indexed_at or "")[:10],
        "date_published": record.date_published,
        "authors": _names(record.authors),
        "language": record.in_language,
        "words": record.word_count,
        "section": record.article_section,
        "url": record.url,
        "publisher": record.publisher,
        "country": record.country,
        "description": record.description,
        "body": record.article_body,
        "credits": _names(record.source_organization),
        "copy_relation": origin.relation,
        "copy_outlet": origin.outlet,
        "copy_url": origin.url,
        "copy_similarity": origin.similarity,
        "version": record.version,
        "truncated": record.is_truncated,
        "indexed_at": record.indexed_at,
        "indexed_micros": at,
    }


def _names(people: list[_Named]) -> str | None:
    return ", ".join(one.name for one in people if one.name) or None


# --- the file ---


@contextlib.contextmanager
def _opened(database: Path) -> Iterator[sqlite3.Connection]:
    """The index, its tables made where they are not; the database beside it as `store`, only to be read."""
    if _is_outdated(database):
        _remove(database)
    with contextlib.closing(_connect(database)) as index:
        index.execute("PRAGMA journal_mode=WAL")  # who looks at it waits for no writer
        index.execute("PRAGMA synchronous=NORMAL")  # what a power cut takes is made again
        set_up(index)
        with _transaction(index):
            if _definition(index) == 0:
                for statement in _statements(_SCHEMA):
                    index.execute(statement)
                index.execute(f"PRAGMA user_version={_DEFINITION}")
        index.execute("ATTACH ? AS store", (f"{database.absolute().as_uri()}?mode=ro",))
        yield index


def _connect(database: Path) -> sqlite3.Connection:
    uri = index_of(database).absolute().as_uri()
    return sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


def _is_outdated(database: Path) -> bool:
    with contextlib.closing(_connect(database)) as index:
        return _definition(index) not in (0, _DEFINITION)


def _definition(index: sqlite3.Connection) -> int:
    (found,) = index.execute("PRAGMA user_version").fetchone()
    return int(found)


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; sqlite3's own executescript would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextlib.contextmanager
def _transaction(index: sqlite3.Connection) -> Iterator[None]:
    index.execute("BEGIN IMMEDIATE")
    with index:  # commits, or undoes what was done
        yield


def _remove(database: Path) -> None:
    path = index_of(database)
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"the search index: {error}") from error
