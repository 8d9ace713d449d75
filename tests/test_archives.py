"""Dated addresses from templates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from newscrawl.discover import archives
from newscrawl.discover.archives import expand

DAYS = "https://paper.example/all/{YYYY}/{month}/{D}/"


def test_days_come_newest_first_across_the_end_of_a_leap_february() -> None:
    assert expand(DAYS, date(2024, 2, 28), date(2024, 3, 1)) == [
        "https://paper.example/all/2024/march/1/",
        "https://paper.example/all/2024/february/29/",
        "https://paper.example/all/2024/february/28/",
    ]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("/{YYYY}-{MM}.xml", ["/2024-02.xml", "/2024-01.xml", "/2023-12.xml"]),
        ("/{YY}{M}/", ["/242/", "/241/", "/2312/"]),
        ("/{Mon}-{YYYY}", ["/Feb-2024", "/Jan-2024", "/Dec-2023"]),
        ("/{YYYY}/", ["/2024/", "/2023/"]),
        ("/all/", ["/all/"]),
    ],
)
def test_the_finest_field_says_how_often(template: str, expected: list[str]) -> None:
    assert expand(template, date(2023, 12, 31), date(2024, 2, 1)) == expected


def test_moments_count_as_their_days_and_a_window_turned_round_is_empty() -> None:
    since, until = datetime(2024, 5, 22, 23, 59, tzinfo=UTC), datetime(2024, 5, 23, 0, 1, tzinfo=UTC)
    assert expand("{DD}.{MM}", since, until) == ["23.05", "22.05"]
    assert expand(DAYS, until, since) == []


def test_no_more_than_the_cap_and_the_newest_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ADDRESSES", 3)
    assert expand("{YYYY}-{MM}-{DD}", date(1, 1, 1), date(2024, 1, 2)) == [
        "2024-01-02",
        "2024-01-01",
        "2023-12-31",
    ]


def test_no_archive_reaches_back_past_the_web() -> None:
    assert expand("{YYYY}", date.min, date(1992, 1, 1)) == ["1992", "1991", "1990"]


def test_a_field_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"unknown field \{day\}"):
        expand("/{YYYY}/{day}/", date(2024, 1, 1), date(2024, 1, 2))
