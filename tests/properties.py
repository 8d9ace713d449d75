"""What functions of bytes or text promise, beside that they do not raise: what they are given, what must hold.

A new promise gets a line in FUNCTIONS; that nothing raises is tried by fuzzing.py, which finds the functions itself.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import inputs
import msgspec
import numpy as np
from hypothesis import strategies as st

from newscrawl import codings, deduping, inert, robotsfile, schedule, walls
from newscrawl.dedupe import changes, clues, fingerprint, identity, likeness
from newscrawl.discover import dates as source_dates
from newscrawl.discover import (
    encoding,
    feeds,
    kinds,
    listings,
    paging,
    robots,
    shapes,
    site,
    sitemaps,
    titles,
    wordpress,
)
from newscrawl.discover.addresses import MAX_ADDRESS
from newscrawl.extract import (
    credits,
    dates,
    dates_text,
    people_names,
    structured_json,
)
from newscrawl.items import Article
from newscrawl.middlewares import bodies, guard, politeness
from newscrawl.normalise import addresses, dateline, language, text
from newscrawl.normalise import dates as clean_dates
from newscrawl.outlets import Outlet
from newscrawl.reading import Reading, finish, read_page
from newscrawl.schema import faults_of
from newscrawl.store import search, warc
from newscrawl.turns import duration

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
URL = "https://example.com/news/2026/04/30/harbour-plan-1234567.html"
OUTLET = Outlet("example", publisher="Example", languages=("en",), timezone="Europe/London")
READER = dates_text.Reader(NOW, "en")
MOST = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """A function, strategies of its arguments, the errors it documents, and a check of (result, *arguments)."""

    function: Callable[..., Any]
    given: tuple[st.SearchStrategy[Any], ...]
    holds: Callable[..., object] = lambda *_: None
    raises: tuple[type[Exception], ...] = ()
    dear: bool = False  # a long run is for these: extraction, feeds, sitemaps, robots, dates
    examples: int = 6  # of the few that every test run tries

    @property
    def name(self) -> str:
        return f"{self.function.__module__.removeprefix('newscrawl.')}.{self.function.__name__}"


def read(page: bytes, content_type: str | None) -> Reading:
    return read_page(page, url=URL, content_type=content_type, fetched_at=NOW, outlet=OUTLET)


def is_a_record(found: Reading, page: bytes, content_type: str | None) -> None:
    article = found.article
    assert found.state in ("article", "paywalled", "not_article", "unparsed", "too_large")
    assert found.state not in ("article", "paywalled") or set(faults_of(article)) <= {"no headline"}
    assert len(msgspec.json.encode(article)) < 40 * len(page) + 20_000
    assert msgspec.to_builtins(finish(article, OUTLET)) == msgspec.to_builtins(article)
    assert msgspec.to_builtins(read(page, content_type).article) == msgspec.to_builtins(article)


def findings(parse: Callable[..., Any], **told: Any) -> Callable[[bytes], list[Any]]:
    """A parser of sources by a page's bytes, its findings in a list, under its own name."""

    def parsed(body: bytes) -> list[Any]:
        return list(parse(body, url="https://example.com/feed", **told))

    parsed.__module__, parsed.__name__ = parse.__module__, parse.__name__
    return parsed


def are_findings(found: list[Any], body: bytes) -> None:
    assert len(found) <= len(body) + 2
    for one in found:
        assert isinstance(one, (feeds.Candidate, feeds.Source, feeds.Fault))
        assert getattr(one, "reason", "x")
        address = getattr(one, "url", "https://x")
        assert address.startswith(("http://", "https://")), address
        assert len(address) <= MAX_ADDRESS
        moment = getattr(one, "date", None)
        assert moment is None or moment.tzinfo is not None
        address.encode()
        (getattr(one, "headline", None) or "").encode()


def same_again(function: Callable[[Any], Any]) -> Callable[..., None]:
    """A check that what a function has made stays as it is."""

    def holds(found: Any, *_: Any) -> None:
        assert found is None or function(found) == found

    return holds


def is_no_longer(found: Any, given: str, *_: Any) -> None:
    assert found is None or len(found) <= len(given) + 100


