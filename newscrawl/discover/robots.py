"""What a robots.txt says of sitemaps; what it allows is the middleware's matter."""

from __future__ import annotations

import re

from newscrawl.discover import Source
from newscrawl.discover.addresses import absolute, sounds_like_news_sitemap

_MAX_BYTES = 500 * 1024  # what RFC 9309 asks a reader to read at least
_MAX_SITEMAPS = 500
_LINE = re.compile(r"^[ \t\ufeff]*sitemap[ \t]*:[ \t]*(\S+)", re.I | re.M)


def sitemaps_of(robots_body: bytes, url: str) -> list[Source]:
    """Return the sitemaps that a robots.txt names, in its order, each once; `url` is its own address."""
    text = robots_body[:_MAX_BYTES].decode("utf-8", "replace").replace("\r", "\n")
    found = (absolute(line[1], url) for line in _LINE.finditer(text))
    addresses = list(dict.fromkeys(address for address in found if address))[:_MAX_SITEMAPS]
    return [
        Source(address, "news_sitemap" if sounds_like_news_sitemap(address) else "sitemap")
        for address in addresses
    ]
