"""HTTP's transfer and content codings undone, with a bound on what comes out."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable

MAX_BODY = 10 * 1024 * 1024  # bytes; what the crawl takes of a page
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


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


def decoded(body: bytes, codings: str) -> bytes:
    """Undo the codings of a Content-Encoding header, last one first; at most MAX_BODY + 1 bytes come out.

    A body that is not so encoded after all comes out as it is, one that is cut off as far as it goes.
    """
    for coding in reversed([name.strip().lower() for name in codings.split(",")][:5]):
        decoder = _DECODERS.get(coding)
        body = decoder(body) if decoder and body else body
    return body


def _gzip(body: bytes) -> bytes:
    return _inflated(body, zlib.MAX_WBITS | 16) if body[:2] == b"\x1f\x8b" else body


def _deflate(body: bytes) -> bytes:
    """Undo deflate: with zlib's header as the standard has it, or bare as some servers send it."""
    is_zlib = body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
    return _inflated(body, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)


def _inflated(body: bytes, bits: int) -> bytes:
    decompressor, out = zlib.decompressobj(bits), bytearray()
    for start in range(0, len(body), 65_536):
        try:
            out += decompressor.decompress(body[start : start + 65_536], MAX_BODY + 1 - len(out))
        except zlib.error:
            return bytes(out) or body
        if len(out) > MAX_BODY or decompressor.eof:
            break
    return bytes(out) or body


def _brotli(body: bytes) -> bytes:
    import brotli  # type: ignore[import-untyped]

    try:
        return bytes(brotli.Decompressor().process(body, output_buffer_limit=MAX_BODY + 1)) or body
    except brotli.error:
        return body


def _zstd(body: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    try:
        return zstd.ZstdDecompressor().decompress(body, MAX_BODY + 1) or body
    except zstd.ZstdError:
        return body


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
