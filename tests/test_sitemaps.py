"""Sitemaps to candidates and sources."""

from __future__ import annotations

import gzip
import tracemalloc
from datetime import UTC, datetime

import pytest

from newscrawl.discover import Candidate, Fault, Finding, Source
from newscrawl.discover import sitemaps as sitemaps_module
from newscrawl.discover.sitemaps import parse_sitemap

URL = "https://paper.example/sitemap.xml"
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
NEWS = """<url><loc>https://paper.example/1</loc>
  <image:image><image:loc>https://paper.example/1.jpg</image:loc></image:image>
  <news:news><news:publication><news:name>Paper</news:name><news:language>en</news:language></news:publication>
  <news:publication_date>2024-05-23T11:30:00+03:00</news:publication_date>
  <news:title>Bridge &amp; river</news:title></news:news></url>"""
MORNING = datetime(2024, 5, 23, 8, 30, tzinfo=UTC)


def read(document: str | bytes) -> list[Finding]:
    return list(parse_sitemap(document.encode() if isinstance(document, str) else document, url=URL))


def urlset(entries: str, spaces: str = SPACES) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {spaces}>{entries}</urlset>'


def page(number: int, lastmod: str = "2024-05-23") -> str:
    return f"<url><loc>https://paper.example/{number}</loc><lastmod>{lastmod}</lastmod></url>"


def test_a_news_sitemap_gives_headline_date_and_language() -> None:
    assert read(urlset(NEWS)) == [
        Candidate(
            "https://paper.example/1",
            "news_sitemap",
            source=URL,
            headline="Bridge & river",
            date=MORNING,
            language="en",
        )
    ]


@pytest.mark.parametrize(
    "spaces",
    [
        "",
        'xmlns="https://sitemaps.org/wrong"',
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.84"',
        'xmlns="http://www.google.com/schemas/sitemap/0.84" xmlns:news="urn:mistyped"',
    ],
)
def test_wrong_and_missing_namespaces_are_tolerated(spaces: str) -> None:
    (found,) = read(urlset(NEWS, spaces))
    assert isinstance(found, Candidate)
    assert (found.url, found.headline, found.date) == ("https://paper.example/1", "Bridge & river", MORNING)


def test_lastmod_is_the_change_and_the_date_where_nothing_better_is_known() -> None:
    dated = "<url><loc>https://paper.example/2024/05/20/a</loc><lastmod>2024-05-23T08:30:00Z</lastmod></url>"
    plain, by_address = read(urlset(page(1, "2024-05-23T08:30:00Z") + dated))
    assert isinstance(plain, Candidate)
    assert (plain.kind, plain.date, plain.modified, plain.day_only) == ("sitemap", MORNING, MORNING, False)
    assert isinstance(by_address, Candidate)
    assert (by_address.date, by_address.modified) == (datetime(2024, 5, 20, tzinfo=UTC), MORNING)
    assert by_address.day_only


def test_an_index_gives_its_children_and_knows_news_sitemaps_by_name() -> None:
    children = "".join(
        f"<sitemap><loc>{loc}</loc>{mod}</sitemap>"
        for loc, mod in [
            ("https://paper.example/news-sitemap.xml", "<lastmod>2024-05-23T08:30:00Z</lastmod>"),
            ("https://paper.example/sitemap-googlenews.xml.gz", ""),
            ("/news/sitemap-posts.xml", ""),
            ("https://paper.example/newspaper.xml", ""),
        ]
    )
    assert read(f"<sitemapindex {SPACES}>{children}</sitemapindex>") == [
        Source("https://paper.example/news-sitemap.xml", "news_sitemap", MORNING),
        Source("https://paper.example/sitemap-googlenews.xml.gz", "news_sitemap"),
        Source("https://paper.example/news/sitemap-posts.xml", "sitemap"),
        Source("https://paper.example/newspaper.xml", "sitemap"),
    ]


