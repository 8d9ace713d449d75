"""What is kept of each look: a row for an outcome, one bit a field, old ones removed in small steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from test_outcomes import Desk, policy

from newscrawl.discover import Source
from newscrawl.extract.verdict import NO_TEXT
from newscrawl.health.fields import FIELDS
from newscrawl.items import Article, Author
from newscrawl.store import looks, sources
from newscrawl.store.database import read, write
from newscrawl.store.looks import bit, delay, filled, ruled
from newscrawl.store.tables import looks as table
from newscrawl.store.times import micros

MakeArticle = Callable[..., Article]


@pytest.fixture
def desk(engine: Engine, now: datetime) -> Desk:
    return Desk(engine, now)


def rows(engine: Engine) -> list[Any]:
    with read(engine) as connection:
        return list(connection.execute(sa.select(table).order_by(table.c.look_id)))


def test_a_field_keeps_its_bit_for_ever() -> None:
    """Rows of three months carry them: a new field is appended here and there, none is moved or removed."""
    assert FIELDS[:19] == (
        "headline", "description", "article_body", "authors", "date_published", "date_modified",
        "article_section", "keywords", "main_image", "in_language", "dateline", "article_type", "images",
        "videos", "source_organization", "canonical_url", "alternative_headline", "is_accessible_for_free",
        "corrections",
    )  # fmt: skip
    assert len(set(FIELDS)) == len(FIELDS) < 32
    assert set(FIELDS) <= set(Article.__dataclass_fields__)


def test_a_record_s_filled_fields_are_its_bits_and_false_is_a_value() -> None:
    article = Article(
        headline="H", authors=[Author("A")], is_accessible_for_free=False, keywords=[], dateline=""
    )
    assert filled(article) == bit("headline") | bit("authors") | bit("is_accessible_for_free")
    article.provenance = {"headline": "json-ld", "authors": "rules", "publisher": "rules"}
    assert ruled(article) == bit("authors")


def test_a_new_article_s_look_has_its_fields_words_and_delay(
    desk: Desk, engine: Engine, make_article: MakeArticle, now: datetime
) -> None:
    desk.look("article", status=200, article=make_article(word_count=108, provenance={"headline": "rules"}))
    (row,) = rows(engine)
    assert (row.outlet, row.at, row.state, row.again) == ("post", micros(now), "article", False)
    assert (row.http_status, row.words, row.delay) == (200, 108, 2.5 * 3600)
    assert (row.by_rules, row.fields & 7) == (1, 5)


def test_a_look_is_noted_as_what_it_came_to_also_where_the_row_keeps_its_state(
    desk: Desk, engine: Engine, make_article: MakeArticle
) -> None:
    desk.look("article", status=200, article=make_article())
    desk.look("blocked", status=403)
    assert desk.row().state == "article"
    assert [(row.state, row.again, row.http_status) for row in rows(engine)][1:] == [("blocked", True, 403)]


def test_an_article_found_as_it_was_leaves_no_row_and_a_changed_one_does(
    desk: Desk, engine: Engine, make_article: MakeArticle
) -> None:
    for headline in ("Ferry leaves", "Ferry leaves", "Ferry turns back"):
        desk.look("article", status=200, article=make_article(headline=headline))
    assert [(row.state, row.again, row.delay is None) for row in rows(engine)] == [
        ("article", False, False),
        ("article", True, True),
    ]


def test_a_wait_that_counts_is_a_look_until_the_last_one_fails(desk: Desk, engine: Engine) -> None:
    claim = desk.claim()
    desk.settle(claim, "queued", reason="asked to wait")
    desk.settle(claim, "queued", reason="HTTP 503", status=503, counts=True)
    desk.settle(claim, "queued", reason="HTTP 503", status=503, counts=True, judge=policy(attempts_max=1))
    assert [(row.state, row.http_status) for row in rows(engine)] == [("queued", 503), ("failed", 503)]


def test_a_page_without_any_text_is_told_from_other_pages_that_are_no_articles(
    desk: Desk, engine: Engine
) -> None:
    desk.look("not_article", reason=NO_TEXT, status=200)
    desk.look("not_article", reason="front page", status=200, url="https://post.example/two")
    assert [row.words for row in rows(engine)] == [0, None]


def test_a_delay_needs_a_time_of_day_and_is_never_negative(now: datetime) -> None:
    assert delay("2026-05-23T11:00:00Z", now) == 1800
    assert delay("2026-05-23T12:00:00Z", now) == 0
    assert delay("2026-05-23", now) is delay(None, now) is None


def test_old_looks_are_removed_some_at_a_time(
    engine: Engine, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "_REMOVED_AT_ONCE", 2)
    ages = (100, 95, 91, 89)
    with write(engine) as connection:
        looks.add(connection, [looks.look("post", now - timedelta(days=age), "gone") for age in ages])
    for left in ([91, 89], [89], [89]):
        with write(engine) as connection:
            looks.remove_old(connection, days=90, now=now)
        assert [(micros(now) - row.at) // 86_400_000_000 for row in rows(engine)] == left


def test_a_source_s_fault_keeps_its_first_time_until_a_look_finds_none(engine: Engine, now: datetime) -> None:
    feed, hour = Source("https://post.example/feed", "feed"), timedelta(hours=1)
    with write(engine) as connection:
        sources.name(connection, "post", feed)
        for hours, fault in ((0, "HTTP 500"), (1, "HTTP 404"), (2, None), (3, "HTTP 404")):
            told = {"now": now + hours * hour, "status": 200, "fault": fault}
            sources.was_read(connection, "post", feed.url, **told)
            since = connection.scalar(sa.select(sources.sources.c.fault_since))
            assert since == {0: micros(now), 1: micros(now), 2: None, 3: micros(now + 3 * hour)}[hours]
