"""Names in the lines around a headline: where the markup says "byline", and where only the words do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from lxml.etree import _Element

from newscrawl.extract.credits import is_photo_credit
from newscrawl.extract.markup import MAX_CLIMB, Marks, is_elsewhere, text_of
from newscrawl.extract.organizations import is_organization
from newscrawl.extract.people_names import (
    MAX_NAMES,
    has_prefix,
    has_role,
    is_joiner,
    is_role,
    is_signature,
    labelled,
    leads_on,
    names_in,
)

MAX_BYLINE = 220
MAX_JOINED = 60  # characters of a line that goes on with a byline
HEAD_LINES = 8  # below the headline, among which a line of a name and a role is a byline
MAX_LINE = 80  # characters of a line of byline or date, which no sentence is
LINKS = 30  # below the headline, among which those to authors' pages are looked for
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2}\.? \w+,? \d{4}|\w+ \d{1,2}, \d{4}"
)
_PARTED = re.compile(r"\s+[|·•]\s+")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_FOLLOW = re.compile(r"\b(?:Follow|Suivre|Folgen|Seguir)\b.*\Z")
_AUTHOR_PAGE = re.compile(
    r"/(?:@\w|(?:authors?|autor(?:en|es|i|a)?|auteurs?|people|profiles?|profil|staff|journalists?|journalistes?"
    r"|contributors?|writers?|reporters?|redacteur|redakteur|avtor|yazar|firmas?)[/-][^/])"
)


def byline_names(marks: Marks, language: str | None) -> list[str]:
    """Return the names in the byline nearest the headline: links and elements so named, or a "By" line."""
    near = _bylines(marks)
    for place, element in enumerate(near):
        if names := _names_inside(element, near[place + 1 :]) or _names_of(element, language):
            return _with_neighbours(names, near[place:], language)
    lines = marks.below_heading()
    for place, line in enumerate(lines):
        if len(line) <= MAX_BYLINE and (names := _announced(lines, place, language)):
            return names
    return _beside_date(lines, language) or _before_roles(lines, language) or _linked(marks, language)


def _announced(lines: list[str], place: int, language: str | None) -> list[str]:
    """Return the names that a line announces: by the "By" that it begins with, or a label amid it."""
    line = lines[place]
    if leads_on(line, language) and _is_caption_of_name(lines, place):
        return names_in(lines[place - 1], language)
    if has_prefix(line, language) or leads_on(line, language):
        return names_in(_joined(lines, place, language), language)
    return labelled(line, language)


def _is_caption_of_name(lines: list[str], place: int) -> bool:
    """Whether a label stands below its name, as the next one does: "Anna Lind", "Text", "Per Ek", "Foto"."""
    if place == 0 or not is_signature(lines[place - 1]):
        return False
    following = lines[place + 1 : place + 3]
    return len(following) == 2 and is_signature(following[0]) and is_photo_credit(f"{following[1]}:")


def _joined(lines: list[str], place: int, language: str | None) -> str:
    """Return a line with those that go on with it: "By" with the name's, that with "and" and the next."""
    line = lines[place]
    for following in lines[place + 1 : place + 8]:
        joins = leads_on(line, language) or is_joiner(line, language) or is_joiner(following, language)
        if not joins or len(following) > MAX_JOINED:
            break
        line = f"{line} {following}"
    return line


def _beside_date(lines: list[str], language: str | None) -> list[str]:
    """Return the name that stands alone in a line, the date in the next or, after a dash, the one before."""
    told = [piece for line in lines[:6] for piece in _PARTED.split(line) if any(map(str.isalnum, piece))]
    for line, following in [*pairwise(told[:5]), *((b, a) for a, b in pairwise(told[:4]))]:
        if is_signature(line) and _DATE.search(following[:MAX_JOINED]):
            return [n for n in names_in(line, language) if not is_organization(n)]
    return []


def _before_roles(lines: list[str], language: str | None) -> list[str]:
    """ "Maren Holt, Transport Editor" and the line of one who is somewhere below it: "Davit Oye in Rome"."""
    names: list[str] = []
    for line in lines[:HEAD_LINES]:
        names += _before_role(line, language) or (_before_place(line) if names else [])
    return names[:MAX_NAMES]


