"""Outlets that share a host take turns: Scrapy's politeness counts by crawl, a host's owner does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from newscrawl.normalise.addresses import site_of

if TYPE_CHECKING:
    from newscrawl.crawling import Crawl


def in_turn(crawls: Sequence[Crawl]) -> list[list[Crawl]]:
    """Return the crawls in chains, in their order: those of one chain share a site, if only for feeds."""
    chains: list[tuple[set[str], list[Crawl]]] = []
    for crawl in crawls:
        sites = _sites_of(crawl)
        joined = [chain for chain in chains if not sites.isdisjoint(chain[0])]
        chains = [chain for chain in chains if sites.isdisjoint(chain[0])]
        members = [member for _, chain in joined for member in chain]
        chains.append((sites.union(*(known for known, _ in joined)), [*members, crawl]))
    place = {id(crawl): number for number, crawl in enumerate(crawls)}
    ordered = [sorted(chain, key=lambda crawl: place[id(crawl)]) for _, chain in chains]
    return sorted(ordered, key=lambda chain: place[id(chain[0])])


def _sites_of(crawl: Crawl) -> set[str]:
    """Return the registrable hosts that a crawl asks."""
    spider = crawl.spider
    if url := crawl.arguments.get("url"):
        return {site_of(url)}
    named = [
        *getattr(spider, "feeds", ()),
        *getattr(spider, "news_sitemaps", ()),
        *getattr(spider, "sitemaps", ()),
    ]
    home = getattr(spider, "home", "")
    hosts = [f"https://{host}/" for host in getattr(spider, "sites", ())]
    return {site for url in (home, *hosts, *named) if (site := site_of(urljoin(home, url)))}
