"""Biographies: what a page says of an author, in a box of its own or in a paragraph of the text."""

from __future__ import annotations

import re
from functools import cache

from newscrawl.extract.markup import Marks, text_of
from newscrawl.extract.organizations import is_organization
from newscrawl.extract.people_names import clean_name
from newscrawl.extract.wordlists import words_of
from newscrawl.items import Author

MAX_BIOGRAPHY = 3000


def read_boxes(authors: list[Author], marks: Marks) -> None:
    """Read the biography of each author out of the boxes that the markup calls so."""
    for element in marks.role("biography"):
        if all(author.description is not None for author in authors):
            return
        shown = text_of(element, " ", MAX_BIOGRAPHY)
        if len(shown) < 40:
            continue
        named = [a for a in authors if a.name in shown]
        parent = element.getparent()
        if not named and parent is not None:
            context = text_of(parent, " ", MAX_BIOGRAPHY)
            named = [a for a in authors if a.name in context]
        if len(named) != 1 or named[0].description is not None:
            continue
        cut = biography_text(shown.removeprefix(named[0].name).strip())
        if cut and looks_biographical(cut):
            named[0].description = cut


def biography_text(shown: str | None) -> str | None:
    """Return a biography as one line, bounded; None for one too short to say anything."""
    shown = " ".join((shown or "").split())
    return shown[:MAX_BIOGRAPHY] if len(shown) > 20 else None


@cache
def _phrases() -> tuple[str, ...]:
    return tuple({word.lower() for word in words_of("people", "biography")})


def looks_biographical(line: str) -> bool:
    """Tell whether a text speaks as biographies do ("is a reporter", "writes about", "окончил")."""
    line = line[:600].lower()
    return any(_begins_word(phrase, line) for phrase in _phrases() if phrase in line)


def _begins_word(phrase: str, line: str) -> bool:
    place = line.find(phrase)
    while place > 0 and line[place - 1].isalnum():
        place = line.find(phrase, place + 1)
    return place >= 0


def biography_of(line: str, authors: list[Author]) -> int | None:
    """Return the index of the author whom a paragraph describes, or None when it describes none of them.

    It must name the author near its start (or speak as "I") and speak as
    biographies do; a paragraph of the text that only mentions a name does not.
    """
    if not 30 <= len(line) <= MAX_BIOGRAPHY:
        return None
    known = _introduced(line, authors)
    if known is not None or not looks_biographical(line):
        return known
    start = line[:120].casefold()
    for index, author in enumerate(authors):
        name = author.name.casefold()
        place = start.find(name) if author.type == "person" else -1
        if place >= 0 and (place < 25 or _speaks_as_i(line)):
            return index
    return (
        0
        if len(authors) == 1 and authors[0].type == "person" and _speaks_as_i(line) and _is_introduction(line)
        else None
    )


def _introduced(line: str, authors: list[Author]) -> int | None:
    """Return the author whose known biography a paragraph is, or who says "I am NAME" at its start."""
    own_words = " ".join(line.split()).casefold()
    for index, author in enumerate(authors):
        if author.type != "person":
            continue
        told = " ".join((author.description or "").split()).casefold()
        if told and (told == own_words or (len(own_words) > 60 and own_words in told)):
            return index
        if _speaks_as_i(line) and author.name.casefold() in own_words[: len(author.name) + 25]:
            return index
    return None


def _speaks_as_i(line: str) -> bool:
    return bool(
        re.match(
            r"(?:I am|I'm|I’m|My name is|Hi, I|Hello, I|Ich bin|Je suis|Soy|Sono|Я )\b", line.lstrip("“\"' ")
        )
    )


def _is_introduction(line: str) -> bool:
    return bool(
        re.search(
            r"journalist|writer|reporter|editor|author|журналист|журналіст|редактор|redakteur|periodista|journaliste",
            line[:300],
            re.I,
        )
    )


def name_in_biography(line: str) -> str | None:
    """Return the name that a biography introduces ("I am NAME, a writer"), or None."""
    if not 30 <= len(line) <= MAX_BIOGRAPHY or not looks_biographical(line):
        return None
    match = re.match(r"(?:I am|I'm|I’m|My name is)\s+(.{3,60}?)(?:,|\.|\s+and\s|\s+a[n]?\s)", line)
    match = match or re.match(r"(.{3,60}?)\s+(?:is|has been|was)\s+an?\s", line)
    name = clean_name(match[1]) if match else None
    return name if name and 2 <= len(name.split()) <= 4 and not is_organization(name) else None
