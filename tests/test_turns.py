"""Outlets that share a host are crawled one after another."""

from __future__ import annotations

from scrapy.settings import Settings

from newscrawl.catalogue import outlets_of
from newscrawl.crawling import Crawl
from newscrawl.platforms import NewsSpider
from newscrawl.spiders.any import AnySpider
from newscrawl.turns import in_turn


def crawl(name: str, *feeds: str) -> Crawl:
    declared = {"name": name, "home": f"https://www.{name}.example/", "feeds": feeds}
    return Crawl(type(name.title(), (NewsSpider,), declared))


def names(chains: list[list[Crawl]]) -> list[list[str]]:
    return [[crawl.spider.name for crawl in chain] for chain in chains]


def test_outlets_apart_run_side_by_side_in_their_order() -> None:
    assert names(in_turn([crawl("post"), crawl("mail"), crawl("echo", "/feed")])) == [
        ["post"],
        ["mail"],
        ["echo"],
    ]


def test_a_feed_on_the_same_host_joins_outlets_also_through_a_third() -> None:
    first, second = crawl("post", "https://feeds.one.example/p"), crawl("mail", "https://feeds.two.example/m")
    both = crawl("echo", "https://rss.one.example/e", "https://rss.two.example/e")
    assert names(in_turn([first, crawl("dawn"), second, both])) == [["post", "mail", "echo"], ["dawn"]]


def test_a_site_without_a_spider_counts_by_its_address() -> None:
    site = Crawl(AnySpider, {"url": "https://news.post.example/"})
    assert names(in_turn([site, crawl("post"), crawl("mail")])) == [["any", "post"], ["mail"]]


def test_the_editions_of_the_catalogue_take_turns() -> None:
    spiders = outlets_of(Settings({"SPIDER_MODULES": ["newscrawl.spiders"]}))
    chains = names(in_turn([Crawl(spider) for spider in spiders]))
    assert ["deutsche_welle", "deutsche_welle_en", "deutsche_welle_ru"] in chains
    assert ["bbc", "bbc_russian", "bbc_ukrainian"] in chains
    assert sum(map(len, chains)) == len(spiders)
    assert max(map(len, chains)) <= 3