def is_past(found: datetime | None, *_: Any) -> None:
    assert found is None or NOW <= found <= NOW + MOST


def are_few(most: int) -> Callable[..., None]:
    def holds(found: Any, *_: Any) -> None:
        assert len(found) <= most

    return holds


def is_one_of(*kinds: Any) -> Callable[..., None]:
    def holds(found: Any, *_: Any) -> None:
        assert found is None or isinstance(found, kinds)

    return holds


def keeps_its_key(found: str | None, given: str) -> None:
    if found is not None:
        assert addresses.clean_url(found) == found
        assert addresses.address_key(found) == addresses.address_key(given)
        assert found.isascii()


def unpack(coded: tuple[bytes, str]) -> codings.Decoded:
    return codings.decode(*coded, 1000)


def is_bounded(found: codings.Decoded, coded: tuple[bytes, str]) -> None:
    assert len(found.body) <= max(1001, len(coded[0]))


def packed_again(data: bytes, coding: str) -> bytes:
    found = codings.decode(inputs.PACKERS[coding](data), coding, 10_000)
    assert found.whole
    return found.body


def is_the_given(found: object, given: object, *_: Any) -> None:
    assert found == given


def signature_stored(body: str) -> bool:
    values = fingerprint.fingerprint(body).signature
    return bool(np.array_equal(fingerprint.unpacked(fingerprint.packed(values)), values))


def likeness_of(one: str, other: str) -> likeness.Likeness | None:
    prints = fingerprint.fingerprint(one), fingerprint.fingerprint(other)
    found = likeness.compare(*prints)
    back = likeness.compare(*reversed(prints))
    assert (found and found.is_copy) == (back and back.is_copy)
    return found


def is_a_share(found: likeness.Likeness | None, *_: Any) -> None:
    assert found is None or (0 <= found.jaccard <= found.containment <= 1 and 0 <= found.strength <= 1)


def is_true(found: object, *_: Any) -> None:
    assert found is True


def record(told: dict[str, Any]) -> Article:
    return deduping.article_of(1, told)


def is_known(found: Article, *_: Any) -> None:
    assert found.id
    assert found.content_hash
    assert changes.changes(found, found) == []
    assert changes.changes(found, replace(found, headline="Another")) != []


def archived(body: bytes) -> list[warc.Archived]:
    return list(warc.read_responses(io.BytesIO(body), Counter()))


def wall(body: bytes, header: str) -> walls.Wall | None:
    return walls.wall_of(403, lambda _: header, body)


def earlier(one: str, other: str) -> str | None:
    found = identity.earlier_date(one, other)
    assert found == identity.earlier_date(other, one) or one[:10] == other[:10]
    return found


def paced(seconds: list[int]) -> schedule.Pace:
    pace, now = schedule.Pace(), NOW
    for second in seconds:
        now += timedelta(seconds=second)
        pace = schedule.after_look(pace, now, news=abs(second) % 7, polling=schedule.Polling())
        assert pace.poll_at is not None
        assert pace.poll_at >= now
    return pace


def is_inert(found: str, *_: Any) -> None:
    found.encode()
    assert inert.inert(found) == found
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in found)


def pattern_of(urls: list[str]) -> re.Pattern[str] | None:
    return shapes.article_pattern(urls)


def moment(raw: str) -> dates_text.Moment | None:
    return dates_text.parse_date(raw, READER)


def is_written(found: dates.Moment | None, *_: Any) -> None:
    assert found is None or clean_dates.clean_date(found.written()) in (found.written(), None)


def sitemaps_named(body: bytes) -> list[Any]:
    return robots.sitemaps_of(body, URL)


def rules_for_us(body: bytes) -> str:
    return robotsfile.for_agent(robotsfile.text_of(body), "newscrawl")


def why_no_feed(body: bytes, content_type: str | None) -> str:
    return kinds.why_no("feed", body, None, content_type)


def unzipped(body: bytes) -> bytes:
    return encoding.unpack(body, 1000)[0]


def waits_until(value: str) -> datetime | None:
    return politeness.retry_after(value, NOW, MOST)


