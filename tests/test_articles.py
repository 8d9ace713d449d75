"""Articles on the shelf: new, the same, a twin, a version, a better page, a copy of another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from newscrawl.dedupe.fingerprint import body_hash
from newscrawl.dedupe.identity import Face, identify
from newscrawl.items import Article
from newscrawl.store.articles import Shelf, Stored
from newscrawl.store.database import read, write
from newscrawl.store.tables import records, runs
from newscrawl.store.times import micros

MakeArticle = Callable[..., Article]


@pytest.fixture
def put(engine: Engine, now: datetime) -> Callable[..., Stored]:
    """Return a function that stores one article in a transaction of its own, in run R1 at `now`."""

    def put(article: Article, *, run: str = "R1", at: datetime = now, expected: str | None = None) -> Stored:
        with write(engine) as connection:
            shelf = Shelf(connection, run, micros(at))
            stored = shelf.put(article, expected=expected)
            shelf.close()
        return stored

    return put


def rows(engine: Engine, **where: Any) -> list[Any]:
    query = sa.select(records).filter_by(**where).order_by(records.c.indexed_at)
    with read(engine) as connection:
        return list(connection.execute(query))


def told(engine: Engine, **where: Any) -> list[dict[str, Any]]:
    return [msgspec.json.decode(row.record) for row in rows(engine, **where)]


def publish(engine: Engine) -> None:
    with write(engine) as connection:
        connection.execute(records.update().values(published=True))


def freeze(engine: Engine, run: str) -> None:
    with write(engine) as connection:
        connection.execute(runs.update().where(runs.c.run_id == run).values(frozen_at=1))


def test_an_article_not_seen_before_becomes_a_record(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    stored = put(make_article())
    (row,) = rows(engine)
    (record,) = told(engine)
    assert stored.change == "new"
    assert record["indexed_at"] == "2026-05-23T11:30:00.000000Z"
    assert (record["version"], record["run_id"], row.run_id, row.published) == (1, "R1", "R1", False)
    assert list(record) == list(Article.__dataclass_fields__)


def test_the_same_page_again_makes_no_record(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    first = put(make_article()).article
    again = put(make_article(), run="R2")
    assert again.change == "same"
    assert again.article == first
    assert len(rows(engine)) == 1


@pytest.mark.parametrize(
    "twin",
    [
        {"url": "https://post.example/one?page=ferry", "canonical_url": "https://post.example/one"},
        {"url": "https://post.example/one/amp"},
        {"url": "https://amp.post.example/one", "headline": "Ferry one"},
        {"url": "https://post.example/sea/4711-one"},
    ],
    ids=["same canonical address", "AMP path", "AMP host, other words", "same body elsewhere"],
)
def test_a_twin_becomes_an_alternate_address_and_no_record(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle, twin: dict[str, str]
) -> None:
    first = put(make_article()).article
    stored = put(make_article(**twin))
    assert (stored.change, stored.article.id) == ("alternate", first.id)
    (record,) = told(engine)
    assert (record["url"], record["alternate_urls"]) == (first.url, [twin["url"]])


def test_tracking_parameters_make_no_alternate_address(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    put(make_article())
    put(make_article(requested_url="http://www.post.example/one/?utm_source=feed&fbclid=1"))
    (record,) = told(engine)
    assert record["alternate_urls"] == []


def test_the_address_asked_for_is_an_alternate_one_when_it_led_elsewhere(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    put(make_article(requested_url="https://post.example/p/1"))
    (record,) = told(engine)
    assert record["alternate_urls"] == ["https://post.example/p/1"]


def test_a_short_body_makes_no_twins(put: Callable[..., Stored], make_article: MakeArticle) -> None:
    assert put(make_article("one", article_body="More soon.")).change == "new"
    assert put(make_article("two", article_body="More soon.")).change == "new"


def test_changed_content_is_a_new_version_with_the_same_id(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    first = put(make_article()).article
    changed = make_article(
        headline="Ferry still waits",
        id="whatever",
        date_downloaded="2026-05-23T15:00:00Z",
        first_seen="2026-05-23T15:00:00Z",
    )
    stored = put(changed, run="R2")
    before, after = told(engine)
    assert stored.change == "version"
    assert (after["id"], after["version"], after["first_seen"]) == (first.id, 2, first.first_seen)
    assert (before["version"], before["headline"]) == (1, "Ferry one leaves")
    assert after["indexed_at"] > before["indexed_at"]


def test_the_same_download_read_better_replaces_the_record_and_keeps_the_version(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    put(make_article())
    assert put(make_article(headline="Ferry one leaves at last")).change == "better"
    (record,) = told(engine)
    assert (record["version"], record["headline"]) == (1, "Ferry one leaves at last")


def test_a_page_older_than_the_record_tells_nothing_new(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    put(make_article())
    older = make_article(headline="Ferry one to leave", date_downloaded="2026-05-22T11:30:00Z")
    assert put(older).change == "same"
    assert len(rows(engine)) == 1


def test_the_canonical_page_replaces_the_record_of_its_twin(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    canonical = "https://post.example/one"
    twin = put(
        make_article(url="https://post.example/one/amp", canonical_url=canonical, headline="Ferry")
    ).article
    page = make_article(url=canonical, canonical_url=canonical, date_downloaded="2026-05-23T11:30:05Z")
    stored = put(page)
    assert (stored.change, stored.article.id, stored.article.version) == ("better", twin.id, 1)
    (record,) = told(engine)
    assert (record["url"], record["alternate_urls"]) == (canonical, ["https://post.example/one/amp"])
    assert (
        put(make_article(url="https://post.example/one/amp", canonical_url=canonical)).change == "alternate"
    )


def test_an_address_that_shows_its_article_under_a_new_canonical_address_keeps_the_id(
    put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    first = put(make_article()).article
    moved = make_article(
        canonical_url="https://post.example/sea/one",
        headline="Moved",
        date_downloaded="2026-05-24T11:30:00Z",
    )
    stored = put(moved, expected=first.id)
    assert (stored.change, stored.article.id) == ("version", first.id)


def test_a_published_record_is_followed_and_an_unpublished_one_replaced(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    put(make_article())
    put(make_article(headline="Ferry, better read"))
    assert [record["headline"] for record in told(engine)] == ["Ferry, better read"]
    publish(engine)
    put(make_article(headline="Ferry, best read"), run="R2")
    assert [(row.run_id, row.published) for row in rows(engine)] == [("R1", True), ("R2", False)]
    assert [record["version"] for record in told(engine)] == [1, 1]


def test_a_record_of_a_frozen_run_is_followed_and_not_replaced(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    put(make_article())
    freeze(engine, "R1")
    put(make_article(headline="Ferry, better read"), run="R2")
    assert [row.run_id for row in rows(engine)] == ["R1", "R2"]


def test_a_record_left_by_a_killed_run_is_replaced_within_that_run_s_batch(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    put(make_article())
    put(make_article(headline="Ferry, better read"), run="R2")
    (row,) = rows(engine)
    assert row.run_id == "R1"


def test_a_copy_names_its_original(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    original = put(make_article(date_published="2026-05-23T08:00:00Z")).article
    copy = make_article("copy", outlet="mail", article_body=original.article_body, id="copy")
    assert put(copy, run="R9").change == "new"
    (record,) = told(engine, outlet="mail")
    assert record["copy_of"] == {
        "id": original.id,
        "outlet": "post",
        "url": original.url,
        "relation": "copy",
        "similarity": 1.0,
        "evidence": ["text: the same word for word"],
    }
    assert told(engine, outlet="post")[0]["copy_of"] is None


def test_a_copy_that_came_first_is_corrected_when_its_original_arrives(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    copy = put(make_article("copy", outlet="mail"), run="R9").article
    publish(engine)
    original = make_article(
        "orig", article_body=copy.article_body, id="orig", date_published="2026-05-23T08:00:00Z"
    )
    put(original)
    first, second = told(engine, outlet="mail")
    assert first["copy_of"] is None
    assert (second["id"], second["version"], second["copy_of"]["id"]) == (copy.id, 1, "orig")
    assert told(engine, outlet="post")[0]["copy_of"] is None


def test_a_middle_copy_takes_no_copy_from_the_original(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    body = "The pilot boat came back alone and nobody said why. " * 10
    put(make_article("orig", article_body=body, id="orig", date_published="2026-05-20T08:00:00Z"))
    put(
        make_article(
            "late", outlet="mail", article_body=body, id="late", date_published="2026-05-22T08:00:00Z"
        )
    )
    put(
        make_article("mid", outlet="echo", article_body=body, id="mid", date_published="2026-05-21T08:00:00Z")
    )
    origins = {record["id"]: record["copy_of"] and record["copy_of"]["id"] for record in told(engine)}
    assert origins == {"orig": None, "late": "orig", "mid": "orig"}


def test_the_same_page_of_another_outlet_s_site_is_that_outlet_s_article(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    first = put(make_article()).article
    stored = put(make_article(outlet="post.example", headline="Ferry"), run="R9")
    assert (stored.change, stored.article.id) == ("alternate", first.id)
    assert len(rows(engine)) == 1


def test_indexed_at_is_unique_and_grows_when_the_clock_jumps_back(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle, now: datetime
) -> None:
    put(make_article("one"))
    put(make_article("two"), at=now - timedelta(days=400))
    put(make_article("three"), at=now - timedelta(days=400))
    with write(engine) as connection:
        shelf = Shelf(connection, "R1", micros(now))
        shelf.put(make_article("four"))
        shelf.put(make_article("five"))
        shelf.close()
    names = [record["url"].rpartition("/")[2] for record in told(engine)]
    moments = [row.indexed_at for row in rows(engine)]
    assert names == ["one", "two", "three", "four", "five"]
    assert moments == sorted(set(moments))
    assert moments[0] == micros(now)


def test_a_transaction_undone_gives_its_time_out_again(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle, now: datetime
) -> None:
    with pytest.raises(ZeroDivisionError), write(engine) as connection:
        shelf = Shelf(connection, "R1", micros(now))
        shelf.put(make_article("lost"))
        raise ZeroDivisionError
    assert put(make_article("one")).article.indexed_at == "2026-05-23T11:30:00.000000Z"
    assert len(rows(engine)) == 1


# --- fingerprints and identity, without a database ---

LONG = "Im Hafen lag am Morgen noch Nebel, und die Fähre wartete auf das Signal der Lotsin. " * 3


def test_a_body_s_fingerprint_never_changes() -> None:
    """Stored by the million: another value needs another name.  Worked out by hand from the definition."""
    assert body_hash("a" * 150) == "485659615d3fc40c6793038b00f52dc7"
    assert body_hash(LONG) == "8b504080139dc6648fab404eb1e1d536"


def test_a_fingerprint_overlooks_case_punctuation_space_and_form_of_letters() -> None:
    odd = LONG.upper().replace(" ", "\u00a0\n").replace(",", " —").replace("Ä", "A\u0308")
    assert body_hash(odd) == body_hash(LONG)
    assert body_hash(LONG.replace("Nebel", "Regen")) != body_hash(LONG)


@pytest.mark.parametrize("body", [None, "", "More soon.", "a" * 149, "— . " * 500])
def test_a_body_too_short_to_tell_has_no_fingerprint(body: str | None) -> None:
    assert body_hash(body) is None


def test_half_a_letter_in_a_body_is_no_fault() -> None:
    assert body_hash("\ud800" * 200) is None or len(body_hash("\ud800" * 200) or "") == 32


def face(name: str, outlet: str = "post", date: str | None = None, **told: Any) -> Face:
    given = {"content_hash": name, "body_hash": "same", "canonical": True} | told
    return Face(name, outlet, f"https://{outlet}.example/{name}", name, name, date_published=date, **given)


def test_the_address_decides_before_the_body() -> None:
    read = face("read", body_hash="body")
    by_body, by_address = face("other", body_hash="body"), face("read", content_hash="old")
    assert identify(read, [by_body, by_address]).of is by_address


def test_a_page_that_names_its_home_page_or_another_site_as_canonical_keeps_its_own_address(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    """Some sites name the home page everywhere; copies name their original's address."""
    home, elsewhere = "https://post.example/", "https://mail.example/one"
    assert put(make_article("one", canonical_url=home, id="1")).change == "new"
    assert put(make_article("two", canonical_url=home, id="2")).change == "new"
    assert put(make_article("three", canonical_url=elsewhere, id="3")).change == "new"
    assert put(make_article("one", outlet="mail", url=elsewhere, id="4"), run="R9").change == "new"
    assert len(rows(engine)) == 4


def test_a_page_read_with_a_feed_s_marks_in_its_query_is_the_canonical_page_itself(
    engine: Engine, put: Callable[..., Stored], make_article: MakeArticle
) -> None:
    plain = "https://post.example/news/ferry-sails"
    put(make_article("marked", url=f"{plain}?maca=rss-all", canonical_url=plain, id="ferry"))
    again = put(make_article("plain", url=plain, canonical_url=plain, id="ferry"))
    assert (again.change, again.article.url) == ("alternate", f"{plain}?maca=rss-all")
    assert len(rows(engine)) == 1