def _before_role(line: str, language: str | None) -> list[str]:
    if len(line) < 16 and has_role(line):
        return names_in(line, language)
    name, comma, rest = line.partition(",")
    if not comma or len(line) > 70 or line.endswith(".") or not is_signature(name):
        return []
    words = rest.split()
    return [name.strip()] if len(words) < 6 and any(is_role(word, language) for word in words) else []


def _before_place(line: str) -> list[str]:
    name, _, place = line.partition(" in ")
    return [name] if place.istitle() and len(place) < 20 and is_signature(name) else []


def _linked(marks: Marks, language: str | None) -> list[str]:
    """Return the names in links to authors' pages, those together in one place below the headline."""
    names: list[str] = []
    place: _Element | None = None
    for link in _links_below(marks.heading) if marks.heading is not None else ():
        if not _AUTHOR_PAGE.search(link.get("href") or "") or is_elsewhere(link, marks):
            continue
        shown = text_of(link, " ", 80)
        if not is_signature(shown) or is_organization(shown) or place not in (None, link.getparent()):
            continue
        place = link.getparent()
        names += names_in(shown, language)[:1]
    return names[:MAX_NAMES]


def _links_below(heading: _Element) -> Iterator[_Element]:
    return islice(_every_link_below(heading), LINKS)


def _every_link_below(heading: _Element) -> Iterator[_Element]:
    above: _Element | None = heading
    for _ in range(MAX_CLIMB):
        if above is None or above.tag in ("body", "main"):
            return
        for following in above.itersiblings():
            yield from following.iter("a")
        above = above.getparent()


def is_byline(line: str, language: str | None) -> bool:
    """Tell whether a line below a headline is its byline or date."""
    if len(line) > MAX_LINE:
        return False
    if _before_role(line, language) or has_prefix(line, language) or leads_on(line, language):
        return True
    return _DATE.search(line) is not None or (len(line) < 30 and _CLOCK.search(line) is not None)


def _bylines(marks: Marks) -> list[_Element]:
    """Return the elements that the markup calls an author or byline, nearest to the headline first."""
    named = [e for e in marks.rel_author if e.tag in ("a", "span", "p", "div")] + marks.role("byline")
    biographies = set(marks.role("biography"))
    own = {
        e
        for e in named
        if e not in biographies and e.tag not in ("img", "figure", "figcaption", "svg", "meta", "link")
    }
    near = sorted(own, key=lambda e: (marks.distance(e), marks.place(e)))[:24]
    return [e for e in near if not is_elsewhere(e, marks)]


def _names_of(element: _Element, language: str | None) -> list[str]:
    """Return the names in a byline element: of its links where these name people, else of its text."""
    parts = [
        text_of(part, " ", MAX_JOINED) for part in islice(element.iterchildren("div", "li", "p"), MAX_NAMES)
    ]
    if len(parts) > 1 and all(map(is_signature, parts)):
        return parts
    line = _FOLLOW.sub("", text_of(element, " ", MAX_BYLINE + 1))
    if not 3 < len(line) <= MAX_BYLINE or is_photo_credit(line):
        return []
    links = [
        n for a in islice(element.iter("a"), MAX_NAMES) for n in names_in(text_of(a, " ", 80), language)[:1]
    ]
    names = names_in(line, language)
    people = [n for n in links if n in names or any(n in other or other in n for other in names)]
    return list(dict.fromkeys(people)) if people and len(people) >= len(names) - 1 else names


def _names_inside(element: _Element, named: list[_Element]) -> list[str]:
    """Return the names of several elements that are called authors inside one that is."""
    inside = [other for other in named if other.getparent() is element]
    names = [text_of(other, " ", MAX_JOINED) for other in inside]
    return list(dict.fromkeys(names)) if len(names) > 1 and all(map(is_signature, names)) else []


def _with_neighbours(names: list[str], near: list[_Element], language: str | None) -> list[str]:
    """Return names with those of elements beside the first one's, called the same: one for each author."""
    first = near[0]
    parent, called = first.getparent(), first.get("class")
    for other in near[1:] if called else ():
        if other.getparent() is parent and other.get("class") == called:
            others = [name for name in _names_of(other, language) if is_signature(name)]
            names = list(dict.fromkeys([*names, *others]))
    return names[:MAX_NAMES]