FUNCTIONS = (
    Case(read, (inputs.pages, inputs.content_types), is_a_record, dear=True, examples=14),
    Case(findings(feeds.parse_feed), (inputs.sources,), are_findings, dear=True),
    Case(findings(sitemaps.parse_sitemap), (inputs.sources,), are_findings, dear=True),
    Case(findings(wordpress.parse_posts), (inputs.sources,), are_findings, dear=True),
    Case(findings(listings.parse_listing, paging="p{N}"), (inputs.pages,), are_findings, dear=True),
    Case(findings(site.parse_home), (inputs.pages,), are_findings, dear=True),
    Case(sitemaps_named, (inputs.robots,), are_findings, dear=True),
    Case(rules_for_us, (inputs.robots,), dear=True),
    Case(moment, (inputs.dates,), is_written, dear=True),
    Case(dates.parse_machine, (inputs.dates,), is_written, dear=True),
    Case(source_dates.parse_date, (inputs.dates,), dear=True),
    Case(clean_dates.clean_date, (inputs.dates,), same_again(clean_dates.clean_date), dear=True),
    Case(why_no_feed, (inputs.sources, inputs.content_types), are_few(2000)),
    Case(unzipped, (inputs.sources,), are_few(1000)),
    Case(structured_json.load_json, (inputs.json_texts,), raises=(ValueError,)),
    Case(addresses.clean_url, (inputs.addresses,), keeps_its_key),
    Case(addresses.clean_url, (inputs.addresses, inputs.addresses), same_again(addresses.clean_url)),
    Case(pattern_of, (st.lists(inputs.addresses, max_size=6),), is_one_of(re.Pattern)),
    Case(paging.page_after, (inputs.asked, st.sampled_from(("p{N}", "?page={N}", "&p={N}")))),
    Case(guard.is_private_host, (inputs.short,)),
    Case(guard.is_private, (inputs.short,)),
    Case(text.clean_text, (inputs.odd_text,), same_again(text.clean_text)),
    Case(text.one_line, (inputs.odd_text,), same_again(text.one_line)),
    Case(text.clean_html, (inputs.odd_text,), same_again(text.clean_html)),
    Case(text.read_entities, (inputs.odd_text,), is_no_longer),
    Case(inert.inert, (inputs.odd_text,), is_inert),
    Case(titles.headline_of, (inputs.odd_text,), is_one_of(str)),
    Case(dateline.dateline_of, (inputs.odd_text,), is_no_longer),
    Case(language.language_tag, (inputs.short,), same_again(language.language_tag)),
    Case(language.tell_language, (inputs.odd_text.map(text.clean_text).map(str), inputs.short), same_again(language.language_tag)),
    Case(people_names.names_in, (inputs.odd_text, st.sampled_from((None, "de", "zh", "xx"))), are_few(20)),
    Case(credits.read_credits, (inputs.odd_text, inputs.addresses), are_few(5)),
    Case(signature_stored, (inputs.odd_text,), is_true),
    Case(likeness_of, (inputs.odd_text, inputs.odd_text), is_a_share),
    Case(clues.clues, (inputs.odd_text, inputs.short), are_few(clues.MAX_CLUES)),
    Case(earlier, (inputs.dates, inputs.dates)),
    Case(record, (inputs.records,), is_known, raises=(deduping.RecordError,)),
    Case(unpack, (inputs.packed,), is_bounded),
    Case(packed_again, (st.binary(), st.sampled_from(sorted(inputs.PACKERS))), is_the_given),
    Case(codings.unchunked, (inputs.chunked,), is_no_longer),
    Case(archived, (inputs.warcs,)),
    Case(wall, (inputs.pages, inputs.short), is_one_of(walls.Wall)),
    Case(bodies.is_ended, (inputs.pages,), is_one_of(bool)),
    Case(waits_until, (inputs.dates,), is_past),
    Case(paced, (st.lists(st.integers(-(10**6), 10**8), max_size=8),)),
    Case(search.search_query, (inputs.odd_text,)),
    Case(duration, (inputs.dates,), raises=(ValueError,)),
)  # fmt: skip
