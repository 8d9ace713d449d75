"""The outlets that have a spider, found by host or by name."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from newscrawl.items import Credit
from newscrawl.platforms.news import NewsSpider


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Outlets by the hosts of their articles and by every name they go by; hosts that only carry feeds."""

    by_host: dict[str, list[type[NewsSpider]]]
    by_name: dict[str, str]
    source_hosts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, spiders: Sequence[type[NewsSpider]]) -> Catalogue:
        by_host: dict[str, list[type[NewsSpider]]] = {}
        by_name: dict[str, str] = {}
        for spider in spiders:
            for host in spider.hosts():
                by_host.setdefault(host, []).append(spider)
            for name in (spider.name, spider.publisher, *spider.names, *spider.hosts()):
                if name:
                    by_name.setdefault(fold(name), spider.name)
        return cls(by_host, by_name, frozenset(host for spider in spiders for host in spider.source_hosts()))

    def spider_of(self, url: str) -> type[NewsSpider] | None:
        """Return the spider whose site an address is on: the host's own, else its parent domain's."""
        host = (urlsplit(url).hostname or "").lower().removeprefix("www.")
        while host:
            for spider in self.by_host.get(host, ()):
                return spider
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


def fold(name: str) -> str:
    """Return what spellings of a name share: letters and digits, folded."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


@functools.cache
def catalogue() -> Catalogue:
    """Return the catalogue of the project's spiders and the user's own, read once."""
    loader = get_spider_loader(get_project_settings())
    spiders = [loader.load(name) for name in loader.list()]
    return Catalogue.of([s for s in spiders if issubclass(s, NewsSpider) and s.home])
