"""Everything about an article but its body: what the page's data, markup and habits tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from newscrawl.extract.access import read_access, read_canonical, read_corrections
from newscrawl.extract.agencies import agency_of
from newscrawl.extract.credits import MAX_LINE, key_of_source, read_credits
from newscrawl.extract.dates_page import Found, read_dates
from newscrawl.extract.description import read_description
from newscrawl.extract.headline import letters, publisher_of, read_headline, site_names
from newscrawl.extract.markup import is_elsewhere, text_of
from newscrawl.extract.media import read_media, read_videos
from newscrawl.extract.people import read_authors
from newscrawl.extract.rules import rule_values
from newscrawl.extract.structured import Structured
from newscrawl.extract.structured_values import text, texts
from newscrawl.extract.topics import read_keywords, read_language, read_section, read_type
from newscrawl.items import Author, Correction, Credit, DiscoveryKind, Media
from newscrawl.outlets import Outlet

if TYPE_CHECKING:
    from newscrawl.extract.page import Page

MAX_CREDITS = 5


@dataclass(frozen=True, slots=True)
class Hint:
    """What discovery knew of an address before its page was read; `date` is aware."""

    headline: str | None = None
    date: datetime | None = None
    day_only: bool = False
    kind: DiscoveryKind | None = None
    url: str | None = None


@dataclass(slots=True)
class Fields:
    """What a page says of its article; dates are ISO 8601, in UTC where a time of day is known.

    `candidates` has, for headline and description, all that were found, as
    (source, text).  `headlines` are the other candidates, best first; `in_language` the page's
    own word; `is_accessible_for_free` None when the page does not say;
    `structured_body` JSON-LD's articleBody as given.  `provenance` has a key
    for each field found: rules (all that the outlet's own file says), json-ld, microdata, meta,
    opengraph, feed, text.
    """

    headline: str | None = None
    headlines: list[str] = field(default_factory=list)
    alternative_headline: str | None = None
    description: str | None = None
    candidates: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    authors: list[Author] = field(default_factory=list)
    date_published: str | None = None
    date_published_raw: str | None = None
    date_modified: str | None = None
    date_modified_raw: str | None = None
    in_language: str | None = None
    article_section: str | None = None
    keywords: list[str] = field(default_factory=list)
    article_type: str | None = None
    main_image: Media | None = None
    images: list[Media] = field(default_factory=list)
    videos: list[Media] = field(default_factory=list)
    is_accessible_for_free: bool | None = None
    canonical_url: str | None = None
    publisher: str | None = None
    source_organization: list[Credit] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    structured_body: str | None = None
    provenance: dict[str, str] = field(default_factory=dict)


def read_fields(
    page: Page, structured: Structured, outlet: Outlet, fetched_at: datetime, hint: Hint
) -> Fields:
    """Return everything that a page says of its article but the body.

    `fetched_at` is the aware time of download: "today" counts from it and
    nothing published later than a day after it is believed.  Never raises on
    any page; raises ValueError for an outlet's rule that is no CSS selector.
    """
    rules = rule_values(page.root, outlet.rules)
    fields = Fields()
    sites = site_names(page, structured, outlet)
    _headline(fields, page, structured, sites, hint, rules)
    _people(fields, page, structured, sites, rules)
    _dates(fields, page, structured, outlet, fetched_at, hint, rules)
    _topics(fields, page, structured, rules)
    _media(fields, page, structured, rules)
    described = read_description(page, structured, fields.headline, sites, rules.get("description", []))
    fields.description = described.text
    fields.candidates["description"] = described.candidates
    _from(fields, "description", described.source)
    fields.is_accessible_for_free, source = read_access(page, structured)
    _from(fields, "is_accessible_for_free", source)
    fields.canonical_url, source = read_canonical(page, structured)
    _from(fields, "canonical_url", source)
    stated = publisher_of(page, structured) if outlet.publisher is None else (outlet.publisher, "rules")
    fields.publisher, source = stated
    _from(fields, "publisher", source)
    fields.corrections, source = read_corrections(structured)
    _from(fields, "corrections", source)
    fields.structured_body = text(structured.get("articleBody")) or None
    return fields


def _from(fields: Fields, key: str, source: str | None) -> None:
    if source is not None and getattr(fields, key) not in (None, [], ""):
        fields.provenance[key] = source


Rulings = dict[str, list[str]]


def _headline(
    fields: Fields, page: Page, structured: Structured, sites: list[str], hint: Hint, rules: Rulings
) -> None:
    found = read_headline(page, structured, sites, hint.headline, rules.get("headline", []))
    structured.marks.heading = found.element
    fields.headline, fields.alternative_headline, fields.headlines = (
        found.text,
        found.alternative,
        found.others,
    )
    fields.candidates["headline"] = found.candidates
    _from(
        fields, "alternative_headline", next((s for s, t in found.candidates if t == found.alternative), None)
    )
    _from(fields, "headline", found.source)


def _people(fields: Fields, page: Page, structured: Structured, sites: list[str], rules: Rulings) -> None:
    fields.authors, source = read_authors(page, structured, sites, rules.get("authors", []))
    _from(fields, "authors", source)
    found = [
        c for line in rules.get("source", ()) for c in read_credits(line) or [Credit(line, evidence=line)]
    ]
    source = "rules" if found else "json-ld"
    stated = texts(structured.resolve(structured.get("sourceOrganization")))
    found += [Credit(name, evidence=name) for name in stated if len(name) <= MAX_LINE]
    if not found:
        found, source = _credited(fields, structured), "text"
    own = {letters(site) for site in sites}
    unique = {key_of_source(c.name): c for c in reversed(found) if letters(c.name) not in own}
    fields.source_organization = list(reversed(unique.values()))[:MAX_CREDITS]
    _from(fields, "source_organization", source)


def _credited(fields: Fields, structured: Structured) -> list[Credit]:
    """Return the agencies that sign as authors, and what elements named a source say."""
    found = [Credit(a.name, url=a.url, evidence=a.name) for a in fields.authors if agency_of(a.name)]
    for element in structured.marks.role("source")[:20]:
        if element.tag in ("img", "source", "figure", "figcaption") or is_elsewhere(
            element, structured.marks
        ):
            continue
        if next(element.iterancestors("figure"), None) is not None:
            continue
        link = next(element.iter("a"), None)
        found += read_credits(text_of(element, " ", 250), None if link is None else link.get("href"))
    return found


def _dates(
    fields: Fields,
    page: Page,
    structured: Structured,
    outlet: Outlet,
    now: datetime,
    hint: Hint,
    rules: Rulings,
) -> None:
    found = read_dates(page, structured, outlet, now, rules)
    fields.date_published, fields.date_published_raw = _written(found.published)
    fields.date_modified, fields.date_modified_raw = _written(found.modified)
    _from(fields, "date_published", found.published.source if found.published else None)
    _from(fields, "date_modified", found.modified.source if found.modified else None)
    if hint.date is not None and _says_less(fields.date_published, hint):
        day = hint.date.date().isoformat()
        fields.date_published = day if hint.day_only else hint.date.astimezone(UTC).isoformat()[:19] + "Z"
        fields.date_published_raw = fields.date_published_raw or hint.date.isoformat()
        fields.provenance["date_published"] = "feed"


def _written(found: Found | None) -> tuple[str | None, str | None]:
    if found is None:
        return None, None
    return found.moment.written() if found.moment else None, found.raw


def _says_less(published: str | None, hint: Hint) -> bool:
    """Tell whether the page gives no date, or only the day for which discovery knew the time."""
    if published is None:
        return True
    assert hint.date
    near = abs((hint.date.date() - date.fromisoformat(published[:10])).days) <= 1
    return len(published) == 10 and not hint.day_only and near


def _topics(fields: Fields, page: Page, structured: Structured, rules: Rulings) -> None:
    fields.article_type, source = read_type(page, structured)
    _from(fields, "article_type", source)
    fields.article_section, source = read_section(page, structured, rules.get("section", []))
    _from(fields, "article_section", source)
    fields.keywords, source = read_keywords(page, structured, rules.get("keywords", []))
    _from(fields, "keywords", source)
    fields.in_language, source = read_language(page, structured)
    _from(fields, "in_language", source)


def _media(fields: Fields, page: Page, structured: Structured, rules: Rulings) -> None:
    fields.main_image, fields.images, source = read_media(page, structured, rules)
    _from(fields, "main_image", source)
    _from(fields, "images", source or "json-ld")
    fields.videos, source = read_videos(page, structured)
    _from(fields, "videos", source)
