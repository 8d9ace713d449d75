"""JSON-LD blocks to Python values: bounded, and mended where they are broken."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import msgspec

MAX_BLOCK = 3_000_000  # characters; the largest of 250 real blocks held 841,000
MAX_WRAPPERS = 4  # in one another, as in "//<![CDATA[ … //]]>"
MAX_BROKEN = 400_000  # mending runs in Python: about 0.1 s at this size

_OPENERS = ("//", "<![CDATA[", "<!--", "/*", "*/", "\ufeff")
_CLOSERS = ("//", "]]>", "-->", "/*", "*/", ";")
_STRING_PART = re.compile(r'[^"\\\x00-\x1f]+')
_OUTSIDE = re.compile(r'[^"{}\[\],]+')
_AFTER_STRING = re.compile(r"\s*(?:[:}\]]|\Z|,\s*(?:[\"{\[}\]\-0-9]|true|false|null|\Z))|[ \t]*[\r\n]\s*\"")
_ESCAPES = frozenset('"\\/bfnrt')
_CONTROL = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_HEX4 = re.compile(r"[0-9a-fA-F]{4}")


def load_json(text: str) -> Any:
    """Return the value of a JSON block; None when it is too large or past mending.

    Mended are: comment and CDATA wrappers, raw line breaks and stray quotes
    in strings, wrong escapes, spare or missing commas, entities for quotes,
    and a block that breaks off.
    """
    if len(text) > MAX_BLOCK:
        return None
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        pass
    text = _unwrapped(text)
    return _loaded(text) or _mended(text)


def _unwrapped(text: str) -> str:
    text = text.strip()
    for _ in range(MAX_WRAPPERS):
        opener = next((o for o in _OPENERS if text.startswith(o)), "")
        closer = next((c for c in _CLOSERS if text.endswith(c)), "")
        text = text.removeprefix(opener).removesuffix(closer).strip()
    return text


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _mended(text: str) -> Any:
    if len(text) > MAX_BROKEN:
        return None
    if '"' not in text and "&quot;" in text:
        text = unescape(text)
    return _loaded(mend_json(text))


def mend_json(text: str) -> str:
    """Return `text` with the faults mended that templates leave in JSON; one pass over it."""
    out: list[str] = []
    open_brackets: list[str] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character == '"':
            position = _copy_string(text, position + 1, out)
            continue
        if character in "{}[],":
            _copy_mark(character, out, open_brackets)
            position += 1
            continue
        match = _OUTSIDE.match(text, position)
        assert match  # the class is the complement of what was handled above
        if match[0].strip():
            out.append(match[0].strip())
        position = match.end()
    if out and out[-1] == ",":
        out.pop()
    return "".join(out) + "".join(reversed(open_brackets))


def _copy_mark(character: str, out: list[str], open_brackets: list[str]) -> None:
    last = out[-1] if out else ""
    if character in "{[":
        if last in ("}", "]"):
            out.append(",")
        open_brackets.append("}" if character == "{" else "]")
    elif character in "}]":
        if last == ",":
            out.pop()
        if not open_brackets or open_brackets.pop() != character:
            return
    elif last in (",", "{", "["):
        return
    out.append(character)


def _copy_string(text: str, position: int, out: list[str]) -> int:
    """Copy a string whose opening quote is past; return where it ends."""
    if out and out[-1] in ('"', "}", "]"):
        out.append(",")
    out.append('"')
    while position < len(text):
        part = _STRING_PART.match(text, position)
        if part:
            out.append(part[0])
            position = part.end()
            continue
        character = text[position]
        if character == '"' and _AFTER_STRING.match(text, position + 1):
            position += 1
            break
        position += _copy_odd_character(text, position, out)
    out.append('"')
    return position


def _copy_odd_character(text: str, position: int, out: list[str]) -> int:
    character = text[position]
    if character == '"':
        out.append('\\"')
    elif character != "\\":
        out.append(_CONTROL.get(character, " "))
    else:
        after = text[position + 1 : position + 2]
        if after in _ESCAPES or (after == "u" and _HEX4.match(text, position + 2)):
            out.append(character + after)
            return 2
        out.append(after if after not in ("", "\n", "\r", "u") else " ")
        return 2
    return 1
