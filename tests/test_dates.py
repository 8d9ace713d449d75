"""Dates of a page: machine forms, words in many languages, zones and what cannot be."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newscrawl.extract.dates import parse_machine
from newscrawl.extract.dates_page import read_dates
from newscrawl.extract.dates_text import Reader, parse_date
from newscrawl.extract.page import Page
from newscrawl.extract.structured import read_structured
from newscrawl.outlets import Outlet

NOW = datetime(2024, 5, 23, 12, 0, tzinfo=UTC)
KYIV = Reader(NOW, "uk", False, ZoneInfo("Europe/Kyiv"))

SHOWN = [
    ("Сегодня, 14:30", "2024-05-23T14:30"),
    ("Вчера 9:05", "2024-05-22T09:05"),
    ("Вчора, 09:05", "2024-05-22T09:05"),
    ("23 мая 2024, 14:30", "2024-05-23T14:30"),
    ("23 травня 2023, 14:30", "2023-05-23T14:30"),
    ("2 hours ago", "2024-05-23T10:00"),
    ("an hour ago", "2024-05-23T11:00"),
    ("vor 3 Stunden", "2024-05-23T09:00"),
    ("3 ore fa", "2024-05-23T09:00"),
    ("2 ч назад", "2024-05-23T10:00"),
    ("há 2 horas", "2024-05-23T10:00"),
    ("1시간 전", "2024-05-23T11:00"),
    ("2時間前", "2024-05-23T10:00"),
    ("3 小时前", "2024-05-23T09:00"),
    ("منذ 3 ساعات", "2024-05-23T09:00"),
    ("1 day ago", "2024-05-22"),
    ("May 23, 2024 3:05 pm", "2024-05-23T15:05"),
    ("Feb. 6, 2024 12:01 AM", "2024-02-06T00:01"),
    ("April 26, 2024 at 11:24 a.m. EDT", "2024-04-26T11:24"),
    ("2024年5月23日 14時05分", "2024-05-23T14:05"),
    ("2024년 5월 23일 오후 2:30", "2024-05-23T14:30"),
    ("24.04.2024, 19:35 Uhr", "2024-04-24T19:35"),
    ("25 de mayo de 2023 16:51 h", "2023-05-25T16:51"),
    ("publié le 23 mai 2024 à 10h05", "2024-05-23T10:05"),
    ("20 Nisan 2024", "2024-04-20"),
    ("23. května 2024 8:30", "2024-05-23T08:30"),
    ("28 كانون الثاني 2024", "2024-01-28"),
    ("Dec 24", "2023-12-24"),
]


@pytest.mark.parametrize(("shown", "expected"), SHOWN)
def test_a_date_is_read_as_readers_read_it(shown, expected):
    moment = parse_date(shown, KYIV)
    assert moment is not None
    assert moment.value.isoformat().startswith(expected)
    assert moment.timed == ("T" in expected)


@pytest.mark.parametrize(
    "shown", ["", "Top 10 tips", "13:37", "2025-01-01", "1970-01-01T00:00:00Z", "x" * 400, "99/99/2024"]
)
def test_what_is_no_possible_date_is_refused(shown):
    assert parse_date(shown, KYIV) is None


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("2024-05-23T14:30:45.123+03:00", "2024-05-23T11:30:45Z"),
        ("2024-05-23T14:30:00+0300", "2024-05-23T11:30:00Z"),
        ("2024-05-23 14:30 UTC", "2024-05-23T14:30:00Z"),
        ("2024-05-23", "2024-05-23"),
        ("20240523", "2024-05-23"),
        ("1716464000", "2024-05-23T11:33:20Z"),
        ("1716464000000", "2024-05-23T11:33:20Z"),
    ],
)
def test_machine_forms_come_out_in_utc(raw, written):
    assert parse_machine(raw).written() == written


def dates(head="", body="<h1>Ferry</h1>", outlet=Outlet("x"), url="https://example.com/a", rules=None):  # noqa: B008
    page = Page(f"<html><head>{head}</head><body>{body}</body></html>", url)
    found = read_dates(page, read_structured(page), outlet, NOW, rules or {})
    return tuple(
        f.moment.written() if f and f.moment else None for f in (found.published, found.modified)
    ), found


META = '<meta property="article:published_time" content="{}">'


def test_a_time_without_zone_gets_the_outlet_s():
    (published, _), _ = dates(META.format("2024-05-22T14:30"), outlet=Outlet("x", timezone="Europe/Kyiv"))
    assert published == "2024-05-22T11:30:00Z"


def test_a_time_without_zone_takes_the_offset_used_elsewhere_on_the_page():
    head = (
        META.format("2024-05-22T14:30")
        + '<meta property="article:modified_time" content="2024-05-22T16:00+05:30">'
    )
    assert dates(head)[0] == ("2024-05-22T09:00:00Z", "2024-05-22T10:30:00Z")


def test_a_time_without_zone_takes_that_of_the_country_s_domain():
    assert dates(META.format("2024-05-22T14:30"), url="https://example.jp/a")[0][0] == "2024-05-22T05:30:00Z"


def test_a_more_exact_time_of_the_same_day_wins_over_a_bare_day():
    body = '<h1>Ferry</h1><time datetime="2024-05-22T10:15:00Z">May 22</time>'
    assert dates(META.format("2024-05-22"), body)[0][0] == "2024-05-22T10:15:00Z"


def test_a_date_in_the_future_is_refused_and_kept_raw():
    (published, _), found = dates(META.format("2031-01-01T00:00Z"))
    assert published is None
    assert found.published.raw == "2031-01-01T00:00Z"


def test_dates_of_related_articles_are_not_the_article_s():
    related = '<div class="related"><time datetime="2024-05-01">1 May</time></div>'
    body = f"<main><h1>Ferry</h1><p>Text</p></main>{related}"
    assert dates(body=body)[0][0] is None


def test_visible_lines_and_addresses_are_the_last_to_be_asked():
    assert (
        dates(body='<h1>Ferry</h1><span class="post-date">22 May 2024, 10:15</span>')[0][0]
        == "2024-05-22T10:15:00Z"
    )
    assert dates(url="https://example.com/2024/05/21/ferry")[0][0] == "2024-05-21"


def test_the_outlet_s_rule_goes_first():
    assert (
        dates(META.format("2024-05-22"), rules={"date_published": ["Сегодня, 11:00"]})[1].published.source
        == "rules"
    )
