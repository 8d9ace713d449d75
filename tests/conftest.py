"""What the tests of the store share: a database, a fixed time, articles made to order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from loopback import Pages, serving
from servers import clear, empty_beside, postgresql, url_of
from sqlalchemy.engine import Engine

from newscrawl.items import Article
from newscrawl.store.articles import Shelf
from newscrawl.store.database import open_database, sqlite_url, write
from newscrawl.store.runs import start
from newscrawl.store.times import micros

NOW = datetime(2026, 5, 23, 11, 30, tzinfo=UTC)
MakeArticle = Callable[..., Article]


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def _fresh_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Migrating takes .3 s: done once, copied for each test."""
    path = tmp_path_factory.mktemp("database") / "newscrawl.db"
    open_database(sqlite_url(path)).dispose()
    return path.read_bytes()


@pytest.fixture(scope="session")
def _server() -> Iterator[Engine]:
    """Starting and migrating take 2 s: done once, cleared for each test."""
    with postgresql() as url:
        engine = open_database(url)
        yield engine
        engine.dispose()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have every test of a database run on both, but for those marked as SQLite's."""
    if "engine" in metafunc.fixturenames:
        alone = metafunc.definition.get_closest_marker("sqlite")
        metafunc.parametrize("engine", ["sqlite"] if alone else ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database at this program's schema, with the runs R1 and R2 of "post" and R9 of "mail"."""
    if request.param == "postgresql":
        server = request.getfixturevalue("_server")
        clear(server)
        engine = open_database(url_of(server))
    else:
        path = tmp_path / "newscrawl.db"
        path.write_bytes(request.getfixturevalue("_fresh_database"))
        engine = open_database(sqlite_url(path))
    with write(engine) as connection:
        for run_id, outlet in (("R1", "post"), ("R2", "post"), ("R9", "mail")):
            start(connection, run_id, outlet, now=NOW, arguments={})
    yield engine
    engine.dispose()


@pytest.fixture
def empty(engine: Engine, tmp_path: Path) -> Iterator[str]:
    """The address of a database of the same kind with nothing in it."""
    if engine.dialect.name == "sqlite":
        yield sqlite_url(tmp_path / "empty.db")
    else:
        with empty_beside(engine) as url:
            yield url


@pytest.fixture
def site() -> Iterator[tuple[str, Pages]]:
    """A site on loopback: its host, and its pages {path: (content type, body)}, which can be changed."""
    with serving() as served:
        yield served


@pytest.fixture
def make_article() -> MakeArticle:
    """Return a factory of normalised articles: each key can be set, ids and hashes follow from the rest."""

    def make(name: str = "one", **values: Any) -> Article:
        body = values.pop("article_body", f"The ferry {name} left the quay at dawn. " * 12)
        told: dict[str, Any] = {
            "outlet": "post",
            "publisher": "The Post",
            "url": f"https://post.example/{name}",
            "headline": f"Ferry {name} leaves",
            "article_body": body,
            "date_published": "2026-05-23T09:00:00Z",
            "date_downloaded": "2026-05-23T11:30:00Z",
            "first_seen": "2026-05-23T11:00:00Z",
            "crawler_version": "0.0.0",
        } | values
        told.setdefault("requested_url", told["url"])
        told.setdefault("id", _hash(f"{told['outlet']} {told.get('canonical_url') or told['url']}"))
        told.setdefault("content_hash", _hash(f"{told['headline']}{body}"))
        return Article(**told)

    return make


@pytest.fixture
def store(engine: Engine, make_article: MakeArticle, now: datetime) -> Callable[..., list[str]]:
    """Return a function that stores articles by name in one run; it returns their ids."""

    def store(*names: str, run: str = "R1", **told: Any) -> list[str]:
        with write(engine) as connection:
            shelf = Shelf(connection, run, micros(now))
            ids = [shelf.put(make_article(name, **told)).article.id or "" for name in names]
            shelf.close()
        return ids

    return store


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()
