"""Live blogs: the times of their entries, which any other article has beside its text."""

from __future__ import annotations

import re

from newscrawl.extract.blocks import Block

LINE = 60  # characters of a line that gives a time and perhaps who wrote the entry, at most
NEAR = 3  # blocks from it to the entry's text, at most: its author may stand between
ENTRIES = 3  # times at least, with those in headings that stay anyway; one alone is the article's own
_CLOCK = re.compile(
    r"\W{0,3}((?:[01]?\d|2[0-3])[:.h][0-5]\d(?!\d)(?:\s?(?:uhr|[ap]\.?m\b\.?))?)", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def keep_times(blocks: list[Block]) -> None:
    """Keep the time before the text of each entry, without what else stands in its line."""
    found = _before_text(blocks)
    headings = sum(block.kept and block.is_heading and _clock_of(block) is not None for block in blocks)
    for block, clock in found if len(found) + headings >= ENTRIES else ():
        if not block.is_heading:
            block.text, block.parts = clock, [clock]
        block.keep("entry's time")


def _before_text(blocks: list[Block]) -> list[tuple[Block, str]]:
    """Return, before kept blocks, the short ones left out that begin with a time, each with that time."""
    found: list[tuple[Block, str]] = []
    last: tuple[Block, str] | None = None
    for block in blocks:
        if block.kept:
            if last is not None and block.order - last[0].order <= NEAR:
                found.append(last)
            last = None
        elif (clock := _clock_of(block)) is not None:
            last = block, clock
    return found


def _clock_of(block: Block) -> str | None:
    match = _CLOCK.match(block.text) if block.chars <= LINE else None
    return match[1] if match and not _YEAR.search(block.text) else None
