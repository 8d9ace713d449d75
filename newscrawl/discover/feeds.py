"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed to candidates."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import etree

from newscrawl.discover import Candidate, Fault, Finding, Findings, Source
from newscrawl.discover.addresses import absolute
from newscrawl.discover.dates import parse_date
from newscrawl.discover.encoding import text_pieces, unpack
from newscrawl.discover.entries import Entries, name_of, text_of
from newscrawl.discover.kinds import head_of, sniff, why_no
from newscrawl.discover.titles import headline_of

MAX_ENTRIES = 50_000
_MAX_JSON = 20 * 1024 * 1024  # bytes: unlike XML it stands in memory as a whole
_XML = "{http://www.w3.org/XML/1998/namespace}"
_PUBLISHED = (
    "pubdate",
    "published",
    "dc:date",
    "dcterms:created",
    "dcterms:issued",
    "issued",
    "created",
    "date",
)
_MODIFIED = ("updated", "modified", "dcterms:modified")
_TEXTS = {"title", "guid", "id", "language", "dc:language", "feedburner:origlink", *_PUBLISHED, *_MODIFIED}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#[xX]0*26);")  # escaped twice, or escaped in CDATA


@dataclass(slots=True)
class _Feed:
    """What a feed says of itself, before its entries."""

    url: str
    base: str
    language: str | None = None
    next: str | None = None


@dataclass(slots=True)
class _Entry:
    """One entry's fields as they stand, the first of each name, and its links."""

    texts: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # rel to address; "" is RSS's own
    base: str | None = None


def parse_feed(body: bytes, *, url: str, content_type: str | None = None) -> Findings:
    """Yield a feed's entries as candidates of kind "feed", in the feed's order, then its next page.

    The next page is what the feed names (rel=next, JSON Feed's next_url), or
    WordPress's ?paged=N.  Last come the faults: what is no feed, is empty, cut
    off, broken or larger than the caps.  Reads any bytes without raising.
    """
    body, problem = unpack(body)
    kind = sniff(body, content_type)
    if kind != "feed":
        yield Fault(problem or why_no("feed", body, kind, content_type))
        return
    is_json = head_of(body, content_type)[:1] in {"{", "["}
    count = yield from (_json(body, url) if is_json else _xml(body, url, content_type))
    if problem:
        yield Fault(f"{problem} ({count} entries read)")


def _xml(body: bytes, url: str, content_type: str | None) -> Generator[Finding, None, int]:
    entries = Entries(body, ("item", "entry"), content_type)
    feed, read, found = None, 0, 0
    for element in entries:
        feed = feed or _facts(entries.head, url)
        if read == MAX_ENTRIES:
            yield Fault(f"more than {MAX_ENTRIES} entries; the rest was not read")
            return read
        read += 1
        candidate = _candidate(_entry(element), feed)
        if candidate:
            found += 1
            yield candidate
    following = (feed and feed.next) or _facts(entries.tail, url).next
    if found and following:
        yield Source(following, "feed")
    yield from _faults(read, found, entries.problem)
    return read


def _faults(read: int, found: int, problem: str | None) -> Generator[Fault, None, None]:
    if problem:
        yield Fault(f"{problem} ({read} entries read)")
    elif not read:
        yield Fault("a feed without entries")
    if read and not found:
        yield Fault(f"{read} entries, none with an address")


def _facts(tree: etree._Element | None, url: str) -> _Feed:
    """Read what stands at feed level: the root's and channel's children, entries left aside."""
    feed = _Feed(url, url)
    for parent in _levels(tree):
        feed.language = feed.language or _language(parent.get(f"{_XML}lang"))
        feed.base = absolute(parent.get(f"{_XML}base"), url) or feed.base
        for child in parent:
            _take_fact(feed, name_of(child), child)
    return feed


def _levels(tree: etree._Element | None) -> list[etree._Element]:
    """Return the root and, in RSS, the channel below it."""
    if tree is None:
        return []
    return [tree, *(child for child in tree if name_of(child) == "channel")][:2]


def _take_fact(feed: _Feed, name: str, element: etree._Element) -> None:
    text = text_of(element) if name in {"language", "dc:language", "link", "generator"} else ""
    if name in {"language", "dc:language"}:
        feed.language = feed.language or _language(text)
    elif name == "link" and element.get("rel") in {"next", "prev-archive"}:
        feed.next = feed.next or absolute(element.get("href"), feed.base)
    elif name == "link" and text and feed.base == feed.url:
        feed.base = (
            absolute(text, feed.url) or feed.base
        )  # relative links are the site's, not the feed host's
    elif name == "generator" and "wordpress" in text.lower():
        feed.next = feed.next or _next_paged(feed.url)


