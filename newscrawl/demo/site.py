"""A site of the local press: addresses and what they answer."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
JSON = "application/json; charset=utf-8"
JSON_FEED = "application/feed+json; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
GZIP = "application/gzip"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answers; `modified` becomes Last-Modified, `etag` is made of the body when None."""

    body: bytes = b""
    type: str = HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    modified: datetime | None = None
    etag: str | None = None

    def validators(self) -> tuple[tuple[str, str], ...]:
        """Return the headers that a conditional request compares."""
        etag = self.etag or f'"{zlib.crc32(self.body):08x}-{len(self.body):x}"'
        if self.modified is None:
            return (("ETag", etag),)
        stamp = format_datetime(self.modified.astimezone(UTC), usegmt=True)
        return (("ETag", etag), ("Last-Modified", stamp))


Page = Answer | Callable[[], Answer]
Service = Callable[[str], Answer]  # from the query string


@dataclass(slots=True)
class Site:
    """One host: `pages` by path, or by path and query; `first` is what an address answers the first time.

    `squeezes`: bodies go out with Content-Encoding gzip to clients that accept it.
    """

    host: str
    pages: dict[str, Page] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    first: dict[str, Answer] = field(default_factory=dict)
    squeezes: bool = False
    fallback: Callable[[str], Answer | None] | None = None  # from the target

    def answer(self, target: str) -> Answer:
        """Return the answer to `target` (path and query as asked for); 404 when there is none."""
        path, _, query = target.partition("?")
        if path in self.first:
            return self.first.pop(path)
        if path in self.services:
            return self.services[path](query)
        page = self.pages.get(target) or (self.fallback and self.fallback(target)) or self.pages.get(path)
        if page is None:
            return not_found()
        return page() if callable(page) else page


def not_found(status: int = 404) -> Answer:
    """Return the page of an address that is not there, or (410) no longer there."""
    words = "Gone" if status == 410 else "Not found"
    text = f"<!DOCTYPE html><html><head><title>{words}</title></head><body><h1>{words}</h1></body></html>"
    return Answer(text.encode(), status=status)


def moved(url: str) -> Answer:
    """Return a permanent redirect to `url`."""
    return Answer(b"", status=301, headers=(("Location", url),))


def unavailable(status: int, retry_after: int | None = None) -> Answer:
    """Return an error that passes: 500, or 429 with the seconds to wait."""
    headers = () if retry_after is None else (("Retry-After", str(retry_after)),)
    return Answer(b"<html><body><h1>Try again later</h1></body></html>", status=status, headers=headers)


def robots(*lines: str) -> Answer:
    """Return a robots.txt for all agents: `lines` as they stand, then sitemaps."""
    return Answer("\n".join(("User-agent: *", *lines, "")).encode(), TEXT)
