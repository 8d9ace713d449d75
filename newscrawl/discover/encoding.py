"""A source's bytes to text, piece by piece: unpacked, decoded, mended; never larger than a piece and a cap.

Feeds lie about their encoding more than pages do, so valid UTF-8 beats every
declaration, and what is neither as declared nor UTF-8 is guessed.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5

from w3lib.encoding import http_content_type_encoding, resolve_encoding

MAX_BYTES = 50 * 1024 * 1024  # of a source, unpacked: what the sitemap protocol allows
_PIECE = 64 * 1024
_MEMBERS_MOST = 10_000  # of a gzip file: 50 MB in blocks of 64 KiB are 800
_FIRST_STEP = 256  # bytes of a further member at first, then doubled: many tiny ones would each copy the rest
_GZIP = b"\x1f\x8b"
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"<\0": "utf-16-le",  # no byte order mark, but this is how markup begins
    b"\0<": "utf-16-be",
}
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})|charset=[\"']?([\w.:-]{1,40})"
)
_HIGH_RUN = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]+")
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?"
)


def unpack(body: bytes, limit: int = MAX_BYTES) -> tuple[bytes, str | None]:
    """Return the body without gzip, at most `limit` bytes of it, and what was wrong with it, if anything."""
    if body[:2] != _GZIP:
        return body[:limit], _too_large(limit) if len(body) > limit else None
    unpacked, position, step = bytearray(), 0, _PIECE
    try:
        for _ in range(_MEMBERS_MOST):
            member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            while not member.eof and position < len(body) and len(unpacked) <= limit:
                piece = body[position : position + step]
                unpacked += member.decompress(piece, limit + 1 - len(unpacked))
                position, step = position + len(piece), min(2 * step, _PIECE)
            if len(unpacked) > limit:
                del unpacked[limit:]
                return bytes(unpacked), _too_large(limit)
            if not member.eof:
                return bytes(unpacked), "gzip is cut off"
            position, step = position - len(member.unused_data), _FIRST_STEP
            if not body.startswith(_GZIP, position):
                return bytes(unpacked), None
    except zlib.error as error:
        return bytes(unpacked), f"broken gzip ({error})"
    return bytes(unpacked), f"gzip of more than {_MEMBERS_MOST} members; the rest was not read"


def _too_large(limit: int) -> str:
    return f"larger than {limit >> 20} MiB; the rest was not read"


def text_pieces(body: bytes, content_type: str | None = None) -> Iterator[str]:
    """Yield the body as text, decoded as it deserves, without the byte order mark."""
    decoder = codecs.getincrementaldecoder(encoding_of(body, content_type))("replace")
    for start in range(0, len(body), _PIECE):
        piece = decoder.decode(body[start : start + _PIECE], start + _PIECE >= len(body))
        yield piece.removeprefix("\ufeff") if start == 0 else piece


def mended(pieces: Iterator[str]) -> Iterator[str]:
    """Yield markup that an XML parser takes whole: no control characters, no entity it does not know.

    A piece ends with ">", so that no tag or entity is cut in two.
    """
    rest = ""
    for piece in pieces:
        whole, bracket, rest = (rest + piece).rpartition(">")
        yield _mend(whole + bracket)
        if len(rest) > 16 * _PIECE:  # not markup any more
            rest = ""
    yield _mend(rest)


def encoding_of(body: bytes, content_type: str | None) -> str:
    """Return the codec to read the body with: what it says when that can be, else a guess."""
    for mark, name in _MARKS.items():
        if body.startswith(mark):
            return name
    good, bad = _utf8_evidence(body)
    if not bad or good > 3 * bad:  # a few broken bytes in otherwise good UTF-8: cut texts
        return "utf-8"
    declared = _declared(body, content_type)
    return declared if declared and declared not in {"utf-8", "ascii"} else _guess(body)


def _utf8_evidence(body: bytes) -> tuple[int, int]:
    """Return how many bytes lie in characters of several bytes, and how many broken ones there are."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    for start in range(0, len(body), _PIECE):
        piece = body[start : start + _PIECE]
        if not piece.isascii():
            text = decoder.decode(piece)
            bad += text.count("\ufffd")
            good += len(piece) - len(text)
    return good, bad


def _declared(body: bytes, content_type: str | None) -> str | None:
    found = _DECLARED.search(body[:2048])
    inside = (found[1] or found[2]).decode("ascii", "replace") if found else None
    for name in (http_content_type_encoding(content_type), inside):
        codec = resolve_encoding(name) if name else None
        if codec and "utf-16" not in codec and "utf-32" not in codec and _is_for_text(codec):
            return codec  # the two would have shown in the bytes
    return None


@lru_cache(maxsize=256)
def _is_for_text(codec: str) -> bool:
    """Whether a document can be in an encoding: Python has some for other ends ("hex", "undefined")."""
    try:
        return bool(b"<\xff\xfe>".decode(codec, "replace"))
    except (UnicodeError, LookupError):
        return False


def _guess(body: bytes) -> str:
    """Tell Cyrillic (high bytes in runs) from western text (high bytes alone): windows-1251 or -1252."""
    sample = body[: 4 * _PIECE]
    high = len(re.findall(rb"[\x80-\xff]", sample))
    in_runs = sum(len(run) for run in _HIGH_RUN.findall(sample))
    return "cp1251" if in_runs * 2 > high else "cp1252"


def _mend(markup: str) -> str:
    markup = _CONTROL.sub("", markup)
    return _AMPERSAND.sub(_mend_ampersand, markup) if "&" in markup else markup


def _mend_ampersand(found: re.Match[str]) -> str:
    """Put the character for an HTML entity, and write a bare ampersand as XML does."""
    name = found[1]
    character = html5.get(f"{name};") if name else None
    return character or "&amp;" + found[0][1:]
