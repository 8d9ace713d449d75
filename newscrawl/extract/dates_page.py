"""When an article was published and changed: every place on a page that says so, in order of trust."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml.etree import _Element

from newscrawl.extract.dates import Moment, is_plausible, moment_of
from newscrawl.extract.dates_text import Reader, parse_date
from newscrawl.extract.dates_zones import likely_zone, zone_named
from newscrawl.extract.markup import Marks, is_elsewhere, lines_before, text_of
from newscrawl.extract.structured import Structured
from newscrawl.extract.structured_values import texts
from newscrawl.extract.wordlists import words_of
from newscrawl.outlets import Outlet

if TYPE_CHECKING:
    from newscrawl.extract.page import Page

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "datepublished", "dateposted", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "publication-date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date",
    "dcterms.date", "date", "ptime", "displaydate", "article.published", "article_date_original",
    "originalpublicationdate", "creationdate", "datecreated", "date.created", "date.available",
    "citation_publication_date", "citation_online_date", "rnews:datepublished", "bt:pubdate", "timestamp",
    "dcterms.available", "published_time", "mrf:publication_time", "created",
    "shareaholic:article_published_time",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "og:modified_time", "article:modified",
    "datemodified", "og:updated_time", "article:updated_time", "lastmod", "dcterms.modified",
    "dc.date.modified", "date.modified", "last-modified", "last_updated", "lastmodified", "utime",
    "modified", "article.updated", "moddate", "updated_time", "shareaholic:article_modified_time",
    "revised",
)  # fmt: skip
_OPENGRAPH = ("article:", "og:")

_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9](?=[/-]))[/-]?(0[1-9]|[12]\d|3[01]|[1-9](?=[/-]))(?:[/_.-]|\Z)"
)
_MARKED_PUBLISHED = re.compile(r"publi|posted|created|pubdate|entry-date|issued|first")
_MARKED_MODIFIED = re.compile(r"updat|modif|changed|edited|aktualis|actuali")
_MACHINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_NUMBER = re.compile(r"\d")
MAX_TIMES = 12
NEAR_HEADING = 14  # lines below the headline; further down stand other dates
MAX_BARE_LINE = 60
MAX_LINE = 160  # a date line is short; a sentence of the text that names a day is not one


@dataclass(frozen=True, slots=True)
class Found:
    """A date as one place on the page gives it."""

    raw: str
    source: str
    moment: Moment | None


@dataclass(frozen=True, slots=True)
class Dates:
    """When an article was published and last changed; None where the page does not say."""

    published: Found | None
    modified: Found | None


def read_dates(
    page: Page, structured: Structured, outlet: Outlet, now: datetime, rules: dict[str, list[str]]
) -> Dates:
    """Return the dates of publication and change, as ISO 8601 with the raw text.

    Of the places that name the same day the most exact wins; a time without
    zone gets the outlet's zone, else one that the page names for the same
    clock time, else the offset used elsewhere on it, else the zone of the
    site's country or language, else UTC.  `rules` holds what the outlet's own
    selectors found under date_published and date_modified.
    """
    reader = reader_of(page, outlet, now)
    published = list(_parsed(_published(page, structured, rules), reader))
    modified = list(_parsed(_modified(page, structured, rules), reader))
    best = _most_exact(published)
    if best is None or not _timed(best) or not (best.moment and best.moment.zoned):
        for_published, for_modified = _visible(structured.marks, reader)
        published += for_published + _in_address(page.url, now)
        modified += for_modified
        best = _most_exact(published)
    zone = _zone(outlet, reader, published + modified)
    return Dates(_settled(best, published, zone), _settled(_most_exact(modified), modified, zone))


def date_candidates(
    page: Page, structured: Structured, outlet: Outlet, now: datetime, rules: dict[str, list[str]]
) -> dict[str, list[tuple[str, str]]]:
    """Return all dates of publication and change, as (source, raw text); for --explain, as it reads them all.

    What could not be read as a date, or is not believed, says so.
    """
    reader = reader_of(page, outlet, now)
    for_published, for_modified = _visible(structured.marks, reader)
    published = [*_parsed(_published(page, structured, rules), reader), *for_published]
    modified = [*_parsed(_modified(page, structured, rules), reader), *for_modified]
    published += _in_address(page.url, now)
    found = {"date_published": published, "date_modified": modified}
    return {
        key: [(f.source, f.raw if f.moment else f"{f.raw} (not believed)") for f in dates]
        for key, dates in found.items()
    }


def _timed(found: Found) -> bool:
    return bool(found.moment and found.moment.exact)


def reader_of(page: Page, outlet: Outlet, now: datetime) -> Reader:
    """Return how a page's dates are to be read; `now` is when it was fetched."""
    language = page.html_lang or (outlet.languages[0] if outlet.languages else None)
    month_first = outlet.country == "US" or (outlet.country is None and (language or "").lower() == "en-us")
    zone = _declared_zone(outlet) or likely_zone(urlsplit(page.url).hostname or "", language)
    return Reader(now=now, language=language, month_first=month_first, zone=zone)


