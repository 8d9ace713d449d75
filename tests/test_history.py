"""An article's versions, what changed, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.engine import Engine

from newscrawl.dedupe.changes import changes
from newscrawl.items import Article, Author, Correction
from newscrawl.store.articles import Shelf
from newscrawl.store.database import read, write
from newscrawl.store.history import article_named, history_of
from newscrawl.store.times import micros

MakeArticle = Callable[..., Article]
FIRST = (
    "The ferry left the quay at dawn with forty cars.\n\nNobody waved, and nobody said why it was late.\n\n"
    * 2
)


@pytest.fixture
def stored(engine: Engine, now: datetime, make_article: MakeArticle) -> Article:
    """Store an article of two versions, the second with another headline, paragraph and a correction."""
    second = make_article(
        headline="Ferry leaves at noon",
        article_body=FIRST + "Correction: It left at noon.",
        date_downloaded="2026-05-23T15:00:00Z",
        corrections=[Correction("Correction: It left at noon.")],
    )
    with write(engine) as connection:
        shelf = Shelf(connection, "R1", micros(now))
        shelf.put(make_article(article_body=FIRST))
        kept = shelf.put(second).article
        shelf.close()
    return kept


def test_a_history_tells_what_changed_and_when(engine: Engine, stored: Article) -> None:
    with read(engine) as connection:
        found = history_of(connection, stored.id or "")
    assert found is not None
    first, second = found.versions
    assert (first.version, first.seen, first.changed) == (1, "2026-05-23T11:30:00Z", [])
    assert (second.version, second.seen) == (2, "2026-05-23T15:00:00Z")
    assert [(change.key, change.removed[-1:], change.added) for change in second.changed] == [
        ("headline", ["Ferry one leaves"], ["Ferry leaves at noon"]),
        ("article_body", [], ["Correction: It left at noon."]),
    ]
    assert [correction.text for correction in second.corrections] == ["Correction: It left at noon."]


@pytest.mark.parametrize("named", ["https://post.example/one", "http://www.post.example/one/?utm_source=x"])
def test_an_article_is_found_by_its_address_or_id(engine: Engine, stored: Article, named: str) -> None:
    with read(engine) as connection:
        assert article_named(connection, named) == stored.id
        assert article_named(connection, stored.id or "") == stored.id
        assert article_named(connection, "https://post.example/other") is None
        assert history_of(connection, "nobody") is None


def test_versions_that_are_equal_have_no_changes() -> None:
    assert changes(Article(headline="One"), Article(headline="One")) == []


def test_changes_name_every_key_that_makes_a_version() -> None:
    before = Article(headline="One", description="A", article_body="P", authors=[Author("Ann Reed")])
    after = Article(
        headline="Two", article_body="P\n\nQ", date_published="2026-05-23", date_modified="2026-05-24"
    )
    assert [(change.key, change.removed, change.added) for change in changes(before, after)] == [
        ("headline", ["One"], ["Two"]),
        ("description", ["A"], []),
        ("article_body", [], ["Q"]),
        ("authors", ["Ann Reed"], []),
        ("date_published", [], ["2026-05-23"]),
        ("date_modified", [], ["2026-05-24"]),
    ]
