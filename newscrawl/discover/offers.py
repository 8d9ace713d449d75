"""What a site offers to be read by: what its pages, feeds and sitemaps say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from newscrawl.discover import Candidate, Fault, Finding, Source
from newscrawl.discover.addresses import absolute
from newscrawl.discover.shapes import article_shape
from newscrawl.discover.site import is_article_address
from newscrawl.extract.page import Page
from newscrawl.normalise.addresses import clean_url

_API = "https://api.w.org/"
_NAME = 4  # words that the name of a paper has at most
_PARTS = re.compile(r"\s[-–—|:·]\s|[|:,]")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What one page says of its site and of its twins; all may be None."""

    publisher: str | None = None
    language: str | None = None
    canonical: str | None = None
    amp: str | None = None
    is_wordpress: bool = False


@dataclass(frozen=True, slots=True)
class Announcer:
    """A feed or sitemap that was read: the articles it tells of, its children, the newest date."""

    source: Source
    articles: tuple[str, ...] = ()
    children: tuple[Source, ...] = ()
    newest: datetime | None = None
    fault: str | None = None

    @property
    def works(self) -> bool:
        return bool(self.articles or self.children)


@dataclass(slots=True)
class Offer:
    """What was found at a site; `home` is its front page, `fault` why that is no page."""

    home: str
    facts: PageFacts = field(default_factory=PageFacts)
    announcers: list[Announcer] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)  # articles that its pages link to
    canonical: str | None = None
    amp: str | None = None
    fault: str | None = None

    @property
    def articles(self) -> list[str]:
        """The addresses that surely are articles', of what tells of them best.

        Those of feeds and news sitemaps, else what pages link to, else what
        looks like one in a plain sitemap, which names every page.
        """
        told = [url for a in self.announcers if a.source.kind != "sitemap" for url in a.articles]
        named = (url for a in self.announcers for url in a.articles if is_article_address(url))
        return list(dict.fromkeys(clean_url(url) or url for url in told or self.linked or named))

    @property
    def pattern(self) -> str | None:
        """What the addresses of its articles share."""
        return article_shape(self.articles)

    def of_kind(self, kind: str) -> list[str]:
        """Return the addresses of the feeds or sitemaps of a kind that work."""
        return [a.source.url for a in self.announcers if a.source.kind == kind and a.works]


def page_facts(body: bytes, *, url: str, content_type: str | None = None) -> PageFacts:
    """Return what a page says of its site's name, language and system, and of its twins."""
    page = Page(body, url, content_type)
    links = {rel: link for link in page.root.iter("link") for rel in (link.get("rel") or "").lower().split()}
    names = [name for key in ("og:site_name", "application-name") for name in page.meta.get(key, [])]
    return PageFacts(
        publisher=next((" ".join(name.split()) for name in names if name.strip()), None) or _title(page),
        language=page.html_lang,
        canonical=_address(links.get("canonical"), page),
        amp=_address(links.get("amphtml"), page),
        is_wordpress=_API in links or "/wp-content/" in page.text,
    )


def announcer_of(source: Source, findings: Iterable[Finding]) -> Announcer:
    """Return a source as it turned out: a sitemap with news in it is a news sitemap, whatever its name."""
    found = list(findings)
    told = [finding for finding in found if isinstance(finding, Candidate)]
    kinds = {candidate.kind for candidate in told}
    if source.kind in ("sitemap", "news_sitemap"):
        is_news = "news_sitemap" in kinds or (source.kind == "news_sitemap" and not told)
        source = Source(source.url, "news_sitemap" if is_news else "sitemap", source.modified)
    faults = [finding.reason for finding in found if isinstance(finding, Fault)]
    return Announcer(
        source,
        articles=tuple(candidate.url for candidate in told),
        children=tuple(finding for finding in found if isinstance(finding, Source)),
        newest=max((candidate.date for candidate in told if candidate.date), default=None),
        fault="; ".join(faults) or None,
    )


def _title(page: Page) -> str | None:
    """Return a page's title that is no more than a name."""
    title = next((" ".join("".join(map(str, e.itertext())).split()) for e in page.heads["title"]), "")
    return title if title and len(title.split()) <= _NAME and not _PARTS.search(title) else None


def _address(link: etree._Element | None, page: Page) -> str | None:
    return absolute(link.get("href"), page.base_url) if link is not None else None
