"""Is a page an article at all?  Section, tag, search and error pages, bare galleries and videos are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from newscrawl.extract import NO_TEXT
from newscrawl.extract.body import Body
from newscrawl.extract.fields import Fields
from newscrawl.extract.layout import OWN, weight
from newscrawl.extract.page import Page
from newscrawl.extract.phrases import folded
from newscrawl.extract.structured import Structured
from newscrawl.extract.structured_values import address, types_of
from newscrawl.extract.verdict_lists import SHORT, Case, list_reason
from newscrawl.extract.wordlists import words_of
from newscrawl.normalise.addresses import address_key, clean_url, is_home

UNMARKED = 400  # characters of text below which a page without headline and marks of an article is none
FLASH = 100  # enough under the page's own headline, with a date
LEAST = 60
# What addresses call pages that list articles, as the first part of the path or the last but one.
_LISTING_NAMES = """
tag tags tagged tema temas topic topics thema themen category categories categoria kategorie kategoria
kategori rubrik rubrique section search suche recherche buscar busqueda ricerca zoeken szukaj poisk
poshuk video videos gallery galleries galerie galeria fotos photos bilder pictures podcast podcasts
newsletter newsletters events agenda author authors autor auteur autore autoren avtor page archive
archives archiv archiwum all etiqueta etiquetas label labels hashtag keyword keywords sujet dossier latest
most-read popular
"""
_LISTING_PARTS = frozenset(_LISTING_NAMES.split())
_SEARCH_KEYS = re.compile(r"(?:^|&)(?:s|q|query|search|suche|text|keyword)=", re.IGNORECASE)
_PAGE_KEYS = re.compile(r"(?:^|&)(?:page|paged|seite|pg|offset|start)=\d+(?:&|$)", re.IGNORECASE)
_BODY_CLASSES = {
    "home": "front page", "archive": "archive", "category": "category page", "tag": "tag page",
    "search": "search page", "search-results": "search page", "error404": "error page",
    "post-type-archive": "archive",
}  # fmt: skip
_PAGE_TYPES = {
    "CollectionPage": "a collection page", "SearchResultsPage": "a search page",
    "ProfilePage": "a profile page", "ContactPage": "a contact page", "AboutPage": "an about page",
}  # fmt: skip
_GALLERY_TYPES = frozenset(("ImageGallery", "MediaGallery", "VideoGallery", "VideoObject"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page is an article, and why, in words for `why`."""

    is_article: bool
    reason: str


def judge(page: Page, structured: Structured, fields: Fields, body: Body) -> Verdict:
    """Judge a page by its address, what it says it is, its title, and the text found."""
    length = sum(map(weight, body.paragraphs)) + weight(body.standfirst or "")
    if (
        is_home(page.url)
        and not _has_data(page, structured)
        and all(map(is_home, _stated_addresses(page, structured)))
    ):
        return Verdict(False, "front page")
    listing = _listing_reason(page, structured)
    marks = _marks(page, structured, fields, body)
    no_page = _no_page_title(page, fields)
    if no_page and length < 1500:
        return Verdict(False, f"titled “{no_page}”")
    if not body.paragraphs:
        return Verdict(False, _empty_reason(structured, fields))
    if listing and not (marks >= 3 and length >= SHORT):
        return Verdict(False, listing)
    case = Case(body.paragraphs, length, marks, _is_titled(page, fields), body.layout)
    if _is_too_short(case):
        return Verdict(False, f"only {length:.0f} characters of text")
    if said := list_reason(case):
        return Verdict(False, said)
    return Verdict(True, f"{length:.0f} characters of text in {len(body.paragraphs)} paragraphs")


def _is_too_short(case: Case) -> bool:
    if case.length >= (SHORT if case.marks > 1 or case.is_headed else UNMARKED):
        return False
    if case.marks >= 3:
        return case.length < LEAST
    return not case.is_headed or case.length < (FLASH if case.marks == 2 else 2 * FLASH)


