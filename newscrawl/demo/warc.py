"""Any WARC file as sites of the press: its pages under their own addresses, announced by feed and sitemap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from newscrawl.demo.announce import Notice, news_sitemap, rss
from newscrawl.demo.site import Answer, Site, robots

TITLE_LENGTH = 200  # characters
HEAD_LENGTH = 262_144  # bytes of a page in which its title and language are looked for
FEED_LENGTH = 100
NEWS_SITEMAP = "/news-sitemap.xml"
# What described the stored transfer, not the page; validators are made anew.
_TRANSFER = frozenset(
    (
        *("connection", "keep-alive", "proxy-connection", "trailer", "transfer-encoding", "upgrade"),
        *("content-encoding", "content-length", "content-md5", "content-type", "etag", "last-modified"),
    )
)
_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,2000})", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html[^>]{0,500}\slang=[\"']?([a-zA-Z-]{2,20})", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,30})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a response lies; `title` is None when it is no page to announce, "" for a page without."""

    url: str
    file: Path
    offset: int
    date: datetime
    title: str | None
    language: str


@dataclass(slots=True)
class Archive:
    """One host's stored responses, by target (path and query) and by bare path."""

    by_target: dict[str, Stored] = field(default_factory=dict)
    by_path: dict[str, list[Stored]] = field(default_factory=dict)

    def add(self, stored: Stored) -> None:
        """Keep `stored`; of several under one address the first is kept."""
        target = _target(stored.url)
        if target not in self.by_target:
            self.by_target[target] = stored
            self.by_path.setdefault(_bare(target), []).append(stored)

    def find(self, target: str) -> Stored | None:
        """Return the response to `target`, also where it lacks some of the stored address's parameters."""
        if exact := self.by_target.get(target):
            return exact
        asked = _parameters(target)
        fits = [s for s in self.by_path.get(_bare(target), ()) if asked <= _parameters(_target(s.url))]
        return min(fits, key=lambda s: len(_parameters(_target(s.url))), default=None)

    def answer(self, target: str) -> Answer | None:
        stored = self.find(target)
        return _read(stored) if stored else None


def warc_sites(files: Iterable[Path]) -> list[Site]:
    """Return one site for each host in the WARC `files`; bodies stay on disk.

    Raises OSError for a file that cannot be read, ValueError for one that is
    no WARC or not compressed record by record.
    """
    archives: dict[str, Archive] = {}
    for file in files:
        stored = list(_index(file))
        if not stored:
            raise ValueError(f"no responses in {file}")
        for response in stored:
            archives.setdefault(urlsplit(response.url).netloc.lower(), Archive()).add(response)
    return [_site(host, archive) for host, archive in archives.items()]


def _index(file: Path) -> Iterator[Stored]:
    try:
        with file.open("rb") as stream:
            records = ArchiveIterator(stream)
            for record in records:
                if not _is_response(record):
                    continue
                url = record.rec_headers["WARC-Target-URI"].strip("<>")
                date = datetime.fromisoformat(record.rec_headers["WARC-Date"]).astimezone(UTC)
                title, language = _about(record)  # before the offset: that reads to the record's end
                yield Stored(url, file, records.get_record_offset(), date, title, language)
    except ArchiveLoadFailed as error:
        raise ValueError(f"no WARC file: {file}: {str(error).strip()[:100]}") from error


def _is_response(record: Any) -> bool:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    return record.rec_type == "response" and record.http_headers and url.strip("<>").startswith("http")


def _about(record: Any) -> tuple[str | None, str]:
    """Title and language; None and "" for what is no page, "" for what it does not tell."""
    kind = record.http_headers.get_header("Content-Type") or ""
    if "html" not in kind.lower() or record.http_headers.get_statuscode() != "200":
        return None, ""
    head = record.content_stream().read(HEAD_LENGTH)
    language = _LANGUAGE.search(head)
    return _title(head, kind), language[1].decode() if language else ""


def _title(head: bytes, kind: str) -> str:
    match = _TITLE.search(head)
    if not match:
        return ""
    charset = _CHARSET.search(kind.encode()) or _CHARSET.search(head)
    text = unescape(_decode(match[1], charset[1].decode() if charset else "utf-8"))
    return " ".join(text.split())[:TITLE_LENGTH]


def _decode(text: bytes, charset: str) -> str:
    try:
        return text.decode(charset, "replace")
    except LookupError:
        return text.decode("utf-8", "replace")


def _read(stored: Stored) -> Answer:
    with stored.file.open("rb") as stream:
        stream.seek(stored.offset)
        record = next(iter(ArchiveIterator(stream)))
        headers = record.http_headers.headers
        kept = tuple((name, value) for name, value in headers if name.lower() not in _TRANSFER)
        kind = record.http_headers.get_header("Content-Type") or "application/octet-stream"
        status = int(record.http_headers.get_statuscode())
        return Answer(record.content_stream().read(), kind, status, kept)


def _site(host: str, archive: Archive) -> Site:
    """The host's archive, and what announces it where the archive has no such address itself."""
    site = Site(host, fallback=archive.answer)
    pages = sorted((s for s in archive.by_target.values() if s.title is not None), key=lambda s: s.date)
    notices = [Notice(s.url, s.title or "", s.date, language=s.language) for s in reversed(pages)]
    scheme = urlsplit(pages[0].url).scheme if pages else "https"
    home = f"{scheme}://{host}/"
    site.pages["/robots.txt"] = robots(f"Sitemap: {home[:-1]}{NEWS_SITEMAP}")
    site.pages[NEWS_SITEMAP] = news_sitemap(host, notices)
    if archive.find("/feed") is None:
        site.pages["/feed"] = rss(host, home, notices[:FEED_LENGTH])
    if "/" not in archive.by_target:
        site.pages["/"] = _home(host)
    return site


def _home(host: str) -> Answer:
    text = (
        f"<!DOCTYPE html><html><head><title>{escape(host)}</title>"
        '<link rel="alternate" type="application/rss+xml" href="/feed"></head>'
        f"<body><h1>{escape(host)}</h1></body></html>"
    )
    return Answer(text.encode())


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _bare(target: str) -> str:
    """The path alone, unescaped, without session id and last slash: spellings of one address meet here."""
    return unquote(target.partition("?")[0].partition(";")[0]).rstrip("/")


def _parameters(target: str) -> frozenset[str]:
    return frozenset(unquote(pair) for pair in target.partition("?")[2].split("&") if pair)
