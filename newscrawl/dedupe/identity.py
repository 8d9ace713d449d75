"""Is an article that was just read one we know, and if so, what is new about it?"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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
    first, the outlet's own id second, the body third and within the outlet only.
    """
    for found in known:
        if found.id == expected or found.key == read.key:
            return Identity(_change(read, found), found)
    for found in known:
        if found.outlet == read.outlet and found.id == read.id:
            return Identity("alternate" if found.content_hash == read.content_hash else "version", found)
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


def free_id(read: Face, known: Sequence[Face]) -> str:
    """Return the id of a new article: its own, or where another outlet's has that, one made of both."""
    if all(found.id != read.id for found in known):
        return read.id
    told = "\n".join((read.outlet, read.key, read.id)).encode("utf-8", "replace")
    return hashlib.blake2b(told, digest_size=8).hexdigest()


def by_download(
    change: Change, read_at: str | None, before_at: str | None, latest: str | None = None
) -> Change:
    """Judge a difference by when the two pages were downloaded.

    The same page read again differs by a better extraction, which replaces the
    record in place; a page older than the record's tells nothing new, unless
    the record's lies past `latest`: it was read by a clock that was ahead.
    """
    if change != "version" or not read_at or not before_at:
        return change
    if read_at == before_at:
        return "better"
    is_ahead = latest is not None and before_at > latest
    return "version" if read_at > before_at or is_ahead else "same"


def earlier_date(one: str | None, other: str | None) -> str | None:
    """Return the date at which an article first came out: a version's or another address's may be later.

    Of a day and a moment of it the moment tells more.
    """
    if not one or not other:
        return one or other
    shared = min(len(one), len(other))
    return max(one, other, key=len) if one[:shared] == other[:shared] else min(one, other)
