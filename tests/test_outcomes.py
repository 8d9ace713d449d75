"""What a look at an address came to: one state each, with what it needs to be tried again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from newscrawl.discover import Candidate
from newscrawl.items import Article
from newscrawl.schedule import Rechecks
from newscrawl.store import ledger
from newscrawl.store.database import read, write
from newscrawl.store.ledger import STATES, Claim, Window
from newscrawl.store.outcomes import Outcome, OutcomeWriter, Policy, Settled
from newscrawl.store.schedule import claim_rechecks
from newscrawl.store.tables import addresses, records
from newscrawl.store.times import micros

MakeArticle = Callable[..., Article]
URL = "https://post.example/one"


def policy(**told: Any) -> Policy:
    given: dict[str, Any] = {
        "outlet": "post",
        "run_id": "R1",
        "window": Window(),
        "asked": False,
        "backoff": (2.0, 60.0, 900.0),
        "attempts_max": 4,
        "canonical": lambda _: None,
    }
    return Policy(**(given | told))


class Desk:
    """Looks at addresses of "post" as a run would: claims one, writes its outcome."""

    def __init__(self, engine: Engine, now: datetime) -> None:
        self.engine = engine
        self.now = now

    def claim(self, url: str = URL) -> Claim:
        with write(self.engine) as connection:
            ids = ledger.ask_for(connection, "post", [url], now=self.now)
            (claim,) = ledger.claim(connection, "post", limit=1, now=self.now, window=Window(), only=ids)
        return claim

    def look(self, state: str, *, url: str = URL, judge: Policy | None = None, **told: Any) -> Settled:
        return self.settle(self.claim(url), state, judge=judge, **told)

    def settle(self, claim: Claim, state: str, *, judge: Policy | None = None, **told: Any) -> Settled:
        with write(self.engine) as connection:
            writer = OutcomeWriter(connection, judge or policy(), self.now)
            settled = writer.write(Outcome(claim, state, **told))  # type: ignore[arg-type]
            writer.close()
        return settled

    def row(self, url: str = URL) -> Any:
        with read(self.engine) as connection:
            return connection.execute(sa.select(addresses).where(addresses.c.url == url)).one()

    def records(self) -> int:
        with read(self.engine) as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(records)) or 0


@pytest.fixture
def desk(engine: Engine, now: datetime) -> Desk:
    return Desk(engine, now)


@pytest.mark.parametrize("state", [s for s in STATES if s not in ("queued", "article", "paywalled")])
def test_each_outcome_is_one_final_state_with_reason_status_and_time(
    desk: Desk, state: str, now: datetime
) -> None:
    assert desk.look(state, reason="why", status=418) == Settled(state)  # type: ignore[arg-type]
    row = desk.row()
    assert (row.state, row.reason, row.http_status, row.due_at) == (state, "why", 418, None)
    assert (row.checked_at, row.changed_at, row.run_id) == (micros(now), micros(now), "R1")


@pytest.mark.parametrize("state", ["article", "paywalled"])
def test_an_article_is_a_state_and_a_record_together(
    desk: Desk, make_article: MakeArticle, state: str
) -> None:
    settled = desk.look(state, status=200, article=make_article())
    row = desk.row()
    assert (row.state, row.article_id, row.due_at) == (state, make_article().id, None)
    assert settled.stored is not None
    assert desk.records() == 1


def test_an_address_that_cannot_be_had_waits_longer_each_time_and_fails_after_the_last(
    desk: Desk, now: datetime
) -> None:
    waits = []
    claim = desk.claim()
    for attempts in range(3):
        assert desk.settle(claim, "queued", reason="HTTP 503", status=503, counts=True).state is None
        row = desk.row()
        assert (row.state, row.attempts, row.reason) == ("queued", attempts + 1, "HTTP 503")
        waits.append((row.due_at - micros(now)) / 1e6)
        desk.now = now + timedelta(days=1)
        with read(desk.engine) as connection:
            (claim,) = ledger.claim(connection, "post", limit=1, now=desk.now, window=Window())
        desk.now = now
    assert waits == [2, 60, 900]
    assert desk.settle(claim, "queued", reason="HTTP 503", status=503, counts=True).state == "failed"
    row = desk.row()
    assert (row.state, row.reason, row.attempts, row.due_at) == ("failed", "HTTP 503, 4 times", 4, None)


def test_a_blocked_address_is_looked_at_again_later_each_time_and_stays_blocked(
    desk: Desk, now: datetime
) -> None:
    claim, hours = desk.claim(), []
    for attempts in (1, 2, 3):
        assert desk.settle(claim, "blocked", reason="HTTP 403", status=403, counts=True).state == "blocked"
        row = desk.row()
        assert (row.state, row.reason, row.attempts) == ("blocked", "HTTP 403", attempts)
        hours.append((row.due_at - micros(now)) / 3.6e9)
        with read(desk.engine) as connection:
            later = now + timedelta(days=1)
            (claim,) = ledger.claim(connection, "post", limit=1, now=later, window=Window())
    assert hours == [1, 2, 4]
    desk.settle(claim, "blocked", reason="HTTP 403", status=403, counts=True)
    assert (desk.row().state, desk.row().due_at) == ("blocked", None)


def test_what_asks_too_often_is_blocked_after_its_last_look(desk: Desk) -> None:
    one_look = policy(attempts_max=1)
    desk.look("queued", judge=one_look, reason="HTTP 429", status=429, counts=True, last="blocked")
    assert (desk.row().state, desk.row().reason) == ("blocked", "HTTP 429, 1 times")


def test_a_wait_that_the_host_asked_for_is_kept_and_need_not_count(desk: Desk, now: datetime) -> None:
    until = now + timedelta(hours=5)
    for _ in range(9):
        desk.look("queued", reason="asked to wait", until=until)
    row = desk.row()
    assert (row.state, row.attempts, row.due_at) == ("queued", 0, micros(until))


@pytest.mark.parametrize(
    "state", ["blocked", "failed", "unparsed", "not_article", "too_large", "robots_disallowed"]
)
@pytest.mark.parametrize("kept", ["article", "paywalled"])
def test_an_article_keeps_its_state_through_walls_and_faults(
    desk: Desk, make_article: MakeArticle, state: str, kept: str
) -> None:
    desk.look(kept, article=make_article())
    desk.look(state, reason="HTTP 403", status=403)
    row = desk.row()
    assert (row.state, row.reason, row.due_at) == (kept, "HTTP 403", None)


def test_an_article_that_cannot_be_had_to_the_last_keeps_its_state(
    desk: Desk, make_article: MakeArticle
) -> None:
    desk.look("article", article=make_article())
    desk.look("queued", reason="HTTP 500", counts=True, judge=policy(attempts_max=1))
    assert desk.row().state == "article"


def test_a_page_that_is_not_found_takes_its_article_out_of_the_ledger(
    desk: Desk, make_article: MakeArticle
) -> None:
    desk.look("article", article=make_article())
    desk.look("gone", reason="HTTP 404", status=404)
    assert (desk.row().state, desk.row().article_id) == ("gone", make_article().id)
    assert desk.records() == 1


def test_an_article_that_was_gone_and_is_back_stands_in_the_ledger_again(
    desk: Desk, make_article: MakeArticle
) -> None:
    desk.look("article", article=make_article())
    desk.look("gone", reason="HTTP 404", status=404)
    settled = desk.look("article", article=make_article(), status=200)
    assert (settled.state, desk.row().state) == ("article", "article")
    assert desk.records() == 1


def test_a_later_look_without_change_moves_nothing_but_its_time(
    desk: Desk, make_article: MakeArticle, now: datetime
) -> None:
    desk.look("article", article=make_article(), status=200)
    before = desk.row()._asdict()
    desk.now = now + timedelta(days=1)
    desk.look("article", article=make_article(), status=200, judge=policy(run_id="R2"))
    assert desk.row()._asdict() == before | {"checked_at": micros(desk.now)}


def test_a_second_address_of_an_article_is_a_duplicate_that_says_of_what(
    desk: Desk, make_article: MakeArticle
) -> None:
    desk.look("article", article=make_article())
    twin = "https://post.example/one/amp"
    settled = desk.look("article", url=twin, article=make_article(url=twin))
    assert settled.state == "duplicate"
    assert desk.row(twin).reason == f"article {make_article().id} of post, at {URL}"
    assert desk.row(URL).state == "article"


def test_a_canonical_page_takes_the_article_over_from_its_twin(desk: Desk, make_article: MakeArticle) -> None:
    twin = "https://post.example/one/amp"
    queue = policy(canonical=lambda article: (Candidate(article.canonical_url or "", "link"), None))
    desk.look("article", url=twin, article=make_article(url=twin, canonical_url=URL), judge=queue)
    assert desk.row(URL).state == "queued"
    desk.look("article", article=make_article(canonical_url=URL, headline="Ferry"))
    assert (desk.row(URL).state, desk.row(twin).state) == ("article", "duplicate")
    assert desk.row(URL).article_id == desk.row(twin).article_id


@pytest.mark.parametrize(
    ("published", "inside"),
    [
        ("2026-05-21T10:00:00Z", False),
        ("2026-05-22T12:00:00Z", True),
        ("2026-05-22", True),  # a bare day may be any moment of it
        ("2026-05-21", False),
        ("2026-05-25", False),
        (None, True),
    ],
)
def test_an_article_s_own_date_is_held_against_the_window(
    desk: Desk, make_article: MakeArticle, published: str | None, inside: bool
) -> None:
    days = Window(datetime(2026, 5, 22, 11, tzinfo=UTC), datetime(2026, 5, 24, tzinfo=UTC))
    article = make_article(date_published=published)
    settled = desk.look("article", article=article, judge=policy(window=days))
    assert (settled.state == "article", settled.stored is not None) == (inside, inside)
    assert desk.records() == inside
    if not inside:
        assert (desk.row().state, desk.row().due_at) == ("out_of_window", None)
        with write(desk.engine) as connection:
            assert ledger.widen(connection, "post", days, now=desk.now) == 0
            assert ledger.widen(connection, "post", Window(), now=desk.now) == 1


def test_an_address_that_was_asked_for_is_stored_whatever_its_date(
    desk: Desk, make_article: MakeArticle, now: datetime
) -> None:
    judge = policy(window=Window(since=now), asked=True)
    assert (
        desk.look("article", article=make_article(date_published="1999-01-01"), judge=judge).state
        == "article"
    )


def test_a_known_article_that_changes_is_not_lost_for_its_old_date(
    desk: Desk, make_article: MakeArticle, now: datetime
) -> None:
    old = {"date_published": "2026-01-01T00:00:00Z"}
    desk.look("article", article=make_article(**old))
    changed = make_article(headline="Changed", date_downloaded="2026-05-24T00:00:00Z", **old)
    settled = desk.look("article", article=changed, judge=policy(window=Window(since=now)))
    assert settled.stored is not None
    assert settled.stored.change == "version"


def test_the_last_day_there_is_does_no_harm(desk: Desk, make_article: MakeArticle) -> None:
    assert desk.look("article", article=make_article(date_published="9999-12-31")).state == "article"


# --- articles looked at again by schedule ---

RECHECKS = Rechecks(share=0.2, least=1800, days=7)
MINUTE = 60_000_000


def recheck(desk: Desk, state: str, **told: Any) -> Settled:
    """Look at the article again an hour later, by schedule."""
    desk.now += timedelta(hours=1)
    with read(desk.engine) as connection:
        (claim,) = claim_rechecks(connection, "post", limit=2, now=desk.now)
    return desk.settle(claim, state, judge=policy(run_id="R2", rechecks=RECHECKS), **told)


@pytest.fixture
def shown(desk: Desk, make_article: MakeArticle) -> dict[str, Any]:
    """An article just published, read with its page's validators; its row."""
    claim = replace(desk.claim(), etag='"1"', last_modified="Sat, 23 May 2026 11:29:00 GMT")
    article = make_article(date_published="2026-05-23T11:30:00Z")
    desk.settle(claim, "article", judge=policy(rechecks=RECHECKS), article=article, status=200)
    return dict(desk.row()._asdict())


