"""Text of any origin made safe to show: loaded by every command, so it loads nothing."""

from __future__ import annotations

import re

# What moves a cursor, ends a line or turns a direction; and what no database takes.
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def inert(text: str) -> str:
    """Return a text of any origin for a terminal, a log or a line of the database.

    What would command them, and line ends, are written as Python writes them (\\x1b, \\n).
    """
    return _COMMANDS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
