"""Is an article that was just read one we know, and if so, what is new about it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from newscrawl.items import CopyOf

# new        no such article yet
# same       the same article with the same content at the same address
# alternate  the same article at another address: an alternate address, no record
# version    the outlet changed it
# better     its canonical page, after a twin of it had been read: replaces the record in place
Change = Literal["new", "same", "alternate", "version", "better"]


@dataclass(frozen=True, slots=True)
class Face:
    """What tells one article from another.

    `address` is its own spelling of where it was read, `key` what twins of it
    share (AMP, print, scheme), `canonical` whether the page read was the
    canonical one; `body_hash` None for a body too short to tell anything.
    """

    id: str
    outlet: str
    url: str
    address: str
    key: str
    content_hash: str
    body_hash: str | None
    date_published: str | None
    canonical: bool = True


@dataclass(frozen=True, slots=True)
class Identity:
    """What an article is to those known: `of` is the article that it is, None when new."""

    change: Change
    of: Face | None = None


def identify(read: Face, known: Sequence[Face], *, expected: str | None = None) -> Identity:
    """Compare an article just read with those that share an address or a body with it.

    `expected` is the id that the address showed before.  The address decides
    first, the body second and within the outlet only.
    """
    for found in known:
        if found.id == expected or found.key == read.key:
            return Identity(_change(read, found), found)
    for found in known:
        if found.outlet == read.outlet and read.body_hash and found.body_hash == read.body_hash:
            return Identity("alternate", found)
    return Identity("new")


def _change(read: Face, found: Face) -> Change:
    if read.outlet != found.outlet:
        return "alternate"
    if read.address == found.address:
        return "same" if read.content_hash == found.content_hash else "version"
    if read.canonical and not found.canonical:
        return "better"
    return "alternate"


def original_of(read: Face, known: Sequence[Face]) -> CopyOf | None:
    """Return the earliest article of another outlet with the same body, None when this one is the first."""
    others = [
        k for k in known if k.outlet != read.outlet and read.body_hash and k.body_hash == read.body_hash
    ]
    earlier = [k for k in others if not _before(read, k)]
    if not earlier:
        return None
    first = min(earlier, key=lambda k: k.date_published or "9999")
    return CopyOf(first.id, first.outlet, first.url, "copy", 1.0, ["text: the same word for word"])


def copies_of(read: Face, known: Sequence[Face]) -> list[Face]:
    """Return the articles of other outlets with the same body that came later than this, the first, one."""
    if original_of(read, known):
        return []
    return [
        k
        for k in known
        if k.outlet != read.outlet and read.body_hash and k.body_hash == read.body_hash and _before(read, k)
    ]


def _before(one: Face, other: Face) -> bool:
    """Tell whether one was surely published before the other; without both dates nobody knows."""
    if not one.date_published or not other.date_published:
        return False
    shared = min(len(one.date_published), len(other.date_published))  # a bare day may be any moment of it
    return one.date_published[:shared] < other.date_published[:shared]