def test_a_new_article_is_looked_at_again_in_half_an_hour_with_what_its_page_said(
    shown: dict[str, Any], now: datetime
) -> None:
    assert (shown["etag"], shown["last_modified"]) == ('"1"', "Sat, 23 May 2026 11:29:00 GMT")
    assert shown["recheck_at"] == micros(now) + 30 * MINUTE


@pytest.mark.parametrize(
    ("published", "minutes"),
    [
        ("2026-05-23T01:30:00Z", 150),  # ten hours old: a fifth of the twelve and a half that it then is
        ("2026-05-23", 30),  # some hour of today, and not younger than its address is known
        ("2026-05-22", 172.5),  # eleven and a half hours since that day at least
        (None, 30),
        ("2026-05-13", None),
        ("2027-01-01", 30),
    ],
)
def test_an_article_s_age_goes_by_its_date_else_by_when_it_was_found(
    desk: Desk, make_article: MakeArticle, now: datetime, published: str | None, minutes: float | None
) -> None:
    desk.look("article", judge=policy(rechecks=RECHECKS), article=make_article(date_published=published))
    expected = None if minutes is None else micros(now) + int(minutes * MINUTE)
    assert desk.row().recheck_at == expected


def test_an_answer_that_nothing_changed_moves_the_times_of_the_looks_alone(
    desk: Desk, shown: dict[str, Any]
) -> None:
    settled = recheck(desk, "article", status=304)
    assert settled == Settled("article", recheck=True, unchanged=True)
    at = micros(desk.now)
    moved = {"checked_at": at, "recheck_at": at + 30 * MINUTE, "http_status": 304}
    assert desk.row()._asdict() == shown | moved
    assert desk.records() == 1


