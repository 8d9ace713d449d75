"""WordPress's REST API to candidates, and where to look without it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from newscrawl.discover import Candidate, Fault, Finding, Source
from newscrawl.discover.wordpress import fallbacks, is_switched_off, parse_posts, posts_url

HOME = "https://paper.example"
URL = posts_url(HOME)
POST = {
    "id": 7,
    "link": "https://paper.example/bridge/",
    "title": {"rendered": "Bridge &#8220;reopened&#8221; &amp; <em>safe</em>"},
    "date_gmt": "2024-05-23T08:30:00",
    "modified_gmt": "2024-05-24T08:30:00",
}


def read(answer: Any, url: str = URL, **options: Any) -> list[Finding]:
    return list(
        parse_posts(answer if isinstance(answer, bytes) else json.dumps(answer).encode(), url=url, **options)
    )


def test_a_post_gives_address_headline_and_both_dates() -> None:
    assert read([POST]) == [
        Candidate(
            "https://paper.example/bridge/",
            "api",
            source=URL,
            headline="Bridge “reopened” & safe",
            date=datetime(2024, 5, 23, 8, 30, tzinfo=UTC),
            modified=datetime(2024, 5, 24, 8, 30, tzinfo=UTC),
        )
    ]


def test_the_address_asks_for_a_hundred_posts_and_tells_moments_in_utc() -> None:
    after = datetime(2024, 5, 23, 11, 30, tzinfo=timezone(timedelta(hours=3)))
    assert URL == (
        "https://paper.example/wp-json/wp/v2/posts?per_page=100&page=1&_fields=id,link,title,date_gmt,modified_gmt"
    )
    address = posts_url("https://paper.example/en/", after=after, modified_after=after, page=3)
    assert address.startswith("https://paper.example/en/wp-json/wp/v2/posts?per_page=100&page=3&")
    assert "&after=2024-05-23T08:30:00Z&modified_after=2024-05-23T08:30:00Z" in address


def test_the_next_page_is_named_while_there_is_one() -> None:
    following = Source(URL.replace("page=1&", "page=2&"), "api")
    assert read([POST], total_pages=2)[-1] == following
    assert read([POST] * 100)[-1] == following
    assert isinstance(read([POST], total_pages=1)[-1], Candidate)
    assert isinstance(read([POST])[-1], Candidate)
    assert read([POST], url=posts_url(HOME, page=2), total_pages=2)[1:] == []


def test_a_page_past_the_end_is_the_end() -> None:
    answer = {"code": "rest_post_invalid_page_number", "message": "…", "data": {"status": 400}}
    assert read(answer, status=400) == []


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [
        ({"code": "rest_forbidden", "message": "…"}, 401, "rest_forbidden (HTTP 401)"),
        (b"<!doctype html><title>Not found</title>", 404, "an HTML page, no list of posts (HTTP 404)"),
        (b"<!doctype html><title>Home</title>", 200, "an HTML page, no list of posts (HTTP 200)"),
        (b"", 200, "an empty answer (0 bytes), no list of posts (HTTP 200)"),
        (b"[" * 100_000, 200, "JSON, no list of posts (HTTP 200)"),
    ],
)
def test_an_api_that_is_switched_off_is_a_fault_with_its_reason(
    answer: Any, status: int, reason: str
) -> None:
    assert read(answer, status=status) == [Fault(f"WordPress gives no posts by its API: {reason}")]
    assert is_switched_off(answer if isinstance(answer, bytes) else json.dumps(answer).encode(), status)


def test_an_api_that_answers_is_not_switched_off_also_past_its_end() -> None:
    assert not is_switched_off(json.dumps([POST]).encode(), 200)
    assert not is_switched_off(b'{"code": "rest_post_invalid_page_number"}', 400)
    assert not is_switched_off(b"try again", 503)


@pytest.mark.parametrize(
    "post",
    [None, 3, "x", {}, {"link": 7}, {"link": "javascript:x"}, {"link": "/a", "title": [], "date_gmt": {}}],
)
def test_odd_posts_are_passed_over(post: Any) -> None:
    assert len(read([POST, post])) in {1, 2}


def test_the_fall_backs_are_the_feed_and_the_usual_sitemaps() -> None:
    assert fallbacks("https://paper.example/en") == [
        Source("https://paper.example/en/feed/", "feed"),
        Source("https://paper.example/en/news-sitemap.xml", "news_sitemap"),
        Source("https://paper.example/en/sitemap_index.xml", "sitemap"),
        Source("https://paper.example/en/wp-sitemap.xml", "sitemap"),
    ]
