"""The headline on the page, and another one where the outlet truly gave another."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml.etree import _Element

from newscrawl.extract.markup import text_of
from newscrawl.extract.structured import Structured
from newscrawl.extract.structured_values import texts, types_of
from newscrawl.outlets import Outlet

if TYPE_CHECKING:
    from newscrawl.extract.page import Page

MAX_HEADLINE = 400
WHOLE = 20  # letters of a headline that no line ends with by chance; a kicker may stand before it
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff\ud800-\udfff]")
_LETTERS = re.compile(r"[\W_]+")
_SEPARATOR = re.compile(
    r"\s+[|\-–—:·•»«/>~*]{1,2}\s+|\s*[|｜ㅣ│»«]\s*|\s*[：]\s*|:\s+|(?<=[^\s\d])-(?=[^\s\d])|\s[-–—](?=\w)"
)
_MARK = re.compile(r"[|\-–—:·•»«/>~*｜ㅣ│：]")  # there is one in every separator
_GENERIC_SEPARATOR = re.compile(r"\s+[|–—·•»]\s+|\s+-\s+|\s*[|｜ㅣ│]\s*")
_HOST_NOISE = frozenset(
    ("www", "com", "org", "net", "co", "m", "amp", "news", "online", "the", "de", "en", "gov", "edu")
)
_KICKER = re.compile(
    r"kicker|overline|topline|top-line|roofline|dachzeile|spitzmarke|antetitulo|eyebrow|supertitle|pre-?title|label|badge"
    r"|visually-?hidden|sr-only|screen-?reader|premium|category|section|icon|tag(?![a-z])|topic|subtitle|flag"
)


@dataclass(slots=True)
class Headline:
    """The headline found: `source` tells where, `alternative` another one, `others` every further candidate.

    `element` is the heading on the page, None where the page shows none;
    `candidates` are all that were found, as (source, text).
    """

    text: str | None = None
    source: str = "text"
    alternative: str | None = None
    others: list[str] = field(default_factory=list)
    element: _Element | None = None
    candidates: tuple[tuple[str, str], ...] = ()


def read_headline(
    page: Page, structured: Structured, sites: list[str], hint: str | None, rules: list[str]
) -> Headline:
    """Return the headline of a page's article.

    The heading that readers see goes first, when it speaks of what the page's
    data speaks of; `sites` are the names that its site goes by, `hint` is the
    headline that a feed gave, `rules` what the outlet's own selector found.
    """
    stated = _stated(page, structured, sites)
    element, shown = _heading(page, structured, [t for t, _ in stated], sites)
    found = [(clean(r), "rules") for r in rules[:1]]
    found += [(shown, "text")] if shown else []
    found += stated
    if hint:
        found.append((cut_site_name(clean(hint), sites), "feed"))
    found = [(t, s) for t, s in found if t]
    if not found:
        return Headline(element=element)
    best, source = found[0]
    others = list(dict.fromkeys(t for t, _ in found[1:] if letters(t) != letters(best)))
    candidates = tuple((s, t) for t, s in found)
    return Headline(best, source, _alternative(found, best), others, element, candidates)


def _stated(page: Page, structured: Structured, sites: list[str]) -> list[tuple[str, str]]:
    """Return the headlines that the page's data states, best first, without the site's name."""
    found = [(t, "json-ld") for t in texts(structured.get("headline"))[:1]]
    found += [(t, "microdata") for t in texts(structured.micro("headline"))[:1]]
    found += [(t, "opengraph") for t in page.meta.get("og:title", ())[:1]]
    found += [(t, "meta") for t in page.meta.get("twitter:title", ())[:1]]
    found += [(t, "json-ld") for t in texts(structured.get("alternativeHeadline"))[:1]]
    title = next((text_of(e) for e in page.heads["title"]), "")
    # Once for each: they are the same text more often than not.
    short = {t: cut_site_name(clean(t), sites) for t in {title, *(t for t, _ in found)}}
    cut = [(short[t], source) for t, source in found]
    plain = short[title]
    if not cut and plain == clean(title):
        plain = _cut_last_part(plain)
    cut.append((plain, "meta"))
    known = {letters(site) for site in sites}
    return [(t, source) for t, source in cut if letters(t) and letters(t) not in known]


def _alternative(found: list[tuple[str, str]], best: str) -> str | None:
    """Return the other headline: one that two places agree on, else the first that truly differs."""
    others = [t for t, _ in found if letters(t) != letters(best) and not _is_part(t, best)]
    counted = [t for t in others if sum(letters(o) == letters(t) for o in others) > 1]
    opengraph = [t for t, s in found if s == "opengraph" and t in others]
    return next(iter([*counted, *opengraph, *others]), None)


def _is_part(other: str, best: str) -> bool:
    """Tell whether a text is only a piece cut off the headline: "Storm hits the co..."."""
    return other.endswith(("...", "…")) and letters(best).startswith(letters(other))


def _heading(
    page: Page, structured: Structured, stated: list[str], sites: list[str]
) -> tuple[_Element | None, str]:
    marks = structured.marks
    elements = [e for e in marks.tag("h1")[:20] if text_of(e, limit=MAX_HEADLINE + 1)]
    best = _best_of(elements, stated, sites)
    if best is None:
        named = [e for e in marks.role("headline")[:20] if e.tag in ("h2", "h3", "div", "span", "p", "h4")]
        near = [*named, *islice(page.root.iter("h2", "h3"), 20)]
        best = next((e for e in near if _matches(text_of(e, limit=MAX_HEADLINE + 1), stated)), None)
    if best is None:
        return None, ""
    return best, _text_of_heading(best, stated)


def _matches(shown: str, stated: list[str]) -> bool:
    key = letters(shown)
    return any(key == k or (len(k) > WHOLE and key.endswith(k)) for k in map(letters, stated) if key)


def _best_of(elements: list[_Element], stated: list[str], sites: list[str]) -> _Element | None:
    """Return the h1 that shares most words with the stated headlines; a long lone one need share none."""
    known = {letters(site) for site in sites}
    rated = []
    for place, element in enumerate(elements):
        shown = clean(text_of(element, " ", MAX_HEADLINE))
        if letters(shown) in known:
            continue
        rated.append((max((_likeness(shown, s) for s in stated), default=0.0), len(shown) > 20, -place))
        if rated[-1][0] == 1.0:
            return element
    if not rated:
        return None
    likeness, long, place = max(rated)
    if likeness < 0.15 and stated and not (long and len(rated) == 1):
        return None
    return elements[-place]


def _likeness(one: str, other: str) -> float:
    """Return how much two headlines share, 0 to 1: of words, or of pairs of characters."""
    first, second = letters(one), letters(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    if first in second or second in first:
        return 0.5 + 0.49 * min(len(first), len(second)) / max(len(first), len(second))
    a, b = _units(one), _units(other)
    return 0.98 * len(a & b) / max(1, min(len(a), len(b)))


def _units(shown: str) -> set[str]:
    words = set(_LETTERS.split(shown.casefold())) - {""}
    if len(words) < 3:
        joined = letters(shown)
        return {joined[i : i + 2] for i in range(len(joined) - 1)}
    return words


def _text_of_heading(element: _Element, stated: list[str]) -> str:
    """Return a heading's text as the page's data spells it, if it does: kicker or none, spaces or none."""
    whole, spaced, bare = (
        clean(t) for t in (text_of(element), text_of(element, " "), _without_kicker(element))
    )
    exact = {s.casefold() for s in stated}
    for variant in (whole, spaced, bare):
        if variant and variant.casefold() in exact:
            return variant
    for variant in (whole, bare):
        for statement in stated:
            if letters(statement) == letters(variant) and statement.count(" ") > variant.count(" "):
                return statement  # inline parts that the style sheet sets apart run together in the text
    return whole if len(whole) <= MAX_HEADLINE else whole[:MAX_HEADLINE]


def _without_kicker(element: _Element) -> str:
    kept = [element.text or ""]
    for child in element:
        names = f"{child.get('class') or ''} {child.tag if isinstance(child.tag, str) else ''}".lower()
        if isinstance(child.tag, str) and not _KICKER.search(names):
            kept.append(text_of(child) or (" " if child.tag == "br" else ""))
        kept.append(child.tail or "")
    return " ".join("".join(kept).split()).lstrip(":–-| ")


def clean(shown: str | None) -> str:
    """Return a headline as one line, nothing invisible in it, entities escaped twice read."""
    if not shown:
        return ""
    if "&" in shown:
        shown = unescape(shown)
    if not shown.isascii():
        shown = _INVISIBLE.sub("", shown)
    return " ".join(shown.split())


@lru_cache(maxsize=4096)
def letters(shown: str) -> str:
    """Return only the letters and digits of a text, for comparing."""
    return _LETTERS.sub("", _INVISIBLE.sub("", shown).casefold())


def site_names(page: Page, structured: Structured, outlet: Outlet) -> list[str]:
    """Return the names that a site goes by: what its data says, the outlet's names, its host's labels."""
    names = [outlet.publisher or "", *outlet.names]
    for key in (
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "twitter:app:name:iphone",
        "publisher",
    ):
        names += page.meta.get(key, ())[:1]
    names += texts(structured.resolve(structured.get("publisher")))[:1]
    names += _website_names(structured)
    host = urlsplit(page.url).hostname or ""
    names += [label for label in host.split(".")[:-1] if label not in _HOST_NOISE and len(label) > 1]
    names.append(host.removeprefix("www."))
    return [n for n in dict.fromkeys(clean(n) for n in names if isinstance(n, str)) if n and len(n) < 80]


def cut_site_name(title: str, sites: list[str]) -> str:
    """Return a title without the site's name at its end or start ("Title | Site", "Site - Title")."""
    title = title[: 2 * MAX_HEADLINE]
    if not _MARK.search(title):
        return title
    known = [key for site in sites if len(key := letters(site)) > 1]
    for _ in range(3):
        parts = list(_SEPARATOR.finditer(title))
        if not parts:
            break
        if _is_site(title[parts[-1].end() :], known) and parts[-1].start() > 3:
            title = title[: parts[-1].start()].rstrip()
        elif len(parts) > 1 and _is_site(title[parts[-2].end() :], known) and parts[-2].start() > 3:
            title = title[
                : parts[-2].start()
            ].rstrip()  # "Title | Daily - News": the name holds a separator itself
        elif _is_site(title[: parts[0].start()], known) and len(title) - parts[0].end() > 10:
            title = title[parts[0].end() :].lstrip()
        else:
            break
    return title