def test_a_correction_found_is_a_version_and_a_removal_ends_the_looks(
    desk: Desk, make_article: MakeArticle, shown: dict[str, Any]
) -> None:
    body = "The ferry turned back at noon. " * 12
    article = make_article(article_body=body, date_downloaded="2026-05-23T12:30:00Z")
    settled = recheck(desk, "article", article=article, status=200)
    assert settled.stored is not None
    assert (settled.stored.change, settled.stored.article.version, settled.recheck) == ("version", 2, True)
    assert desk.row().recheck_at > micros(desk.now)
    assert recheck(desk, "gone", reason="HTTP 404", status=404).state == "gone"
    assert (desk.row().recheck_at, desk.records(), desk.row().article_id) == (None, 2, shown["article_id"])


@pytest.mark.parametrize("state", ["blocked", "queued", "unparsed"])
def test_a_wall_or_a_fault_at_a_later_look_waits_for_the_next_and_takes_nothing_away(
    desk: Desk, shown: dict[str, Any], state: str
) -> None:
    settled = recheck(desk, state, reason="HTTP 503", status=503, counts=True)
    row = desk.row()
    assert (settled.state, row.state, row.reason, row.attempts) == ("article", "article", "HTTP 503", 0)
    assert (row.due_at, row.recheck_at) == (None, micros(desk.now) + 30 * MINUTE)
    assert (row.etag, row.article_id) == ('"1"', shown["article_id"])
    recheck(desk, "article", status=304)
    assert desk.row().reason is None


@pytest.mark.usefixtures("shown")
def test_a_host_that_asked_to_wait_is_not_looked_at_again_before(desk: Desk) -> None:
    until = desk.now + timedelta(hours=6)
    recheck(desk, "queued", reason="asked to wait", until=until)
    assert desk.row().recheck_at == micros(until)


def test_an_article_that_another_address_shows_is_no_longer_looked_at_here(
    desk: Desk, make_article: MakeArticle
) -> None:
    twin, judge = f"{URL}/amp", policy(rechecks=RECHECKS)
    desk.look("article", url=twin, article=make_article(url=twin, canonical_url=URL), judge=judge)
    assert desk.row(twin).recheck_at is not None
    desk.look("article", article=make_article(canonical_url=URL, headline="Ferry"), judge=judge)
    assert (desk.row(twin).state, desk.row(twin).recheck_at) == ("duplicate", None)
    assert desk.row(URL).recheck_at is not None


def test_without_a_schedule_a_look_leaves_the_next_as_it_was(
    desk: Desk, make_article: MakeArticle, shown: dict[str, Any]
) -> None:
    desk.look("article", article=make_article(), status=200)
    assert desk.row().recheck_at == shown["recheck_at"]
