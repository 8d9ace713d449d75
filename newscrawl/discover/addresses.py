"""Addresses as their sources announce them: made absolute, and nothing else changed.

Which of them mean the same page is decided later, by the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from newscrawl.normalise.addresses import host_of

MAX_ADDRESS = 2_000  # characters; the ledger takes no longer one
_PLAIN = re.compile(r"https?://[a-z0-9.-]+(?:/[!-\"$-~]*)?")  # needs nothing done: most addresses
# Control characters, marks of direction, halves of letters: a terminal and a database take them for more.
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NEWS_NAME = re.compile(r"(?:^|[^a-z])(?:google)?news(?:[^a-z]|$)", re.I)


def absolute(address: str | None, base: str) -> str | None:
    """Return `address` absolute and without fragment; None where it is no http(s) address to ask for."""
    if not address or len(address) > MAX_ADDRESS + 100:
        return None
    if _PLAIN.fullmatch(address) and len(address) <= MAX_ADDRESS:
        return address
    try:
        url = urldefrag(urljoin(base, _trimmed(address))).url
        if not urlsplit(url).hostname:
            return None
    except ValueError:
        return None
    return url if len(url) <= MAX_ADDRESS and url[:8].lower().startswith(("http://", "https://")) else None


def on_site(url: str, hosts: Collection[str]) -> bool:
    """Whether the address lies on one of `hosts` or below one of them (hosts with or without www)."""
    return is_of(host_of(url), hosts)


def is_of(host: str, hosts: Collection[str]) -> bool:
    """Whether a host is one of `hosts` or below one of them (hosts with or without www)."""
    return any(host == known or host.endswith("." + known) for known in map(_bare, hosts))


def sounds_like_news_sitemap(url: str) -> bool:
    """Whether the last part of a sitemap's address calls it a news sitemap (news-sitemap.xml)."""
    return bool(_NEWS_NAME.search(url.rstrip("/").rpartition("/")[2]))


def _trimmed(address: str) -> str:
    """Take out white space at the ends and line breaks within: feeds wrap long addresses.

    What nobody sees is written as its bytes, as browsers do.
    """
    return _UNSEEN.sub(_as_bytes, re.sub(r"[\r\n\t]", "", address.strip()))


def _as_bytes(found: re.Match[str]) -> str:
    return quote(found[0], errors="replace")


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")
