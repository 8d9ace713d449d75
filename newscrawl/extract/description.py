"""The standfirst on the page, else the description that its data gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from lxml.etree import _Element

from newscrawl.extract.bylines import is_byline
from newscrawl.extract.headline import clean, letters
from newscrawl.extract.markup import Marks, is_elsewhere, text_of
from newscrawl.extract.structured import Structured
from newscrawl.extract.structured_values import text, texts, types_of
from newscrawl.extract.wordlists import language_of

if TYPE_CHECKING:
    from newscrawl.extract.page import Page

MIN_LENGTH, MAX_LENGTH = 20, 1200
MAX_STATED = 10_000  # characters of a description that data gives
NEAR = 60
MAX_DISTANCE = 400  # elements between headline and standfirst; a share bar of icons lies between them at most
HEAD = 6  # lines below the headline among which a byline follows a standfirst
SENTENCE, LONG = 40, 400  # characters of a standfirst that nothing names
DENSE = 1.5  # what a letter of another alphabet may weigh
POINT = 30  # letters of the first point, at least
_CUT = re.compile(r"(?:(?<!\s)\s+)?(?:\[?(?:…|\.\.\.|&hellip;)\]?|\[\s*…\s*\])\s*\Z")
_INNER_BLOCKS = ("p", "div", "h2", "h3", "ul", "figure", "form", "section", "table")
_COPYRIGHT = re.compile(r"©|copyright|all rights reserved|image credit|\A\(", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Described:
    """The standfirst or description with what gave it, and every candidate as (source, text)."""

    text: str | None = None
    source: str | None = None
    candidates: tuple[tuple[str, str], ...] = ()


def read_description(
    page: Page, structured: Structured, headline: str | None, sites: list[str], rules: list[str]
) -> Described:
    """Return the standfirst or description; its text is None when the page has none of its own.

    The standfirst that the markup names near the headline goes first; the
    site's slogan and the text's first paragraph cut off are no description.
    """
    title = letters(headline or "")
    stated = [(t, s) for t, s in _stated(page, structured) if _is_own(t, title)]
    shown = list(_standfirsts(structured.marks, title))
    candidates = (*((s, t) for t, s in stated), *(("text", t) for _, t in shown[:3]))
    for rule in rules[:1]:
        if clean(rule):
            return Described(clean(rule), "rules", candidates)
    found = _agreed(stated, shown)
    if found is None and shown and (shown[0][0] <= NEAR or not stated):
        found = shown[0][1], "text"
    found = found or _best_stated(page, structured, stated, headline, sites)
    found = found or _above_byline(structured.marks, title, language_of(page.html_lang))
    told, source = found or (None, None)
    return Described(told, source, candidates)


def _best_stated(
    page: Page,
    structured: Structured,
    stated: list[tuple[str, str]],
    headline: str | None,
    sites: list[str],
) -> tuple[str, str] | None:
    slogans = _slogans(structured)
    for description, source in stated:
        if letters(description) in slogans or _is_about_site(description, headline, sites):
            continue
        if _is_cut(description) and _begins_paragraph(page, description):
            continue
        return description, source
    return None


def _agreed(stated: list[tuple[str, str]], shown: list[tuple[int, str]]) -> tuple[str, str] | None:
    """Return the standfirst that both the page shows and its data states, as shown where that is whole.

    One shown as a list of points is stated in one piece.
    """
    keys = [letters(t)[:60] for t, _ in stated]
    for _, description in shown:
        key = letters(description)
        if any(key.startswith(k) for k in keys):
            return description, "text"
    for _, description in shown:
        key = letters(description)
        for text_, source in stated if len(key) >= POINT else ():
            if letters(text_).startswith(key):
                return text_, source
    return None


def _stated(page: Page, structured: Structured) -> Iterator[tuple[str, str]]:
    """Yield the descriptions that the page's data gives, the likelier to be a standfirst first."""
    for value in texts(structured.get("description"))[:1]:
        yield _once(clean(value[:MAX_STATED])), "json-ld"
    for value in texts(structured.micro("description"))[:1]:
        yield clean(value[:MAX_STATED]), "microdata"
    for name in (
        "og:description",
        "description",
        "twitter:description",
        "dcterms.abstract",
        "dc.description",
    ):
        for value in page.meta.get(name, ())[:1]:
            yield clean(value[:MAX_STATED]), "opengraph" if name.startswith("og:") else "meta"


