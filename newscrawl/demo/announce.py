"""What announces the press's articles: RSS, Atom and JSON feeds, sitemaps, news sitemaps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from newscrawl.demo.site import ATOM, JSON_FEED, RSS, XML, Answer


@dataclass(frozen=True, slots=True)
class Notice:
    """An address as it is announced; times are aware."""

    url: str
    headline: str
    published: datetime
    modified: datetime | None = None
    summary: str = ""
    author: str = ""
    language: str = "en"
    html: str = ""

    @property
    def changed(self) -> datetime:
        return self.modified or self.published


def newest(notices: Iterable[Notice]) -> datetime | None:
    """Return the time of the latest change, None without notices."""
    return max((notice.changed for notice in notices), default=None)


def iso(moment: datetime) -> str:
    """Return an aware time as feeds and sitemaps write it."""
    return moment.isoformat(timespec="seconds")


def rss(title: str, home: str, notices: Sequence[Notice]) -> Answer:
    """Return an RSS 2.0 feed."""
    items = "".join(map(_rss_item, notices))
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{escape(title)}</title><link>{escape(home)}</link>\n{items}</channel></rss>"
    )
    return Answer(text.encode(), RSS, modified=newest(notices))


def _rss_item(notice: Notice) -> str:
    author = f"<dc:creator>{escape(notice.author)}</dc:creator>" if notice.author else ""
    content = f"<content:encoded><![CDATA[{notice.html}]]></content:encoded>" if notice.html else ""
    return (
        f"<item><title>{escape(notice.headline)}</title><link>{escape(notice.url)}</link>"
        f"<pubDate>{format_datetime(notice.published)}</pubDate>{author}"
        f'<guid isPermaLink="true">{escape(notice.url)}</guid>'
        f"<description>{escape(notice.summary)}</description>{content}</item>\n"
    )


def atom(title: str, home: str, notices: Sequence[Notice]) -> Answer:
    """Return an Atom feed."""
    entries = "".join(
        f'<entry><title type="html">{escape(escape(n.headline, False))}</title>'
        f'<link rel="alternate" href="{escape(n.url)}"/><id>{escape(n.url)}</id>'
        f"<published>{iso(n.published)}</published><updated>{iso(n.changed)}</updated>"
        f"<summary>{escape(n.summary)}</summary></entry>\n"
        for n in notices
    )
    updated = newest(notices)
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>{escape(title)}</title><id>{escape(home)}</id><link href="{escape(home)}"/>'
        f"<updated>{iso(updated) if updated else ''}</updated>\n{entries}</feed>"
    )
    return Answer(text.encode(), ATOM, modified=updated)


def json_feed(title: str, home: str, notices: Sequence[Notice]) -> Answer:
    """Return a JSON Feed 1.1."""
    items = [
        {
            "id": n.url,
            "url": n.url,
            "title": n.headline,
            "summary": n.summary,
            "date_published": iso(n.published),
            "date_modified": iso(n.changed),
            "authors": [{"name": n.author}] if n.author else [],
        }
        for n in notices
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": home,
        "items": items,
    }
    return Answer(
        json.dumps(feed, ensure_ascii=False, indent=1).encode(), JSON_FEED, modified=newest(notices)
    )


def sitemap(notices: Sequence[Notice]) -> Answer:
    """Return a sitemap with lastmod."""
    rows = "".join(
        f"<url><loc>{escape(n.url)}</loc><lastmod>{iso(n.changed)}</lastmod></url>\n" for n in notices
    )
    text = f'{_DECLARATION}<urlset xmlns="{_SITEMAPS}">\n{rows}</urlset>'
    return Answer(text.encode(), XML, modified=newest(notices))


def news_sitemap(publication: str, notices: Sequence[Notice]) -> Answer:
    """Return a Google News sitemap; its children carry publication, date and title."""
    rows = "".join(
        f"<url><loc>{escape(n.url)}</loc><lastmod>{iso(n.changed)}</lastmod><news:news><news:publication>"
        f"<news:name>{escape(publication)}</news:name>{_element('news:language', n.language)}"
        f"</news:publication><news:publication_date>{iso(n.published)}</news:publication_date>"
        f"{_element('news:title', n.headline)}</news:news></url>\n"
        for n in notices
    )
    text = f'{_DECLARATION}<urlset xmlns="{_SITEMAPS}" xmlns:news="{_NEWS}">\n{rows}</urlset>'
    return Answer(text.encode(), XML, modified=newest(notices))


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def sitemap_index(children: Sequence[tuple[str, datetime | None]]) -> Answer:
    """Return a sitemap index of (address, lastmod) children; a lastmod of None is left out."""
    rows = "".join(
        f"<sitemap><loc>{escape(url)}</loc>{f'<lastmod>{iso(when)}</lastmod>' if when else ''}</sitemap>\n"
        for url, when in children
    )
    text = f'{_DECLARATION}<sitemapindex xmlns="{_SITEMAPS}">\n{rows}</sitemapindex>'
    return Answer(text.encode(), XML, modified=max((when for _, when in children if when), default=None))


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
