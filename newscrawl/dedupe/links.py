"""The links between articles: which are copies or translations of one another, and how that shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from newscrawl.dedupe.identity import Face
from newscrawl.dedupe.index import Index, Text
from newscrawl.dedupe.likeness import Likeness, compare
from newscrawl.dedupe.translation import Rendering, Translations
from newscrawl.items import Relation

SAME = "text: the same word for word"
_MOST_SAME = 4
_TRANSLATED = 0.81  # strength: copies above it were made from the copy, below from the original they share


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles, and what one is to the other; which one came first is told by their dates.

    `strength` is how surely one was made from the other, and not both from a
    third: translations of one text are alike too, but less so than copies.
    """

    one: str
    other: str
    relation: Relation
    similarity: float
    strength: float
    evidence: str
    one_found: float = 1.0  # of a translation: how much of the one is found in the other
    other_found: float = 1.0

    def end_from(self, article: str) -> str:
        """Return the end that is not this article's."""
        return self.other if self.one == article else self.one

    def share_found(self, article: str) -> float:
        """Return how much of this end is found in the other."""
        return self.one_found if self.one == article else self.other_found


@dataclass(slots=True)
class Matcher:
    """Finds the links of a text to those in an index."""

    index: Index
    translations: Translations | None = None

    def links(self, text: Text) -> list[Link]:
        return [*self._copies(text), *self._translations(text)]

    def _copies(self, text: Text) -> Iterator[Link]:
        near = self.index.near(text)
        own = self.index.boilerplate(text.outlet) if near else ()
        for other in near:
            theirs = self.index.boilerplate(other.outlet)
            found = compare(text.print, other.print, but_one=own, but_other=theirs)
            if found and other.article != text.article:
                yield _copy(text, other, found)

    def _translations(self, text: Text) -> Iterator[Link]:
        if self.translations is None or not text.clues:
            return
        for other in self.index.foreign(text):
            found = self.translations.likeness(text.body, text.language, other.body, other.language)
            if found and other.article != text.article:
                yield _translation(text, other, found)


def _translation(text: Text, other: Text, found: Rendering) -> Link:
    languages = " and ".join(sorted((text.language, other.language)))
    told = f"text: sentence by sentence {found.likeness:.2f} alike in {languages}"
    return Link(
        text.article,
        other.article,
        "translation",
        round(found.likeness, 3),
        _TRANSLATED,
        told,
        round(found.there, 3),
        round(found.back, 3),
    )


def _copy(text: Text, other: Text, found: Likeness) -> Link:
    relation: Relation = "copy" if found.is_copy else "edited"
    told = f"text: {found.containment:.0%} of the shorter one's three-word sequences are the other's"
    if found.jaccard == 1:
        told = SAME
    if found.aligned is not None:
        told = f"text: {found.aligned:.0%} of the shorter one's words stand in the other in the same order"
    similarity = max(found.jaccard, found.containment, found.aligned or 0.0)
    return Link(text.article, other.article, relation, round(similarity, 3), found.strength, told)


def same_body(read: Face, known: Iterable[Face]) -> list[Link]:
    """Return the links to the first of other outlets' articles with the same body, however far apart in time.

    A few join a family; to link each of hundreds would make a wire report's
    links grow with the square of its copies.  Their strength leaves it to a
    comparison whether one was made from the other.
    """
    same = (other for other in known if other.outlet != read.outlet and other.body_hash == read.body_hash)
    first = islice(same, _MOST_SAME) if read.body_hash else ()
    return [Link(read.id, other.id, "copy", 1.0, _TRANSLATED - 0.01, SAME) for other in first]
