"""What an address alone tells: whether it has an article's shape, and what shape a site's articles share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Literal
from urllib.parse import unquote, urlsplit

from newscrawl.normalise.addresses import host_of

Strength = Literal[-1, 0, 1, 2]  # no article; nothing to tell by; perhaps one; surely looks like one

_SAMPLE = 2_000  # addresses to learn a pattern from
_ENOUGH = 8  # fewer addresses tell nothing
_SHARE = 0.95  # of them must have the shape
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|pdf|zip|gz|mp[34]|m3u8|docx?|xlsx?)$", re.I
)
# Parts of addresses that lead to lists, forms and house matters, in the web's own English and a few more.
_NO_ARTICLE = frozenset(
    {
        "tag",
        "tags",
        "category",
        "categories",
        "author",
        "authors",
        "autor",
        "user",
        "users",
        "profile",
        "page",
    }
    | {"search", "suche", "login", "signin", "register", "account", "subscribe", "subscription", "newsletter"}
    | {"newsletters", "about", "about-us", "contact", "contacts", "contact-us", "kontakt", "privacy", "terms"}
    | {"privacy-policy", "impressum", "datenschutz", "cookies", "cookie-policy", "advertise", "feed", "rss"}
    | {
        "sitemap",
        "faq",
        "wp-content",
        "wp-login.php",
        "wp-admin",
        "wp-json",
        "cdn-cgi",
        "archive",
        "archives",
    }
)
_ENDING = re.compile(r"\.(?:html?|shtml|php|aspx?|ece|cms|amp)$", re.I)
_DATE = re.compile(r"/20\d\d[/-](?:\d{1,2}|[a-z]{3,9})(?:[/-]\d{1,2})?(?=[/-])", re.I)
_ID = re.compile(
    r"(?<![\da-f])\d{5,}(?![\da-f]{6})|(?<![\da-z])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d[\da-f]{15,}",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_QUERY_ID = re.compile(r"(?:^|&)(?:id|nid|aid|article|articleid|newsid|story|storyid|idxno|no)=\d{3,}", re.I)


def strength_of(url: str) -> Strength:
    """Return how much an address looks like an article's: by a date, an identifier, the words of a slug."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return -1
    path = unquote(parts.path)
    segments = [segment for segment in path.lower().split("/") if segment]
    if not segments:
        return 1 if _QUERY_ID.search(parts.query) else -1
    if _FILE.search(path) or not _NO_ARTICLE.isdisjoint(segments):
        return -1
    slug = _ENDING.sub("", max(segments[-2:], key=len))
    words = len(_WORD.findall(slug))
    mark = (
        bool(_DATE.search(path + "/"))
        + bool(_ID.search("/".join(segments[-2:])))
        + bool(_QUERY_ID.search(parts.query))
    )
    if (mark and words >= 2) or words >= 5:
        return 2
    return 1 if mark or words >= 3 else 0


# Shapes from the most telling to the least: an address that has it, on the site, is an article.
_SHAPES = (
    r"/20\d\d/\d{1,2}/\d{1,2}/[^/?#]+",
    r"/20\d\d/[a-z]{3,9}/\d{1,2}/[^/?#]+",
    r"/20\d\d-\d{2}-\d{2}[-/][^/?#]+",
    r"/20\d\d/\d{1,2}/[^/?#]{4,}",
    r"/\d{5,}-[^/?#]+",
    r"[-_/][a-z]{0,3}\d{5,}(?:\.[a-z]{3,5})?/?(?:[?#]|$)",
    r"/[^/?#_-]+(?:[-_]+[^/?#_-]+){3,}/?(?:[?#]|$)",
)


def article_pattern(urls: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that a site's article addresses share, learnt from some of them (a feed's, say).

    None where it would not be sound: fewer than eight addresses, several sites,
    or no shape that 19 of 20 have.  The pattern is for `search` on an absolute address.
    """
    sample = _sample(urls)
    shape = _shape(sample)
    host = re.escape(host_of(sample[0])) if shape else ""
    return re.compile(rf"^https?://(?:[\w-]+\.)*{host}(?::\d+)?(?=/).*?{shape}", re.I) if shape else None


def article_shape(urls: Iterable[str]) -> str | None:
    """Return the same without the site, for `search` on an address that is known to be of the site."""
    return _shape(_sample(urls))


def _sample(urls: Iterable[str]) -> list[str]:
    """Return addresses to learn from: those of the host that nearly all of them share, else none."""
    sample = list(dict.fromkeys(islice(urls, _SAMPLE)))
    hosts = Counter(map(host_of, sample))
    host, own = hosts.most_common(1)[0] if hosts else ("", 0)
    enough = host and len(sample) >= _ENOUGH and own >= _SHARE * len(sample)
    return sorted(sample, key=lambda url: host_of(url) != host) if enough else []


def _shape(sample: list[str]) -> str | None:
    return next((shape for shape in _SHAPES if _fits(shape, sample)), None) if sample else None


def _fits(shape: str, sample: list[str]) -> bool:
    pattern = re.compile(shape, re.I)
    return sum(bool(pattern.search(url, url.find("/", 8))) for url in sample) >= _SHARE * len(sample)
