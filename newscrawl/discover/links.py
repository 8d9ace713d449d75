"""The links of a page: address, words, place; and the teaser that each one stands in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import cast

from cssselect import HTMLTranslator
from lxml import etree

from newscrawl.discover.addresses import absolute, on_site
from newscrawl.discover.dates import Stamp, parse_date
from newscrawl.discover.shapes import strength_of

MAX_LINKS = 5_000
_LEVELS = 12  # how far up a teaser is looked for
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TOP = frozenset({"html", "body", "main"})
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|breadcrumbs?|cookies?|social|share)(?:$|[\s_-])"
)
_ADVERTISING = re.compile(
    r"(?:^|[\s_-])(?:advert|advertising|advertisement|sponsored|promoted|реклама)(?:$|[\s_-])"
)
_DATED = re.compile(r"date|time|published", re.I)
_MAX_WORDS = 1_000
# How many words a link must have to be taken for an article's: outside a heading and in one, by the
# strength of its address.  Sections have one to three words, headlines mostly five and more.
_WORDS_WANTED: dict[bool, dict[int, int]] = {False: {2: 3, 1: 5}, True: {2: 2, 1: 3, 0: 4}}
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(slots=True)
class Link:
    """One address that a page links to, however often: its best words and all its places."""

    url: str
    text: str = ""
    in_heading: bool = False
    places: list[etree._Element] = field(default_factory=list)


def links_of(
    root: etree._Element, base: str, hosts: Collection[str], within: str | None = None
) -> list[Link]:
    """Return the links to pages of `hosts`, each address once, in the page's order; advertising left out.

    `within` is a CSS selector: of the links, or of elements that hold them.
    """
    links: dict[str, Link] = {}
    for anchor in islice(_anchors(root, within), MAX_LINKS):
        url = absolute(anchor.get("href"), base)
        if url and on_site(url, hosts) and "sponsored" not in (anchor.get("rel") or ""):
            link = links.setdefault(url, Link(url))
            link.places.append(anchor)
            _take_words(link, anchor)
    return list(links.values())


def looks_like_article(link: Link) -> bool:
    """Whether address, words and place together speak for an article."""
    wanted = _WORDS_WANTED[link.in_heading].get(strength_of(link.url), _MAX_WORDS)
    return _size(link.text) >= wanted and not in_chrome(link)


def in_chrome(link: Link) -> bool:
    """Whether all places of a link are navigation, footer or the like."""
    return all(any(map(_is_chrome, _upwards(place))) for place in link.places)


def teasers_of(links: Iterable[Link]) -> dict[str, etree._Element]:
    """Return for each address the largest element that links to no other of these addresses."""
    owners: dict[etree._Element, str | None] = {}
    links = list(links)
    for link in links:
        for place in link.places:
            for element in _upwards(place):
                if owners.setdefault(element, link.url) != link.url:
                    owners[element] = None
    return {link.url: _largest(link, owners) for link in links}


def date_in(teaser: etree._Element) -> Stamp | None:
    """Return the date that a teaser shows, in a time element or in what is named after date or time."""
    for element in islice(teaser.iter(etree.Element), 200):
        named = element.tag == "time" or _DATED.search(f"{element.get('class')} {element.get('itemprop')}")
        if named:
            for text in (element.get("datetime"), element.get("content"), _words(element)):
                if stamp := parse_date(text):
                    return stamp
    return None


def is_advertising(teaser: etree._Element) -> bool:
    """Whether something in a teaser is named after advertising."""
    return any(
        _ADVERTISING.search((element.get("class") or "").lower())
        for element in islice(teaser.iter(etree.Element), 200)
    )


def _anchors(root: etree._Element, within: str | None) -> Iterator[etree._Element]:
    if not within:
        yield from root.iter("a")
        return
    for element in cast("list[etree._Element]", _selector(within)(root)):
        yield from element.iter("a")


@lru_cache(maxsize=256)
def _selector(css: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(css))


def _take_words(link: Link, anchor: etree._Element) -> None:
    """Keep the best words that lead to an address: a heading's before a longer text before a picture's."""
    heading = next((element for element in _near_headings(anchor)), None)
    text = _words(anchor if heading is None or heading in _upwards(anchor) else heading)
    text = text or anchor.get("title") or anchor.get("aria-label") or _picture_text(anchor)
    better = len(text) > len(link.text) if (heading is not None) == link.in_heading else heading is not None
    if better and text:
        link.text, link.in_heading = text, heading is not None


def _near_headings(anchor: etree._Element) -> Iterator[etree._Element]:
    yield from (element for element in islice(_upwards(anchor), 4) if element.tag in _HEADINGS)
    yield from islice(anchor.iter(*_HEADINGS), 1)


def _picture_text(anchor: etree._Element) -> str:
    return next((image.get("alt") or "" for image in anchor.iter("img")), "")


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, islice(element.itertext(etree.Element), 100))).split())[:1000]


def _upwards(element: etree._Element) -> Iterator[etree._Element]:
    """Yield an element and those around it, up to twelve levels and never the body."""
    current: etree._Element | None = element
    for _ in range(_LEVELS):
        if current is None or current.tag in _TOP:
            return
        yield current
        current = current.getparent()


def _is_chrome(element: etree._Element) -> bool:
    if element.tag in {"nav", "footer"} or element.get("role") == "navigation":
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return bool(_CHROME.search(names))


def _largest(link: Link, owners: dict[etree._Element, str | None]) -> etree._Element:
    mine = [[e for e in _upwards(place) if owners[e] == link.url] for place in link.places]
    longest = max(mine, key=len)
    return longest[-1] if longest else link.places[0]


def _size(text: str) -> int:
    """Return how many words a text has; two ideographs count as one word."""
    return max(len(text.split()), len(_IDEOGRAPHS.findall(text)) // 2)
