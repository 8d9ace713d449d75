"""One page to one finished record: extraction, normalisation and what the catalogue adds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl import __version__
from newscrawl.catalogue import catalogue
from newscrawl.extract.dates import LEEWAY
from newscrawl.extract.engine import Reading, read
from newscrawl.extract.fields import Hint
from newscrawl.items import Article
from newscrawl.normalise import normalise
from newscrawl.outlets import Outlet, Rules
from newscrawl.store.times import iso, micros, parse_time

if TYPE_CHECKING:
    from newscrawl.store.ledger import Claim


def read_page(
    html: bytes | str,
    *,
    url: str,
    content_type: str | None = None,
    fetched_at: datetime | None = None,
    outlet: Outlet | None = None,
    generic: bool = False,
    explain: bool = False,
) -> Reading:
    """Return the reading of one page, its article finished; nothing is fetched or stored.

    Without `outlet` it is the one whose site `url` is on, else its bare host;
    `generic` leaves the outlet's own rules out.  Raises ValueError when `url`
    is no http address.
    """
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise ValueError(f"not a web address: {url!r}")
    outlet = outlet or outlet_of(url)
    if generic:
        outlet = replace(outlet, rules=Rules())
    at = fetched_at or datetime.now(UTC)
    reading = read(html, url=url, content_type=content_type, fetched_at=at, outlet=outlet, explain=explain)
    reading.article.date_downloaded = iso(micros(at))
    reading.article = finish(reading.article, outlet)
    return reading


def read_response(
    body: bytes, *, url: str, content_type: str | None, fetched_at: datetime, outlet: Outlet, claim: Claim
) -> Reading:
    """Return the reading of a crawled page, not yet normalised: the pipelines do that.

    What discovery told of the address goes in as a hint and stays with the article.
    """
    told = claim.discovered_by
    date = parse_time(told.date) if told.date else None
    if date and date > fetched_at + LEEWAY:
        date = None  # an entry dated 2090 says nothing of its article
    day_only = bool(told.date) and len(told.date or "") == 10
    hint = Hint(headline=told.headline, date=date, day_only=day_only, kind=told.kind, url=told.url)
    reading = read(
        body,
        url=url,
        requested_url=claim.url,
        content_type=content_type,
        fetched_at=fetched_at,
        outlet=outlet,
        hint=hint,
    )
    article = reading.article
    article.discovered_by = told
    article.first_seen = iso(claim.discovered_at)
    article.date_downloaded = iso(micros(fetched_at))
    return reading


def finish(article: Article, outlet: Outlet) -> Article:
    """Return the article normalised, its credited sources resolved to outlets."""
    article = normalise(article, outlet)
    article.crawler_version = __version__
    if article.source_organization:
        for credit in article.source_organization:
            credit.outlet = catalogue().outlet_of(credit)
    return article


def outlet_of(url: str) -> Outlet:
    """Return the outlet whose site an address is on; a site without a spider is called by its host."""
    spider = catalogue().spider_of(url)
    return spider.facts() if spider else Outlet((urlsplit(url).hostname or "").lower().removeprefix("www."))


def explanation(reading: Reading) -> list[str]:
    """Return what an extraction did, for people: the verdict, each field with its source, each block.

    Below a field stand the other candidates that the page had for it.
    """
    article = reading.article
    lines = [f"{reading.state}: {reading.reason}", ""]
    for key in Article.__dataclass_fields__:
        value = getattr(article, key)
        if key not in _LONG and value not in (None, [], {}, ""):
            lines.append(f"{key} ({article.provenance.get(key, '-')}): {_short(value)}")
        elif reading.candidates.get(key):
            lines.append(f"{key}: none of")
        lines += _lost(key, article, reading.candidates.get(key, []))
    return [*lines, "", "blocks:", *(f"  {block}" for block in reading.trace)]


def _lost(key: str, article: Article, candidates: list[tuple[str, str]]) -> list[str]:
    value = getattr(article, f"{key}_raw", None) or getattr(article, key)
    chosen = ", ".join(author.name for author in value) if key == "authors" else value
    return [f"    not ({source}): {_short(text)}" for source, text in candidates if text != chosen]


_LONG = ("article_body", "article_body_html", "provenance")


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 200 else text[:199] + "…"
