"""Which records an export holds: the latest or all versions, since when, of which outlets and languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy.engine import Engine

from newscrawl.store.database import write
from newscrawl.store.selecting import Selection, months_of, outlets_in, picked, picked_by_key, snapshot
from newscrawl.store.tables import records

Store = Callable[..., list[str]]


def headlines(rows: Any) -> list[str]:
    return [msgspec.json.decode(raw)["headline"] for raw, _ in rows]


def selected(engine: Engine, **told: Any) -> list[str]:
    with snapshot(engine) as connection:
        return headlines(picked(connection, Selection(**told)))


@pytest.fixture
def history(engine: Engine, store: Store) -> None:
    """One article of "post" in two versions, the second written twice; one of "mail" between them."""
    store("one", headline="one 1", in_language="en-GB")
    with write(engine) as connection:
        connection.execute(records.update().values(published=True))
    store("letter", headline="letter", outlet="mail", run="R9", date_published="2026-04-30", in_language="uk")
    store("one", headline="one 2", date_downloaded="2026-05-24T00:00:00Z", in_language="en-GB")
    with write(engine) as connection:
        connection.execute(records.update().values(published=True))
    store("one", headline="one 2, read better", date_downloaded="2026-05-24T00:00:00Z", in_language="en-GB")


@pytest.mark.usefixtures("history")
def test_an_export_holds_the_latest_record_of_each_article(engine: Engine) -> None:
    assert selected(engine) == ["letter", "one 2, read better"]


@pytest.mark.usefixtures("history")
def test_all_versions_are_the_last_word_on_each(engine: Engine) -> None:
    assert selected(engine, all_versions=True) == ["one 1", "letter", "one 2, read better"]


@pytest.mark.usefixtures("history")
def test_since_leaves_out_what_was_indexed_then_or_before(engine: Engine, now: datetime) -> None:
    tick = timedelta(microseconds=1)
    assert selected(engine, all_versions=True, since=now) == ["letter", "one 2, read better"]
    assert selected(engine, since=now + tick) == ["one 2, read better"]
    assert selected(engine, since=now + 3 * tick) == []
    assert selected(engine, since=datetime(1970, 1, 1, tzinfo=UTC)) == selected(engine)


@pytest.mark.usefixtures("history")
def test_outlets_are_picked_by_name(engine: Engine) -> None:
    assert selected(engine, outlets=("mail",)) == ["letter"]
    assert selected(engine, outlets=("mail", "post")) == selected(engine)
    assert selected(engine, outlets=("nobody",)) == []


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("languages", "found"),
    [(("en",), 1), (("en-gb",), 1), (("uk",), 1), (("e",), 0), (("en-us",), 0), (("uk", "en"), 2)],
)
def test_a_language_is_a_whole_tag_or_its_first_part(
    engine: Engine, languages: tuple[str, ...], found: int
) -> None:
    assert len(selected(engine, languages=languages)) == found


def test_a_record_that_names_a_language_elsewhere_is_not_of_it(engine: Engine, store: Store) -> None:
    store("one", headline='"in_language":"uk"', provenance={"in_language": "uk"}, in_language=None)
    assert selected(engine, languages=("uk",)) == []


def test_what_is_stored_while_an_export_reads_is_not_in_it(engine: Engine, store: Store) -> None:
    store("one")
    with snapshot(engine) as connection:
        rows = picked(connection, Selection())
        assert headlines([next(rows)]) == ["Ferry one leaves"]
        store("two", run="R2")
        assert headlines(rows) == []
        assert sum(len(keys) for keys in months_of(connection, Selection(), "post").values()) == 1


def test_a_record_stands_in_the_month_of_its_publication_else_of_its_first_sight(
    engine: Engine, store: Store
) -> None:
    store("may", date_published="2026-05-31")
    store("june", date_published="2026-06-01T00:00:00Z")
    store("july", date_published=None, first_seen="2026-07-01T00:00:00Z")
    store("also may", date_published="2026-05-01T00:00:00Z")
    with snapshot(engine) as connection:
        found = months_of(connection, Selection(), "post")
        told = {month: headlines(picked_by_key(connection, keys)) for month, keys in found.items()}
    assert told == {
        "2026-05": ["Ferry may leaves", "Ferry also may leaves"],
        "2026-06": ["Ferry june leaves"],
        "2026-07": ["Ferry july leaves"],
    }


@pytest.mark.usefixtures("history")
def test_partitions_hold_what_one_file_would(engine: Engine) -> None:
    for selection in (Selection(), Selection(all_versions=True), Selection(languages=("uk",))):
        with snapshot(engine) as connection:
            months = [
                keys
                for outlet in outlets_in(connection, selection)
                for keys in months_of(connection, selection, outlet).values()
            ]
            parts = [raw for keys in months for raw, _ in picked_by_key(connection, keys)]
            assert sorted(parts) == sorted(raw for raw, _ in picked(connection, selection))
