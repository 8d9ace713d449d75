"""Archived pages through today's extraction: WARC files in, records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newscrawl.reading import read_page
from newscrawl.store.warc import Archived, read_responses

if TYPE_CHECKING:
    from newscrawl.extract.engine import Reading

_PAGE_TYPES = ("html", "text/plain", "octet-stream")
_CHUNK = 8


@dataclass(frozen=True, slots=True)
class Replayed:
    """One page's reading: its state and reason, and the record as JSON."""

    state: str
    reason: str
    record: bytes


def pages(paths: Sequence[Path], counts: Counter[str]) -> Iterator[Archived]:
    """Yield the pages of WARC files: answers 200 that may be HTML; the rest is counted by what it is."""
    for path in paths:
        for response in read_responses(path, counts):
            if response.status != 200:
                counts[f"HTTP {response.status}"] += 1
            elif not is_page(response):
                counts["not HTML"] += 1
            else:
                yield response


def is_page(response: Archived) -> bool:
    kind = (response.content_type or "text/html").lower()
    if response.url.endswith("/robots.txt"):
        return False
    return any(name in kind for name in _PAGE_TYPES) or "xhtml" in kind


def replay(paths: Sequence[Path], counts: Counter[str], *, generic: bool, jobs: int) -> Iterator[Replayed]:
    """Yield the reading of each page in the order read, `jobs` processes at work."""
    read_one = partial(_replay_one, generic=generic)
    if jobs <= 1:
        yield from map(read_one, pages(paths, counts))
        return
    import multiprocessing

    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(read_one, pages(paths, counts), chunksize=_CHUNK)


def _replay_one(page: Archived, *, generic: bool) -> Replayed:
    reading = read_archived(page, generic=generic)
    return Replayed(reading.state, reading.reason, msgspec.json.encode(reading.article))


def read_archived(page: Archived, *, generic: bool = False) -> Reading:
    """Return the reading of an archived page, as of the day it was fetched."""
    return read_page(
        page.body, url=page.url, content_type=page.content_type, fetched_at=page.date, generic=generic
    )


def with_state(replayed: Replayed) -> bytes:
    """Return the record with the ledger's word on its page, and the reason."""
    told = msgspec.json.encode({"state": replayed.state, "state_reason": replayed.reason})
    return replayed.record[:-1] + b"," + told[1:]
