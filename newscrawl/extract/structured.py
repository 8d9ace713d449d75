"""Structured data of a page: JSON-LD and microdata, and which object is the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newscrawl.extract.markup import Marks
from newscrawl.extract.structured_json import load_json
from newscrawl.extract.structured_microdata import read_microdata
from newscrawl.extract.structured_values import Node, address, as_list, first_given, text, types_of
from newscrawl.normalise.addresses import address_key

if TYPE_CHECKING:
    from newscrawl.extract.page import Page

MAX_BLOCKS = 40
MAX_TOTAL = 6_000_000  # characters of JSON-LD on one page
MAX_OBJECTS = 20_000
MAX_DEPTH = 40
MAX_ARTICLES = 60

_HOLDERS = (dict, list)  # a parser of JSON makes no others
_CONTAINERS = ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf", "@list", "about")
_ARTICLE_TYPES = frozenset(
    (
        "article",
        "report",
        "blogposting",
        "liveblogposting",
        "socialmediaposting",
        "satiricalarticle",
        "review",
    )
)
_PAGE_TYPES = ("page", "website", "itemlist", "imagegallery", "mediagallery", "videogallery")


@dataclass(slots=True)
class Structured:
    """A page's structured data.

    `articles` are the JSON-LD objects that describe this page's article, best
    first (not those of related articles); `article` the best, None without
    one; `pages` WebPage and the like; `nodes` every typed object;
    `micro_articles` the same from microdata, `microdata` all its items;
    `marks` what the markup itself calls its parts; `canonical_links` the
    addresses that rel=canonical gives, as written.
    """

    nodes: list[Node] = field(default_factory=list)
    articles: list[Node] = field(default_factory=list)
    pages: list[Node] = field(default_factory=list)
    microdata: list[Node] = field(default_factory=list)
    micro_articles: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    canonical_links: list[str] = field(default_factory=list)

    @property
    def article(self) -> Node | None:
        """The JSON-LD object of this page's article, or None."""
        return self.articles[0] if self.articles else None

    @property
    def page_types(self) -> set[str]:
        """Names of what the page says it is: {"WebPage", "CollectionPage", "ItemList"}."""
        return {t for node in self.pages for t in types_of(node)}

    def get(self, key: str) -> Any:
        """Return the first value of a key that is not empty among the article's JSON-LD objects."""
        return first_given(self.articles, key)

    def micro(self, key: str) -> Any:
        """The same among the article's microdata."""
        return first_given(self.micro_articles, key)

    def resolve(self, value: Any) -> Any:
        """Return an object with what stands elsewhere on the page under its @id filled in."""
        if not isinstance(value, dict):
            return value
        key = value.get("@id")
        known = self.by_id.get(key) if isinstance(key, str) else None
        return {**known, **value} if known is not None and known is not value else value


def read_structured(page: Page) -> Structured:
    """Read the structured data of a page; broken blocks are mended or skipped, never raised."""
    found = Structured(marks=page.marks)
    for block in _blocks(page):
        _collect(load_json(block), found)
    found.canonical_links = canonical_links(page)
    addresses = _own_addresses(page, found.canonical_links)
    found.articles = _own_articles(found.nodes, addresses, page)
    found.pages = [node for node in found.nodes if _is_page(node)]
    found.microdata = read_microdata(found.marks.properties)
    found.micro_articles = _own_articles(found.microdata, addresses, page)
    if not found.micro_articles and found.microdata and "@type" not in found.microdata[-1]:
        found.micro_articles = found.microdata[-1:]  # properties that a template left without an item
    return found


def _blocks(page: Page) -> Iterator[str]:
    total = count = 0
    for script in page.heads["script"]:
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        count += 1
        total += len(script.text)
        if count > MAX_BLOCKS or total > MAX_TOTAL:
            return
        yield script.text


def _collect(value: Any, found: Structured) -> None:
    """Gather the objects of one block, breadth bounded, without recursion."""
    todo: list[tuple[Any, int, bool]] = [(value, 0, True)] if type(value) in _HOLDERS else []
    seen = 0
    while todo and seen < MAX_OBJECTS:
        value, depth, outer = todo.pop()
        seen += 1
        if type(value) is list:
            inner = [(v, depth + 1, outer) for v in value[:MAX_OBJECTS] if type(v) in _HOLDERS]
        elif depth < MAX_DEPTH:
            if outer or "@id" in value:
                _note(value, outer, found)
            inner = [
                (v, depth + 1, outer and k in _CONTAINERS) for k, v in value.items() if type(v) in _HOLDERS
            ]
        else:
            continue
        inner.reverse()
        todo += inner


def _note(node: Node, outer: bool, found: Structured) -> None:
    key = node.get("@id")
    if isinstance(key, str) and len(node) > 1 and len(node) > len(found.by_id.get(key, ())):
        found.by_id[key] = node
    if outer and node.get("@type"):
        found.nodes.append(node)


def is_article(node: Node) -> bool:
    """Tell whether a node's type is an article's: NewsArticle, LiveBlogPosting, Report …"""
    return any(t.lower() in _ARTICLE_TYPES or t.lower().endswith("article") for t in types_of(node))


def _is_page(node: Node) -> bool:
    return any(t.lower().endswith(_PAGE_TYPES) for t in types_of(node))


def canonical_links(page: Page) -> list[str]:
    """Return the addresses that the page's canonical links give, as written."""
    rels = ((link.get("rel") or "", link) for link in page.heads["link"])
    links = (link.get("href") for rel, link in rels if "canonical" in rel and "canonical" in rel.split())
    return [link for link in links if link]


def _own_addresses(page: Page, canonical: list[str]) -> set[str]:
    addresses = [page.url, *page.meta.get("og:url", [])[:2], *canonical]
    return {address_key(a) for a in set(addresses[:6]) if a}


def _own_articles(nodes: list[Node], addresses: set[str], page: Page) -> list[Node]:
    candidates = [node for node in nodes if is_article(node)][:MAX_ARTICLES]
    if not candidates:
        return []
    title = " ".join([*page.meta.get("og:title", [])[:1], *(t.text or "" for t in page.heads["title"])])
    ranked = sorted(((_fit(node, addresses, title), -i) for i, node in enumerate(candidates)), reverse=True)
    best = ranked[0][0]
    if best < 0 and len(candidates) > 1:
        return []  # a list of other articles: a section page, or only related ones
    return [candidates[-i] for score, i in ranked if score >= min(best, 5)]


def _fit(node: Node, addresses: set[str], title: str) -> int:
    """Score how well a node fits the page: its address 6, its headline 5, a point for each telling key."""
    score = sum(1 for key in ("headline", "datePublished", "author", "articleBody") if node.get(key))
    claimed = [a for key in ("url", "mainEntityOfPage", "@id") if (a := address(node.get(key)))]
    claimed = [a for a in claimed if a.startswith(("http", "//"))]
    matches = any(address_key(a) in addresses for a in claimed[:3])
    headline = text(node.get("headline")) or text(node.get("name"))
    fits = bool(headline and headline[:40].casefold() in title.casefold())
    if matches:
        score += 6
    if fits:
        score += 5
    if claimed and not matches and not fits:
        score -= 9
    return score


def members(value: Any) -> list[Node]:
    """Return the objects in a value, at most 200."""
    return [v for v in as_list(value) if isinstance(v, dict)]
