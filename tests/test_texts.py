"""Copies and translations in the database: found, corrected when the original comes later, bounded."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

import msgspec
import numpy as np
import pytest
import sqlalchemy as sa
from newsprint import body, reworded, sentences, text
from sqlalchemy.engine import Engine

from newscrawl.dedupe.desk import Desk
from newscrawl.dedupe.fingerprint import fingerprint
from newscrawl.dedupe.index import MAX_BUCKET, MAX_COMPARED, Text, worth_comparing
from newscrawl.dedupe.translation import Translations
from newscrawl.items import Article, Credit
from newscrawl.store import families
from newscrawl.store.articles import Shelf, Stored, latest_record
from newscrawl.store.database import migrate, open_database, read, write
from newscrawl.store.foresight import foresee
from newscrawl.store.tables import articles, boilerplate, clock, links, marks, records, texts
from newscrawl.store.times import micros

MakeArticle = Callable[..., Article]
Put = Callable[..., Stored]

RUSSIAN = """Министр транспорта Арвид Холлен приедет в портовый город Лисс 23 мая и сядет за стол переговоров.

По его словам, гости осмотрят два судна, построенные в Ольме, и в субботу пройдет первый рейс.

Переговоры откладывали 14 лет из-за спора о том, кто заплатит 38 миллионов крон за углубление фарватера."""
ENGLISH = """Minister of Transport Arvid Hollen will come to the port of Liss on 23 May and sit down to talks.

According to him, the guests will inspect two vessels built in Olma, and on Saturday they will sail.

