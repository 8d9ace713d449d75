"""The tables.  Times are microseconds since 1970 in UTC; JSON stands as text.

addresses   the ledger: every discovered address of an outlet, with exactly one state
sources     feeds, sitemaps, listings as last read: validators, faults
hosts       robots.txt as last read, and until when a host asked to be left alone
pauses      outlets that blocked us, and until when they are left alone
articles    one row an article: what is looked up to tell new, changed and same
records     every record ever written, in the order of commits; append-only but for
            records not yet published, which a later word on the same article replaces
texts       one row a content of an article: its fingerprint, what a translation shares with it
marks       bands and sentences of the texts, in periods of 28 days
boilerplate sentences that an outlet prints under many articles
links       which articles are copies or translations of one another, and how that shows
looks       one row a look at an address, but for later ones that found it as it was: for the outlet's health
alarms      what was out of line with an outlet's own history, and until when
tombstones  addresses whose article was taken down: it does not come back
runs        one row a run
clock       the last indexed_at given out; its lock orders the commits
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

AnyRow = Row[*tuple[Any, ...]]
metadata = MetaData()

# SQLite counts up only an INTEGER key by itself.
_SERIAL = BigInteger().with_variant(Integer, "sqlite")

addresses = Table(
    "addresses",
    metadata,
    Column("address_id", _SERIAL, primary_key=True),
    Column("outlet", String(255), nullable=False),
    Column("url", Text, nullable=False),
    Column("address_key", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", Text),
    Column("http_status", Integer),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("due_at", BigInteger),  # when it is to be fetched; null: nothing is pending
    Column("sort_at", BigInteger, nullable=False),  # newest first: its date, else when it was found
    Column("hint_at", BigInteger),  # its date as far as known
    Column("discovered_by", Text),  # Discovery as JSON
    Column("discovered_at", BigInteger, nullable=False),
    Column("checked_at", BigInteger),
    Column("changed_at", BigInteger, nullable=False),  # of the state
    Column("article_id", String(40)),
    Column("run_id", String(40)),
    Column("recheck_at", BigInteger),  # when an exported article is worth another look; null: no more
    Column("etag", Text),  # of the page as last read, for the next look's conditional request
    Column("last_modified", Text),
    UniqueConstraint("outlet", "address_key", name="addresses_outlet_key"),
    Index("addresses_due", "outlet", "due_at", "sort_at"),
    Index("addresses_recheck", "outlet", "recheck_at"),
    Index("addresses_state", "outlet", "state"),
    Index("addresses_article", "article_id"),
    Index("addresses_key", "address_key"),
    Index("addresses_run", "run_id"),
)

sources = Table(
    "sources",
    metadata,
    Column("outlet", String(255), primary_key=True),
    Column("url", Text, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("parent", Text),
    Column("modified_at", BigInteger),  # lastmod as its parent gives it
    Column("read_modified_at", BigInteger),  # the lastmod at which it was last read
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked_at", BigInteger),
    Column("http_status", Integer),
    Column("entries", Integer),
    Column("fault", Text),
    Column("fault_at", BigInteger),
    Column("fault_since", BigInteger),  # the first of the looks in a row that found one
    Column("due", Boolean, nullable=False, server_default=false()),  # named, to be read, not yet read
    Column("poll_at", BigInteger),  # when it is worth the next look
    Column("gap", Float),  # seconds between its news, smoothed
    Column("news_at", BigInteger),  # when it last brought any
    Index("sources_poll", "outlet", "poll_at"),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", String(255), primary_key=True),
    Column("not_before", BigInteger),
    Column("pause", Integer),  # seconds of the last wait that we gave it ourselves: the next is longer
    Column("robots", Text),
    Column("robots_etag", Text),
    Column("robots_last_modified", Text),
    Column("robots_at", BigInteger),
    Column("robots_failed_at", BigInteger),  # since when it has given no answer
)

pauses = Table(
    "pauses",
    metadata,
    Column("outlet", String(255), primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("seconds", Integer, nullable=False),  # how long the last one was: the next is longer
    Column("since", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("article_id", String(40), primary_key=True),
    Column("outlet", String(255), nullable=False),
    Column("url", Text, nullable=False),
    Column("article_key", Text, nullable=False),
    Column("is_canonical", Boolean, nullable=False),  # read at its canonical address, not at a twin's
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("body_hash", String(64)),
    Column("date_published", String(32)),
    Column("indexed_at", BigInteger, nullable=False),  # of the latest record
    UniqueConstraint("article_key", name="articles_key"),
    Index("articles_body", "body_hash"),
    Index("articles_outlet", "outlet"),
)

records = Table(
    "records",
    metadata,
    Column("indexed_at", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", String(40), nullable=False),
    Column("outlet", String(255), nullable=False),
    Column("version", Integer, nullable=False),
    Column("run_id", String(40), nullable=False),
    Column("published", Boolean, nullable=False),
    Column("record", Text, nullable=False),
    Index("records_article", "article_id", "version"),
    Index("records_unpublished", "outlet", "published", "run_id"),
)

texts = Table(
    "texts",
    metadata,
    Column("text_no", _SERIAL, primary_key=True),
    Column("article_id", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("outlet", String(255), nullable=False),
    Column("language", String(12), nullable=False),
    Column("at", BigInteger, nullable=False),  # seconds: when it came out
    Column("definition", Integer, nullable=False),  # of the fingerprint
    Column("signature", LargeBinary, nullable=False),
    Column("clues", LargeBinary),
    Column("words", Integer),  # null: stored before they were counted
    Index("texts_article", "article_id"),
    Index("texts_at", "at"),
)

# The key is the row: half the size of a table with an index beside it.
marks = Table(
    "marks",
    metadata,
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("text_no", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

boilerplate = Table(
    "boilerplate",
    metadata,
    Column("outlet", String(255), primary_key=True),
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("one", String(40), primary_key=True),
    Column("other", String(40), primary_key=True),
    Column("relation", String(20), nullable=False),
    Column("similarity", Float, nullable=False),
    Column("strength", Float, nullable=False),
    Column("one_found", Float, nullable=False),
    Column("other_found", Float, nullable=False),
    Column("evidence", Text, nullable=False),
    Index("links_other", "other"),
)

looks = Table(
    "looks",
    metadata,
    Column("look_id", _SERIAL, primary_key=True),
    Column("outlet", String(255), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("state", String(20), nullable=False),
    Column("again", Boolean, nullable=False),  # at an article that was there
    Column("http_status", Integer),
    Column("fields", Integer),  # of its record: one bit a field that is filled
    Column("by_rules", Integer),  # one bit a field that the outlet's own rules gave
    Column("words", Integer),
    Column("delay", Integer),  # seconds from the publication to the record, of a new article
    Index("looks_outlet", "outlet", "at"),
    Index("looks_at", "at"),
)

alarms = Table(
    "alarms",
    metadata,
    Column("alarm_id", _SERIAL, primary_key=True),
    Column("outlet", String(255), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("words", Text, nullable=False),
    Column("raised_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),  # when it last held
    Column("ended_at", BigInteger),
    Column("told_at", BigInteger),  # by webhook or mail
    Index("alarms_outlet", "outlet", "ended_at"),
)

tombstones = Table(
    "tombstones",
    metadata,
    Column("address_key", Text, primary_key=True),
    Column("outlet", String(255), nullable=False),
    Column("url", Text, nullable=False),  # of the article, the same in each of its rows
    Column("article_id", String(40)),
    Column("body_hash", String(64)),
    Column("at", BigInteger, nullable=False),
    Column("reason", Text),
    Column("erased_at", BigInteger),  # when files and archives were rid of it; null: not yet
    Index("tombstones_body", "body_hash"),
)

runs = Table(
    "runs",
    metadata,
    Column("run_id", String(40), primary_key=True),
    Column("outlet", String(255), nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("frozen_at", BigInteger),  # its records no longer change: publishing has begun
    Column("published_at", BigInteger),
    Column("arguments", Text),
    Column("counts", Text),
    Column("outcome", Text),
    Index("runs_outlet", "outlet", "started_at"),
)

clock = Table(
    "clock",
    metadata,
    Column("clock_id", Integer, primary_key=True, autoincrement=False),
    Column("indexed_at", BigInteger, nullable=False),
)
