"""Outlets whose feeds, sitemaps or robots.txt go wrong, an outlet a row."""

from __future__ import annotations

import gzip
import itertools
from dataclasses import dataclass

from faults import MB, SITE, Answer, forever, http, redirect, said, told

_NUMBERS = itertools.count()
_ZEROS = bytes(16 * MB)


@dataclass(frozen=True)
class SourceCase:
    """An outlet whose sources or robots.txt go wrong: what is answered by path, and what must come of it.

    `fault` are words of what is written down of its source, None where there is none;
    `state` is that of the article its feed tells of, None where nothing may be asked.
    """

    name: str
    answers: dict[str, Answer]
    fault: str | None = None
    state: str | None = None
    sitemap: bool = False

    @property
    def host(self) -> str:
        return f"{self.name}.{SITE}"

    @property
    def article(self) -> str:
        return f"https://{self.host}/news/2026/{self.name}-and-the-ferry"


def rss(*items: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


def item(url: str, more: str = "") -> str:
    return f"<item><title>Ferry</title><link>{url}</link>{more}</item>"


def own(case: str) -> str:
    """Return the item of the feed that tells of a case's own article."""
    return item(f"https://{case}.{SITE}/news/2026/{case}-and-the-ferry")


def index(*urls: str) -> bytes:
    children = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>'.encode()


def _laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE rss [<!ENTITY l0 "laugh">{entities}]>'


_XML = "application/rss+xml"
_PRIVATE = (
    "file:///etc/passwd",
    "http://127.0.0.1:9/news/1",
    "http://169.254.169.254/news/1",
    "http://[::1]/news/1",
    "http://2130706433/news/1",
)
_CHALLENGE = b'<html><head><title>Just a moment...</title></head><body><script src="/cdn-cgi/challenge-platform/x.js"></script></body></html>'

SOURCES = [
    SourceCase("feed-endless", {"/feed": forever(http(b"<rss><channel>", kind=_XML, length=False), item("https://x.example/") .encode() * 2000)}, "larger than allowed"),
    SourceCase("feed-bomb", {"/feed": said(http(gzip.compress(_ZEROS) * 8, "Content-Encoding: gzip", kind=_XML))}, "larger than allowed"),
    SourceCase("feed-challenge", {"/feed": said(http(_CHALLENGE, status="202 Accepted"))}, "blocked"),
    SourceCase("feed-html", {"/feed": told(http)}, "an HTML page, no feed"),
    SourceCase("feed-cut", {"/feed": said(http(rss(own("feed-cut"))[:-30], kind=_XML, length=False))}, "cut short"),
    SourceCase("feed-laughs", {"/feed": said(http(rss(item("https://x.example/&l9;"), own("feed-laughs"), head=_laughs()), kind=_XML))}, state="article"),
    SourceCase("feed-entity", {"/feed": said(http(rss(item("https://x.example/", "<description>&file;</description>"), own("feed-entity"), head='<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>'), kind=_XML))}, state="article"),
    SourceCase("feed-inside", {"/feed": redirect("http://169.254.169.254/feed")}, "refused address"),
    SourceCase("feed-503", {"/feed": said(http(b"", status="503 Service Unavailable"))}, "HTTP 503"),
    SourceCase("feed-1970", {"/feed": said(http(rss(item(f"https://feed-1970.{SITE}/news/2026/feed-1970-and-the-ferry", "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>")), kind=_XML))}, state="article"),
    SourceCase("feed-2090", {"/feed": said(http(rss(item(f"https://feed-2090.{SITE}/news/2026/feed-2090-and-the-ferry", "<pubDate>Sun, 01 Jan 2090 00:00:00 GMT</pubDate>")), kind=_XML))}, state="article"),
    SourceCase("feed-private", {"/feed": said(http(rss(*(item(url) for url in _PRIVATE), own("feed-private")), kind=_XML))}, state="article"),
    SourceCase("sitemap-itself", {"/feed": said(http(index(f"https://sitemap-itself.{SITE}/feed"), kind="text/xml"))}, sitemap=True),
    SourceCase("sitemap-chain", {"": told(lambda page: http(index(f"https://sitemap-chain.{SITE}/{hash(page) % 10**9}-{next(_NUMBERS)}.xml"), kind="text/xml"))}, sitemap=True),
    SourceCase("robots-500", {"/robots.txt": said(http(b"", status="500 Oh"))}, "robots.txt"),
    SourceCase("robots-silent", {"/robots.txt": forever(b"", b"", 0.2)}, "robots.txt"),
    SourceCase("robots-endless", {"/robots.txt": forever(http(b"User-agent: *\nDisallow: /news/\n", kind="text/plain", length=False), b"# the ferry waits\n" * 2000)}, state="robots_disallowed"),
    SourceCase("robots-html", {"/robots.txt": told(http)}, state="article"),
    SourceCase("robots-nul", {"/robots.txt": said(http(b"\0User-agent: *\n\0Disallow: /news/\n", kind="text/plain"))}, state="robots_disallowed"),
    SourceCase("robots-no-length", {"/robots.txt": said(http(b"User-agent: *\nDisallow: /private/\n", kind="text/plain", length=False))}, state="article"),
    SourceCase("robots-loop", {"/robots.txt": redirect("/robots.txt")}, state="article"),
]  # fmt: skip


def answer_of(name: str, path: str) -> Answer | None:
    """Return how the outlet of a case answers at a path: as its row says, else as a sound one does."""
    answers = next((case.answers for case in SOURCES if case.name == name), {})
    if answer := answers.get(path) or answers.get(""):
        return answer
    if path == "/feed":
        return said(http(rss(own(name)), kind=_XML))
    return told(http) if path.startswith("/news/") else None