def _next_paged(url: str) -> str | None:
    """Return WordPress's next page of a feed: ?paged=N, counted from 1; past the end it answers 404."""
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50))
        page = int(query.get("paged", "1")) + 1
    except ValueError:
        return None
    return parts._replace(query=urlencode(query | {"paged": str(page)})).geturl()


def _entry(element: etree._Element) -> _Entry:
    entry = _Entry(base=element.get(f"{_XML}base"))
    if language := element.get(f"{_XML}lang"):
        entry.texts["language"] = language
    for child in element:
        name = name_of(child)
        if name == "link":
            _take_link(entry, child)
        elif name in _TEXTS:
            permanent = name != "guid" or (child.get("isPermaLink") or "").lower() != "false"
            entry.texts.setdefault(name if permanent else "", text_of(child))
    if about := next((value for name, value in element.items() if str(name).endswith("}about")), None):
        entry.links["about"] = str(about)  # RSS 1.0 names each item so
    return entry


def _take_link(entry: _Entry, element: etree._Element) -> None:
    address = element.get("href")
    if address is None:
        entry.links.setdefault("", text_of(element))
    elif "html" in (element.get("type") or "html"):  # an alternate may also be JSON or a picture
        entry.links.setdefault(element.get("rel") or "alternate", address)


def _candidate(entry: _Entry, feed: _Feed) -> Candidate | None:
    url = _address(entry, feed)
    if not url:
        return None
    texts = entry.texts
    date = next((stamp for name in _PUBLISHED if (stamp := parse_date(texts.get(name)))), None)
    modified = next((stamp for name in _MODIFIED if (stamp := parse_date(texts.get(name)))), None)
    stamp = date or modified
    return Candidate(
        url,
        "feed",
        source=feed.url,
        headline=headline_of(texts.get("title")),
        date=date.moment if date else None,
        modified=modified.moment if modified else None,
        day_only=stamp.day_only if stamp else False,
        language=_language(texts.get("language") or texts.get("dc:language")) or feed.language,
    )


def _address(entry: _Entry, feed: _Feed) -> str | None:
    """Return the first of an entry's addresses that can be asked for; a proxy's (FeedBurner) comes late."""
    base = absolute(entry.base, feed.base) or feed.base
    texts, links = entry.texts, entry.links
    stated = (texts.get("feedburner:origlink"), links.get(""), links.get("alternate"))
    for address in stated:
        if address and (url := absolute(_AMPERSAND.sub("&", address), base)):
            return url
    names = (texts.get("guid"), texts.get("id"), links.get("about"), links.get("self"))
    whole = (absolute(_AMPERSAND.sub("&", name), "") for name in names if name)
    return next((url for url in whole if url), None)


def _language(tag: str | None) -> str | None:
    tag = (tag or "").strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


def _json(body: bytes, url: str) -> Generator[Finding, None, int]:
    """Read a JSON Feed (jsonfeed.org, 1.0 and 1.1)."""
    try:
        feed = json.loads("".join(text_pieces(body))) if len(body) <= _MAX_JSON else None
    except (ValueError, RecursionError) as error:
        yield Fault(f"broken JSON: {str(error)[:100]}")
        return 0
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list):
        yield Fault("JSON without a list of items" if feed else f"JSON of more than {_MAX_JSON >> 20} MiB")
        return 0
    facts = _Feed(url, url, _language(_string(feed, "language")), absolute(_string(feed, "next_url"), url))
    candidates = [
        found for entry in entries[:MAX_ENTRIES] if (found := _candidate(_json_entry(entry), facts))
    ]
    yield from candidates
    if candidates and facts.next:
        yield Source(facts.next, "feed")
    if len(entries) > MAX_ENTRIES:
        yield Fault(f"more than {MAX_ENTRIES} entries; the rest was not read")
    yield from _faults(len(entries), len(candidates), None)
    return len(entries)


_JSON_NAMES = {"title": "title", "id": "id", "date_published": "published", "date_modified": "updated"}


def _json_entry(entry: Any) -> _Entry:
    texts = {ours: text for name, ours in _JSON_NAMES.items() if (text := _string(entry, name))}
    if language := _string(entry, "language"):
        texts["language"] = language
    links = {"alternate": _string(entry, "url") or _string(entry, "external_url") or ""}
    return _Entry(texts, links)


def _string(node: Any, key: str) -> str | None:
    value = node.get(key) if isinstance(node, dict) else None
    return value if isinstance(value, str) else None
