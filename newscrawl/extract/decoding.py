"""The bytes of a page to text."""

from __future__ import annotations

import re

from w3lib.encoding import http_content_type_encoding, read_bom, resolve_encoding

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*+=\s*+["']?+\s*+([\w:.-]{2,30})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,30})""")
# What Cyrillic in UTF-8 looks like when it was taken for latin-1 or windows-1252 and encoded once more.
_HALVES = re.compile("(?:[ÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])+")
_HEAD = 30_000  # characters looked at; a title and a description have dozens of such pairs
_ENOUGH = 20  # pairs


def decode(body: bytes | str, content_type: str | None) -> tuple[str, str]:
    """Return (encoding, text): BOM, then what decodes without a fault of header, meta and UTF-8.

    UTF-8 goes before a declared single-byte encoding, which would decode
    anything: bytes beyond ASCII that happen to be valid UTF-8 are UTF-8.
    A page that was encoded twice is read twice; its encoding is then "twice".
    """
    if isinstance(body, str):
        return _read_twice("utf-8", body)
    bom, mark = read_bom(body)
    if bom is not None and mark is not None:
        return bom, body[len(mark) :].decode(bom, "replace")
    try:
        return _read_twice("utf-8", body.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _decode_declared(body, content_type, error)


def _decode_declared(body: bytes, content_type: str | None, fault: UnicodeDecodeError) -> tuple[str, str]:
    declared = _declared(body, content_type)
    for name in declared:
        if name != "utf-8":
            try:
                return name, body.decode(name)
            except (UnicodeError, LookupError):  # Python has encodings for other ends: "undefined"
                continue
    text = body.decode("utf-8", "replace")
    sample = body[max(0, fault.start - 2000) : fault.start + 20000]
    high = sum(byte > 127 for byte in sample)
    # Where no byte beyond ASCII is UTF-8's, nothing makes it so.
    is_said = "utf-8" in declared and sample.decode("utf-8", "replace").count("\ufffd") * 10 < high * 9
    # A stray byte or a character cut in two does not make a UTF-8 page another encoding.
    if is_said or text.count("\ufffd") * 20 < high:
        return "utf-8", text
    name = _likely_codepage(sample)
    return name, body.decode(name, "replace")


def _likely_codepage(sample: bytes) -> str:
    """Cyrillic text in windows-1251 is nearly all high bytes; western text hardly any."""
    text = re.sub(rb"<[^<>]*>", b"", sample)
    high = sum(byte >= 0xC0 for byte in text)
    letters = sum(byte >= 0xC0 or 65 <= (byte & 0xDF) <= 90 for byte in text)
    return "cp1251" if high * 3 > letters else "cp1252"


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Return the declared encodings, the likelier first.

    A header's latin-1 is the server's default more often than the page's own
    word, so it goes last.
    """
    names = [http_content_type_encoding(content_type) if content_type else None]
    for pattern in (_META_CHARSET, _XML_CHARSET):
        found = pattern.search(body[:8192])
        names.append(resolve_encoding(found[1].decode("ascii")) if found else None)
    return sorted((name for name in names if name), key=lambda name: name in ("cp1252", "iso8859-1"))


def _read_twice(encoding: str, text: str) -> tuple[str, str]:
    """Mend a page before it is parsed: in folded text a half that reads as white space is lost."""
    head = text[:_HEAD]
    if "Ð" not in head or sum(len(halves) for halves in _HALVES.findall(head)) < 2 * _ENOUGH:
        return encoding, text
    return "twice", _HALVES.sub(_joined, text)


def _joined(halves: re.Match[str]) -> str:
    codes = (ord(c) if ord(c) < 256 else c.encode("cp1252")[0] for c in halves[0])
    return bytes(codes).decode("utf-8", "replace")