The talks were put off for 14 years over who will pay 38 million crowns for the deepening of the fairway."""


def by_place(told: Sequence[str]) -> np.ndarray:
    """Stand in for a model: the headlines of all texts are alike, their first sentences, …"""
    return np.eye(len(told), 64, dtype=np.float32)


@pytest.fixture
def put(engine: Engine, now: datetime) -> Put:
    """Return a function that stores articles in a transaction, translations told by place."""

    def put(*articles: Article, run: str = "R1") -> list[Stored]:
        with write(engine) as connection:
            shelf = Shelf(connection, run, micros(now), Translations(by_place))
            stored = [shelf.put(article) for article in articles]
            shelf.close()
        return stored

    return put


@pytest.fixture
def by(make_article: MakeArticle) -> Callable[..., Article]:
    """Return a factory of articles by outlet, day of May 2026 and text."""

    def make(outlet: str, day: int, told: str, name: str = "one", **values: Any) -> Article:
        values.setdefault("in_language", "en")
        url, date = f"https://{outlet}.example/{name}", f"2026-05-{day:02}T09:00:00Z"
        return make_article(
            name,
            outlet=outlet,
            publisher=outlet.title(),
            url=url,
            article_body=told,
            date_published=date,
            **values,
        )

    return make


def latest(engine: Engine, article_id: str | None) -> Article:
    with read(engine) as connection:
        return latest_record(connection, article_id or "")


def count(engine: Engine, table: sa.Table) -> int:
    with read(engine) as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.mark.parametrize("edited", [reworded(text(1)), body(sentences(1)[:6])], ids=["reworded", "halved"])
def test_an_edited_copy_names_its_original(
    engine: Engine, put: Put, by: Callable[..., Article], edited: str
) -> None:
    original, copy = by("post", 1, text(1)), by("mail", 2, edited)
    put(original, run="R1")
    put(copy, run="R9")
    found = latest(engine, copy.id).copy_of
    assert found is not None
    assert (found.id, found.relation) == (original.id, "edited")
    assert found.evidence[0].startswith("text: ")


def test_copies_exported_before_their_original_came_in_are_corrected(
    engine: Engine, put: Put, by: Callable[..., Article]
) -> None:
    original, copy, edited = by("post", 1, text(1)), by("mail", 3, text(1)), by("echo", 4, reworded(text(1)))
    put(copy, edited, run="R9")
    with write(engine) as connection:
        connection.execute(records.update().values(published=True))
    before = [latest(engine, article.id) for article in (copy, edited)]
    put(original)
    after = [latest(engine, article.id) for article in (copy, edited)]
    assert [one.copy_of and one.copy_of.id for one in before] == [None, copy.id]
    assert [one.copy_of and one.copy_of.id for one in after] == [original.id, original.id]
    assert all(new.indexed_at > old.indexed_at for old, new in zip(before, after, strict=True))  # type: ignore[operator]
    assert [new.version for new in after] == [1, 1]


def test_what_a_copy_credits_becomes_the_original_though_it_is_dated_later(
    engine: Engine, put: Put, by: Callable[..., Article]
) -> None:
    credit = Credit("Post", outlet="post", evidence="Source: Post")
    copy = by("mail", 1, text(1), source_organization=[credit])
    original = by("post", 2, text(1))
    put(copy)
    put(original)
    found = latest(engine, copy.id).copy_of
    assert found is not None
    assert (found.id, found.evidence) == (
        original.id,
        ["text: the same word for word", "credit: Source: Post"],
    )
    assert latest(engine, original.id).copy_of is None


@pytest.mark.parametrize("first", [1, 9], ids=["early address first", "late address first"])
def test_the_earliest_date_of_all_its_addresses_tells_an_original(
    engine: Engine, put: Put, by: Callable[..., Article], first: int
) -> None:
    pages = [by("post", first, text(1)), by("mail", 4, text(1)), by("post", 10 - first, text(1), "again")]
    kept, copy, again = (put(page)[0].article for page in pages)
    found = latest(engine, copy.id).copy_of
    assert again.id == kept.id
    assert found is not None
    assert (found.id, latest(engine, kept.id).copy_of) == (kept.id, None)


@pytest.mark.parametrize("seed", range(4))
def test_database_and_memory_tell_the_same_of_whatever_comes_in_whatever_order(
    engine: Engine, put: Put, by: Callable[..., Article], seed: int
) -> None:
    told = [text(1), reworded(text(1)), body(sentences(1)[:6]), text(1) + "\n\nMore later.", text(1), text(2)]
    pages = [
        by(f"paper{n % 5}", 1 + n, one, f"n{n % 6}") for n, one in enumerate([*told, text(3), *told[1:4]])
    ]
    random.Random(seed).shuffle(pages)
    desk = Desk()
    for page in deepcopy(pages):
        desk.put(page)
    ids = {put(page)[0].article.id for page in pages}
    assert {one: latest(engine, one).copy_of for one in ids} == desk.origins()


@pytest.mark.parametrize("russian_first", [True, False])
def test_a_translation_names_its_original_in_whichever_order_they_come(
    engine: Engine, put: Put, by: Callable[..., Article], russian_first: bool
) -> None:
    credit = Credit("korrespondent", outlet="paper", evidence="Source: korrespondent")
    original = by("paper", 1, RUSSIAN, in_language="ru")
    page = by("times", 2, ENGLISH, in_language="en-US", source_organization=[credit])
    for article in (original, page) if russian_first else (page, original):
        put(article)
    found = latest(engine, page.id).copy_of
    assert found is not None
    assert (found.id, found.relation) == (original.id, "translation")
    assert [line.partition(":")[0] for line in found.evidence] == ["text", "credit"]
    assert latest(engine, original.id).copy_of is None


def test_translations_of_one_transaction_find_each_other(
    engine: Engine, put: Put, by: Callable[..., Article]
) -> None:
    page, original = by("times", 2, ENGLISH), by("paper", 1, RUSSIAN, in_language="ru")
    put(page, original)
    found = latest(engine, page.id).copy_of
    assert found is not None
    assert found.id == original.id


def test_the_model_looks_before_the_transaction_and_not_again_inside(
    engine: Engine, put: Put, by: Callable[..., Article], now: datetime
) -> None:
    put(by("paper", 1, RUSSIAN, in_language="ru"))
    asked: list[Sequence[str]] = []
    model = Translations(lambda told: asked.append(told) or by_place(told))  # type: ignore[func-returns-value]
    page = by("times", 2, ENGLISH)
    (made,) = foresee(engine, [page], model)
    assert len(asked) == 2
    with write(engine) as connection:
        shelf = Shelf(connection, "R1", micros(now), model)
        stored = shelf.put(page, text=made).article
        shelf.close()
    assert (len(asked), stored.copy_of is not None) == (2, True)


def test_only_what_will_be_compared_is_made_ready(
    engine: Engine, put: Put, by: Callable[..., Article], now: datetime
) -> None:
    page, other = by("post", 1, text(1)), by("post", 2, text(2))
    put(page)
    made = foresee(engine, [None, page, other], None, [page.id or ""])
    assert [told is not None for told in made] == [False, False, True]
    with write(engine) as connection:
        shelf = Shelf(connection, "R2", micros(now))
        shelf.put(other, text=made[2])
        copy = shelf.put(by("mail", 3, reworded(text(2)))).article
        shelf.close()
    assert copy.copy_of is not None
    assert copy.copy_of.id == other.id


def test_a_transaction_undone_leaves_no_clue_behind(
    engine: Engine, put: Put, by: Callable[..., Article], now: datetime
) -> None:
    with pytest.raises(ZeroDivisionError), write(engine) as connection:
        shelf = Shelf(connection, "R1", micros(now), Translations(by_place))
        shelf.put(by("paper", 1, RUSSIAN, in_language="ru"))
        raise ZeroDivisionError
    page = by("times", 2, ENGLISH)
    put(page)
    assert latest(engine, page.id).copy_of is None


def test_without_a_model_no_clues_are_kept(engine: Engine, by: Callable[..., Article], now: datetime) -> None:
    with write(engine) as connection:
        shelf = Shelf(connection, "R1", micros(now))
        shelf.put(by("paper", 1, RUSSIAN, in_language="ru"))
        shelf.put(by("times", 2, ENGLISH))
        shelf.close()
    assert count(engine, links) == 0
    with read(engine) as connection:
        assert connection.scalars(sa.select(texts.c.clues)).all() == [None, None]


def test_a_near_copy_is_looked_for_two_weeks_each_way(
    engine: Engine, put: Put, by: Callable[..., Article]
) -> None:
    put(by("post", 1, text(1)), by("mail", 14, reworded(text(1))))
    put(by("post", 1, text(2), "two"), by("mail", 17, reworded(text(2)), "two"))
    assert count(engine, links) == 1


def test_a_copy_of_an_earlier_version_is_found(engine: Engine, put: Put, by: Callable[..., Article]) -> None:
    original = by("post", 1, text(1))
    put(original)
    put(by("post", 1, text(2), date_downloaded="2026-05-24T11:30:00Z"), run="R2")
    copy = by("mail", 2, reworded(text(1)))
    put(copy)
    # The first version's record is still there: its text is what the index kept.
    found = latest(engine, copy.id).copy_of
    assert found is not None
    assert found.id == original.id


def test_a_version_keeps_its_place_in_the_family(
    engine: Engine, put: Put, by: Callable[..., Article]
) -> None:
    original, copy = by("post", 1, text(1)), by("mail", 2, text(1))
    put(original, copy)
    put(by("mail", 4, text(1) + "\n\nMore later.", date_downloaded="2026-05-24T11:30:00Z"), run="R9")
    record = latest(engine, copy.id)
    assert (record.version, record.copy_of and record.copy_of.id) == (2, original.id)


def test_the_store_learns_boilerplate(engine: Engine, put: Put, by: Callable[..., Article]) -> None:
    notice = " ".join(sentences(99, 4))
    put(*(by("post", 1 + n, f"{text(n, 2)}\n\n{notice}", f"n{n}") for n in range(5)))
    put(by("mail", 7, f"{text(50, 2)}\n\n{notice}"))
    assert count(engine, boilerplate) >= 4
    assert count(engine, links) == 0


def test_a_text_that_hundreds_share_has_few_links_and_settles(
    engine: Engine, put: Put, by: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(families, "MAX_FAMILY", 20)
    stored = put(*(by(f"paper{n}", 1 + n % 9, text(1)) for n in range(40)))
    assert count(engine, links) <= 40 * (MAX_COMPARED + 4)
    origins = [latest(engine, one.article.id).copy_of for one in stored[9:]]
    assert {one and (one.id, one.relation) for one in origins} == {(stored[0].article.id, "copy")}


def test_another_outlet_s_record_with_the_same_id_and_another_text_is_no_copy(
    engine: Engine, put: Put, by: Callable[..., Article]
) -> None:
    put(by("post", 1, text(1), id="4711"), by("mail", 2, text(2), id="4711"))
    assert count(engine, links) == 0


def test_a_mark_s_bucket_is_bounded(engine: Engine, put: Put, by: Callable[..., Article]) -> None:
    line = sentences(98, 1)[0]
    put(*(by(f"paper{n}", 3, f"{line} {text(n, 3)}") for n in range(MAX_BUCKET + 5)))
    with read(engine) as connection:
        sizes = connection.scalars(sa.select(sa.func.count()).select_from(marks).group_by(marks.c.mark))
        assert max(sizes) == MAX_BUCKET


def test_texts_that_share_a_sentence_by_chance_are_not_compared_and_hide_no_copy() -> None:
    line, copy = sentences(98, 1)[0], Text("new", "mail", 0, "en", fingerprint(reworded(text(1))))
    chance = [fingerprint(f"{line} {text(n + 500)}") for n in range(MAX_COMPARED + 10)]
    told = list(enumerate([*chance, fingerprint(text(1))]))
    looked_at = [(number, (len(one.words), one.signature)) for number, one in told]
    one_each = dict.fromkeys(range(len(told)), 1)
    assert worth_comparing(copy, one_each, looked_at) == [len(chance)]
    assert worth_comparing(copy, one_each | {4: 3}, looked_at) == [4, len(chance)]


def test_a_text_whose_words_were_not_counted_is_compared(
    engine: Engine, put: Put, by: Callable[..., Article]
) -> None:
    put(by("post", 1, text(1)))
    with write(engine) as connection:
        connection.execute(texts.update().values(words=None))
    assert put(by("mail", 2, reworded(text(1))), run="R9")[0].article.copy_of is not None


@pytest.mark.sqlite
def test_an_article_costs_at_most_1600_bytes(engine: Engine, put: Put, by: Callable[..., Article]) -> None:
    put(*(by(f"paper{n % 7}", 1 + n % 20, text(n, 37), f"n{n}") for n in range(300)))
    query = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'texts%' OR name LIKE 'marks%'"
    with read(engine) as connection:
        assert connection.scalar(sa.text(query)) / 300 <= 1600


def test_what_the_links_rest_on_is_stored(engine: Engine, put: Put, by: Callable[..., Article]) -> None:
    put(by("post", 1, text(1)), by("mail", 2, text(1)))
    with read(engine) as connection:
        (row,) = connection.execute(sa.select(links))
    assert (row.relation, row.similarity, row.evidence) == ("copy", 1.0, "text: the same word for word")
    assert msgspec.json.encode(dict(row._mapping))


def test_articles_of_an_older_database_are_found_by_their_copies(
    engine: Engine, put: Put, by: Callable[..., Article], now: datetime, empty: str
) -> None:
    (old,) = put(by("post", 1, text(1)))
    older = sa.create_engine(engine.url.set(database=sa.make_url(empty).database))
    with engine.connect() as connection, older.begin() as to:
        migrate(to, "0001")
        to.execute(clock.delete())
        for table in (articles, records, clock):
            to.execute(table.insert(), [dict(row._mapping) for row in connection.execute(table.select())])
    older.dispose()
    upgraded = open_database(empty)
    with write(upgraded) as connection:
        shelf = Shelf(connection, "R9", micros(now))
        copy = shelf.put(by("mail", 2, reworded(text(1)))).article
        shelf.close()
    assert copy.copy_of is not None
    assert copy.copy_of.id == old.article.id
    assert count(upgraded, texts) == 2
    upgraded.dispose()
