"""Whether everyone may read an article, its canonical address, and corrections that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.extract.markup import is_elsewhere, text_of
from newscrawl.extract.structured import Structured, members
from newscrawl.extract.structured_values import as_list, text
from newscrawl.items import Correction
from newscrawl.normalise.addresses import clean_url, host_of, is_home

if TYPE_CHECKING:
    from newscrawl.extract.page import Page

_YES = frozenset(("true", "yes", "1", "free", "http://schema.org/true", "https://schema.org/true"))
_NO = frozenset(("false", "no", "0", "http://schema.org/false", "https://schema.org/false"))
_TIERS = {
    "free": True,
    "metered": None,
    "locked": False,
    "premium": False,
    "paid": False,
    "subscription": False,
}
_TIER_META = ("article:content_tier", "og:article:content_tier", "content_tier")
MAX_CORRECTIONS = 5


def read_access(page: Page, structured: Structured) -> tuple[bool | None, str | None]:
    """Return whether the article is free to read (None when the page does not say), and what said so.

    hasPart with isAccessibleForFree false and no word on the whole means that
    a part is behind the wall.
    """
    for values, source in ((structured.articles, "json-ld"), (structured.micro_articles, "microdata")):
        for node in values:
            said = truth(node.get("isAccessibleForFree"))
            if said is None and any(
                truth(p.get("isAccessibleForFree")) is False for p in members(node.get("hasPart"))
            ):
                said = False
            if said is not None:
                return said, source
    for name in _TIER_META:
        for value in page.meta.get(name, ())[:1]:
            if (tier := _TIERS.get(value.strip().lower())) is not None:
                return tier, "opengraph"
    return None, None


def truth(value: Any) -> bool | None:
    """Return the truth value that JSON-LD states in whatever form: True, "False", ["false"], 0."""
    for member in as_list(value)[:1]:
        if isinstance(member, bool):
            return member
        said = str(member).strip().lower() if isinstance(member, int | float | str) else ""
        return True if said in _YES else False if said in _NO else None
    return None


def read_canonical(page: Page, structured: Structured) -> tuple[str | None, str | None]:
    """Return the page's own word for its address, cleaned, and its source; None when none is to be trusted.

    The front page and addresses of templates ("https://example.com/{slug}") are
    nonsense that sites do put there; another site's address is kept: copies name their original so.
    """
    stated: list[tuple[str | None, str]] = [(link, "meta") for link in structured.canonical_links[:2]]
    stated += [(address, "opengraph") for address in page.meta.get("og:url", ())[:1]]
    if structured.article is not None:
        node = structured.article
        stated.append(
            (text(node.get("mainEntityOfPage"), ("@id", "url")) or text(node.get("url")), "json-ld")
        )
    for raw, source in stated:
        if not raw or not raw.strip() or "{" in raw:
            continue
        url = clean_url(raw, page.base_url)
        if not url or host_of(url) in ("localhost", "127.0.0.1"):
            continue
        if not is_home(url) or is_home(clean_url(page.url) or page.url):
            return url, source
    return None, None


def read_corrections(structured: Structured) -> tuple[list[Correction], str]:
    """Return the correction notices that JSON-LD or the markup names, at most five, and which of them did."""
    found = []
    for node in as_list(structured.get("correction"))[:MAX_CORRECTIONS]:
        shown = text(node, ("text", "correctionText", "name"))
        if shown:
            date = text(node.get("datePublished")) if isinstance(node, dict) else None
            found.append(Correction(shown, date))
    source = "json-ld" if found else "text"
    for element in structured.marks.role("correction")[:MAX_CORRECTIONS]:
        shown = text_of(element, "", 1500)
        if (
            len(shown) > 30
            and not is_elsewhere(element, structured.marks)
            and not any(shown in c.text for c in found)
        ):
            found.append(Correction(shown))
    return found[:MAX_CORRECTIONS], source
