"""Datasette over the records and the ledger: read-only, for this machine alone.

Two databases: `news` is the search index, `crawler` the crawler's own database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from newscrawl.store.search import index_of, search_query, set_up
from newscrawl.store.times import iso

HOSTS = ("127.0.0.1", "localhost")
Asgi = Callable[[dict[str, Any], Any, Any], Awaitable[None]]
Hook = TypeVar("Hook", bound=Callable[..., Any])

_SETTINGS = {
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": False,  # tries every column: a second for each page of 40,000 articles
    "truncate_cells_html": 120,
    "allow_download": False,
    "max_csv_mb": 0,  # no bound: the table stands on this machine already
}


def _time(column: str) -> str:
    return f"strftime('%Y-%m-%d %H:%M:%SZ', {column} / 1000000, 'unixepoch') AS {column}"


_SEARCH = """
SELECT n.headline, n.outlet, n.day,
       replace(snippet(news_fts, 1, '[', ']', ' … ', 24), char(8203), '') AS passage,
       n.url, round(-bm25(news_fts, 4.0, 1.0), 2) AS score, n.id
FROM news_fts JOIN news AS n ON n.doc = news_fts.rowid
WHERE news_fts MATCH search_query(:text) AND (:outlet = '' OR n.outlet = :outlet)
ORDER BY bm25(news_fts, 4.0, 1.0) LIMIT 100
"""
_COPIES = """
SELECT day, outlet, headline, copy_relation, copy_similarity, url, copy_url FROM copies
WHERE copy_outlet = :outlet ORDER BY day DESC LIMIT 1000
"""
_NOT_EXPORTED = f"""
SELECT outlet, state, reason, http_status, attempts, url, {_time("discovered_at")}, {_time("checked_at")}
FROM addresses WHERE state NOT IN ('article', 'paywalled')
  AND (:outlet = '' OR outlet = :outlet) AND (:state = '' OR state = :state)
ORDER BY addresses.changed_at DESC LIMIT 1000
"""
_WHY_NOT = """
SELECT outlet, state, iif(state = 'duplicate', 'of an article', reason) AS reason, count(*) AS addresses
FROM addresses
WHERE state NOT IN ('article', 'paywalled') AND (:outlet = '' OR outlet = :outlet)
GROUP BY 1, 2, 3 ORDER BY 4 DESC LIMIT 1000
"""
_VERSIONS = """
SELECT version, json_extract(record, '$.indexed_at') AS indexed_at,
       json_extract(record, '$.headline') AS headline, json_extract(record, '$.word_count') AS words,
       json_extract(record, '$.date_modified') AS date_modified, run_id
FROM records WHERE article_id = :id ORDER BY records.indexed_at
"""
_RUN_LOG = f"""
SELECT run_id, outlet, {_time("started_at")}, {_time("ended_at")}, outcome, counts FROM runs
WHERE :outlet = '' OR outlet = :outlet ORDER BY runs.started_at DESC LIMIT 1000
"""
_ALARM_LOG = f"""
SELECT outlet, kind, words, {_time("raised_at")}, {_time("seen_at")}, {_time("ended_at")} FROM alarms
WHERE :outlet = '' OR outlet = :outlet ORDER BY alarms.raised_at DESC LIMIT 1000
"""

_NEWS = {
    "description": "The latest published record of each article, and full-text search.",
    "tables": {
        "news": {
            "description": 'One row an article. Search takes all words, "phrases", beginnings*.',
            "facets": ["outlet", "language", "copy_relation"],
            "sort_desc": "date_published",
            "label_column": "headline",
            "fts_table": "news_fts",
            "fts_pk": "doc",
        },
        "news_by_day": {"description": "Articles and words by day, outlet and language."},
        "copies": {
            "description": "Articles that are copies or translations of another outlet's.",
            "facets": ["copy_outlet", "outlet", "copy_relation"],
        },
        "changed": {"description": "Articles that their outlet changed after publication."},
        "news_spaced": {"hidden": True},
    },
    "queries": {
        "search": {"title": "Search with passages, best first", "sql": _SEARCH},
        "copies_of": {"title": "Who copies an outlet", "sql": _COPIES},
    },
}
_CRAWLER = {
    "description": "The crawler's own database: ledger, runs, alarms, every version of every record.",
    "tables": {
        "addresses": {
            "description": "The ledger: every address that was discovered, with its state.",
            "facets": ["state", "outlet"],
            "sort_desc": "address_id",
        },
        **{name: {"hidden": True} for name in ("alembic_version", "boilerplate", "clock", "marks", "texts")},
    },
    "queries": {
        "not_exported": {"title": "What was not exported, and why", "sql": _NOT_EXPORTED},
        "why_not": {"title": "Reasons for what was not exported, counted", "sql": _WHY_NOT},
        "versions": {"title": "The records of an article, by its id", "sql": _VERSIONS},
        "run_log": {"title": "Runs, the latest first", "sql": _RUN_LOG},
        "alarm_log": {"title": "Alarms, the latest first", "sql": _ALARM_LOG},
    },
}
_METADATA = {"title": "newscrawl", "databases": {"news": _NEWS, "crawler": _CRAWLER}}


class _ReadOnly(Database):  # type: ignore[misc]  # Datasette has no types
    """A file that no connection can write to, whatever its name."""

    def connect(self, write: bool = False) -> sqlite3.Connection:  # noqa: ARG002
        uri = f"{Path(self.path).absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        connection.execute("PRAGMA query_only=1")
        self._all_file_connections.append(connection)
        return connection


def _hook(**told: bool) -> Callable[[Hook], Hook]:
    """Mark a function as a hook, with its type kept."""
    return cast("Callable[[Hook], Hook]", hookimpl(**told))


class _Hooks:
    """What Datasette asks of a plugin."""

    @staticmethod
    @_hook(trylast=True)  # after Datasette's own escape_fts, which knows no script without spaces
    def prepare_connection(conn: sqlite3.Connection) -> None:
        set_up(conn)
        conn.create_function("escape_fts", 1, search_query, deterministic=True)

    @staticmethod
    @_hook()
    def render_cell(value: object, column: str, database: str) -> str | None:
        """Show the database's microseconds as times."""
        if database == "crawler" and column.endswith("_at") and isinstance(value, int):
            return iso(value)
        return None

    @staticmethod
    @_hook()
    def asgi_wrapper() -> Callable[[Asgi], Asgi]:
        return _for_this_machine


def _for_this_machine(app: Asgi) -> Asgi:
    """Refuse requests that name another host: a web page could have its own name lead to this server."""

    async def checked(scope: dict[str, Any], receive: Any, send: Any) -> None:
        host = dict(scope.get("headers") or ()).get(b"host", b"").decode("latin-1")
        if scope["type"] == "http" and host.rsplit(":", 1)[0] not in HOSTS:
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": b"only by 127.0.0.1 or localhost\n"})
        else:
            await app(scope, receive, send)

    return checked


def datasette_over(database: Path) -> Any:
    """Return Datasette over a database and its search index, which must be there."""
    # With rich it would print all its variables for each mistyped query.
    pm.get_plugin("datasette.handle_exception").rich = None
    if not pm.is_registered(_Hooks):
        pm.register(_Hooks)
    served = Datasette(metadata=_METADATA, settings=_SETTINGS)
    served.remove_database("_memory")
    served.add_database(_ReadOnly(served, str(index_of(database))), name="news")
    served.add_database(_ReadOnly(served, str(database)), name="crawler")
    return served
