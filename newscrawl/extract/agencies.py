"""News agencies by the names that pages credit them with."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

MAX_NAME = 80
_EDGES = re.compile(r"^[\s\W_]+|[\s\W_]+$")

# Blanks are read from their first on: read from each, a line of them takes the square of its length.
_JOINED = re.compile(r"(?:(?<!\s)\s+)?(?:[/,;&+]|\s(?:and|und|et|y|i|и|та)\s)\s*")


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("newscrawl.extract").joinpath("words", "agencies.toml").read_text("utf-8"))


@cache
def _names() -> dict[str, str]:
    agencies = _lists()["agencies"]
    return {name.casefold(): main for main, others in agencies.items() for name in (main, *others)}


def credited_for_pictures() -> list[str]:
    """Return the names, folded, that stand under pictures: of agencies, and of those that sell pictures."""
    houses = (name.casefold() for name in _lists()["pictures"]["houses"])
    return sorted({*_names(), *houses}, key=len, reverse=True)


def agency_of(name: str) -> str | None:
    """Return the usual name of a news agency ("associated press" → "AP"), or None for another name."""
    return None if len(name) > MAX_NAME else _names().get(_stripped(name).casefold())


def agencies_in(names: str) -> list[str] | None:
    """Return the agencies in "dpa/AFP" or "Reuters, AP" as written; None when any part is none."""
    parts = [_stripped(part) for part in _JOINED.split(names) if part]
    return parts if parts and all(map(agency_of, parts)) else None


def _stripped(name: str) -> str:
    return name if name[:1].isalnum() and name[-1].isalnum() else _EDGES.sub("", name)
