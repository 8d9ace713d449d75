"""Headlines as sources give them, to plain text."""

from __future__ import annotations

import html
import re

MAX_HEADLINE = 1_000  # characters
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


def headline_of(text: str | None) -> str | None:
    """Return a headline without tags, entities and surplus white space; None when nothing is left."""
    if not text:
        return None
    text = html.unescape(_TAG.sub("", text[: 4 * MAX_HEADLINE]))
    return " ".join(text.split())[:MAX_HEADLINE] or None
