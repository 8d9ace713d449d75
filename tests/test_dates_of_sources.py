"""Dates of feeds and sitemaps."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.discover.dates import date_in_address, parse_date

HALF_PAST_EIGHT = datetime(2024, 5, 23, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 23 May 2024 08:30:00 GMT",
        "Mon, 23 May 2024 11:30:00 +0300",  # it was a Thursday
        "Thu,23 May 2024 08:30:00 UT",
        "чт, 23 May 2024 11:30:00 +0300",
        "Thursday, 23 May, 2024 8:30 AM",
        "23 May 2024 04:30 EDT",
        "23 May 24 08:30:00 Z",
        "Thu May 23 11:30:00 +0300 2024",
        "May 23, 2024 08:30",
        "2024-05-23T11:30:00+03:00",
        "2024-05-23T11:30+03",
        "2024-05-23T08:30:00.123456Z",
        "2024-05-23T11:30:00 +0300",
        "2024-05-23 08:30:00",
        "20240523T083000Z",
        "23.05.2024 08:30",
        "\n  2024-05-23T08:30:00Z\n ",
    ],
)
def test_the_same_moment_is_read_from_each_way_to_write_it(text: str) -> None:
    assert parse_date(text) == (HALF_PAST_EIGHT, False)


@pytest.mark.parametrize("text", ["2024-05-23", "23 May 2024", "May 23, 2024", "20240523", "23.05.2024"])
def test_a_bare_day_is_midnight_and_says_so(text: str) -> None:
    assert parse_date(text) == (datetime(2024, 5, 23, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "soon",
        "0001-01-01T00:00:00Z",
        "1970-01-01",
        "2100-01-01",
        "31 Feb 2024",
        "2024-13-01",
        "2024-05",
        "1716463800",
        "2024-05-23T29:99",
        "-" * 1000,
        "2024-05-23T10:00:00+99:00",
        "9" * 10_000,
    ],
)
def test_what_is_no_date_or_an_absurd_one_is_none(text: str | None) -> None:
    assert parse_date(text) is None


def test_afternoon_and_the_end_of_a_day_are_counted_right() -> None:
    afternoon, midnight = parse_date("Thu, 23 May 2024 12:05:00 PM"), parse_date("2024-05-23T24:00:00Z")
    assert afternoon and afternoon.moment.hour == 12
    assert midnight and midnight.moment == datetime(2024, 5, 24, tzinfo=UTC)


def test_a_day_is_read_from_an_address_and_from_nothing_like_it() -> None:
    assert date_in_address("https://a.example/2024/05/23/story") == (datetime(2024, 5, 23, tzinfo=UTC), True)
    assert date_in_address("https://a.example/uk/2024/may/23/story") == (
        datetime(2024, 5, 23, tzinfo=UTC),
        True,
    )
    assert date_in_address("https://a.example/news/2024-05-23-story") == (
        datetime(2024, 5, 23, tzinfo=UTC),
        True,
    )
    assert date_in_address("https://a.example/all/2024/may/23") == (datetime(2024, 5, 23, tzinfo=UTC), True)
    assert date_in_address("https://a.example/2024/05/story") is None
    assert date_in_address("https://a.example/2024/51/23/story") is None
