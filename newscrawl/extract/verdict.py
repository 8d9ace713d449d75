"""Is a page an article at all?  Section, tag, search and error pages, bare galleries and videos are none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from newscrawl.extract.body import Body
from newscrawl.extract.boilerplate import folded
from newscrawl.extract.fields import Fields
from newscrawl.extract.page import Page
from newscrawl.extract.structured import Structured
from newscrawl.extract.wordlists import words_of
from newscrawl.normalise.addresses import is_home

SHORT = 250  # characters of text below which a page needs other marks of an article
LEAST = 60
# What addresses call pages that list articles, as the first part of the path or the last but one.
_LISTING_NAMES = """
tag tags tagged tema temas topic topics thema themen category categories categoria kategorie kategoria
kategori rubrik rubrique section search suche recherche buscar busqueda ricerca zoeken szukaj poisk
poshuk author authors autor auteur autore autoren avtor page archive archives archiv archiwum all
etiqueta etiquetas label labels hashtag keyword keywords sujet dossier latest most-read popular
"""
_LISTING_PARTS = frozenset(_LISTING_NAMES.split())
_SEARCH_KEYS = re.compile(r"(?:^|&)(?:s|q|query|search|suche|text|keyword)=", re.IGNORECASE)
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
    length = sum(map(len, body.paragraphs)) + len(body.standfirst or "")
    listing = _listing_reason(page, structured)
    marks = _marks(page, structured, fields)
    no_page = _no_page_title(page, fields)
    if no_page and length < 1500:
        return Verdict(False, f"titled “{no_page}”")
    if not body.paragraphs:
        return Verdict(False, _empty_reason(structured, fields))
    if listing and not (marks >= 3 and length >= SHORT):
        return Verdict(False, listing)
    if length < SHORT and (length < LEAST or marks < 3):
        return Verdict(False, f"only {length} characters of text")
    if _is_list_of_links(body, length, marks):
        return Verdict(False, f"{body.links} of {body.blocks} blocks are links, {length} characters of text")
    return Verdict(True, f"{length} characters of text in {len(body.paragraphs)} paragraphs")


def _marks(page: Page, structured: Structured, fields: Fields) -> int:
    """Count what speaks for an article: its structured data, og:type, a date, a headline, an author."""
    types = {value.strip().lower() for value in page.meta.get("og:type", ())}
    return (
        2 * bool(structured.article or structured.micro_articles)
        + ("article" in types)
        + bool(fields.date_published)
        + bool(fields.headline)
        + bool(fields.authors)
    )


def _is_list_of_links(body: Body, length: int, marks: int) -> bool:
    if marks >= 3 or length > 2000:
        return False
    return body.links > 0.6 * body.blocks and body.links > 30 and length < 60 * body.links


def _listing_reason(page: Page, structured: Structured) -> str | None:
    if is_home(page.url) and structured.article is None:
        return "front page"
    body = page.root.find("body")
    classes = (body.get("class") or "").split() if body is not None else []
    if not {"single", "single-post"} & set(classes):
        named = next((_BODY_CLASSES[name] for name in classes if name in _BODY_CLASSES), None)
        if named:
            return named
    typed = next((said for name, said in _PAGE_TYPES.items() if name in structured.page_types), None)
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
    if path and len(path) <= 3 and path[0] in _LISTING_PARTS and not _has_long_slug(path[-1]):
        return f"address of a list of articles (/{path[0]}/)"
    if len(path) > 2 and path[-2] == "page" and path[-1].isdigit():
        return "address of a list's further page"
    return None


def _has_long_slug(part: str) -> bool:
    return part.count("-") >= 4 or bool(re.search(r"\d{5,}", part))


@cache
def _no_page_words() -> tuple[str, ...]:
    return words_of("boilerplate", "no_article")


def _no_page_title(page: Page, fields: Fields) -> str | None:
    title = page.heads["title"][0].text if page.heads["title"] else None
    for said in (title, fields.headline):
        text = folded(said or "")[:120]
        if len(text) < 90 and any(_stands_in(word, text) for word in _no_page_words()):
            return " ".join((said or "").split())[:60]
    return None


def _stands_in(word: str, title: str) -> bool:
    """Whether a title is such a word, but for the site's name: a headline may say "not found" too."""
    return word in title and (
        title == word or title.startswith((f"{word} ", f"{word}:", f"{word}!")) or title.endswith(f" {word}")
    )


def _empty_reason(structured: Structured, fields: Fields) -> str:
    types = {name for node in structured.nodes[:40] for name in _types(node)}
    if fields.videos or "VideoObject" in types:
        return "a video without text"
    if types & _GALLERY_TYPES or len(fields.images) > 5:
        return "pictures without text"
    return "no text found"


def _types(node: dict[str, object]) -> list[str]:
    said = node.get("@type")
    return [str(name) for name in said] if isinstance(said, list) else [str(said)]
