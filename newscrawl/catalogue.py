"""The outlets that have a spider, found by host or by name."""

from __future__ import annotations

import functools
import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings
from scrapy.utils.project import get_project_settings

from newscrawl.items import Credit
from newscrawl.platforms.news import NewsSpider
from newscrawl.spiderloader import OWN, OutletLoader

# Names that outlets of other countries go by as well ("ABC" in Madrid, New York and Sydney): in a credit
# only a link tells which is meant.
_COMMON = frozenset(
    {"abc", "dailynews", "i", "lbc", "metro", "people", "público", "rbc", "tageblatt", "telegraf"}
    | {"thecitizen", "theinsider", "thenation", "tsn", "vogue", "wochenblatt"}
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Outlets by the hosts of their articles and by every name they go by; hosts that only carry feeds."""

    by_host: dict[str, list[type[NewsSpider]]]
    by_name: dict[str, str]
    source_hosts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, spiders: Sequence[type[NewsSpider]]) -> Catalogue:
        by_host: dict[str, list[type[NewsSpider]]] = {}
        named: dict[str, list[type[NewsSpider]]] = {}
        for spider in spiders:
            for host in spider.hosts():
                by_host.setdefault(host, []).append(spider)
            for name in (spider.name, spider.publisher, *spider.names, *spider.hosts()):
                if name:
                    named.setdefault(fold(name), []).append(spider)
        # A name that two publishers go by (n-tv, NTV) names neither; of one's editions the first is meant.
        by_name = {
            name: who[0].name
            for name, who in named.items()
            if name not in _COMMON and len({s.publisher for s in who}) == 1
        }
        return cls(by_host, by_name, frozenset(host for spider in spiders for host in spider.source_hosts()))

    def spider_of(self, url: str) -> type[NewsSpider] | None:
        """Return the spider whose site an address is on: the host's own, else its parent domain's.

        Of several on one host, the one that takes the address for an article,
        else the one whose home page is nearest above it.
        """
        host = (urlsplit(url).hostname or "").lower().removeprefix("www.")
        while host:
            if sharing := self.by_host.get(host):
                return sharing[0] if len(sharing) == 1 else _nearest(sharing, url)
            host = host.partition(".")[2]
        return None

    def outlet_of(self, credit: Credit) -> str | None:
        """Return the spider that a credited source resolves to, by its link first, then by its name."""
        if credit.url:
            spider = self.spider_of(credit.url)
            if spider:
                return spider.name
        name = fold(credit.name)
        return self.by_name.get(name) or self.by_name.get(name.removeprefix("www."))


def _nearest(sharing: Sequence[type[NewsSpider]], url: str) -> type[NewsSpider]:
    told = (spider for spider in sharing if spider.article_pattern and re.search(spider.article_pattern, url))
    above = [spider for spider in sharing if url.startswith(spider.home)]
    return next(told, None) or max(above or sharing, key=lambda spider: len(spider.home) if above else 0)


def fold(name: str) -> str:
    """Return what spellings of a name share: letters and digits, folded."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


@functools.cache
def catalogue() -> Catalogue:
    """Return the catalogue of the project's spiders and the user's own, read once."""
    settings = get_project_settings()
    if own := os.environ.get(OWN):  # as a command was told, when these settings had been read
        settings.set("SPIDER_MODULES", own)
    return Catalogue.of(outlets_of(settings))


def outlets_of(settings: BaseSettings) -> list[type[NewsSpider]]:
    """Return every outlet that can be read, by name: not what is no NewsSpider or, as `any`, has no home."""
    spiders = OutletLoader.from_settings(settings).every()
    return [spider for spider in spiders if issubclass(spider, NewsSpider) and spider.home]


def discovery_of(spider: type[NewsSpider]) -> list[str]:
    """Return the kinds of source that an outlet is read by, in the order of trust, an archive last."""
    kinds = [source.kind for source in spider().sources(datetime.now(UTC))]
    return list(dict.fromkeys([*kinds, *(["archive"] if spider.archives else [])]))
