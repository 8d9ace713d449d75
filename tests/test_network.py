"""What an answer's status or a failed download means for the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response

from newscrawl.items import Discovery
from newscrawl.middlewares.refusals import Refusal
from newscrawl.network import DOWNLOAD_FAILURES, JUDGED, failure_outcome, header, status_outcome, words_of
from newscrawl.store.ledger import Claim
from newscrawl.store.outcomes import Outcome

URL = "https://post.example/one"
CLAIM = Claim(1, URL, "queued", 0, Discovery("feed"), 0, None, None)
UNTIL = datetime(2026, 5, 23, tzinfo=UTC)


def judged(status: int, **meta: Any) -> Outcome | None:
    return status_outcome(CLAIM, Response(URL, status=status, request=Request(URL, meta=meta)))


@pytest.mark.parametrize("status", [200, 203, 206])
def test_a_page_is_read_when_there_is_one(status: int) -> None:
    assert judged(status) is None


def test_an_address_that_leads_to_the_home_page_is_gone() -> None:
    outcome = status_outcome(CLAIM, Response("https://www.post.example/", status=200))
    assert outcome is not None
    assert (outcome.state, outcome.reason) == ("gone", "its address leads to the home page")
    assert status_outcome(CLAIM, Response("https://post.example/moved/one", status=200)) is None
    home = replace(CLAIM, url="https://post.example/")
    assert status_outcome(home, Response("https://post.example/", status=200)) is None


@pytest.mark.parametrize(
    ("status", "state", "counts"),
    [
        (202, "blocked", True),  # a wall that computes a challenge first
        (401, "blocked", False),
        (402, "blocked", False),
        (403, "blocked", True),
        (407, "blocked", False),
        (451, "blocked", False),
        (404, "gone", False),
        (410, "gone", False),
        (408, "queued", True),
        (425, "queued", True),
        (429, "queued", True),
        (500, "queued", True),
        (502, "queued", True),
        (503, "queued", True),
        (504, "queued", True),
        (522, "queued", True),
        (301, "failed", False),  # without a Location
        (304, "failed", False),
        (400, "failed", False),
        (405, "failed", False),
        (418, "failed", False),
    ],
)
def test_a_status_decides_a_state(status: int, state: str, counts: bool) -> None:
    outcome = judged(status)
    assert outcome is not None
    assert (outcome.state, outcome.counts, outcome.status) == (state, counts, status)
    assert str(status) in (outcome.reason or "")


def test_a_challenge_is_a_wall_whatever_its_status() -> None:
    page = b"<html><title>Just a moment...</title><body>Checking</body></html>"
    outcome = status_outcome(CLAIM, Response(URL, status=200, body=page))
    assert outcome is not None
    assert (outcome.state, outcome.reason) == ("blocked", "HTTP 200, a Cloudflare challenge")


def test_what_asks_too_often_ends_as_blocked_and_what_fails_as_failed() -> None:
    ends = [outcome.last for status in (429, 503) if (outcome := judged(status))]
    assert ends == ["blocked", "failed"]


def test_a_wait_that_the_host_asked_for_goes_with_the_outcome() -> None:
    outcome = judged(429, held_until=UNTIL)
    assert outcome is not None
    assert outcome.until == UNTIL


@pytest.mark.parametrize(
    ("failure", "state", "words"),
    [
        (CannotResolveHostError("x"), "queued", "the host name does not resolve"),
        (DownloadConnectionRefusedError("x"), "queued", "the connection was refused"),
        (DownloadTimeoutError("x"), "queued", "no whole answer in time"),
        (ResponseDataLossError("x"), "queued", "the answer was cut short"),
        (DownloadFailedError("bad\nluck"), "queued", "DownloadFailedError: bad luck"),
        (OSError("broken"), "queued", "OSError: broken"),
        (DownloadCancelledError("x"), "too_large", "the answer is larger than allowed"),
        (UnsupportedURLSchemeError("gopher"), "failed", "UnsupportedURLSchemeError: gopher"),
        (IgnoreRequest("not today"), "failed", "IgnoreRequest: not today"),
        (
            CannotResolveHostError("refused address: x leads to 10.0.0.1"),
            "failed",
            "refused address: x leads to 10.0.0.1",
        ),
    ],
)
def test_a_failed_download_is_a_state_with_words(failure: Exception, state: str, words: str) -> None:
    outcome = failure_outcome(CLAIM, failure)
    assert (outcome.state, outcome.reason) == (state, words)
    assert outcome.counts == (state == "queued")
    assert isinstance(failure, DOWNLOAD_FAILURES)


def test_a_refusal_says_itself_what_it_means() -> None:
    outcome = failure_outcome(CLAIM, Refusal("robots_disallowed", "robots.txt disallows it"))
    assert (outcome.state, outcome.reason, outcome.counts) == (
        "robots_disallowed",
        "robots.txt disallows it",
        False,
    )
    waiting = failure_outcome(CLAIM, Refusal("queued", "asked to wait", until=UNTIL))
    assert (waiting.state, waiting.until, waiting.counts) == ("queued", UNTIL, False)


def test_words_are_one_line_of_bounded_length_and_never_empty() -> None:
    assert words_of(OSError("a\nb" * 1000)).count("\n") == 0
    assert len(words_of(OSError("a\nb" * 1000))) <= 300
    assert words_of(ZeroDivisionError()) == "ZeroDivisionError"


def test_every_status_is_ours_to_judge_but_redirects() -> None:
    assert {200, 304, 404, 429, 503} <= JUDGED
    assert not {301, 302, 303, 307, 308} & JUDGED


def test_a_header_of_any_bytes_is_text() -> None:
    response = Response(URL, headers={"ETag": b"\xff\xfe", "Empty": b""})
    assert header(response, "etag") == "ÿþ"
    assert header(response, "Empty") is None
    assert header(response, "Missing") is None
