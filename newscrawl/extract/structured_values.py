"""Reading values out of schema.org objects, whatever shape a site has given them."""

from __future__ import annotations

import re
from typing import Any

Node = dict[str, Any]

MAX_VALUES = 200
_SCHEMA = re.compile(r"\A(?:https?://(?:www\.)?schema\.org/|schema:)", re.I)


def as_list(value: Any) -> list[Any]:
    """Return a value as a list: None is none, a list itself (its first 200), anything else one."""
    if value is None:
        return []
    return value[:MAX_VALUES] if isinstance(value, list) else [value]


def first_given(nodes: list[Node], key: str) -> Any:
    """Return the first value of a key that is not empty; False and 0 are values."""
    for node in nodes:
        value = node.get(key)
        if value or value == 0:
            return value
    return None


def types_of(node: Node) -> list[str]:
    """Return the @type names of a node without schema.org's address."""
    types = (t for t in as_list(node.get("@type")) if isinstance(t, str))
    return [_SCHEMA.sub("", t) if ":" in t else t for t in types]


def texts(value: Any, keys: tuple[str, ...] = ("name", "@value")) -> list[str]:
    """Return the strings in a value: itself, its members, or what `keys` of an object hold."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    found: list[str] = []
    for member in as_list(value):
        if isinstance(member, str):
            text = member.strip()
        elif isinstance(member, dict):
            text = next((v.strip() for k in keys if isinstance(v := member.get(k), str) and v.strip()), "")
        elif isinstance(member, (int, float)) and not isinstance(member, bool):
            text = str(member)
        else:
            continue
        if text:
            found.append(text)
    return found


def text(value: Any, keys: tuple[str, ...] = ("name", "@value")) -> str | None:
    """Return the first string in a value, or None."""
    return next(iter(texts(value, keys)), None)


def address(value: Any) -> str | None:
    """Return the first address in a value: a string, or an object's url, contentUrl or @id."""
    return text(value, ("url", "contentUrl", "@id", "@value"))
