"""Normalisation: an article as extracted to an article as stored.  Pure functions, and idempotent."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import replace

import msgspec

from newscrawl.items import Article, Author, Correction, Credit, Media
from newscrawl.normalise.addresses import address_key, clean_url, is_home, site_of
from newscrawl.normalise.dateline import dateline_of
from newscrawl.normalise.dates import clean_date
from newscrawl.normalise.language import language_tag, tell_language
from newscrawl.normalise.text import clean_html, clean_text, letters, one_line, word_count
from newscrawl.outlets import Outlet

__all__ = ["article_id", "content_hash", "normalise", "own_address"]

_ENDS = " ,;:|/·•–—"


def normalise(article: Article, outlet: Outlet) -> Article:
    """Return the article with every value in its one form; normalising twice changes nothing.

    Text is cleaned, addresses get their one spelling, dates UTC, the language
    is told from the text; word_count and content_hash are computed, and the
    id where none is set yet.
    """
    body = clean_text(article.article_body)
    headline = one_line(article.headline)
    cleaned = replace(
        article,
        headline=headline,
        alternative_headline=_other(one_line(article.alternative_headline), headline),
        description=clean_text(article.description),
        article_body=body,
        article_body_html=clean_html(article.article_body_html),
        article_section=one_line(article.article_section),
        keywords=_unique(one_line(keyword) for keyword in article.keywords),
        dateline=one_line(article.dateline) or (dateline_of(body) if body else None),
        word_count=word_count(body),
        confidence=_share(article.confidence) if body else None,
        provenance=dict(article.provenance),
    )
    _clean_parts(cleaned)
    _clean_addresses(cleaned)
    _clean_dates(cleaned)
    _tell_language(cleaned, outlet)
    cleaned.provenance = _sources(cleaned)
    cleaned.content_hash = content_hash(cleaned)
    cleaned.id = article.id or article_id(cleaned)
    return cleaned


def _tell_language(article: Article, outlet: Outlet) -> None:
    """Set the language: the page's word or the outlet's where the text bears it out, else the text's."""
    usual = next(iter(outlet.languages), None)
    text = "\n".join(filter(None, (article.headline, article.article_body)))
    told = tell_language(text, article.in_language, usual)
    if told is not None and told != language_tag(article.in_language):
        article.provenance["in_language"] = "rules" if told == language_tag(usual) else "text"
    article.in_language = told


def _sources(article: Article) -> dict[str, str]:
    """Return where the values came from that are still there: of a date refused, its raw text is."""
    if article.dateline:
        article.provenance["dateline"] = "text"
    return {key: source for key, source in article.provenance.items() if _is_given(article, key)}


def _is_given(article: Article, key: str) -> bool:
    value = getattr(article, key, None)
    return bool(value) or value is False or getattr(article, f"{key}_raw", None) is not None


def article_id(article: Article) -> str | None:
    """Return an article's id: 16 letters and digits of its own address; None when it has no address."""
    address = own_address(article)
    if not address:
        return None
    digest = hashlib.blake2b(address_key(address).encode("utf-8", "replace"), digest_size=10).digest()
    return base64.b32encode(digest).decode("ascii").lower()


def own_address(article: Article) -> str | None:
    """Return the canonical address where it can be believed, else where the article was read.

    One on another site is not its own: copies name their original so.  Nor is
    the home page, which some sites name on every page.
    """
    canonical, url = article.canonical_url, article.url
    if not canonical or canonical == url:
        return url
    if url and (site_of(canonical) != site_of(url) or is_home(canonical)):
        return url
    return canonical


def content_hash(article: Article) -> str:
    """Return the name of an article's content (headline, description, body, authors, dates) in hex."""
    content = [
        article.headline,
        article.description,
        article.article_body,
        [author.name for author in article.authors],
        article.date_published,
        article.date_modified,
    ]
    return hashlib.blake2b(msgspec.json.encode(content), digest_size=16).hexdigest()


def _share(value: float | None) -> float | None:
    """Return a share as two digits; .999 stays below 1."""
    return None if value is None else min(0.99, max(0.01, round(value, 2)))


def _other(alternative: str | None, headline: str | None) -> str | None:
    return alternative if alternative and letters(alternative) != letters(headline or "") else None


def _unique(values: Iterable[str | None]) -> list[str]:
    return list({letters(value): value for value in reversed([v for v in values if v])}.values())[::-1]


def _clean_parts(article: Article) -> None:
    authors = (_author(author) for author in article.authors)
    article.authors = list({letters(a.name): a for a in reversed([a for a in authors if a])}.values())[::-1]
    credits = (_credit(credit) for credit in article.source_organization)
    article.source_organization = list(
        {letters(c.name): c for c in reversed([c for c in credits if c])}.values()
    )[::-1]
    article.main_image = _media(article.main_image) if article.main_image else None
    article.images = _media_list(article.images)
    article.videos = _media_list(article.videos)
    article.corrections = [
        Correction(text, clean_date(c.date)) for c in article.corrections if (text := clean_text(c.text))
    ]


def _author(author: Author) -> Author | None:
    name = (one_line(author.name) or "").strip(_ENDS)
    if not name:
        return None
    return Author(name, _address(author.url), clean_text(author.description), author.type)


def _credit(credit: Credit) -> Credit | None:
    name = (one_line(credit.name) or "").strip(_ENDS)
    return Credit(name, _address(credit.url), credit.outlet, one_line(credit.evidence)) if name else None


def _media(media: Media) -> Media | None:
    url = clean_url(media.url)
    return Media(url, one_line(media.caption), one_line(media.credit)) if url else None


def _media_list(found: list[Media]) -> list[Media]:
    cleaned = (_media(media) for media in found)
    return list({media.url: media for media in reversed([m for m in cleaned if m])}.values())[::-1]


def _address(url: str | None) -> str | None:
    return clean_url(url) if url else None


def _clean_addresses(article: Article) -> None:
    article.url = (clean_url(article.url) or article.url) if article.url else None
    article.canonical_url = _address(article.canonical_url)
    alternates = (clean_url(url) for url in article.alternate_urls)
    own = {article.url, article.canonical_url}
    article.alternate_urls = list(dict.fromkeys(url for url in alternates if url and url not in own))


def _clean_dates(article: Article) -> None:
    latest = article.date_downloaded
    article.date_published = clean_date(article.date_published, latest)
    article.date_modified = clean_date(article.date_modified, latest)
    article.date_published_raw = one_line(article.date_published_raw)
    article.date_modified_raw = one_line(article.date_modified_raw)
