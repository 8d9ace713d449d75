"""A site without a spider: home page, robots.txt, what a source is, what an article's address looks like."""

from __future__ import annotations

import gzip

import pytest

from newscrawl.discover import Candidate, Fault, Source
from newscrawl.discover.addresses import absolute
from newscrawl.discover.kinds import sniff
from newscrawl.discover.robots import sitemaps_of
from newscrawl.discover.site import (
    article_pattern,
    common_sources,
    is_article_address,
    is_article_page,
    parse_home,
)

URL = "https://paper.example/"
HOME = b"""<!doctype html><html><head><title>The Paper</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
<link rel="alternate" type="application/atom+xml" title="Comments" href="/comments.atom">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">
<link rel="alternate" hreflang="de" href="https://paper.example/de/">
</head><body><nav><a href="/world/">World</a><a href="/category/sport">Sport</a><a href="/login">Sign in</a>
<a href="https://shop.example/">Shop</a></nav>
<h2><a href="/2024/05/23/bridge-reopened">Bridge over the river has reopened</a></h2>
<footer><a href="/rss/sport.xml">RSS</a><a href="/about">About us</a></footer></body></html>"""


def test_a_home_page_tells_of_feeds_sections_and_articles() -> None:
    found = list(parse_home(HOME, url=URL))
    assert [thing for thing in found if isinstance(thing, Source)] == [
        Source("https://paper.example/feed.xml", "feed"),
        Source("https://paper.example/rss/sport.xml", "feed"),
        Source("https://paper.example/world/", "listing"),
        Source("https://paper.example/category/sport", "listing"),
    ]
    assert [thing.url for thing in found if isinstance(thing, Candidate)] == [
        "https://paper.example/2024/05/23/bridge-reopened"
    ]


def test_a_section_s_next_page_comes_last() -> None:
    section = HOME.replace(b"<footer>", b'<a href="/world/page/2/">2</a><footer>')
    assert list(parse_home(section, url=URL + "world/"))[-1] == Source(URL + "world/page/2/", "listing")


def test_what_is_no_home_page_is_a_fault() -> None:
    assert list(parse_home(b'{"a": 1}', url=URL)) == [Fault("JSON, no home page")]


def test_the_common_addresses_are_feeds_and_sitemaps_of_the_same_host() -> None:
    sources = common_sources("https://paper.example/world/?x=1")
    assert Source("https://paper.example/feed", "feed") in sources
    assert Source("https://paper.example/news-sitemap.xml", "news_sitemap") in sources
    assert Source("https://paper.example/sitemap.xml", "sitemap") in sources


def test_robots_txt_names_sitemaps() -> None:
    body = b"User-agent: *\r\nSITEMAP: https://paper.example/a.xml # all\nSitemap:/news-sitemap.xml\n"
    body += b"Sitemap: https://paper.example/a.xml\n# Sitemap: https://paper.example/b.xml\n"
    body += b"sitemap: ftp://paper.example/c\n\xff"
    assert sitemaps_of(body, "https://paper.example/robots.txt") == [
        Source("https://paper.example/a.xml", "sitemap"),
        Source("https://paper.example/news-sitemap.xml", "news_sitemap"),
    ]


@pytest.mark.parametrize(
    ("path", "is_article"),
    [
        ("/2024/05/23/bridge-reopened", True),
        ("/world/4000001-bridge-over-river", True),
        ("/world/bridge-over-the-river-has-reopened.html", True),
        ("/world/1234567", False),
        ("/world/", False),
        ("/tag/bridges-of-the-whole-wide-world", False),
        ("/2024/05/23/bridge-reopened.jpg", False),
        ("/", False),
    ],
)
def test_an_article_s_address_has_a_slug_and_a_mark_or_a_long_slug(path: str, is_article: bool) -> None:
    assert is_article_address("https://paper.example" + path) == is_article


@pytest.mark.parametrize(
    ("path", "head", "is_article"),
    [
        ("/world/1234567", '<meta property="og:type" content="article">', True),
        ("/world/1234567", '<script type="application/ld+json">{"@type": ["NewsArticle"]}</script>', True),
        ("/world/1234567", "", False),
        ("/2024/05/23/bridge-reopened", "", True),
        ("/", '<meta property="og:type" content="article">', False),
        ("/world/", '<meta property="og:type" content="article">', False),
    ],
)
def test_a_page_is_an_article_by_its_address_and_its_own_word(path: str, head: str, is_article: bool) -> None:
    body = f"<!doctype html><html><head>{head}</head><body><h1>Bridge</h1><p>Reopened.</body></html>".encode()
    assert is_article_page(body, url="https://paper.example" + path) == is_article


def numbered(shape: str, count: int = 20) -> list[str]:
    return [f"https://www.paper.example/{shape.format(n=n, id=4_000_000 + n)}" for n in range(10, 10 + count)]


@pytest.mark.parametrize(
    ("shape", "other"),
    [
        ("2024/05/{n}/bridge-{n}", "world/"),
        ("world/{id}-bridge", "tag/4000001"),
        ("world/bridge-{id}.html", "world/bridge.html"),
        ("news/the-bridge-over-river-{n}", "news/the-bridge"),
    ],
)
def test_a_pattern_is_learnt_from_addresses_of_one_shape(shape: str, other: str) -> None:
    pattern = article_pattern(numbered(shape))
    assert pattern
    assert all(pattern.search(url) for url in numbered(shape, 60))
    assert not pattern.search(f"https://www.paper.example/{other}")
    assert not pattern.search("https://other.example/" + shape.format(n=11, id=4_000_011))


@pytest.mark.parametrize(
    "urls",
    [
        [],
        numbered("2024/05/{n}/bridge", 7),
        numbered("{n}"),
        numbered("2024/05/{n}/bridge") + numbered("sport-{n}"),
        [f"https://paper{n}.example/2024/05/23/bridge" for n in range(20)],
        ["http://["] * 3 + numbered("2024/05/{n}/bridge", 9),
    ],
)
def test_no_pattern_is_learnt_from_few_mixed_or_strange_addresses(urls: list[str]) -> None:
    assert article_pattern(urls) is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'<?xml version="1.0"?><rss version="2.0">', "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b'<rdf:RDF xmlns:rdf="x">', "feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "feed"),
        (b"<b>Warning</b>: x<br />\n<rss>", "feed"),
        (b"\xef\xbb\xbf\n<urlset>", "sitemap"),
        (b"<sitemapindex >", "sitemap"),
        (gzip.compress(b"<urlset>", mtime=0), "sitemap"),
        (b"https://paper.example/1\nhttps://paper.example/2", "sitemap"),
        (b"<!DOCTYPE html><p>About the <rss> tag", "html"),
        (b"<div>a", "html"),
        (b'{"a": 1}', "json"),
        (b"", None),
        (b"words", None),
    ],
)
def test_a_source_is_told_by_its_bytes(body: bytes, kind: str | None) -> None:
    assert sniff(body) == kind


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://Paper.example/A?b=1#c", "https://Paper.example/A?b=1"),
        (" /a\n/b ", "https://paper.example/a/b"),
        ("HTTPS://paper.example", "https://paper.example"),
        ("/мост", "https://paper.example/мост"),
        ("a" * 3_000, None),
        ("javascript:alert(1)", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_only_made_absolute(address: str | None, expected: str | None) -> None:
    assert absolute(address, URL) == expected