def _is_site(part: str, known: list[str]) -> bool:
    """Tell whether a part of a title is the site's name: equal to one, or one with few letters around it."""
    key = letters(part)
    if not key or len(key) > 50:
        return False
    for name in known:
        if key == name or (len(name) > 3 and key.startswith(name) and len(key) <= len(name) + 12):
            return True
        if len(key) > 3 and name.startswith(key) and len(part.split()) <= 4 and len(key) * 2 >= len(name):
            return True
        if len(name) > 2 and key.endswith(name) and len(key) <= len(name) + 8 and len(part.split()) <= 4:
            return True
    words = [letters(w) for w in part.split()]
    return len(words) <= 3 and any(w in known and len(w) > 2 for w in words)


def _cut_last_part(title: str) -> str:
    """Cut what looks like a site's name where nothing tells the name: a last part of three words at most."""
    parts = list(_GENERIC_SEPARATOR.finditer(title))
    if not parts:
        return title
    last = title[parts[-1].end() :]
    if parts[-1].start() > 15 and len(last.split()) <= 3 and len(last) < 30:
        return title[: parts[-1].start()].rstrip()
    return title


def publisher_of(page: Page, structured: Structured) -> tuple[str | None, str | None]:
    """Return the publisher as the page names it, and what did: og:site_name, else JSON-LD, else meta."""
    stated = texts(structured.resolve(structured.get("publisher")))[:1]
    for names, source in (
        (page.meta.get("og:site_name", ())[:1], "opengraph"),
        ([*stated, *_website_names(structured)], "json-ld"),
        (page.meta.get("application-name", ())[:1], "meta"),
    ):
        for name in map(clean, names):
            if name and len(name) <= MAX_HEADLINE and not name.startswith("http"):
                return name, source
    return None, None


def _website_names(structured: Structured) -> list[str]:
    sites = (node for node in structured.nodes[:30] if "WebSite" in types_of(node))
    return [name for node in sites for name in texts(node.get("name"))[:1]]
