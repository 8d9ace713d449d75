"""Sitemaps, sitemap indexes and news sitemaps, plain or gzipped, to candidates."""

from __future__ import annotations

from collections.abc import Generator

from lxml import etree

from newscrawl.discover import Candidate, Fault, Finding, Findings, Source
from newscrawl.discover.addresses import absolute, sounds_like_news_sitemap
from newscrawl.discover.dates import date_in_address, parse_date
from newscrawl.discover.encoding import text_pieces, unpack
from newscrawl.discover.entries import Entries, name_of, text_of
from newscrawl.discover.feeds import parse_feed
from newscrawl.discover.kinds import head_of, sniff, why_no
from newscrawl.discover.titles import headline_of

MAX_ENTRIES = 50_000  # the protocol's own limit


def parse_sitemap(body: bytes, *, url: str) -> Findings:
    """Yield a sitemap's addresses as candidates and an index's children as Sources, in its order.

    Kind "news_sitemap" for an entry with a news:news in it, which also gives
    headline, date and language.  A plain entry's lastmod is its `modified`, and
    its `date` too unless the address holds a day: then `date` is only the
    latest day it can have been published.  Last come the faults: what is no
    sitemap, is empty, cut off, or larger than the caps.  A feed is read as a
    feed, as the protocol has it.  Reads any bytes without raising.
    """
    body, problem = unpack(body)
    kind = sniff(body)
    if kind == "feed":
        yield from parse_feed(body, url=url)
        return
    if kind != "sitemap":
        yield Fault(problem or why_no("sitemap", body, kind))
        return
    is_text = head_of(body)[:1] != "<"
    count = yield from (_lines(body, url) if is_text else _xml(body, url))
    if problem:
        yield Fault(f"{problem} ({count} entries read)")


def _xml(body: bytes, url: str) -> Generator[Finding, None, int]:
    entries, read, found = Entries(body, ("url", "sitemap")), 0, 0
    for element in entries:
        if read == MAX_ENTRIES:
            yield Fault(f"more than {MAX_ENTRIES} entries; the rest was not read")
            return read
        read += 1
        finding = _child(element, url) if name_of(element) == "sitemap" else _page(element, url)
        if finding:
            found += 1
            yield finding
    yield from _faults(read, found, entries.problem)
    return read


def _lines(body: bytes, url: str) -> Generator[Finding, None, int]:
    """Read a sitemap of plain text: an address a line."""
    rest, read = "", 0
    for piece in text_pieces(body):
        *lines, rest = (rest[-10_000:] + piece).split("\n")
        for line in lines:
            if address := absolute(line, ""):
                if read == MAX_ENTRIES:
                    yield Fault(f"more than {MAX_ENTRIES} entries; the rest was not read")
                    return read
                read += 1
                yield _plain(address, url, None)
    if address := absolute(rest, ""):
        read += 1
        yield _plain(address, url, None)
    return read


def _faults(read: int, found: int, problem: str | None) -> Generator[Fault, None, None]:
    if problem:
        yield Fault(f"{problem} ({read} entries read)")
    elif not read:
        yield Fault("a sitemap without entries")
    if read and not found:
        yield Fault(f"{read} entries, none with an address")


def _child(element: etree._Element, url: str) -> Source | None:
    texts = _texts(element)
    address = absolute(texts.get("loc"), url)
    if not address:
        return None
    lastmod = parse_date(texts.get("lastmod"))
    kind = "news_sitemap" if sounds_like_news_sitemap(address) else "sitemap"
    return Source(address, kind, lastmod.moment if lastmod else None)  # type: ignore[arg-type]


def _page(element: etree._Element, url: str) -> Candidate | None:
    texts = _texts(element)
    address = absolute(texts.get("loc"), url)
    if not address:
        return None
    news = next((child for child in element if name_of(child) == "news:news"), None)
    lastmod = texts.get("lastmod")
    return _plain(address, url, lastmod) if news is None else _news(address, url, news, lastmod)


def _plain(address: str, url: str, lastmod: str | None) -> Candidate:
    modified = parse_date(lastmod)
    stamp = date_in_address(address) or modified
    return Candidate(
        address,
        "sitemap",
        source=url,
        date=stamp.moment if stamp else None,
        modified=modified.moment if modified else None,
        day_only=stamp.day_only if stamp else False,
    )


def _news(address: str, url: str, news: etree._Element, lastmod: str | None) -> Candidate:
    texts = {name_of(child): text_of(child) for child in news.iter()}
    modified = parse_date(lastmod)
    stamp = parse_date(texts.get("news:publication_date")) or modified
    return Candidate(
        address,
        "news_sitemap",
        source=url,
        headline=headline_of(texts.get("news:title")),
        date=stamp.moment if stamp else None,
        modified=modified.moment if modified else None,
        day_only=stamp.day_only if stamp else False,
        language=texts.get("news:language") or None,
    )


def _texts(element: etree._Element) -> dict[str, str]:
    """Return the texts of an entry's own loc and lastmod: not those of its images, which bear a prefix."""
    names = ((name_of(child), child) for child in element)
    return {name: text_of(child) for name, child in names if name in {"loc", "lastmod"}}
