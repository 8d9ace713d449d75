"""What the markup calls its parts, by tag, class name and itemprop; and the text of such a part."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise

from lxml import etree
from lxml.etree import _Element

MAX_HELD = 60  # elements kept a role; a page that names more bylines than this is a listing
MAX_CLIMB = 40
MAX_INNER = 4000  # elements in one that is read as a line or a name
LINES_BELOW = 16  # pieces of text after a headline among which its byline and date stand
MAX_SIBLINGS = 400  # looked at for lines around the headline
_FAR = 200_000  # past the place of any element

# Words of class names, ids and test ids as templates in many languages give them, split at every
# change of case and every mark.  A word stands for itself; one ending in "*" for all that hold it.
_ROLE_WORDS = {
    "byline": (
        "byline* author* autor* auteur* writer* reporter* journalist* verfasser* forfatter* skribent* "
        "creator* yazar* muhabir* redakteur* redactor* firma firmante* signature* contributor* avtor* "
        "reporteur*"
    ),
    "standfirst": (
        "standfirst* subtit* subhead* subline* deck dek chapo* lead lede* leadtext* ledtext* "
        "leadin* vorspann* intro* summary* excerpt* abstract synopsis* strapline* bajada* "
        "sumario* entradilla* soustitr* copete* preamble* ingress* sommario* occhiello* catenaccio* anleser* "
        "einleitung* sapo anons* annotation* perex* spot desc description* standvirst* volanta* "
        "underrubrik* manchet* resume entrada accroche* teasertext* tagline* undertitel* ondertitel* "
        "alaotsikko* podtytul* podnadpis* kurztext* unterzeile* lid"
    ),
    "date": (
        "date* time publish* posted* datum* fecha* dato tarih* data modified* timestamp* "
        "publication* meta* info* when byline* zeit dateline* clock"
    ),
    "source": (
        "source* quelle* fuente* fonte* zdroj* zrodlo* istochnik* dzherelo* bron kaynak* agency* agentur* "
        "agencia*"
    ),
    "tags": "tag tags tagcloud* keyword* taglist* posttags* topics",
    "headline": "headline* title* titular* titulo* titre* schlagzeile* zagolovok*",
    "credit": (
        "credit* copyright* photographer* fotograf* bildquelle* rights source* author* autor* photoby*"
    ),
    "caption": "caption* legend* bildunter* bildtext* didascalia* popis podpis* sdescription* piedefoto*",
    "correction": "correction* erratum* berichtigung* korrektur* rectificat* clarification*",
    "biography": "bio biograph* authorbio* authordesc* authorbox* authorinfo* authorcard* aboutauthor*",
}
_BIOGRAPHY_NAMES = "bio about desc descr description box info card content detail text biography"
_BIOGRAPHY_WORDS = frozenset(_BIOGRAPHY_NAMES.split())
_SPLIT = re.compile(r"[a-z]+|[A-Z][a-z]*")
NAMES_LENGTH = 200  # past it stand utility classes, no names; what is told of names is kept by them

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

# Parts of a page that speak of other articles, of readers, or of the site.
_ELSEWHERE = re.compile(
    r"related|sidebar|side-bar|recommend|(?<![a-z])teaser|promo|popular|trending|most-?read|more-?(?:from|news|stories)"
    r"|comment|footer|nav(?:bar|igation)?(?![a-z])|menu|newsletter|widget|carousel|slider|readmore|read-more|read-next"
    r"|recirc|outbrain|taboola|cookie|consent|modal|popup|masthead|ticker|latest|other-?(?:news|articles)"
    r"|infinite|next-?(?:article|post)|previous|pagination|feed-?item|list-?item|(?<![a-z])cards?(?![a-z])|reference"
)
_OWN = re.compile(
    r"byline|author|(?:article|post|entry|story|single|main)[-_]*(?:head|meta|info|top|content|body)"
)
_ELSEWHERE_TAGS = frozenset(("nav", "footer"))
_UNREAD = frozenset(("script", "style", "noscript", "template"))
_pieces = etree.XPath(
    "descendant::text()[not(parent::script or parent::style or parent::noscript or parent::template)]"
    "|descendant::br",
    smart_strings=False,
)


@dataclass(slots=True)
class Marks:
    """The elements of a page by what the markup calls them, each with its place in the walk.

    `roles` maps a role ("byline", "standfirst", "date" …) to elements in
    document order, `tags` the same for h1, time, figure, address; `places`
    gives any of these elements its place.  `properties` are the elements with
    an itemprop or itemscope, `rel_author` those with rel=author.  `heading` is
    the headline's element, once it is known.
    """

    roles: dict[str, list[_Element]] = field(default_factory=dict)
    tags: dict[str, list[_Element]] = field(default_factory=dict)
    properties: list[_Element] = field(default_factory=list)
    rel_author: list[_Element] = field(default_factory=list)
    places: dict[_Element, int] = field(default_factory=dict)
    heading: _Element | None = None
    _around: set[_Element] | None = None
    _below: list[str] | None = None

    def add(self, element: _Element, place: int, tag: str | None, roles: Collection[str] = ()) -> None:
        """Keep an element under a tag and under its roles."""
        if tag is not None:
            _hold(self.tags, tag, element)
        for role in roles:
            _hold(self.roles, role, element)
        self.places[element] = place

    def role(self, name: str) -> list[_Element]:
        """Return the elements of a role in document order."""
        return self.roles.get(name, [])

    def tag(self, name: str) -> list[_Element]:
        """Return the elements of a tag in document order."""
        return self.tags.get(name, [])

    def place(self, element: _Element) -> int:
        """Return where an element stands in the walk; a very late place for one not marked."""
        return self.places.get(element, _FAR)

    def distance(self, element: _Element) -> int:
        """Return how many elements lie between an element and the headline (the page's start)."""
        heading = 0 if self.heading is None else self.places.get(self.heading, 0)
        return abs(self.place(element) - heading)

    def around_heading(self) -> set[_Element]:
        """Return the elements that hold the headline: their names say nothing of their other parts."""
        if self._around is None:
            self._around = set() if self.heading is None else {self.heading, *self.heading.iterancestors()}
        return self._around

    def below_heading(self) -> list[str]:
        """Return the lines of text after the headline (the first h1), read once: see `lines_after`."""
        if self._below is None:
            headings = self.tag("h1")[:1] if self.heading is None else [self.heading]
            self._below = [line for heading in headings for line in lines_after(heading, LINES_BELOW)]
        return self._below


def _hold(table: dict[str, list[_Element]], name: str, element: _Element) -> None:
    held = table.setdefault(name, [])
    if len(held) < MAX_HELD:
        held.append(element)


@lru_cache(maxsize=32_768)
def roles_of(names: str) -> frozenset[str]:
    """Return the roles that an element's class names, id and test id speak of."""
    words = _SPLIT.findall(names)
    if "sub" in words:  # "sub-title" is a subtitle
        words += [f"sub{following}" for word, following in pairwise(words) if word == "sub"]
    named = [roles for word in words if (roles := _roles_of_word(word))]
    if not named:
        return _NO_ROLES
    roles = named[0].union(*named[1:])
    if "byline" in roles and not _BIOGRAPHY_WORDS.isdisjoint(map(str.lower, words)):
        roles |= {"biography"}
    return roles


_NO_ROLES: frozenset[str] = frozenset()


@lru_cache(maxsize=20_000)
def _roles_of_word(word: str) -> frozenset[str]:
    word = word.lower()
    return frozenset(role for role, (whole, part) in _ROLES.items() if word in whole or part.search(word))


def _compiled(words: str) -> tuple[frozenset[str], re.Pattern[str]]:
    whole = frozenset(w for w in words.split() if not w.endswith("*"))
    return whole, re.compile("|".join(w[:-1] for w in words.split() if w.endswith("*")))


_ROLES = {role: _compiled(words) for role, words in _ROLE_WORDS.items()}


@lru_cache(maxsize=20_000)
def _is_elsewhere(names: str) -> bool:
    names = _CAMEL.sub("-", names).lower()
    return bool(_ELSEWHERE.search(names)) and not _OWN.search(names)


def is_elsewhere(element: _Element, marks: Marks) -> bool:
    """Tell whether an element stands in a part of the page that is about something else.

    Only what lies below the first element that also holds the headline is judged.
    """
    around = marks.around_heading()
    above: _Element | None = element
    for _ in range(MAX_CLIMB):
        if above is None or above in around or above.tag in ("body", "main"):
            return False
        names = f"{above.get('class') or ''} {above.get('id') or ''}"[: 2 * NAMES_LENGTH]
        if above.tag in _ELSEWHERE_TAGS or (len(names) > 1 and _is_elsewhere(names)):
            return True
        above = above.getparent()
    return False


def _pieces_of(element: _Element) -> list[str | _Element]:
    """Return the pieces of visible text in an element, and an element for each line break.

    One that holds thousands of elements reads as nothing: a page may have 2,000 such in one another.
    """
    if not len(element):  # most are bare: a pattern takes 10 us for these too
        return [element.text] if element.text and element.tag not in _UNREAD else []
    if next(islice(element.iter(), MAX_INNER, None), None) is not None:
        return []
    if (
        next(element.iter(*_UNREAD, "br"), None) is None
    ):  # no need for the pattern, which takes twice the time
        return [str(text) for text in element.itertext()]
    found: list[str | _Element] = _pieces(element)  # type: ignore[assignment]
    return found


def text_of(element: _Element, between: str = "", limit: int = 5000) -> str:
    """Return an element's text as a reader sees it, white space folded, at most `limit` characters.

    `between` stands between the pieces of inline markup: "" for running text,
    " " where each element is a thing of its own (names in a byline).
    """
    pieces = (piece if isinstance(piece, str) else " " for piece in _pieces_of(element))
    return " ".join(between.join(pieces)[: 2 * limit].split())[:limit]


def _is_other_part(element: _Element) -> bool:
    """Tell whether an element is a comment or, by its own name, a part about something else."""
    if not isinstance(element.tag, str) or element.tag in ("nav", "footer", "aside"):
        return True
    return _is_elsewhere(f"{element.get('class') or ''} {element.get('id') or ''}"[: 2 * NAMES_LENGTH])


def lines_after(element: _Element, count: int) -> list[str]:
    """Return the next `count` pieces of text after an element, as far as the first long one."""
    lines: list[str] = []
    for _ in range(MAX_CLIMB):
        for following in islice(element.itersiblings(), MAX_SIBLINGS):
            for piece in () if _is_other_part(following) else _pieces_of(following):
                line = " ".join(piece[:1000].split()) if isinstance(piece, str) else ""
                if len(line) > 250 or len(lines) >= count:
                    return lines
                if line:
                    lines.append(line)
        above = element.getparent()
        if above is None or len(lines) >= count:
            break
        element = above
    return lines


def lines_before(element: _Element, count: int) -> list[str]:
    """Return the `count` pieces of text before an element, the nearest first, within its near parents."""
    lines: list[str] = []
    for _ in range(3):
        for previous in islice(element.itersiblings(preceding=True), MAX_SIBLINGS):
            if len(lines) >= count:
                break
            pieces = _pieces_of(previous)[-count:] if isinstance(previous.tag, str) else []
            lines += [
                line for p in reversed(pieces) if isinstance(p, str) and (line := " ".join(p[:300].split()))
            ]
        above = element.getparent()
        if above is None or above.tag == "body" or len(lines) >= count:
            break
        element = above
    return lines[:count]