def _once(description: str) -> str:
    """Return a description that a template wrote twice in a row once."""
    half = len(description) // 2
    return description[:half] if description[:half] == description[half + 1 :] else description


def _is_own(description: str, title: str) -> bool:
    return (
        len(description) >= MIN_LENGTH and letters(description) != title and not _COPYRIGHT.match(description)
    )


def _slogans(structured: Structured) -> set[str]:
    sites = (
        n
        for n in structured.nodes[:30]
        if any(t in ("WebSite", "Organization", "NewsMediaOrganization") for t in types_of(n))
    )
    return {
        letters(value)
        for node in sites
        for key in ("description", "slogan")
        if (value := text(node.get(key)))
    }


def _is_about_site(description: str, headline: str | None, sites: list[str]) -> bool:
    """Tell whether a description names the site and shares no word with the headline."""
    if not headline or len(description) >= 200:
        return False
    key = letters(description)
    if not any(len(site) > 4 and letters(site) in key for site in sites):
        return False
    words = set(_WORDS.findall(description.casefold()))
    return bool(words) and words.isdisjoint(_WORDS.findall(headline.casefold()))


def _is_cut(description: str) -> bool:
    return _CUT.search(description, max(0, len(description) - 14)) is not None


def _begins_paragraph(page: Page, description: str) -> bool:
    start = letters(_CUT.sub("", description))[:80]
    return any(letters(text_of(p, limit=300)).startswith(start) for p in islice(page.root.iter("p"), 40))


def _standfirsts(marks: Marks, title: str) -> Iterator[tuple[int, str]]:
    """Yield (distance, text) of what the markup calls a standfirst, nearest to the headline first."""
    inside = set(marks.role("standfirst"))
    for element in sorted(inside, key=lambda e: (marks.distance(e), marks.place(e)))[:16]:
        if marks.distance(element) > MAX_DISTANCE or _is_wrapper(element):
            continue
        shown = clean(text_of(element, "", MAX_LENGTH + 1))
        key = letters(shown)
        own = _reads_as_standfirst(shown) and not (title and (title in key or key in title))
        if own and not is_elsewhere(element, marks) and not _in_figure(element):
            yield marks.distance(element), shown
    yield from ((NEAR, shown) for shown in _subheading(marks) if letters(shown) != title)


def _reads_as_standfirst(shown: str) -> bool:
    if (
        not MIN_LENGTH + 5 <= len(shown) <= MAX_LENGTH
        or shown.endswith(":")
        or shown[0] in "….,;"
        or _COPYRIGHT.search(shown)
    ):
        return False
    return len(shown.split()) > 3 or not shown.isascii()


def _subheading(marks: Marks) -> Iterator[str]:
    """Yield the heading of a lower level that follows the headline at once."""
    following = marks.heading.getnext() if marks.heading is not None else None
    for _ in range(3):
        if following is None:
            return
        if (
            following.tag in ("h2", "h3", "h4")
            and 40 <= len(shown := clean(text_of(following, "", MAX_LENGTH + 1))) <= MAX_LENGTH
        ):
            yield shown
        following = following.getnext()


def _above_byline(marks: Marks, title: str, language: str | None) -> tuple[str, str] | None:
    """Return the line between headline and byline or date, a standfirst whatever it is called.

    Where the page's data has a description, 5 of 9 such lines were a picture's caption.
    """
    lines = marks.below_heading()[:HEAD]
    for place, line in enumerate(lines[:-1]):
        if is_byline(line, language):
            return None
        if len(line) * (1 if line.isascii() else DENSE) >= SENTENCE:
            own = len(line) < LONG and _reads_as_standfirst(line) and letters(line) not in title
            if own and any(is_byline(following, language) for following in lines[place + 1 : place + 4]):
                return line, "text"
            return None
    return None


def _is_wrapper(element: _Element) -> bool:
    """Tell whether an element holds more than one block: an intro area rather than a standfirst."""
    if not len(element):
        return False
    blocks = sum(
        1 for _, child in zip(range(6), element.iter(*_INNER_BLOCKS), strict=False) if child is not element
    )
    return blocks > 3


def _in_figure(element: _Element) -> bool:
    above = element.getparent()
    for _ in range(4):
        if above is None:
            return False
        if above.tag in ("figure", "figcaption", "a", "button"):
            return True
        above = above.getparent()
    return False
