"""A robots.txt's bytes as RFC 9309 reads them, made ready for protego."""

from __future__ import annotations

import codecs
import re

MOST = 500 * 1024  # bytes; RFC 9309, 2.5: at least 500 KiB are read
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_AGENT = re.compile(r"^[ \t]*user[- ]?agent[ \t]*(?::|[ \t])[ \t]*([^#\n]*)", re.IGNORECASE | re.MULTILINE)
_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE)
_SOMEBODY = "somebody-else"


def text_of(body: bytes) -> str:
    """Return the lines of a robots.txt, past what is read of it none, not even half a one.

    Bytes that are no UTF-8 stay wrong letters, as they do in addresses: so
    they match each other.
    """
    head = body[:MOST]
    if len(body) > MOST:
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1]
    mark, encoding = next((m for m in _MARKS if head.startswith(m[0])), (b"", "utf-8"))
    text = head[len(mark) :].decode(encoding, "replace").replace("\0", "")
    return "\n".join(text.splitlines())


def for_agent(text: str, agent: str) -> str:
    """Return a robots.txt with every group that is not for this product token, or for all, given to another.

    A group is meant by its whole token in any case (RFC 9309, 2.2.1), where
    protego takes "news" for "newscrawl", and "newscrawl/1.0" for nobody.
    """
    return _AGENT.sub(lambda line: f"User-agent: {_addressee(line[1].strip(), agent)}", text)


def _addressee(value: str, agent: str) -> str:
    token = _TOKEN.match(value)
    if value == "*":
        return value
    return agent if token and token[0].lower() == agent.lower() else _SOMEBODY
