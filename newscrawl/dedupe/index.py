"""Where texts are looked up that may be copies or translations of one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Protocol

from newscrawl.dedupe.clue_table import ClueTable
from newscrawl.dedupe.fingerprint import Print, Values
from newscrawl.dedupe.likeness import may_be_copy

DAY: Final = 86_400
WINDOW: Final = 14 * DAY  # seconds each way in which a near copy or translation is looked for
MAX_BUCKET: Final = 64  # texts under one mark; a sentence in more is looked up no better
MAX_LOOKED_AT: Final = 64
MAX_COMPARED: Final = 16
_MANY = 3  # marks in common: whatever the signatures say, boilerplate may hide a copy
MAX_FOREIGN: Final = 8
_BOILERPLATE = 3  # other articles of an outlet that hold a sentence
_NOTICE = 6  # sentences of the longest notice under an article


@dataclass(frozen=True, slots=True)
class Text:
    """One content of an article, as it is compared.

    `at` is in seconds since 1970, `language` the bare code; `clues` and `body`
    are there when translations are looked for.
    """

    article: str
    outlet: str
    at: int
    language: str
    print: Print
    clues: frozenset[int] = frozenset()
    body: str = ""


class Index(Protocol):
    """The texts known."""

    def near(self, text: Text) -> list[Text]:
        """Return the texts of other outlets that share marks with a text, the likeliest copies first."""

    def foreign(self, text: Text) -> list[Text]:
        """Return the texts of other outlets in other languages that share its clues, the likeliest first."""

    def boilerplate(self, outlet: str) -> Collection[int]:
        """Return the marks of the sentences that an outlet prints under many articles."""

    def add(self, text: Text) -> None:
        """Keep a text."""


@dataclass(slots=True)
class MemoryIndex:
    """An index for as long as the process lives."""

    _texts: list[Text] = field(default_factory=list)
    _under: dict[int, int | list[int]] = field(default_factory=dict)  # texts by mark
    _clues: ClueTable = field(default_factory=ClueTable)
    _boilerplate: dict[str, set[int]] = field(default_factory=dict)

    def near(self, text: Text) -> list[Text]:
        known = self._boilerplate.setdefault(text.outlet, set())
        found = {mark: under for mark in lookup_marks(text) if (under := self._under.get(mark)) is not None}
        if not found:
            return []
        numbers = {m: [u] if isinstance(u, int) else u for m, u in found.items()}
        owners = {n: self._texts[n] for under in numbers.values() for n in under}
        known |= boilerplate_in(text, numbers, {n: (t.article, t.outlet) for n, t in owners.items()})
        shared = Counter(n for mark, under in numbers.items() if mark not in known for n in under)
        places = {n: (t.outlet, t.at) for n, t in owners.items()}
        told = ((n, self._texts[n].print) for n in likeliest(text, shared, places))
        looked_at = ((n, (len(other.words), other.signature)) for n, other in told)
        return [self._texts[n] for n in worth_comparing(text, shared, looked_at)]

    def foreign(self, text: Text) -> list[Text]:
        found = (self._texts[n] for n in self._clues.likeliest(text.at, text.language, text.clues))
        return [other for other in found if other.outlet != text.outlet][:MAX_FOREIGN]

    def boilerplate(self, outlet: str) -> Collection[int]:
        return self._boilerplate.get(outlet, ())

    def add(self, text: Text) -> None:
        number = len(self._texts)
        self._texts.append(text)
        for mark in text.print.marks:
            under = self._under.setdefault(mark, number)
            if isinstance(under, list):
                if len(under) < MAX_BUCKET:
                    under.append(number)
            elif under != number:
                self._under[mark] = [under, number]
        if text.clues:
            self._clues.add(number, text.at, text.language, text.clues)


def lookup_marks(text: Text) -> list[int]:
    """Return the marks that a text is looked up by: all its sentences, also those not in the index."""
    return [mark for mark, _, _ in text.print.sentences[:MAX_BUCKET]] + text.print.bands


def likeliest(text: Text, shared: Mapping[int, int], places: Mapping[int, tuple[str, int]]) -> list[int]:
    """Return the texts worth a look, most shared first: of other outlets, within the window.

    `shared` counts the marks in common by text, `places` are the texts' outlets and times.
    """
    worth = [
        (-count, number)
        for number, count in shared.items()
        if places[number][0] != text.outlet and abs(places[number][1] - text.at) <= WINDOW
    ]
    return [number for _, number in sorted(worth)[:MAX_LOOKED_AT]]


def worth_comparing(
    text: Text, shared: Mapping[int, int], looked_at: Iterable[tuple[int, tuple[int | None, Values]]]
) -> list[int]:
    """Return of (text, (its words, its signature)) those worth a comparison, in that order.

    Many texts share a sentence or a band by chance; words None: not known.
    """
    found = (
        number
        for number, (words, signature) in looked_at
        if words is None or shared[number] >= _MANY or may_be_copy(text.print, words, signature)
    )
    return list(islice(found, MAX_COMPARED))


def boilerplate_in(
    text: Text, under: Mapping[int, Iterable[int]], owners: Mapping[int, tuple[str, str]]
) -> set[int]:
    """Return the sentences of a text that its outlet prints under at least three other articles.

    `under` are the known texts by mark, `owners` their articles and outlets.  A
    text that shares much with this one tells nothing: it may be an earlier state of it.
    """
    sentences = {mark for mark, _, _ in text.print.sentences}
    own = {n for n, (article, outlet) in owners.items() if outlet == text.outlet and article != text.article}
    shared = Counter(n for mark in sentences & under.keys() for n in under[mark] if n in own)
    slight = {n for n, count in shared.items() if _is_slight(count, len(sentences))}
    return {
        mark
        for mark in sentences & under.keys()
        if len({owners[n][0] for n in under[mark] if n in slight}) >= _BOILERPLATE
    }


def _is_slight(shared: int, sentences: int) -> bool:
    """Tell whether a text that shares so many of its sentences is still one of its own."""
    return shared <= max(2, sentences // 4) or (shared <= _NOTICE and sentences - shared >= 2)
