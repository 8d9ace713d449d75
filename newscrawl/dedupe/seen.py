"""An article as deduplication sees it: its face, its text, its place in a family."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from newscrawl.dedupe.clues import clues
from newscrawl.dedupe.fingerprint import body_hash, fingerprint
from newscrawl.dedupe.identity import Face
from newscrawl.dedupe.index import Text
from newscrawl.dedupe.origin import Member
from newscrawl.items import Article
from newscrawl.normalise import own_address
from newscrawl.normalise.addresses import address_key, host_of, page_key, same_page, site_of
from newscrawl.normalise.text import letters

_LINK = re.compile(r'href="(https?://[^"]+)"')


def face_of(article: Article) -> Face:
    """Return what tells an article from another."""
    url = article.url or ""
    canonical = own_address(article) or url
    address, key = page_key(url) or url, address_key(canonical)
    return Face(
        id=article.id or "",
        outlet=article.outlet or "",
        url=url,
        address=address,
        key=key,
        content_hash=article.content_hash or "",
        body_hash=body_hash(article.article_body),
        date_published=article.date_published,
        canonical=same_page(address, page_key(canonical) or canonical),
    )


def text_of(article: Article, *, translated: bool) -> Text:
    """Return an article's content as it is compared; `translated`: also for translations."""
    body = article.article_body or ""
    language = language_of(article)
    told: frozenset[int] = frozenset()
    if translated:
        known = known_as(article.outlet, article.publisher, article.url)
        sources = sorted(known | {name for name, _ in _credits(article)})
        told = clues(f"{article.headline or ''}\n{body}", language, sources)
    return Text(
        article=article.id or "",
        outlet=article.outlet or "",
        at=moment_of(article),
        language=language,
        print=fingerprint(body),
        clues=told,
        body=f"{article.headline or ''}\n\n{body}" if translated else "",
    )


def language_of(article: Article) -> str:
    """Return the bare code of an article's language, "" when it is not known."""
    return (article.in_language or "").partition("-")[0]


def moment_of(article: Article) -> int:
    """Return when an article came out, in seconds since 1970: by its date, else when it was seen."""
    for date in (article.date_published, article.first_seen, article.date_downloaded):
        if date:
            found = datetime.fromisoformat(date)
            return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())
    return 0


def member_of(article: Article, order: int) -> Member:
    """Return an article's place in a family; `order` is when it came in."""
    own = own_address(article) or ""
    return Member(
        id=article.id or "",
        outlet=article.outlet or "",
        url=article.url or "",
        key=address_key(own),
        date=article.date_published,
        order=order,
        language=language_of(article),
        known_as=known_as(article.outlet, article.publisher, article.url),
        credits=_credits(article),
        names=_names(article),
    )


def known_as(outlet: str | None, publisher: str | None, url: str | None) -> frozenset[str]:
    """Return the names that an outlet can be credited by, folded."""
    names = (outlet, publisher, host_of(url or ""), site_of(url or "").partition(".")[0])
    return frozenset(letters(name) for name in names if name)


def _credits(article: Article) -> tuple[tuple[str, str], ...]:
    return tuple(
        (letters(name), credit.evidence or credit.name)
        for credit in article.source_organization
        for name in dict.fromkeys(filter(None, (credit.outlet, credit.name)))
    )


def _names(article: Article) -> frozenset[str]:
    """Return the keys of the addresses that an article gives as its source's, and of those it links to."""
    told = [credit.url for credit in article.source_organization if credit.url]
    if article.canonical_url and site_of(article.canonical_url) != site_of(article.url or ""):
        told.append(article.canonical_url)
    told += _LINK.findall(article.article_body_html or "")
    return frozenset(map(address_key, told))
