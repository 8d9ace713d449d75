"""The ledger: every address has one state, and what is due is handed out newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from newscrawl.discover import Candidate
from newscrawl.store import ledger
from newscrawl.store.database import read, write
from newscrawl.store.ledger import Found, Verdict, Window, ledger_key
from newscrawl.store.tables import addresses
from newscrawl.store.times import micros

DAY = timedelta(days=1)


def enter(engine: Engine, now: datetime, *urls: str | Candidate, window: Window | None = None) -> Found:
    found = [(url if isinstance(url, Candidate) else Candidate(url, "feed"), None) for url in urls]
    with write(engine) as connection:
        return ledger.discovered(connection, "post", found, window=window or Window(), now=now)


def rows(engine: Engine, outlet: str = "post") -> dict[str, Any]:
    with read(engine) as connection:
        query = sa.select(addresses).where(addresses.c.outlet == outlet)
        return {row.url: row for row in connection.execute(query)}


def states(engine: Engine) -> dict[str, str]:
    return {url: row.state for url, row in rows(engine).items()}


def claimed(engine: Engine, now: datetime, **told: Any) -> list[str]:
    told = {"limit": 100, "window": Window()} | told
    with read(engine) as connection:
        return [claim.url for claim in ledger.claim(connection, "post", now=now, **told)]


def settle(engine: Engine, url: str, **values: Any) -> None:
    with write(engine) as connection:
        ledger.settle(connection, rows(engine)[url].address_id, **values)


def test_an_address_is_entered_once_however_it_is_spelled(engine: Engine, now: datetime) -> None:
    spellings = [
        "https://post.example/ferry",
        "http://www.post.example/ferry/",
        "https://POST.example:443/ferry#comments",
        "https://post.example/ferry?utm_source=feed",
        "https://post.example/./ferry",
    ]
    first = enter(engine, now, *spellings)
    second = enter(engine, now, *reversed(spellings))
    assert (first.new, first.queued, second.new, second.queued) == (1, 1, 0, 0)
    assert list(states(engine)) == [spellings[0]]


def test_twins_of_a_page_and_other_outlets_have_rows_of_their_own(engine: Engine, now: datetime) -> None:
    enter(engine, now, "https://post.example/ferry", "https://post.example/ferry/amp")
    with write(engine) as connection:
        pairs = [(Candidate("https://post.example/ferry", "feed"), None)]
        assert ledger.discovered(connection, "mail", pairs, window=Window(), now=now).new == 1
    assert len(states(engine)) == 2


@pytest.mark.parametrize(
    "url", ["", "mailto:a@post.example", "https://", "/ferry", "https://x/" + "a" * 3000]
)
def test_what_is_no_web_address_is_not_entered(engine: Engine, now: datetime, url: str) -> None:
    assert enter(engine, now, url) == Found()
    assert ledger_key(url) is None


def test_a_verdict_is_a_final_state_with_its_reason(engine: Engine, now: datetime) -> None:
    with write(engine) as connection:
        pairs = [(Candidate("https://post.example/tag/sea", "feed"), Verdict("not_article", "a tag"))]
        found = ledger.discovered(connection, "post", pairs, window=Window(), now=now)
    (row,) = rows(engine).values()
    assert (found.new, found.queued) == (1, 0)
    assert (row.state, row.reason, row.due_at) == ("not_article", "a tag", None)
    assert claimed(engine, now) == []


def test_the_window_decides_what_is_queued_and_an_unknown_date_passes(engine: Engine, now: datetime) -> None:
    dated = {"old": now - 3 * DAY, "fresh": now, "late": now + 3 * DAY, "undated": None}
    candidates = [
        Candidate(f"https://post.example/{name}", "feed", date=date) for name, date in dated.items()
    ]
    enter(engine, now, *candidates, window=Window(now - DAY, now + DAY))
    assert {url.rpartition("/")[2]: state for url, state in states(engine).items()} == {
        "old": "out_of_window",
        "fresh": "queued",
        "late": "out_of_window",
        "undated": "queued",
    }


def test_both_ends_of_the_window_belong_to_it(engine: Engine, now: datetime) -> None:
    window = Window(now - DAY, now + DAY)
    assert window.holds(now - DAY)
    assert window.holds(now + DAY)
    assert not window.holds(now + DAY + timedelta(microseconds=1))


def test_an_address_dated_by_day_only_is_queued_and_handed_out_for_any_hour_of_that_day(
    engine: Engine, now: datetime
) -> None:
    """A day counts as a whole when it is entered, claimed and taken up again."""
    midnight = now.replace(hour=0, minute=0)
    candidate = Candidate("https://post.example/ferry", "sitemap", date=midnight, day_only=True)
    afternoon = Window(since=now + timedelta(hours=2))
    enter(engine, now, candidate, window=afternoon)
    assert claimed(engine, now, window=afternoon) == ["https://post.example/ferry"]
    settle(engine, "https://post.example/ferry", state="out_of_window", due_at=None)
    with write(engine) as connection:
        assert ledger.widen(connection, "post", afternoon, now=now) == 1


def test_what_was_left_out_is_taken_up_when_the_window_widens(engine: Engine, now: datetime) -> None:
    old = Candidate("https://post.example/old", "sitemap", date=now - 9 * DAY)
    older = Candidate("https://post.example/older", "sitemap", date=now - 90 * DAY)
    enter(engine, now, old, older, window=Window(since=now - DAY))
    with write(engine) as connection:
        assert ledger.widen(connection, "post", Window(since=now - 30 * DAY), now=now) == 1
    assert states(engine) == {old.url: "queued", older.url: "out_of_window"}


def test_a_source_that_names_a_left_out_address_again_takes_it_up(engine: Engine, now: datetime) -> None:
    old = Candidate("https://post.example/old", "sitemap", date=now - 9 * DAY)
    enter(engine, now, old, window=Window(since=now - DAY))
    assert enter(engine, now, old, window=Window(since=now - DAY)).queued == 0
    assert enter(engine, now, old, window=Window(since=now - 30 * DAY)).queued == 1


def test_an_address_queued_in_a_wide_window_waits_while_a_narrow_one_runs(
    engine: Engine, now: datetime
) -> None:
    old = Candidate("https://post.example/old", "sitemap", date=now - 9 * DAY)
    enter(engine, now, old)
    assert claimed(engine, now, window=Window(since=now - DAY)) == []
    assert claimed(engine, now) == [old.url]


def test_a_change_after_the_last_look_queues_again_and_an_earlier_one_does_not(
    engine: Engine, now: datetime
) -> None:
    url = "https://post.example/ferry"
    enter(engine, now, url)
    settle(engine, url, state="not_article", due_at=None, checked_at=micros(now))
    assert enter(engine, now, Candidate(url, "sitemap", modified=now + DAY)).queued == 0
    settle(engine, url, state="duplicate")
    assert enter(engine, now, Candidate(url, "sitemap", modified=now - DAY)).queued == 0
    assert enter(engine, now, Candidate(url, "sitemap", modified=now + DAY)).queued == 1
    assert states(engine)[url] == "queued"


@pytest.mark.parametrize("state", ledger.EXPORTED)
def test_an_exported_article_keeps_its_state_while_it_waits_for_another_look(
    engine: Engine, now: datetime, state: str
) -> None:
    url = "https://post.example/ferry"
    enter(engine, now, url)
    settle(engine, url, state=state, due_at=None, checked_at=micros(now))
    enter(engine, now, Candidate(url, "sitemap", modified=now + DAY))
    assert (states(engine)[url], claimed(engine, now)) == (state, [url])
    with write(engine) as connection:
        assert ledger.retry(connection, outlet="post", state=state, now=now) == 1  # type: ignore[arg-type]
    assert states(engine)[url] == state


def test_a_headline_that_its_source_has_changed_queues_again(engine: Engine, now: datetime) -> None:
    def told(headline: str, source: str) -> Candidate:
        return Candidate("https://post.example/ferry", "feed", source=source, headline=headline)

    enter(engine, now, told("Ferry late", "feed-a"))
    settle(engine, told("", "").url, state="article", due_at=None, checked_at=micros(now))
    assert enter(engine, now, told("Ferry late", "feed-a")).queued == 0
    assert enter(engine, now, told("FERRY: late", "feed-b")).queued == 0  # another feed words it its own way
    assert enter(engine, now, told("Ferry is back", "feed-a")).queued == 1
    settle(engine, told("", "").url, due_at=None)
    assert enter(engine, now, told("Ferry is back", "feed-a")).queued == 0


def test_claims_come_newest_first_without_those_in_hand_and_those_not_due(
    engine: Engine, now: datetime
) -> None:
    dated = [Candidate(f"https://post.example/{n}", "feed", date=now - n * DAY) for n in (3, 1, 2)]
    enter(engine, now, *dated, "https://post.example/undated")
    names = [url.rpartition("/")[2] for url in claimed(engine, now)]
    assert names == ["undated", "1", "2", "3"]
    in_hand = rows(engine)["https://post.example/1"].address_id
    settle(engine, "https://post.example/2", due_at=micros(now + DAY))
    names = [url.rpartition("/")[2] for url in claimed(engine, now, without=[in_hand])]
    assert names == ["undated", "3"]
    assert len(claimed(engine, now, limit=1)) == 1
    with read(engine) as connection:
        assert ledger.next_due(connection, "post", window=Window()) == now
        only = [rows(engine)["https://post.example/2"].address_id]
        assert ledger.next_due(connection, "post", window=Window(), only=only) == now + DAY
        assert ledger.next_due(connection, "mail", window=Window()) is None


def test_a_claim_writes_nothing(engine: Engine, now: datetime) -> None:
    enter(engine, now, "https://post.example/ferry")
    before = rows(engine)
    claimed(engine, now)
    assert rows(engine) == before


def test_a_claim_carries_what_discovery_knew(engine: Engine, now: datetime) -> None:
    enter(
        engine, now, Candidate("https://post.example/ferry", "feed", "feed", "Ferry late", now, day_only=True)
    )
    with read(engine) as connection:
        (claim,) = ledger.claim(connection, "post", limit=1, now=now, window=Window())
    told = claim.discovered_by
    assert (told.kind, told.url, told.date, told.headline) == ("feed", "feed", "2026-05-23", "Ferry late")
    assert claim.discovered_at == micros(now)


def test_retrying_queues_what_failed_or_was_blocked_or_the_state_that_is_named(
    engine: Engine, now: datetime
) -> None:
    for state in ("failed", "blocked", "gone", "not_article"):
        enter(engine, now, f"https://post.example/{state}")
        settle(engine, f"https://post.example/{state}", state=state, due_at=None, attempts=4, reason="why")
    with write(engine) as connection:
        assert ledger.retry(connection, outlet="mail", state=None, now=now) == 0
        assert ledger.retry(connection, outlet=None, state=None, now=now) == 2
        assert ledger.retry(connection, outlet="post", state="gone", now=now) == 1
    row = rows(engine)["https://post.example/failed"]
    assert (row.state, row.reason, row.attempts, row.due_at) == ("queued", None, 0, micros(now))
    assert states(engine)["https://post.example/not_article"] == "not_article"


def test_asking_for_addresses_queues_them_known_or_not(engine: Engine, now: datetime) -> None:
    known, new = "https://post.example/known", "https://post.example/new"
    enter(engine, now, known)
    settle(engine, known, state="not_article", due_at=None)
    with write(engine) as connection:
        ids = ledger.ask_for(connection, "post", [known, new, "nonsense"], now=now)
    assert sorted(ids) == sorted(row.address_id for row in rows(engine).values())
    assert states(engine) == {known: "queued", new: "queued"}
    assert claimed(engine, now, only=ids[:1]) == [known]


def test_counts_tell_states_by_outlet_and_what_waits(engine: Engine, now: datetime) -> None:
    enter(engine, now, "https://post.example/1", "https://post.example/2", "https://post.example/3")
    settle(engine, "https://post.example/1", state="gone", due_at=None, run_id="R1")
    settle(engine, "https://post.example/2", attempts=1)
    with read(engine) as connection:
        assert ledger.counts(connection) == {"post": {"queued": 2, "gone": 1}}
        assert ledger.counts(connection, "mail") == {}
        assert ledger.waiting(connection, "post") == (2, 1)
        assert ledger.waiting(connection, "mail") == (0, 0)
        assert ledger.states_of_run(connection, "R1") == {"gone": 1}
        assert [row.url for row in ledger.rows_of(connection, "http://www.post.example/1/")] == [
            "https://post.example/1"
        ]


def test_a_state_that_is_not_the_contract_s_cannot_be_named() -> None:
    assert len(ledger.STATES) == 12
    assert set(ledger.EXPORTED) < set(ledger.STATES)


def test_twenty_thousand_addresses_pass_through_in_chunks(engine: Engine, now: datetime) -> None:
    """Never more than one chunk of candidates is taken from the generator before it is written."""
    ahead, most = 0, 0

    def sitemap() -> Iterator[tuple[Candidate, None]]:
        nonlocal ahead, most
        for number in range(20_000):
            ahead += 1
            most = max(most, ahead)
            yield Candidate(f"https://post.example/{number}", "sitemap", date=now), None

    def written(*_: object) -> None:
        nonlocal ahead
        ahead = 0

    sa.event.listen(engine, "after_cursor_execute", written)
    with write(engine) as connection:
        found = ledger.discovered(connection, "post", sitemap(), window=Window(), now=now)
    assert (found.seen, found.new) == (20_000, 20_000)
    assert most <= 500
    with read(engine) as connection:
        assert ledger.counts(connection) == {"post": {"queued": 20_000}}


def test_hostile_text_from_a_source_does_not_stop_the_others(engine: Engine, now: datetime) -> None:
    strange = Candidate(
        "https://post.example/\ud800\x00odd", "feed", "feed", "half a letter \udcff \x00", now
    )
    found = enter(engine, now, strange, "https://post.example/ferry")
    assert found.new == 2
    assert len(claimed(engine, now)) == 2
