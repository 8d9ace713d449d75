"""The archive: one WARC file a run, of what was asked for and what came back; and its repair after a kill."""

from __future__ import annotations

import io
import os
import zlib
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl.store.places import make_folder, sync_folder
from newscrawl.store.warc import MAX_BODY, Archived, read_responses

__all__ = ["MAX_BODY", "Archive", "Archived", "read_responses", "repair"]

Headers = list[tuple[str, str]]

_BLOCK = 1024 * 1024
_STATUSES = frozenset(HTTPStatus)
_GZIP = b"\x1f\x8b\x08"
_LEVEL = 6  # warcio's own 9 takes half as long again for 1% less
_FORMAT = "WARC file version 1.1"
_CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


class Archive:
    """One run's WARC file (FOLDER/RUN.warc.gz, WARC/1.1), open for writing; each record is a gzip member.

    `software` is name and version, `operator` who crawls (a contact address).
    A file that is already there is repaired and continued.  Raises OSError
    where the disk does.
    """

    def __init__(self, folder: Path, run_id: str, software: str, operator: str | None = None) -> None:
        make_folder(folder)
        self.path = folder / f"{run_id}.warc.gz"
        repair(self.path)
        self._file = self.path.open("ab")
        self._buffer = io.BytesIO()
        self._writer = WARCWriter(self._buffer, gzip=False, warc_version="1.1")
        facts = {"software": software, "format": _FORMAT, "conformsTo": _CONFORMS_TO, "isPartOf": run_id}
        facts |= {"operator": operator} if operator else {}
        info = self._writer.create_warcinfo_record(self.path.name, facts)
        self._info_id: str = info.rec_headers.get_header("WARC-Record-ID")
        self._file.write(self._member(info))
        self.flush()
        sync_folder(folder)

    def write(
        self,
        *,
        method: str,
        url: str,
        request_headers: Headers,
        request_body: bytes = b"",
        status: int,
        reason: str,
        response_headers: Headers,
        body: bytes,
        date: datetime,
        ip: str | None = None,
    ) -> None:
        """Write one exchange as a response record and the request record that belongs to it.

        `body` is what came after transfer decoding and before content
        decoding; `date` is aware; headers are text by latin-1.  Transfer-Encoding is dropped and
        Content-Length set to the body's.  An empty `reason` becomes the usual one.
        """
        facts = {
            "WARC-Date": f"{date.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            "WARC-Warcinfo-ID": self._info_id,
        }
        facts |= {"WARC-IP-Address": ip} if ip else {}
        answer = _AsReceived(
            f"{status} {_line(reason) or _phrase_of(status)}",
            _with_length(response_headers, body),
            "HTTP/1.1",
        )
        response = self._record(url, "response", body, answer, facts)
        facts["WARC-Concurrent-To"] = response.rec_headers.get_header("WARC-Record-ID")
        question = _AsReceived(_request_line(method, url), _with_host(request_headers, url))
        request = self._record(url, "request", request_body, question, facts)
        self._file.write(self._member(response) + self._member(request))

    def flush(self, fsync: bool = True) -> None:
        """Hand what was written to the system and, unless told not to, to the disk; nothing once closed."""
        if self._file.closed:
            return
        self._file.flush()
        if fsync:
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Flush and close; further calls do nothing."""
        if not self._file.closed:
            self.flush()
            self._file.close()

    def _record(
        self, url: str, kind: str, body: bytes, headers: StatusAndHeaders, facts: dict[str, str]
    ) -> ArcWarcRecord:
        return self._writer.create_warc_record(
            url, kind, io.BytesIO(body), len(body), http_headers=headers, warc_headers_dict=dict(facts)
        )

    def _member(self, record: ArcWarcRecord) -> bytes:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.write_record(record)
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        return packer.compress(self._buffer.getbuffer()) + packer.flush()


class _AsReceived(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers byte for byte: warcio would percent-encode what is not ASCII, and fail on a name."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:  # noqa: ARG002
        self.headers_buff = (self.to_str() + "\r\n").encode("latin-1", "replace")


def repair(path: Path) -> int:
    """Cut a half-written last member off a WARC file; return the bytes removed.

    0 when it was whole, or is not there.  A file without one whole member is removed.
    """
    if not path.exists() or _ends_whole(path):
        return 0
    size = path.stat().st_size
    with path.open("rb") as stream:
        whole = _whole_size(stream)
    if whole:
        os.truncate(path, whole)
    else:
        path.unlink()
    return size - whole


def _ends_whole(path: Path) -> bool:
    """Whether a member within the last 16 MiB ends where the file ends: the quick way for a large file."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 16 * _BLOCK))
        tail = stream.read()
    start = tail.rfind(_GZIP)
    for _ in range(20):
        if start < 0:
            return False
        if _is_whole(tail[start:]):
            return True
        start = tail.rfind(_GZIP, 0, start)
    return False


def _is_whole(data: bytes) -> bool:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        while data and not unpacker.eof:
            unpacker.decompress(data, _BLOCK)
            data = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return unpacker.eof and not unpacker.unused_data


def _whole_size(stream: BinaryIO) -> int:
    """Return how many bytes of a gzip file lie in whole members from its beginning on."""
    whole = position = 0
    data = stream.read(_BLOCK)
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        while data:
            unpacker.decompress(data, _BLOCK)
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            position += len(data) - len(rest)
            if unpacker.eof:
                whole, unpacker = position, zlib.decompressobj(zlib.MAX_WBITS | 16)
            data = rest or stream.read(_BLOCK)
    except zlib.error:
        pass  # what follows the last whole member is none
    return whole


def _phrase_of(status: int) -> str:
    return HTTPStatus(status).phrase if status in _STATUSES else "Unknown"


def _with_length(headers: Headers, body: bytes) -> Headers:
    dropped = {"transfer-encoding", "content-length"}
    kept = [(_line(name), _line(value)) for name, value in headers if name.lower() not in dropped]
    return [*kept, ("Content-Length", str(len(body)))]


def _with_host(headers: Headers, url: str) -> Headers:
    kept = [(_line(name), _line(value)) for name, value in headers]
    has_host = any(name.lower() == "host" for name, _ in kept)
    return kept if has_host else [("Host", urlsplit(url).netloc.rpartition("@")[2]), *kept]


def _request_line(method: str, url: str) -> str:
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return _line(f"{method} {parts.path or '/'}{query} HTTP/1.1")


def _line(text: str) -> str:
    """Return text that cannot end a header line before its time."""
    return " ".join(text.split("\r\n")).replace("\r", " ").replace("\n", " ")
