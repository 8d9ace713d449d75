"""Outlets' names as names of files."""

from __future__ import annotations

import hashlib
import re

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_MOST = 200  # characters; file systems take 255 bytes, endings included


def folder_name(outlet: str) -> str:
    """Return an outlet's name as a file name of its own: no separator, no dot in front."""
    name = _UNSAFE.sub("_", outlet)[:_MOST].lstrip(".")
    return name if name == outlet else f"{name}-{hashlib.blake2b(outlet.encode(), digest_size=4).hexdigest()}"
