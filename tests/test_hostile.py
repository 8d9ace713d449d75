"""Pages that break addresses and encodings are read; so are those made to stall, which took minutes."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from newscrawl.discover import Candidate
from newscrawl.discover.feeds import parse_feed
from newscrawl.extract.headline import letters
from newscrawl.extract.markup import roles_of
from newscrawl.extract.wordlists import words_of
from newscrawl.items import Discovery
from newscrawl.normalise.addresses import clean_url
from newscrawl.outlets import Outlet
from newscrawl.reading import Reading, read_page, read_response
from newscrawl.store.ledger import Claim
from newscrawl.walls import wall_of

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LEAD = "<p>The council met on Monday to discuss the new harbour and what it would cost the town.</p>" * 5


def read(inner: str, head: str = "") -> Reading:
    page = f"<html><head><title>Harbour plan</title>{head}</head><body><article>{inner}{LEAD}</article>"
    return read_bytes(page.encode())


def read_bytes(page: bytes) -> Reading:
    reading = read_page(page, url="https://example.com/news/harbour-1", fetched_at=NOW, generic=True)
    assert msgspec.json.encode(reading.article)
    assert reading.reason.encode()
    return reading


def data(value: str) -> str:
    return f'<script type="application/ld+json">{value}</script>'


@pytest.mark.parametrize(
    "inner",
    [
        '<p>Source: <a href="http://[x">Reuters</a></p>',
        '<h2><a href="http://[x">Harbour plan is approved by the council</a></h2>',
        '<p class="byline"><a rel="author" href="//[x">Anna Meier</a></p>',
        '<figure><img src="http://[x"><figcaption>A harbour.</figcaption></figure>',
    ],
)
def test_an_address_that_is_none_leaves_the_article_whole(inner: str) -> None:
    assert "the new harbour" in (read(inner).article.article_body or "")


def test_an_author_keeps_the_name_when_the_address_is_none() -> None:
    author = '{"@type": "Person", "name": "Anna Meier", "url": "//[x"}'
    (found,) = read("", data(f'{{"@type": "NewsArticle", "author": {author}}}')).article.authors
    assert (found.name, found.url) == ("Anna Meier", None)


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "rot13", "hex", "unicode_escape", "none"])
def test_an_encoding_that_no_page_can_have_is_passed_over(name: str) -> None:
    article = read_bytes(f"<meta charset={name}><body>{LEAD}".encode() + b"<p>Caf\xe9.</p>").article
    assert "the new harbour" in (article.article_body or "")


def test_half_characters_of_json_reach_no_record() -> None:
    half = r"\ud800"
    told = f'{{"@type": ["{half} Article"], "headline": "Page not found {half}", "publisher": "A {half}"}}'
    assert half not in repr(read("", data(told)).article)


@pytest.mark.parametrize(
    ("inner", "head"),
    [
        ("<p>é" + "\n" * 500_000 + "x</p>", ""),
        ("", data('{"@type": "NewsArticle", "sourceOrganization": "-a' + "- " * 300_000 + 'a-"}')),
        ("", data("/" * 390_000) * 15),
        ("", f"<meta name=keywords content='a{' ' * 3990}b'>" * 2000),
        ("", "<link rel=canonical href='http://é.example/" + "\xa0" * 2_000_000 + "'>"),
        ("<div itemprop=name>" * 1800 + "<b>x</b>" * 100_000 + "</div>" * 1800, ""),
        ("<div class='byline lead date tags source'>" * 100 + "<a href=/tag/x>x</a> " * 150_000, ""),
        ("<figure><img src=a.jpg>" * 100 + "<b>x y</b>" * 150_000, ""),
    ],
    ids=["line ends", "source", "wrappers", "keywords", "address", "items", "bylines", "figures"],
)
def test_a_page_made_to_stall_is_read(inner: str, head: str) -> None:
    assert "the new harbour" in (read(inner, head).article.article_body or "")


def test_a_declaration_of_blanks_is_read() -> None:
    page = b"<meta " * 30 + b"charset=" + b" " * 7900 + b"<body>\xe4" + b"<" * 20_000 + LEAD.encode()
    assert "the new harbour" in (read_bytes(page).article.article_body or "")


def test_a_script_is_searched_for_few_words_of_a_long_description() -> None:
    words = " ".join(f"w{number}" for number in range(100_000))
    text = ("<p>" + "abc " * 100) * 3000
    page = f'<head><meta name=description content="{words}"></head><body><script>x="{text}"</script>'
    assert read_bytes(page.encode()).state == "not_article"


def test_json_nested_as_deep_as_can_be_is_read() -> None:
    for depth in range(900, 1000):
        items = f'{{"position": {"[" * depth + "]" * depth}}}'
        article = read("", data(f'{{"@type": "BreadcrumbList", "itemListElement": [{items}]}}')).article
        assert "the new harbour" in (article.article_body or "")


def test_an_address_is_trimmed_of_what_nobody_sees() -> None:
    assert clean_url("\ufeff \u200bhttps://example.com/a\xa0\u2060\n") == "https://example.com/a"


def test_what_is_kept_between_pages_is_kept_by_short_names() -> None:
    roles_of.cache_clear()
    words_of.cache_clear()
    read(f'<div class="{"author " * 10_000}">x</div>')
    before = words_of.cache_info().currsize
    for number in range(20):
        page = f"<html lang='{chr(0x3B1 + number)}x'><head><title>x</title></head><body><p>By A. B</p>{LEAD}"
        read_bytes(page.encode())
    assert words_of.cache_info().currsize <= before + 10
    assert letters("A-b") == "ab"


@pytest.mark.parametrize(
    ("dated", "published"),
    [("2090-01-01T00:00:00Z", None), ("2026-04-30T09:00:00Z", "2026-04-30T09:00:00Z")],
)
def test_a_feed_s_date_in_the_far_future_dates_no_article(dated: str, published: str | None) -> None:
    url = "https://example.com/news/harbour-1"
    claim = Claim(1, url, "queued", 0, Discovery("feed", None, dated, None), 0, None, None)
    page = f"<html><head><title>Harbour plan</title></head><body><article>{LEAD}</article>".encode()
    told = {"url": url, "content_type": None, "fetched_at": NOW, "outlet": Outlet("post")}
    assert read_response(page, claim=claim, **told).article.date_published == published


@pytest.mark.parametrize("tag", ["div", "span", "table", "svg", "b"])
def test_a_page_nested_past_all_depth_is_refused_with_its_reason(tag: str) -> None:
    reading = read_bytes(f"<html><body><h1>Harbour plan</h1>{LEAD}{f'<{tag}>' * 100_000}x".encode())
    assert (reading.state, reading.reason[:13]) == ("unparsed", "nested past t")


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"author":', "}"), ('{"@graph":[', "]}")])
@pytest.mark.parametrize("depth", [500, 100_000])
def test_json_nested_past_all_depth_costs_nothing_but_itself(opening: str, closing: str, depth: int) -> None:
    inner = opening * depth + "1" + closing * depth
    article = read("", data(f'{{"@type": "NewsArticle", "author": {inner}}}')).article
    assert "the new harbour" in (article.article_body or "")


@pytest.mark.parametrize("name", ["hex", "idna", "punycode", "rot13", "undefined", "zlib", "unicode_escape"])
def test_a_feed_that_names_an_encoding_no_feed_can_have_is_read(name: str) -> None:
    entry = "<item><link>https://example.com/news/1</link><title>Caf\xe9</title></item>"
    feed = f"<?xml version='1.0' encoding='{name}'?><rss><channel>{entry}</channel></rss>".encode("latin-1")
    (found,) = parse_feed(feed, url="https://example.com/feed", content_type=f"text/xml; charset={name}")
    assert isinstance(found, Candidate)
    assert found.headline == "Café"


def test_a_challenge_of_blanks_is_told_at_once() -> None:
    assert wall_of(200, lambda _: None, b" " * 60_000 + b"<html>") is None