def _marks(page: Page, structured: Structured, fields: Fields, body: Body) -> int:
    """Count what speaks for an article: its structured data, og:type, a date, a headline, an author.

    A date or a name that only the text has counts beneath the page's own
    headline; elsewhere it may be some teaser's.
    """
    types = {value.strip().lower() for value in page.meta.get("og:type", ())}
    has_data = _has_data(page, structured)
    doubtful = _doubtful(structured, has_data, body)
    told = [("date_published", fields.date_published), ("authors", fields.authors)]
    return (
        2 * (has_data or bool(structured.micro_articles))
        + ("article" in types)
        + bool(fields.headline)
        + sum(bool(value) and fields.provenance.get(name) not in doubtful for name, value in told)
    )


def _doubtful(structured: Structured, has_data: bool, body: Body) -> set[str]:
    """Return the sources whose date and name may be those of a list's first story."""
    found = set()
    if structured.article is not None and not has_data:
        found.add("json-ld")
    if body.layout.head != "own":
        found.add("text")
    return found


def _has_data(page: Page, structured: Structured) -> bool:
    """Whether JSON-LD describes an article that is this page, not the first of a list."""
    if structured.article is None:
        return False
    claimed = address(structured.article.get("url")) or address(structured.article.get("mainEntityOfPage"))
    if not claimed or not claimed.startswith("http") or claimed == page.url:
        return True
    return address_key(claimed) in {
        address_key(url) for url in (page.url, *_stated_addresses(page, structured))
    }


def _stated_addresses(page: Page, structured: Structured) -> list[str]:
    """Return what the page calls its own address: its canonical link and og:url."""
    stated = (*structured.canonical_links, *page.meta.get("og:url", ()))
    return [url for raw in stated if raw and (url := clean_url(raw, page.url))]


def _is_titled(page: Page, fields: Fields) -> bool:
    """Whether the page's title names the article; data of a list's first story has another headline."""
    title = page.heads["title"][0].text if page.heads["title"] else None
    said = fields.headline or ""
    return weight(said) >= OWN and said in (title or "")


def _listing_reason(page: Page, structured: Structured) -> str | None:
    body = page.root.find("body")
    classes = (body.get("class") or "").split() if body is not None else []
    if not {"single", "single-post"} & set(classes):
        named = next((_BODY_CLASSES[name] for name in classes if name in _BODY_CLASSES), None)
        if named:
            return named
    types = structured.page_types
    typed = next((said for name, said in _PAGE_TYPES.items() if name in types), None)
    if typed and structured.article is None:
        return f"says it is {typed}"
    return _address_reason(page.url)


def _address_reason(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path = [part for part in unquote(parts.path).lower().split("/") if part]
    if _SEARCH_KEYS.search(parts.query) and len(path) <= 1:
        return "address of a search"
    if _PAGE_KEYS.search(parts.query):
        return "address of a list's further page"
    if path and len(path) <= 3 and path[0] in _LISTING_PARTS and not _has_long_slug(path[-1]):
        return f"address of a list of articles (/{path[0]}/)"
    if len(path) > 2 and path[-2] == "page" and path[-1].isdigit():
        return "address of a list's further page"
    return None


def _has_long_slug(part: str) -> bool:
    return part.count("-") + part.count("_") >= 4 or bool(re.search(r"\d{5,}", part))


@cache
def _no_page() -> re.Pattern[str]:
    """Such words make up a title, but for the site's name: a headline may say "not found" too."""
    words = "|".join(map(re.escape, words_of("boilerplate", "no_article")))
    return re.compile(f"^(?:{words})(?=[ :!]|$)|(?<= )(?:{words})$")


def _no_page_title(page: Page, fields: Fields) -> str | None:
    title = page.heads["title"][0].text if page.heads["title"] else None
    for said in (title, fields.headline):
        text = folded(said or "")[:120]
        if len(text) < 90 and _no_page().search(text):
            return " ".join((said or "").split())[:60]
    return None


def _empty_reason(structured: Structured, fields: Fields) -> str:
    types = {name for node in structured.nodes[:40] for name in types_of(node)}
    if fields.videos or "VideoObject" in types:
        return "a video without text"
    if types & _GALLERY_TYPES or len(fields.images) > 5:
        return "pictures without text"
    return NO_TEXT