def test_gzip_is_unpacked_also_in_several_members() -> None:
    document = urlset(page(1) + page(2)).encode()
    assert len(read(gzip.compress(document))) == 2
    assert len(read(gzip.compress(document[:120]) + gzip.compress(document[120:]))) == 2


def test_a_gzip_that_is_cut_off_gives_what_is_whole_and_says_so() -> None:
    packed = gzip.compress(urlset("".join(map(page, range(2000)))).encode())
    found = read(packed[: len(packed) // 2])
    assert len(found) > 500
    assert isinstance(found[-1], Fault)
    assert "gzip is cut off" in found[-1].reason


def test_a_gzip_bomb_is_unpacked_up_to_the_cap() -> None:
    body = gzip.compress(urlset(page(1) + " " * (60 << 20)).encode())
    tracemalloc.start()
    found = read(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 160 << 20
    assert [type(thing) for thing in found] == [Candidate, Fault, Fault]
    assert isinstance(found[-1], Fault)
    assert found[-1].reason.startswith("larger than 50 MiB")


def test_a_sitemap_of_plain_text_is_read_line_by_line() -> None:
    found = read(
        "\ufeffhttps://paper.example/1\r\nhttps://paper.example/2\n\nno address\nhttps://paper.example/3"
    )
    assert [thing.url for thing in found if isinstance(thing, Candidate)] == [
        f"https://paper.example/{number}" for number in (1, 2, 3)
    ]


def test_a_feed_in_a_sitemap_s_place_is_read_as_a_feed() -> None:
    (found,) = read("<rss><channel><item><link>https://paper.example/1</link></item></channel></rss>")
    assert isinstance(found, Candidate)
    assert found.kind == "feed"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "an empty answer (0 bytes), no sitemap"),
        (b"<!doctype html><title>Sorry</title>", "an HTML page, no sitemap"),
        (b'{"a": 1}', "JSON, no sitemap"),
        (b"<urlset></urlset>", "a sitemap without entries"),
        (b"<urlset><url><loc></loc></url></urlset>", "1 entries, none with an address"),
        (b"\x1f\x8b\x08no gzip at all", "broken gzip"),
    ],
)
def test_what_is_no_sitemap_or_an_empty_one_is_a_fault_with_its_reason(body: bytes, reason: str) -> None:
    (fault,) = read(body)
    assert isinstance(fault, Fault)
    assert fault.reason.startswith(reason)


def test_entities_are_not_expanded_and_no_file_is_read() -> None:
    document = (
        '<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "aaaa">]>'
        "<urlset><url><loc>https://paper.example/&a;&f;</loc></url></urlset>"
    )
    (found,) = read(document)
    assert isinstance(found, Candidate)
    assert found.url == "https://paper.example/&a;&f;"


def test_past_the_cap_reading_ends_with_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps_module, "MAX_ENTRIES", 2)
    for document in (urlset(page(1) + page(2) + page(3)), "https://paper.example/1\n" * 3):
        found = read(document)
        assert [type(thing) for thing in found] == [Candidate, Candidate, Fault]


def test_memory_does_not_grow_with_the_entries() -> None:
    peaks = []
    for entries in (1_000, 8_000):
        body = urlset("".join(map(page, range(entries)))).encode()
        tracemalloc.start()
        assert sum(1 for _ in parse_sitemap(body, url=URL)) == entries
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2


def test_no_bytes_make_it_raise() -> None:
    whole = urlset(NEWS + page(2)).encode()
    for cut in range(0, len(whole), 7):
        for body in (whole[:cut], whole[:cut] + b"\xff<\x00&" + whole[cut:], whole[cut:]):
            assert all(isinstance(thing, Candidate | Source | Fault) for thing in read(body))


def test_a_gzip_of_members_without_number_is_read_up_to_the_cap() -> None:
    """This would take an hour: each member copied what followed it."""
    body = gzip.compress(b"<urlset>") + gzip.compress(b"") * 2_000_000
    *_, fault = parse_sitemap(body, url=URL)
    assert fault == Fault("gzip of more than 10000 members; the rest was not read (0 entries read)")
