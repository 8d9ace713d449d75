"""HTTP's transfer and content codings undone: bounded, and with word of whether they came to their end."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = "gzip, deflate, br, zstd"
_CODINGS_MOST = 5
_MEMBERS_MOST = 10_000  # of a body; 50 MB in blocks of 64 KiB are 800
_FIRST_STEP, _STEP = 256, 64 * 1024  # bytes given to a decompressor at once, doubled from the first
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body with its codings undone.

    `whole` is False where one was cut off or its checksum is wrong; what could
    be read is there all the same.  Longer than was allowed: at least a byte too many.
    """

    body: bytes
    whole: bool = True


def unchunked(body: bytes) -> bytes:
    """Return a chunked body in one piece; one that is not chunked (archives keep the header) as it is."""
    pieces, position = [], 0
    while size := _CHUNK.match(body, position):
        length, start = int(size[1], 16), size.end()
        pieces.append(body[start : start + length])
        position = start + length
        position += 2 if body[position : position + 2] == b"\r\n" else 1
        if not length:
            return b"".join(pieces)
    return b"".join(pieces) if pieces and position >= len(body) else body


def decode(body: bytes, codings: str, most: int) -> Decoded:
    """Undo the codings of a Content-Encoding header, last one first; at most `most` + 1 bytes come out.

    A body that is not so encoded after all comes out as it is, and whole.
    """
    decoded = Decoded(body)
    for coding in reversed([name.strip().lower() for name in codings.split(",")][:_CODINGS_MOST]):
        decoder = _DECODERS.get(coding)
        if decoder is None or not decoded.body:
            continue
        undone = decoder(decoded.body, most)
        decoded = Decoded(undone.body, undone.whole and decoded.whole)
    return decoded


def _gunzip(body: bytes, most: int) -> Decoded:
    if not body.startswith(_GZIP):
        return Decoded(body)
    return _members(body, lambda: zlib.decompressobj(zlib.MAX_WBITS | 16), _GZIP, most)


def _inflate(body: bytes, most: int) -> Decoded:
    """Undo deflate: with zlib's header as the standard has it, or bare as some servers send it."""
    is_zlib = body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
    bits = zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
    return _members(body, lambda: zlib.decompressobj(bits), None, most)


def _unzstd(body: bytes, most: int) -> Decoded:
    return _members(body, zstd.ZstdDecompressor, _ZSTD, most) if body.startswith(_ZSTD) else Decoded(body)


def _members(body: bytes, decompressor: Callable[[], Any], magic: bytes | None, most: int) -> Decoded:
    """Undo a coding member by member: gzip and zstd allow several; what follows the last is passed over.

    Members past the first begin with small steps: each of many tiny ones would copy the rest.
    """
    out, position, step = bytearray(), 0, _STEP
    for _ in range(_MEMBERS_MOST):
        member = decompressor()
        while not member.eof and position < len(body) and len(out) <= most:
            piece = body[position : position + step]
            try:
                out += member.decompress(piece, most + 1 - len(out))
            except (zlib.error, zstd.ZstdError):
                return Decoded(bytes(out) or body, whole=magic is None and not out)
            position, step = position + len(piece), min(2 * step, _STEP)
        if not member.eof or len(out) > most:
            return Decoded(bytes(out), whole=len(out) > most)
        position, step = position - len(member.unused_data), _FIRST_STEP
        if magic is None or not body.startswith(magic, position):
            return Decoded(bytes(out))
    return Decoded(bytes(out), whole=False)


def _unbrotli(body: bytes, most: int) -> Decoded:
    import brotli  # type: ignore[import-untyped]

    decompressor, out = brotli.Decompressor(), bytearray()
    try:
        for start in range(0, len(body), _STEP):
            out += decompressor.process(body[start : start + _STEP], output_buffer_limit=most + 1 - len(out))
            if len(out) > most:
                return Decoded(bytes(out[: most + 1]))  # the limit is not kept to the byte
    except brotli.error:
        return Decoded(bytes(out), whole=False) if out else Decoded(body)
    return Decoded(bytes(out), whole=decompressor.is_finished())


_DECODERS: dict[str, Callable[[bytes, int], Decoded]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
