"""Hosts that are left alone: as they ask, for the run and the next, or because they do not answer."""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, DownloadTimeoutError
from scrapy.http import Response
from sqlalchemy.engine import Engine

from newscrawl.extensions.ledger import Tally
from newscrawl.middlewares.politeness import Manners, PolitenessMiddleware, retry_after
from newscrawl.middlewares.refusals import Refusal
from newscrawl.store import hosts
from newscrawl.store.database import read

pytestmark = pytest.mark.sqlite

URL = "https://post.example/one"
DAY = timedelta(days=1)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def polite(engine: Engine, clock: Clock) -> PolitenessMiddleware:
    return a_run(engine, clock)


def a_run(engine: Engine, clock: Clock, slots: dict[str, Any] | None = None) -> PolitenessMiddleware:
    ledger: Any = SimpleNamespace(engine=engine, outlet="post", clock=clock, tally=Tally())
    crawler: Any = SimpleNamespace(engine=SimpleNamespace(downloader=SimpleNamespace(slots=slots or {})))
    manners = Manners(most=DAY, waits=timedelta(seconds=20), pause=60, failures=5)
    return PolitenessMiddleware(crawler, ledger, manners)


def answer(polite: PolitenessMiddleware, status: int, url: str = URL, **headers: str) -> Request:
    request = Request(url)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    response = Response(url, status=status, headers=told)
    assert polite.process_response(request, response) is response
    return request


def refused(polite: PolitenessMiddleware, url: str = URL) -> Refusal | None:
    try:
        asyncio.run(polite.process_request(Request(url)))
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 120 ", 120),
        ("Sat, 23 May 2026 11:32:00 GMT", 120),
        ("Saturday, 23-May-26 11:32:00 GMT", 120),
        ("Sat, 23 May 2026 13:32:00 +0200", 120),
        ("Sat, 23 May 2026 11:32:00", 120),
        ("31536000", 86400),
        ("9" * 4000, 86400),
        ("Sun, 23 May 2099 11:30:00 GMT", 86400),
    ],
)
def test_a_wait_is_seconds_or_a_date_and_at_most_a_day(value: str, seconds: int, now: datetime) -> None:
    assert retry_after(value, now, DAY) == now + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "soon",
        "-5",
        "1.5",
        "²",
        "١٢",
        "Sat, 23 May 2020 11:32:00 GMT",
        "Sat, 99 May 2026 11:32:00 GMT",
        "Sat, 23 May 99999 11:32:00 GMT",
        "Sat, 23 May 2026 11:32:00 +9999999999999999",
        "Sat, 23 May 0001 00:00:00 +2300",
        "Fri, 31 Dec 9999 23:59:59 -2300",
        "\x00" * 100,
        ", " * 1000,
    ],
)
def test_nonsense_asks_for_nothing(value: str | None, now: datetime) -> None:
    found = retry_after(value, now, DAY)
    assert found is None or found == now + DAY  # the year 9999 is absurd, not nonsense


def test_a_host_that_asks_for_a_wait_is_left_alone_until_then(
    polite: PolitenessMiddleware, clock: Clock, now: datetime
) -> None:
    assert refused(polite) is None
    request = answer(polite, 429, Retry_After="120")
    refusal = refused(polite)
    assert refusal is not None
    assert (refusal.state, refusal.until, refusal.counts) == ("queued", now + timedelta(seconds=120), False)
    assert request.meta["held_until"] == refusal.until
    assert refused(polite, "https://mail.example/") is None
    clock.now = now + timedelta(seconds=120)
    assert refused(polite) is None


def test_the_next_run_keeps_the_wait(engine: Engine, polite: PolitenessMiddleware, clock: Clock) -> None:
    answer(polite, 503, Retry_After="3600")
    assert refused(a_run(engine, clock)) is not None
    clock.now += timedelta(hours=2)
    assert refused(a_run(engine, clock)) is None


@pytest.mark.parametrize(("status", "value"), [(200, "3600"), (404, "3600"), (503, "soon")])
def test_other_answers_and_nonsense_hold_nothing(
    engine: Engine, polite: PolitenessMiddleware, status: int, value: str
) -> None:
    request = answer(polite, status, Retry_After=value)
    assert refused(polite) is None
    assert "held_until" not in request.meta
    with read(engine) as connection:
        assert hosts.wait_of(connection, "post.example").until is None


def test_too_many_without_a_wait_is_a_pause_that_grows_until_an_answer_is_good(
    engine: Engine, clock: Clock, now: datetime
) -> None:
    waits = []
    for _ in range(3):
        answer(a_run(engine, clock), 429)
        refusal = refused(a_run(engine, clock))
        assert refusal is not None
        assert refusal.until is not None
        waits.append((refusal.until - clock.now).total_seconds())
        clock.now = refusal.until
    assert waits == [60, 120, 240]
    answer(a_run(engine, clock), 200)
    request = answer(a_run(engine, clock), 429)
    assert request.meta["held_until"] == clock.now + timedelta(seconds=60)


