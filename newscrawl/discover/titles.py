"""Headlines as sources give them, to plain text."""

from __future__ import annotations

import html
import re

from newscrawl.normalise.text import one_line

MAX_HEADLINE = 1_000  # characters
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")


def headline_of(text: str | None) -> str | None:
    """Return a headline without tags, entities, surplus white space and what nobody sees; None if empty."""
    if not text:
        return None
    text = " ".join(html.unescape(_TAG.sub("", text[: 4 * MAX_HEADLINE])).split())
    shown = text if text.isprintable() else one_line(text)  # JSON can hold anything
    return shown[:MAX_HEADLINE] or None if shown else None
