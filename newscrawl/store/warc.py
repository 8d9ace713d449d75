"""WARC files read back: the responses in them, decoded, whoever wrote the file (CC-NEWS, ours).

A reader of its own because a broken member must cost one record and be
counted: warcio prints its error and ends.  It is as quick (0.5 ms a page).
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from newscrawl.codings import decode, unchunked

MAX_BODY = 10 * 1024 * 1024  # bytes; what the crawl takes of a page
MAX_RECORD = 64 * 1024 * 1024  # bytes; a larger one is skipped and counted
_BLOCK = 256 * 1024
_HEAD = 64 * 1024  # bytes of a record in which its own headers end
_GZIP = b"\x1f\x8b\x08"
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_LINE_END = re.compile(rb"\r?\n")
_HEADERS_END = re.compile(rb"\r?\n\r?\n")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Archived:
    """An archived response; `body` is decoded (one past MAX_BODY bytes where it was longer), `date` aware."""

    url: str
    date: datetime
    status: int
    headers: list[tuple[str, str]]
    content_type: str | None
    body: bytes


def read_responses(source: Path | BinaryIO, skipped: Counter[str] | None = None) -> Iterator[Archived]:
    """Yield the responses of a WARC file, gzipped (a member a record) or plain, in its order.

    Chunks and content encodings (gzip, deflate, br, zstd) are undone.
    `skipped` counts what was passed over, by record type, "broken" and
    "too large" among them; without it, broken ones are logged.  Raises OSError
    when the file cannot be read.
    """
    counts: Counter[str] = Counter() if skipped is None else skipped
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield from _responses(stream, counts)
    else:
        yield from _responses(source, counts)
    if skipped is None and (lost := counts["broken"] + counts["too large"]):
        logger.warning("%s: %d records were broken or too large and were skipped", source, lost)


def _responses(stream: BinaryIO, counts: Counter[str]) -> Iterator[Archived]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    is_gzip = buffered.peek(3)[:3] == _GZIP
    blocks = map(io.BytesIO, _members(buffered, counts)) if is_gzip else iter([buffered])
    for block in blocks:
        for headers, content in _records(block, counts):
            kind = headers.get("warc-type", "broken")
            response = _response(headers, content) if kind == "response" else None
            if response:
                yield response
            else:
                counts[kind if kind != "response" else "broken"] += 1


def _members(stream: BinaryIO, counts: Counter[str]) -> Iterator[bytes]:
    """Yield the unpacked members of a gzip file; after a broken one, go on at the next that begins."""
    data = stream.read(_BLOCK)
    while data:
        member = _Member(data, stream)
        if member.problem:
            counts[member.problem] += 1
        else:
            yield member.content
        data = member.rest or stream.read(_BLOCK)


class _Member:
    """One gzip member, unpacked; `rest` is what was read past it."""

    def __init__(self, data: bytes, stream: BinaryIO) -> None:
        self.problem: str | None = None
        self.rest = b""
        self._raw = [data]
        content: list[bytes] = []
        size = 0
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            while not unpacker.eof:
                piece = unpacker.decompress(data, _BLOCK)
                size += len(piece)
                if size <= MAX_RECORD:
                    content.append(piece)
                data = unpacker.unconsumed_tail or (b"" if unpacker.eof else self._more(stream, size))
                if not data and not unpacker.eof:
                    raise EOFError
            self.rest = unpacker.unused_data
            self.problem = "too large" if size > MAX_RECORD else None
        except (zlib.error, EOFError):
            self.problem = "broken"
            self.rest = self._next_start(stream)
        self.content = b"".join(content)

    def _more(self, stream: BinaryIO, size: int) -> bytes:
        data = stream.read(_BLOCK)
        if size <= MAX_RECORD:
            self._raw.append(data)
        return data

    def _next_start(self, stream: BinaryIO) -> bytes:
        """Return the data from the next thing on that looks like a gzip member's beginning."""
        data = b"".join(self._raw)[1:]
        while (start := data.find(_GZIP)) < 0:
            more = stream.read(_BLOCK)
            if not more:
                return b""
            data = data[-2:] + more
        return data[start:]


@dataclass(frozen=True, slots=True)
class Member:
    """One gzip member of a WARC file: its bytes `start` to `end`, the address of its record if any."""

    start: int
    end: int
    url: str | None


def members_of(stream: BinaryIO) -> Iterator[Member]:
    """Yield the members of a gzipped WARC file from its beginning on, up to one that is not whole.

    Unpacks a block at a time, whatever the size of a member.
    """
    start, data = 0, stream.read(_BLOCK)
    while data:
        head, size = b"", 0
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            while data and not unpacker.eof:
                piece = unpacker.decompress(data, _BLOCK)
                head += piece[: _HEAD - len(head)]
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
                size += len(data) - len(rest)
                data = rest or stream.read(_BLOCK)
        except zlib.error:
            return
        if not unpacker.eof:
            return
        yield Member(start, start + size, _target(head))
        start += size


def _target(head: bytes) -> str | None:
    """Return the address that a record's headers name."""
    lines = _header_lines(io.BytesIO(head.partition(b"\n")[2]))
    return _named(lines).get("warc-target-uri", "").strip("<>") or None


def _records(block: BinaryIO, counts: Counter[str]) -> Iterator[tuple[dict[str, str], bytes]]:
    """Yield the records of a plain WARC; what stands between them and is none is one broken record."""
    in_junk = False
    while line := block.readline(_BLOCK):
        if line.startswith(b"WARC/"):
            in_junk = False
            headers = _named(_header_lines(block))
            content = _content(block, headers, counts)
            if content is not None:
                yield headers, content
        elif line.strip() and not in_junk:
            in_junk = True
            counts["broken"] += 1


def _header_lines(block: BinaryIO) -> Iterator[bytes]:
    for _ in range(1_000):
        line = block.readline(_BLOCK).rstrip(b"\r\n")
        if not line:
            return
        yield line


def _named(lines: Iterator[bytes]) -> dict[str, str]:
    pairs = (line.decode("utf-8", "replace").partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _content(block: BinaryIO, headers: dict[str, str], counts: Counter[str]) -> bytes | None:
    digits = headers.get("content-length", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        counts["broken"] += 1
        return None
    left = size = int(digits)
    content = block.read(size) if size <= MAX_RECORD else None
    while content is None and left > 0 and (piece := block.read(min(left, _BLOCK))):
        left -= len(piece)
    if content is None or len(content) < size:
        counts["too large" if content is None else "broken"] += 1
        return None
    return content


def _response(warc: dict[str, str], content: bytes) -> Archived | None:
    """Take an HTTP response apart; None when it is none, or has no date or address."""
    end = _HEADERS_END.search(content)
    status = _STATUS.match(content)
    url, date = warc.get("warc-target-uri", "").strip("<>"), _date(warc.get("warc-date", ""))
    if not status or not url or not date:
        return None
    lines = _LINE_END.split(content[: end.start()] if end else content)[1:]
    pairs = (line.decode("latin-1").partition(":") for line in lines)
    headers = [(name.strip(), value.strip()) for name, _, value in pairs]
    body = content[end.end() :] if end else b""
    return Archived(url, date, int(status[1]), headers, _first(headers, "content-type"), _body(headers, body))


def _body(headers: list[tuple[str, str]], body: bytes) -> bytes:
    if "chunked" in (_first(headers, "transfer-encoding") or "").lower():
        body = unchunked(body)
    return decode(body, _first(headers, "content-encoding") or "", MAX_BODY).body[: MAX_BODY + 1]


def _first(headers: list[tuple[str, str]], name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name), None)


def _date(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