def test_several_answers_at_once_are_one_wait_the_longest(
    engine: Engine, polite: PolitenessMiddleware, now: datetime
) -> None:
    for header in ({}, {}, {"Retry-After": "600"}, {"Retry-After": "5"}, {}):
        answer(polite, 429, **header)
    with read(engine) as connection:
        wait = hosts.wait_of(connection, "post.example")
    assert (wait.until, wait.pause) == (now + timedelta(seconds=600), 60)


def test_a_short_wait_is_waited_out(
    polite: PolitenessMiddleware, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        clock.now += timedelta(seconds=seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    answer(polite, 503, Retry_After="20")
    assert refused(polite) is None
    answer(polite, 503, Retry_After="21")
    assert refused(polite) is not None
    assert waited == [20]


def test_a_shorter_wait_does_not_end_a_longer_one_s_database_row_for_another_host(
    engine: Engine, polite: PolitenessMiddleware, now: datetime
) -> None:
    answer(polite, 503, Retry_After="3600")
    answer(polite, 503, "https://mail.example/", Retry_After="60")
    with read(engine) as connection:
        assert hosts.wait_of(connection, "post.example").until == now + timedelta(hours=1)
        assert hosts.wait_of(connection, "mail.example").until == now + timedelta(minutes=1)


def waiting(*urls: str) -> tuple[dict[str, Any], list[tuple[str, BaseException]]]:
    """Return the downloader's slots with requests that wait at a host, and what becomes of them."""
    told: list[tuple[str, BaseException]] = []

    def answer_of(url: str) -> Any:
        return SimpleNamespace(errback=lambda failure: told.append((url, failure.value)))

    queue = deque((Request(url), answer_of(url)) for url in urls)
    return {"post.example": SimpleNamespace(queue=queue)}, told


def test_what_waits_for_its_turn_at_a_host_is_refused_with_the_rest(
    engine: Engine, clock: Clock, now: datetime
) -> None:
    slots, told = waiting(URL, "https://post.example:8443/two", f"{URL}/three")
    answer(a_run(engine, clock, slots), 429, Retry_After="3600")
    assert [url for url, _ in told] == [URL, f"{URL}/three"]
    assert all(isinstance(e, Refusal) and e.until == now + timedelta(hours=1) for _, e in told)
    assert [request.url for request, _ in slots["post.example"].queue] == ["https://post.example:8443/two"]


def fail(polite: PolitenessMiddleware, failure: Exception, url: str = URL) -> None:
    polite.process_exception(Request(url), failure)


def test_a_host_that_fails_five_times_in_a_row_is_left_alone_and_no_other(
    engine: Engine, clock: Clock, now: datetime
) -> None:
    slots, told = waiting(URL)
    polite = a_run(engine, clock, slots)
    for failure in (DownloadTimeoutError("x"), CannotResolveHostError("x"), DownloadTimeoutError("x")):
        fail(polite, failure)
    answer(polite, 502)
    assert refused(polite) is None
    answer(polite, 500)
    refusal = refused(polite)
    assert refusal is not None
    assert refusal.reason == (
        "post.example is left alone for this run: 5 requests in a row failed, the last with: HTTP 500"
    )
    assert (refusal.state, refusal.counts) == ("queued", False)
    assert refusal.until is not None
    assert refusal.until > now + timedelta(seconds=20)
    assert [str(e) for _, e in told] == [refusal.reason]
    assert refused(polite, "https://mail.example/") is None
    assert refused(a_run(engine, clock)) is None  # the next run tries again
    assert polite._ledger.tally.faults == [refusal.reason]


@pytest.mark.parametrize("status", [200, 301, 304, 403, 404, 429])
def test_an_answer_ends_the_row_of_failures(polite: PolitenessMiddleware, clock: Clock, status: int) -> None:
    for _ in range(4):
        answer(polite, 503)
    answer(polite, status)
    clock.now += timedelta(minutes=5)
    answer(polite, 503)
    assert refused(polite) is None


def test_a_host_of_which_most_of_twenty_fail_is_left_alone(polite: PolitenessMiddleware) -> None:
    for number in range(20):
        assert refused(polite) is None
        answer(polite, 200 if number % 5 in (0, 2) else 500)
    refusal = refused(polite)
    assert refusal is not None
    assert "12 of its last 20 requests failed" in refusal.reason


@pytest.mark.parametrize(
    "failure",
    [
        Refusal("failed", "refused"),
        DownloadCancelledError("too large"),
        CannotResolveHostError("refused address: x leads to 10.0.0.1"),
        ValueError("x"),
    ],
)
def test_what_is_no_fault_of_the_host_is_not_counted(
    polite: PolitenessMiddleware, failure: Exception
) -> None:
    for _ in range(30):
        fail(polite, failure)
    assert refused(polite) is None
