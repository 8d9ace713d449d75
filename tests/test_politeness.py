"""Retry-After: believed within reason, kept for the run and for the next."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from sqlalchemy.engine import Engine

from newscrawl.middlewares.politeness import PolitenessMiddleware, retry_after
from newscrawl.middlewares.refusals import Refusal
from newscrawl.store import sources
from newscrawl.store.database import read

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


def a_run(engine: Engine, clock: Clock) -> PolitenessMiddleware:
    ledger: Any = SimpleNamespace(engine=engine)
    return PolitenessMiddleware(ledger, DAY, clock)


def answer(polite: PolitenessMiddleware, status: int, url: str = URL, **headers: str) -> Request:
    request = Request(url)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    response = Response(url, status=status, headers=told)
    assert polite.process_response(request, response) is response
    return request


def refused(polite: PolitenessMiddleware, url: str = URL) -> Refusal | None:
    try:
        polite.process_request(Request(url))
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
        assert sources.held_until(connection, "post.example") is None


def test_a_wall_without_a_wait_holds_nothing(polite: PolitenessMiddleware) -> None:
    answer(polite, 429)
    assert refused(polite) is None


def test_a_shorter_wait_does_not_end_a_longer_one_s_database_row_for_another_host(
    engine: Engine, polite: PolitenessMiddleware, now: datetime
) -> None:
    answer(polite, 503, Retry_After="3600")
    answer(polite, 503, "https://mail.example/", Retry_After="60")
    with read(engine) as connection:
        assert sources.held_until(connection, "post.example") == now + timedelta(hours=1)
        assert sources.held_until(connection, "mail.example") == now + timedelta(minutes=1)
