"""A site without a spider: what its home page tells of feeds, sitemaps and sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from newscrawl.discover import Fault, Findings, Source
from newscrawl.discover.addresses import absolute
from newscrawl.discover.kinds import sniff
from newscrawl.discover.links import Link, in_chrome, links_of, looks_like_article
from newscrawl.discover.listings import candidates_of, page_or_fault
from newscrawl.discover.paging import next_page
from newscrawl.discover.shapes import article_pattern, article_shape, strength_of
from newscrawl.extract.page import Page
from newscrawl.normalise.addresses import host_of

__all__ = [
    "COMMON_FEEDS",
    "COMMON_SITEMAPS",
    "article_pattern",
    "article_shape",
    "common_sources",
    "is_article_address",
    "is_article_page",
    "parse_home",
]

COMMON_FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
COMMON_SITEMAPS = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/wp-sitemap.xml",
)
MAX_FEEDS = 20
MAX_SECTIONS = 30
_FEED_TYPES = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|text/(?:rss|xml)|application/(?:xml|json)", re.I
)
_FEED_ADDRESS = re.compile(
    r"(?:/|^)(?:rss|feed|feeds|atom)(?:[./_-]|/?$)|\.(?:rss|atom)$|/[\w-]*rss[\w-]*\.xml$", re.I
)
_CATEGORY = re.compile(
    r"/(?:category|categories|categoria|kategorie|section|sections|topics?)/[^/]+/?$", re.I
)
_COMMENTS = re.compile(r"comment|kommentar|комментар|коментар|/replies", re.I)
_NO_FEED_JSON = re.compile(r"/wp-json/|oembed", re.I)
_ARTICLE_TYPE = re.compile(
    r'"@type"\s*+:\s*+(?:\[\s*+)?"(?:\w{0,40}News\w{0,40}Article|Article|LiveBlogPosting|BlogPosting|Report)"'
)


def parse_home(
    body: bytes, *, url: str, content_type: str | None = None, pattern: re.Pattern[str] | None = None
) -> Findings:
    """Yield the feeds and sections that a home page names as Sources, then the articles that it links to.

    Feeds first (link rel=alternate, then links to feeds), then sections (kind
    "listing"), candidates of kind "listing", and the next page where there is
    one.  Links that `pattern` finds are articles whatever their words.  What is
    no page is a Fault.
    """
    page = page_or_fault(body, url, content_type, "home page")
    if isinstance(page, Fault):
        yield page
        return
    links = links_of(page.root, page.base_url, {host_of(url)})
    known = {link.url for link in links if pattern and pattern.search(link.url)}
    articles = [link for link in links if link.url != url and (link.url in known or looks_like_article(link))]
    following = next_page(page.root, url, page.base_url, links, {link.url for link in articles})
    yield from _feeds(page, links)
    yield from _sections(links, url)
    yield from candidates_of(articles, url, "listing")
    if articles and following:
        yield Source(following, "listing")


def common_sources(url: str) -> list[Source]:
    """Return the addresses where most sites keep feeds and sitemaps: guesses, for a site that names none."""
    feeds = [Source(urljoin(url, path), "feed") for path in COMMON_FEEDS]
    news = [Source(urljoin(url, path), "news_sitemap") for path in COMMON_SITEMAPS[:2]]
    return feeds + news + [Source(urljoin(url, path), "sitemap") for path in COMMON_SITEMAPS[2:]]


def is_article_address(url: str) -> bool:
    """Whether an address surely looks like an article's."""
    return strength_of(url) == 2


def is_article_page(body: bytes, *, url: str, content_type: str | None = None) -> bool:
    """Whether the page at `url` is itself an article, by its address and its own word."""
    strength = strength_of(url)
    if strength < 1 or sniff(body, content_type) != "html":
        return False
    page = Page(body, url, content_type)
    return _says_article(page) or (strength == 2 and sum(1 for _ in page.root.iter("h1")) == 1)


def _says_article(page: Page) -> bool:
    """Whether OpenGraph or JSON-LD call the page an article."""
    if "article" in {kind.strip().lower() for kind in page.meta.get("og:type", [])}:
        return True
    data = (block for block in page.root.iter("script") if "ld+json" in (block.get("type") or ""))
    return any(_ARTICLE_TYPE.search(block.text or "") for block in data)


def _feeds(page: Page, links: list[Link]) -> Iterator[Source]:
    """Yield the feeds of a page, its own site's before those elsewhere, without those of comments."""
    named = [
        address
        for link in page.root.iter("link")
        if "alternate" in (link.get("rel") or "").lower() and _FEED_TYPES.search(link.get("type") or "")
        if not _COMMENTS.search(f"{link.get('title')} {link.get('href')}")
        if (address := absolute(link.get("href"), page.base_url)) and not _NO_FEED_JSON.search(address)
    ]
    linked = [link.url for link in links if _FEED_ADDRESS.search(urlsplit(link.url).path)]
    addresses = dict.fromkeys(address for address in named + linked if not _COMMENTS.search(address))
    yield from (Source(address, "feed") for address in list(addresses)[:MAX_FEEDS])


def _sections(links: list[Link], url: str) -> Iterator[Source]:
    """Yield the pages that the navigation leads to and that look like sections: short paths, short words."""
    found = 0
    for link in links:
        if found < MAX_SECTIONS and _is_section(link, url):
            found += 1
            yield Source(link.url, "listing")


def _is_section(link: Link, url: str) -> bool:
    parts = urlsplit(link.url)
    depth = parts.path.strip("/").count("/") + 1
    is_short = bool(parts.path.strip("/")) and depth <= 2 and not parts.query and len(link.text.split()) <= 4
    return (
        is_short
        and link.url != url
        and (strength_of(link.url) == 0 or bool(_CATEGORY.match(parts.path)))
        and in_chrome(link)
        and not _FEED_ADDRESS.search(parts.path)
    )
