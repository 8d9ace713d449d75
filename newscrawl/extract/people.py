"""Who wrote an article: persons and organisations, with address and biography where the page gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lxml.etree import _Element

from newscrawl.extract.biographies import biography_text, read_boxes
from newscrawl.extract.bylines import MAX_BYLINE, byline_names
from newscrawl.extract.headline import letters
from newscrawl.extract.markup import Marks, text_of
from newscrawl.extract.organizations import is_desk, is_organization
from newscrawl.extract.people_names import MAX_NAMES, clean_name, has_prefix, has_role, is_role, names_in
from newscrawl.extract.structured import Structured
from newscrawl.extract.structured_values import as_list, text, types_of
from newscrawl.extract.wordlists import language_of
from newscrawl.items import Author
from newscrawl.normalise.addresses import clean_url

if TYPE_CHECKING:
    from newscrawl.extract.page import Page

_META_AUTHORS = (
    "author", "article:author", "parsely-author", "article:author_name", "og:author", "sailthru.author",
    "byl", "authors", "cxenseparse:author", "mrf:authors", "article:byline", "dcterms.creator",
    "dc.creator", "article.author", "creator", "dable:author", "lp.article:author", "rnews:author",
    "author_name", "citation_author",
)  # fmt: skip
_ADDRESS = re.compile(r"https?:|www\.|^/|@")
_HANDLE = re.compile(r"\A[a-z0-9._-]+\Z")
_LAST_BRACKET = re.compile(r"\s*\([^)]*\)\s*\Z")
_SEVERAL = re.compile(r"[,;|/–—(]|\s-\s")


def read_authors(
    page: Page, structured: Structured, sites: list[str], rules: list[str]
) -> tuple[list[Author], str | None]:
    """Return the authors and where their names came from; ([], None) when the page names none.

    JSON-LD, microdata, meta and bylines in the text are asked in this order;
    a source that names only the outlet itself (one of `sites`) or its desk
    gives way to one that names a person.
    """
    language = language_of(page.html_lang)
    known = frozenset(letters(s) for s in sites)
    first: tuple[list[Author], str | None] = ([], None)
    for source, authors in _sources(page, structured, rules, language, known):
        if not authors:
            continue
        if source != "text" and not first[0]:
            first = (authors, source)
        if any(a.type == "person" for a in authors):
            first = (authors, source)
            break
        if not first[0]:
            first = (authors, source)
    authors = _without_outlet(_with_others(first[0], structured.marks, language, known), known)
    _add_details(authors, page, structured)
    return authors, first[1]


def _with_others(
    authors: list[Author], marks: Marks, language: str | None, known: frozenset[str]
) -> list[Author]:
    """Add those who sign beside the one whom the data names: templates state the first of several."""
    if len(authors) != 1 or len(marks.rel_author) < 2:
        return authors
    stated = authors[0]
    signed: list[Author] = []
    for author in _authors(byline_names(marks, language), known):
        if letters(author.name) == letters(stated.name):
            signed.append(stated)
        elif letters(stated.name) not in letters(author.name):  # not "About NAME"
            signed.append(author)
    return signed if stated in signed else authors


def author_candidates(
    page: Page, structured: Structured, sites: list[str], rules: list[str]
) -> list[tuple[str, str]]:
    """Return the names that each source gives, as (source, names); for --explain, as it asks them all."""
    language = language_of(page.html_lang)
    known = frozenset(letters(s) for s in sites)
    return [
        (source, ", ".join(a.name for a in authors))
        for source, authors in _sources(page, structured, rules, language, known)
        if authors
    ]


def _without_outlet(authors: list[Author], known: frozenset[str]) -> list[Author]:
    """Leave out the outlet itself where a person signs too."""
    if all(a.type != "person" for a in authors):
        return authors
    return [a for a in authors if letters(a.name) not in known]


def _sources(
    page: Page, structured: Structured, rules: list[str], language: str | None, known: frozenset[str]
) -> Iterable[tuple[str, list[Author]]]:
    def named(names: Iterable[str]) -> list[Author]:
        return _authors(names, known)

    if rules:
        yield "rules", named(n for rule in rules for n in names_in(rule, language))
    yield (
        "json-ld",
        _stated(structured, [structured.get("author"), structured.get("creator")], language, known),
    )
    yield "microdata", _stated(structured, [structured.micro("author")], language, known)
    yield "meta", named(_meta_names(page, language))
    yield "text", named(byline_names(structured.marks, language))


def _authors(names: Iterable[str], known: frozenset[str]) -> list[Author]:
    found: dict[str, Author] = {}
    for name in names:
        key = letters(name)
        if key and key not in found and len(found) < MAX_NAMES:
            found[key] = Author(name, type="organization" if is_organization(name, known) else "person")
    return list(found.values())


def _stated(
    structured: Structured, values: list[Any], language: str | None, known: frozenset[str]
) -> list[Author]:
    """Return authors from the author values of structured data, the first value that names any."""
    for value in values:
        found: dict[str, Author] = {}
        for member in as_list(value)[:MAX_NAMES]:
            for author in _of_member(structured, member, language, known):
                found.setdefault(letters(author.name), author)
        if found:
            return list(found.values())
    return []


def _of_member(
    structured: Structured, member: Any, language: str | None, known: frozenset[str]
) -> list[Author]:
    node = structured.resolve(member)
    if isinstance(node, str):
        return _authors(_stated_names(node, language), known)
    if not isinstance(node, dict):
        return []
    name = text(node.get("name")) or _joined_name(node)
    if name is None and isinstance(node.get("@element"), _Element):
        name = text_of(node["@element"], " ", MAX_BYLINE)
    if name is None:
        return []
    authors = _authors(_stated_names(name, language), known)
    types = types_of(node)
    organization = any("rganization" in name for name in types) and "Person" not in types
    for author in authors:
        if organization:
            author.type = "organization"
        if len(authors) == 1:
            author.url = _url_of(node)
            author.description = biography_text(text(node.get("description")))
    return authors


def _joined_name(node: dict[str, Any]) -> str | None:
    parts = [text(node.get("givenName")), text(node.get("familyName"))]
    return " ".join(p for p in parts if p) or None


def _url_of(node: dict[str, Any]) -> str | None:
    for key in ("url", "@id", "sameAs"):
        value = text(node.get(key))
        if value and value.startswith(("http", "/")) and "#" not in value:
            return value
    return None


def _stated_names(name: str, language: str | None) -> list[str]:
    """Return the names in a structured name: as it stands where it is one, split where it holds several."""
    name = " ".join(name.split())
    if not name or _ADDRESS.match(name) or len(name) > 400:
        return []
    names = [name] if is_desk(name) else names_in(name, language)
    if names == [name]:
        return names
    simple = (_LAST_BRACKET.sub("", name) if ")" in name else name).strip(" ,;")
    if not names:
        return [simple] if 1 < len(simple) < 60 else []
    if len(names) == 1 and not _SEVERAL.search(name) and not has_prefix(name, language):
        kept = clean_name(simple, language)
        if not simple.isascii() and has_role(simple):
            return names
        return [simple if kept is None or len(simple.split()) <= 4 else kept]
    return names


def _meta_names(page: Page, language: str | None) -> list[str]:
    """Return the names in the first meta element that names a person or an organisation."""
    for key in _META_AUTHORS:
        names: list[str] = []
        for value in page.meta.get(key, ())[:MAX_NAMES]:
            value = value.strip()
            if (
                value
                and not _ADDRESS.search(value)
                and not is_role(value, language)
                and not (_HANDLE.match(value) and "." not in value and len(value) > 4)
            ):
                names += (
                    _flipped(value)
                    if key in ("dc.creator", "citation_author")
                    else _stated_names(value, language)
                )
        if names:
            return names
    return []


def _flipped(name: str) -> list[str]:
    family, comma, given = name.partition(",")
    return [f"{given.strip()} {family.strip()}"] if comma and given.strip() and "," not in given else [name]


def _add_details(authors: list[Author], page: Page, structured: Structured) -> None:
    """Give authors the address of their page and the biography in a Person object or an author box."""
    for author in authors:
        key = letters(author.name)
        for node in structured.by_id.values():
            if "Person" in types_of(node) and letters((text(node.get("name")) or "")[:MAX_BYLINE]) == key:
                author.url = author.url or _url_of(node)
                author.description = author.description or biography_text(text(node.get("description")))
    persons = [a for a in authors if a.type == "person"]
    if persons:
        _link_pages(persons, structured.marks)
        read_boxes(persons, structured.marks)
    for author in authors:
        author.url = clean_url(author.url, page.base_url) if author.url else None


def _link_pages(authors: list[Author], marks: Marks) -> None:
    if all(author.url is not None for author in authors):
        return
    for element in [*marks.rel_author, *marks.role("byline")][:60]:
        link = element if element.tag == "a" else next(element.iter("a"), None)
        if (
            link is None
            or not link.get("href")
            or link.get("href", "").startswith(("#", "mailto:", "javascript:"))
        ):
            continue
        shown = letters(text_of(link, " ", 120))
        for author in authors:
            if author.url is None and letters(author.name) in shown:
                author.url = link.get("href")
