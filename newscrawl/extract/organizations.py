"""Organisations told from persons among those who sign."""

from __future__ import annotations

import re
from functools import cache

from newscrawl.extract.agencies import agencies_in, agency_of
from newscrawl.extract.headline import letters
from newscrawl.extract.wordlists import words_of

_PARTS = re.compile(r"[\s\-/]+")
_DOMAIN = re.compile(r"\A[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\Z", re.IGNORECASE)


@cache
def _desk_words() -> tuple[frozenset[str], re.Pattern[str]]:
    words = words_of("people", "desks")
    dense = [
        w
        for w in words
        if (len(w) > 1 and w.lower() == w.upper()) or re.search(r"[\u3040-\u9fff\uac00-\ud7af]", w)
    ]
    return frozenset(words), re.compile("|".join(re.escape(w) for w in dense if not w.isascii()))


def is_desk(name: str) -> bool:
    """Tell whether a name is that of a desk and nothing else: "Haber Merkezi" is no "Haber: Merkezi"."""
    return name.lower() in _desk_words()[0]


def is_organization(name: str, known: frozenset[str] = frozenset()) -> bool:
    """Tell whether an author's name is an organisation's: an agency, a desk, a domain, one of `known`."""
    key = letters(name)
    if key in known or agency_of(name) or agencies_in(name) or _DOMAIN.match(name):
        return True
    if any(len(site) > 5 and (site in key or (len(key) > 5 and key in site)) for site in known):
        return True
    words, dense = _desk_words()
    parts = _PARTS.split(name.lower().strip("."))
    return not words.isdisjoint(parts) or (not name.isascii() and bool(dense.search(name)))