def _declared_zone(outlet: Outlet) -> tzinfo | None:
    return zone_named(outlet.timezone) if outlet.timezone else None


def _parsed(places: Iterable[tuple[str, str]], reader: Reader) -> Iterator[Found]:
    for raw, source in places:
        yield Found(raw, source, parse_date(raw, reader) or _by_dateparser(raw, reader))


def _by_dateparser(raw: str, reader: Reader) -> Moment | None:
    """Ask dateparser (some 14 ms a text) for what no table of ours knows."""
    if len(raw) > 60 or sum(c.isdigit() for c in raw) < 3 or "-" in raw[:5]:
        return None
    import dateparser

    try:
        found = dateparser.parse(raw, settings={"RELATIVE_BASE": reader.here, "STRICT_PARSING": True})
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None
    if found is None:
        return None
    moment = Moment(found, (found.hour, found.minute) != (0, 0))
    return moment if is_plausible(moment, reader.now) else None


def _published(page: Page, structured: Structured, rules: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for raw in rules.get("date_published", ()):
        yield raw, "rules"
    for key in ("datePublished", "dateCreated", "uploadDate"):
        for raw in texts(structured.get(key))[:2]:
            yield raw, "json-ld"
    for raw in texts(structured.micro("datePublished"))[:2]:
        yield raw, "microdata"
    yield from _metas(page, _PUBLISHED_META)
    for node in structured.pages[:3]:
        for raw in texts(node.get("datePublished"))[:1]:
            yield raw, "json-ld"


def _modified(page: Page, structured: Structured, rules: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for raw in rules.get("date_modified", ()):
        yield raw, "rules"
    for raw in texts(structured.get("dateModified"))[:2]:
        yield raw, "json-ld"
    for raw in texts(structured.micro("dateModified"))[:2]:
        yield raw, "microdata"
    yield from _metas(page, _MODIFIED_META)


def _metas(page: Page, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        if name in page.meta and (raw := page.meta[name][0].strip()):
            yield raw, "opengraph" if name.startswith(_OPENGRAPH) else "meta"


def _visible(marks: Marks, reader: Reader) -> tuple[list[Found], list[Found]]:
    """Return what time elements and date lines near the headline say: of publication, of change."""
    published: list[Found] = []
    modified: list[Found] = []
    for raw, label in chain(_time_elements(marks), _date_lines(marks)):
        moment = parse_date(raw, reader)
        if moment is None:
            continue
        (modified if _says_changed(label) else published).append(Found(raw, "text", moment))
        if published and _timed(published[0]):
            break
    return published or modified[:1], modified


def _says_changed(label: str) -> bool:
    label = label.lower()
    if _MARKED_PUBLISHED.search(label) or any(
        word in label for word in words_of("dates", "published") if len(word) > 6
    ):
        return False
    return bool(_MARKED_MODIFIED.search(label)) or any(
        w in label for w in words_of("dates", "updated") if len(w) > 2
    )


def _time_elements(marks: Marks) -> Iterator[tuple[str, str]]:
    """Yield (date, what names it) of the time elements of this article, those nearest its headline first."""
    near = sorted(marks.tag("time"), key=marks.distance)
    for element in near[:MAX_TIMES]:
        if is_elsewhere(element, marks):
            continue
        shown = text_of(element, " ", 100)
        label = f"{element.get('class') or ''} {element.get('itemprop') or ''} {shown} {_before(element)}"
        if "pubdate" in element.attrib:
            label = "published"
        yield (element.get("datetime") or "").strip() or shown, label


def _before(element: _Element) -> str:
    previous = element.getprevious()
    tail = (
        previous.tail if previous is not None else (p.text if (p := element.getparent()) is not None else "")
    )
    return (tail or "")[-40:]


def _date_lines(marks: Marks) -> Iterator[tuple[str, str]]:
    """Yield (line, the same) of short lines called dates, then of those around the headline."""
    elements = sorted(marks.role("date"), key=marks.distance)[: 2 * MAX_TIMES]
    for element in elements:
        if _MACHINE.match(exact := element.get("title") or ""):
            yield exact, exact
        line = text_of(element, " ", MAX_LINE + 40)
        if len(line) <= MAX_LINE and _NUMBER.search(line) and not is_elsewhere(element, marks):
            yield line, line
    headings = [marks.heading] if marks.heading is not None else marks.tag("h1")[:1]
    before = [line for heading in headings for line in lines_before(heading, 4)]
    for line in (*before, *marks.below_heading()[:NEAR_HEADING]):
        told = len(line) <= MAX_BARE_LINE or (len(line) <= MAX_LINE and _MARKED_PUBLISHED.match(line.lower()))
        if told and _NUMBER.search(line):
            yield line, line


def _in_address(url: str, now: datetime) -> list[Found]:
    match = _URL_DAY.search(urlsplit(url).path)
    moment = moment_of(match[1], match[2], match[3]) if match else None
    return [Found(url, "text", moment)] if moment and is_plausible(moment, now) else []


def _most_exact(found: list[Found]) -> Found | None:
    """Return the first date that could be read, or a more exact one that gives the same day."""
    first = next((f for f in found if f.moment), None)
    if first is None or _timed(first):
        return first
    assert first.moment
    day = first.moment.value.date()
    same = (f for f in found if f.moment and f.moment.exact and abs((f.moment.value.date() - day).days) <= 1)
    return next(same, first)


def _zone(outlet: Outlet, reader: Reader, found: list[Found]) -> tzinfo:
    """Return the zone for times that name none."""
    declared = _declared_zone(outlet)
    if declared is not None:
        return declared
    offsets = (
        f.moment.value.tzinfo for f in found if f.moment and f.moment.zoned and f.moment.value.utcoffset()
    )
    return next(offsets, None) or reader.zone or UTC


def _settled(best: Found | None, found: list[Found], zone: tzinfo) -> Found | None:
    """Return the date with its zone; one that could not be read keeps its raw text alone."""
    if best is None:
        return found[0] if found else None
    assert best.moment
    if best.moment.zoned or not best.moment.timed:
        return best
    clock = best.moment.value.replace(second=0, microsecond=0)
    zoned = (f.moment for f in found if f.moment and f.moment.zoned and f.moment.timed)
    same = next((m for m in zoned if m.value.replace(tzinfo=None, second=0, microsecond=0) == clock), None)
    if same is not None:
        return Found(best.raw, best.source, same)
    return Found(best.raw, best.source, best.moment.at(zone) if best.moment.exact else best.moment)
