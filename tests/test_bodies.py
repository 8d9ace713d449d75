"""Bodies as a page's reader gets them: decoded, whole, or told to be cut short."""

from __future__ import annotations

import gzip

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError
from scrapy.http import HtmlResponse, Response

from newscrawl.middlewares.bodies import BodyMiddleware, is_ended

PAGE = b"<!doctype html><title>Ferry</title><p>" + b"The ferry waited. " * 90 + b"</p></html>\n<!-- 12 ms -->"
BODIES = BodyMiddleware(most=10_000)
REQUEST = Request("https://post.example/1")


def answer(body: bytes, *flags: str, **headers: str) -> Response:
    return Response(REQUEST.url, headers=headers, body=body, flags=list(flags))


@pytest.mark.parametrize(
    ("body", "ended"),
    [
        (PAGE, True),
        (PAGE[:600], False),
        (b"\xef\xbb\xbf\n" + PAGE[:600], False),
        (b"<rss><channel></channel></rss>", True),
        (b"<rss><channel>", False),
        (b'{"items": [1, 2]}\n', True),
        (b'[{"a": 1}, {"b"', False),
        (b"User-agent: *\nDisallow: /private/", True),
        (b"", True),
    ],
)
def test_the_end_of_a_body_that_was_ended_by_closing_is_looked_for(body: bytes, ended: bool) -> None:
    assert is_ended(body) is ended
    if ended:
        assert BODIES.process_response(REQUEST, answer(body, "partial")).body == body
    else:
        with pytest.raises(ResponseDataLossError):
            BODIES.process_response(REQUEST, answer(body, "partial"))


def test_a_body_with_a_length_is_whole_whatever_it_ends_with() -> None:
    assert BODIES.process_response(REQUEST, answer(PAGE[:600])).body == PAGE[:600]


def test_a_coded_body_becomes_the_kind_of_response_that_it_is() -> None:
    packed = answer(
        gzip.compress(PAGE), "partial", **{"Content-Encoding": "gzip", "Content-Type": "text/html"}
    )
    page = BODIES.process_response(REQUEST, packed)
    assert isinstance(page, HtmlResponse)
    assert (page.body, "Content-Encoding" in page.headers) == (PAGE, False)


def test_a_cut_coding_is_cut_short_unless_we_stopped_reading() -> None:
    cut = gzip.compress(bytes(range(256)) * 30)[:-30]
    with pytest.raises(ResponseDataLossError):
        BODIES.process_response(REQUEST, answer(cut, **{"Content-Encoding": "gzip"}))
    told = BODIES.process_response(REQUEST, answer(cut, "download_stopped", **{"Content-Encoding": "gzip"}))
    assert told.body.startswith(bytes(range(256)))


def test_a_bomb_is_cancelled_at_the_size_that_its_request_allows() -> None:
    bomb = answer(gzip.compress(bytes(20_000)), **{"Content-Encoding": "gzip"})
    with pytest.raises(DownloadCancelledError):
        BODIES.process_response(REQUEST, bomb)
    larger = REQUEST.replace(meta={"download_maxsize": 50_000})
    assert len(BODIES.process_response(larger, bomb).body) == 20_000
