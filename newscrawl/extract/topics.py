"""What sort of article it is: its type, section, keywords and the language that its page names."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from newscrawl.extract.headline import clean, letters
from newscrawl.extract.markup import is_elsewhere, text_of
from newscrawl.extract.structured import Structured, is_article, members
from newscrawl.extract.structured_values import as_list, text, texts, types_of

if TYPE_CHECKING:
    from newscrawl.extract.page import Page

MAX_KEYWORDS = 50
MAX_KEYWORD = 100
_SECTION_META = (
    "article:section",
    "og:article:section",
    "section",
    "parsely-section",
    "sailthru.section",
    "cxenseparse:category",
)
_KEYWORD_META = (
    "article:tag",
    "og:article:tag",
    "news_keywords",
    "parsely-tags",
    "keywords",
    "sailthru.tags",
)
_SPLIT = re.compile("[,;，、]")
_TYPES = {"article": "Article", "newsarticle": "NewsArticle"}
_LANGUAGE = re.compile(
    r"\A([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[-_.@].*)?\Z", re.IGNORECASE
)
_RANK = (
    "LiveBlogPosting",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "ReviewNewsArticle",
    "BackgroundNewsArticle",
)


def read_type(page: Page, structured: Structured) -> tuple[str | None, str | None]:
    """Return schema.org's most telling type of those given for the article, and its source."""
    for nodes, source in ((structured.articles, "json-ld"), (structured.micro_articles, "microdata")):
        found = [t for node in nodes if is_article(node) for t in types_of(node)]
        if found:
            best = next((t for t in _RANK if t in found), None) or next(
                (t for t in found if t not in ("Article", "CreativeWork", "Thing")), found[0]
            )
            return _TYPES.get(best.lower(), clean(best)[:MAX_KEYWORD]), source
    kinds = page.meta.get("og:type", ())
    return ("Article", "opengraph") if any("article" in kind.lower() for kind in kinds[:1]) else (None, None)


def read_section(page: Page, structured: Structured, rules: list[str]) -> tuple[str | None, str | None]:
    """Return the section that an article stands in, and what said so."""
    for value in rules[:1]:
        return clean(value), "rules"
    for values, source in (
        (structured.get("articleSection"), "json-ld"),
        (structured.micro("articleSection"), "microdata"),
    ):
        if section := _section(texts(values)):
            return section, source
    for name in _SECTION_META:
        if section := _section(page.meta.get(name, [])):
            return section, "opengraph" if ":" in name else "meta"
    return _of_breadcrumb(structured)


def _section(values: list[str]) -> str | None:
    for value in values:
        section = clean(value)
        if section and len(section) < 80 and not section.startswith("http"):
            return section
    return None


def _of_breadcrumb(structured: Structured) -> tuple[str | None, str | None]:
    """Return the first level below the front page of a BreadcrumbList."""
    for node in structured.nodes:
        if "BreadcrumbList" not in types_of(node):
            continue
        items = sorted(members(node.get("itemListElement")), key=_position)
        names = [
            name
            for item in items
            if (name := text(item.get("name")) or text(structured.resolve(item.get("item"))))
        ]
        if len(names) > 2:
            return _section(names[1:2]), "json-ld"
    return None, None


def _position(item: dict[str, Any]) -> int:
    stated = item.get("position")
    position = str(stated) if isinstance(stated, int | str) else ""
    return int(position) if position.isdecimal() and len(position) < 5 else 99


def read_keywords(page: Page, structured: Structured, rules: list[str]) -> tuple[list[str], str | None]:
    """Return the keywords, each once, at most fifty, and what gave them."""
    if rules:
        return _keywords(rules), "rules"
    for value, source in (
        (structured.get("keywords"), "json-ld"),
        (structured.micro("keywords"), "microdata"),
    ):
        if found := _keywords(texts(value)):
            return found, source
    for name in _KEYWORD_META:
        if found := _keywords(page.meta.get(name, [])):
            return found, "opengraph" if ":" in name else "meta"
    links = (
        a for e in structured.marks.role("tags") if not is_elsewhere(e, structured.marks) for a in e.iter("a")
    )
    tags = [a for a in islice(links, MAX_KEYWORDS) if "tag" in (a.get("href") or "").lower()]
    found = _keywords([text_of(a, " ", MAX_KEYWORD) for a in tags])
    return found, "text" if found else None


def _keywords(values: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for value in values:
        for keyword in _SPLIT.split(value[:4000]) if len(value) > 3 else [value]:
            keyword = clean(keyword).strip("#\"' ")
            if 1 < len(keyword) <= MAX_KEYWORD:
                found.setdefault(letters(keyword), keyword)
        if len(found) > MAX_KEYWORDS:
            break
    return list(found.values())[:MAX_KEYWORDS]


def read_language(page: Page, structured: Structured) -> tuple[str | None, str | None]:
    """Return the page's word for its language, and what gave it: inLanguage, html lang, og:locale, meta."""
    named = as_list(structured.get("inLanguage"))[:1]
    stated = [(text(structured.resolve(v), ("alternateName", "name", "@id")), "json-ld") for v in named]
    stated.append((page.html_lang, "meta"))
    for name in ("og:locale", "content-language", "language", "dc.language"):
        source = "opengraph" if name == "og:locale" else "meta"
        stated += [(value, source) for value in page.meta.get(name, ())[:1]]
    tags = ((language_tag(value), source) for value, source in stated if value)
    return next(((tag, source) for tag, source in tags if tag), (None, None))


def language_tag(value: str) -> str | None:
    """Return a language as BCP 47 spells it ("en_us" → "en-US"); None for what names none."""
    match = _LANGUAGE.match(value.strip())
    if not match:
        return None
    parts = [match[1].lower()]
    if match[2]:
        parts.append(match[2].title())
    if match[3]:
        parts.append(match[3].upper())
    return "-".join(parts)
