"""Who is crawled when: outlets of one host one after another, all outlets fairly, within the time there is.

Scrapy's politeness counts by crawl, a host's owner does not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from newscrawl.normalise.addresses import site_of

if TYPE_CHECKING:
    from newscrawl.crawling import Crawl


def in_turn(crawls: Sequence[Crawl]) -> list[list[Crawl]]:
    """Return the crawls in chains, in their order: those of one chain share a site, if only for feeds."""
    chains: list[tuple[set[str], list[Crawl]]] = []
    for crawl in crawls:
        sites = sites_of(crawl.spider, crawl.arguments)
        joined = [chain for chain in chains if not sites.isdisjoint(chain[0])]
        chains = [chain for chain in chains if sites.isdisjoint(chain[0])]
        members = [member for _, chain in joined for member in chain]
        chains.append((sites.union(*(known for known, _ in joined)), [*members, crawl]))
    place = {id(crawl): number for number, crawl in enumerate(crawls)}
    ordered = [sorted(chain, key=lambda crawl: place[id(crawl)]) for _, chain in chains]
    return sorted(ordered, key=lambda chain: place[id(chain[0])])


def sites_of(spider: Any, arguments: Mapping[str, str]) -> set[str]:
    """Return the registrable hosts that a crawl asks: of the spider's class, or of the address given."""
    if url := arguments.get("url"):
        return {site_of(url)}
    named = [
        *getattr(spider, "feeds", ()),
        *getattr(spider, "news_sitemaps", ()),
        *getattr(spider, "sitemaps", ()),
    ]
    home = getattr(spider, "home", "")
    hosts = [f"https://{host}/" for host in getattr(spider, "sites", ())]
    return {site for url in (home, *hosts, *named) if (site := site_of(urljoin(home, url)))}


def longest_ago_first(crawls: Sequence[Crawl], last: Mapping[str, int]) -> list[Crawl]:
    """Return the crawls with those first that have never run, then by when they last began."""
    return sorted(crawls, key=lambda crawl: last.get(crawl.name, 0))


def turn(left: float, chains: int, slots: int) -> float:
    """Return how many of the seconds left the next chain may take, so that all that wait get as much.

    `chains` wait, the next one among them; `slots` of them run at a time.
    """
    return left / max(1, math.ceil(chains / slots))


_DURATION = re.compile(r"(\d{1,6})([smhd]?)", re.ASCII)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}


def duration(text: str) -> float:
    """Return the seconds that "90s", "12m" or "1h" means; raise ValueError for what is none."""
    found = _DURATION.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise ValueError(f"not a time span such as 90s, 12m or 1h: {text!r}")
    return float(int(found[1]) * _SECONDS[found[2]])
