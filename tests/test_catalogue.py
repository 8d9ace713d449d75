"""The catalogue as a whole: names, hosts, patterns, and every outlet reading what it says it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import resources
from itertools import combinations
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from newscrawl.catalogue import Catalogue, discovery_of, outlets_of
from newscrawl.discover import Candidate, Source
from newscrawl.discover.addresses import is_of
from newscrawl.items import Discovery
from newscrawl.normalise.addresses import host_of
from newscrawl.platforms import NewsSpider
from newscrawl.spiderloader import OutletLoader
from newscrawl.store.ledger import Claim

NOW = datetime(2026, 5, 23, 12, tzinfo=UTC)
SETTINGS = Settings({"SPIDER_MODULES": ["newscrawl.spiders"]})
OUTLETS = outlets_of(SETTINGS)
README = Path(__file__).parent.parent / "README.md"
ALL = pytest.mark.parametrize("spider", OUTLETS, ids=lambda spider: spider.name)

# Where an outlet keeps feeds and sitemaps beside its own hosts.
ELSEWHERE: dict[str, set[str]] = {
    "bbc_russian": {"feeds.bbci.co.uk"},
    "bbc_ukrainian": {"feeds.bbci.co.uk"},
    "el_mundo": {"e00-elmundo.uecdn.es"},
    "korrespondent": {"k.img.com.ua"},
    "korrespondent_ua": {"k.img.com.ua"},
}

# For each outlet with a pattern: addresses made after its articles', then ones that are none.
ARTICLES = {
    "afp_faktencheck": (["/doc.afp.com.1AB2CD"], ["/das-team", "/korrekturen"]),
    "aftonbladet": (["/nyheter/a/Ab1cD2/farjan-gick"], ["/nyheter"]),
    "anadolu_ajansi": (["/tr/gundem/feribot-kalkti/3912345"], ["/tr/gundem"]),
    "ap_news": (["/article/ferry-fog-0123456789abcdef0123456789abcdef"], ["/hub/ferries"]),
    "bayerischer_rundfunk": (["/nachrichten/bayern/faehre-legt-ab,AbCd123"], ["/nachrichten/index.html"]),
    "bbc": (
        ["/news/articles/c0abcdefghio", "/sport/ferries/1"],
        ["/news/videos/c0abcdefghio", "/sport/live/c0abcdefghit"],
    ),
    "bbc_russian": (["/russian/articles/c0abcdefghio"], []),
    "bbc_ukrainian": (["/ukrainian/articles/c0abcdefghio"], []),
    "belta": (["/society/view/parom-123456-2026/"], []),
    "current_time": (["/a/parom-ushel/33345678.html", "/a/33345678.html"], ["/z/16900"]),
    "dagbladet": (["/nyheter/fergen-gikk/81234567", "/nyheter/fergen/81234567?x=1"], ["/nyheter"]),
    "deutsche_welle": (["/de/die-fähre-legt-ab/a-65123456"], ["/de/themen/s-9077"]),
    "deutsche_welle_en": (["/en/ferry-leaves/a-65123456"], ["/en/top-stories/s-9097"]),
    "deutsche_welle_ru": (["/ru/parom-usel/a-65123456"], ["/ru/novosti/s-9119"]),
    "die_welt": (["/wirtschaft/article251234567/Faehre-legt-ab.html"], ["/mediathek/dokumentation/"]),
    "die_zeit": (["/news/2026-05/23/faehre-legt-ab"], ["/zett/2026-05/liebe", "/politik/index"]),
    "euronews": (["/2026/05/23/ferry-leaves"], []),
    "euronews_de": (["/2026/05/23/faehre-legt-ab"], ["/video/2026/05/23/faehre"]),
    "evening_standard": (["/news/london/ferry-leaves-b1234567.html"], ["/news/london"]),
    "expressen": (["/nyheter/farjan-gick/"], ["/tv/nyheter/farjan/"]),
    "fox_news": (["/world/ferry-leaves"], ["/video/6300000000000"]),
    "global_news": (["/news/11812345/ferry-leaves/"], ["/the-curator/best-lamps/"]),
    "interfax_ukraine": (["/news/general/1012345.html"], []),
    "jyllands_posten": (["/indland/ECE17812345/faergen-sejlede/"], ["/indland/"]),
    "kicker": (["/faehre-gewinnt-1012345/artikel"], ["/faehre-gegen-kutter/ticker"]),
    "korrespondent": (["/world/russia/4729234-parom"], ["/world/"]),
    "korrespondent_ua": (["/world/4729234-porom"], ["/world/"]),
    "krautreporter": (["/politik-und-macht/5412-die-faehre"], ["/archiv/2026", "/serien/12-faehren"]),
    "legal_tribune_online": (["/recht/hintergruende/h/faehre-bgh-urteil"], ["/recht/podcast/p/faehre"]),
    "mdr": (
        ["/nachrichten/sachsen/faehre-elbe-100.html"],
        ["/nachrichten/video/x.html", "/a/video-812.html"],
    ),
    "nature": (["/articles/d41586-026-01234-5"], ["/subjects/ferries"]),
    "ndr": (
        ["/nachrichten/hamburg/faehre,elbe1234.html"],
        ["/nachrichten/index.html", "/a/podcast4972.html"],
    ),
    "nv": (["/ukr/ukraine/events/porom-50512345.html"], []),
    "politico_eu": (["/article/ferry-leaves/"], ["/podcast/ferry/"]),
    "radio_svaboda": (["/a/parom-adysou/33345678.html"], ["/z/633"]),
    "radio_svoboda": (["/a/porom-pishov/33345678.html"], ["/z/630"]),
    "rest_of_world": (["/2026/ferry-apps/"], ["/about/"]),
    "seznam_zpravy": (["/clanek/domaci-prevoz-vyplul-291234"], ["/sekce/domaci"]),
    "techcrunch": (["/2026/05/23/ferry-raises-fog/"], ["/tag/ferries/"]),
    "techradar": (["/phones/ferry-phone-review"], ["/deals/compare/ferries"]),
    "the_gateway_pundit": (["/2026/05/ferry-leaves/"], ["/about/"]),
    "the_intercept": (["/2026/05/23/ferry-leaves/"], ["/staff/"]),
    "the_mirror": (["/news/uk-news/ferry-leaves-36512345"], ["/news/uk-news/"]),
    "the_province": (["/news/ferry-leaves"], ["/editors/ferry-list"]),
    "the_sun": (["/news/36512345/ferry-leaves/"], ["/web-stories/ferry/"]),
    "voice_of_america": (["/a/ferry-leaves/7512345.html"], ["/z/599"]),
    "wdr": (["/nachrichten/faehre-100.html"], ["/mediathek/video/faehre-100.html"]),
}


def address(spider: type[NewsSpider], path: str) -> str:
    site = re.match(r"https?://[^/]+", spider.home)
    assert site
    return site[0] + path


def articles_of(spider: type[NewsSpider]) -> list[str]:
    """Return addresses made after an outlet's articles'."""
    paths = ARTICLES[spider.name][0] if spider.name in ARTICLES else ["/2026/05/23/ferry-waits-in-the-fog"]
    return [address(spider, path) for path in paths]


def test_the_loader_names_every_outlet_once_and_by_its_file() -> None:
    loader = OutletLoader(SETTINGS)
    assert sorted(loader.list()) == sorted(spider.name for spider in loader.every())
    told = re.search(r"more than (\d+) that are there, in (\d+) countries", README.read_text("utf-8"))
    assert told
    assert len(OUTLETS) > int(told[1])
    assert len({spider.country for spider in OUTLETS if spider.country}) >= int(told[2])


def test_a_name_in_a_credit_means_one_publisher_or_none() -> None:
    by_name = Catalogue.of(OUTLETS).by_name
    assert by_name["deutschewelle"] == "deutsche_welle", "of several editions the first"
    assert by_name["dw"] == "deutsche_welle"
    assert "ntv" not in by_name, "in Germany or in Turkey"
    assert "abc" not in by_name, "in Madrid, New York or Sydney"
    assert "público" not in by_name, "in Madrid or Lisbon"
    assert by_name["abces"] == "abc_es", "its host is its own"


@ALL
def test_sources_are_on_the_outlet_s_hosts_or_where_it_is_known_to_keep_them(
    spider: type[NewsSpider],
) -> None:
    assert is_of(host_of(spider.home), spider.hosts())
    assert spider.source_hosts() == ELSEWHERE.get(spider.name, set())


def countries_of_zones() -> set[tuple[str, str]]:
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text()
    lines = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {(code, zone) for code, _, zone, *_ in lines}


def test_a_time_zone_is_its_country_s() -> None:
    known = countries_of_zones()
    strange = [s.name for s in OUTLETS if s.timezone and (s.country, s.timezone) not in known]
    assert strange == []


def test_every_pattern_has_its_examples() -> None:
    patterned = {s.name for s in OUTLETS if s.article_pattern or s.skip_pattern}
    strange = patterned ^ set(ARTICLES)
    assert not strange, f"ARTICLES has addresses that the pattern takes, and some that it does not: {strange}"


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_patterns_take_articles_and_nothing_else(name: str) -> None:
    (spider,) = (spider for spider in OUTLETS if spider.name == name)
    others = [address(spider, path) for path in ARTICLES[name][1]]
    assert [url for url in articles_of(spider) if not spider().is_article_address(url)] == []
    assert [url for url in others if spider().is_article_address(url)] == []


def sharing(spiders: Iterable[type[NewsSpider]]) -> list[tuple[type[NewsSpider], type[NewsSpider]]]:
    """Return the pairs of outlets of which one is on, or below, a host of the other."""
    pairs = combinations(spiders, 2)
    return [
        (one, other)
        for one, other in pairs
        if any(is_of(host, other.hosts()) for host in one.hosts())
        or any(is_of(host, one.hosts()) for host in other.hosts())
    ]


@pytest.mark.parametrize(("one", "other"), sharing(OUTLETS), ids=lambda spider: spider.name)
def test_where_two_outlets_share_a_host_an_article_is_one_s(
    one: type[NewsSpider], other: type[NewsSpider]
) -> None:
    catalogue = Catalogue.of(OUTLETS)
    for spider, stranger in ((one, other), (other, one)):
        for url in articles_of(spider):
            assert stranger().verdict(Candidate(url, "feed")) is not None
            assert catalogue.spider_of(url) is spider
    assert catalogue.spider_of(one.home) is one
    assert catalogue.spider_of(other.home) is other


def feed(urls: list[str]) -> str:
    items = "".join(f"<item><title>Ferry waits</title><link>{url}</link></item>" for url in urls)
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def sitemap(urls: list[str], news: str = "") -> str:
    entries = "".join(f"<url><loc>{url}</loc>{news}</url>" for url in urls)
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f"<urlset {spaces}>{entries}</urlset>"


NEWS = (
    "<news:news><news:publication_date>2026-05-23T09:00:00Z</news:publication_date>"
    "<news:title>Ferry waits</news:title></news:news>"
)


def answer(source: Source, urls: list[str]) -> str:
    """Return what a source of this kind says of these articles."""
    match source.kind:
        case "feed":
            return feed(urls)
        case "api":
            return "[" + ",".join(f'{{"link": "{url}"}}' for url in urls) + "]"
        case "listing" | "archive":
            links = "".join(
                f'<div class="article__title"><h2><a href="{url}">Ferry</a></h2></div>' for url in urls
            )
            return f"<html><head><title>News</title></head><body>{links}</body></html>"
        case _:
            return sitemap(urls, NEWS if source.kind == "news_sitemap" else "")


@ALL
def test_an_outlet_starts_and_reads_its_sources(spider: type[NewsSpider]) -> None:
    made = spider.from_crawler(get_crawler(spider), since="2026-04-30")
    urls = articles_of(spider)
    sources = made.sources(NOW)
    assert {source.kind for source in sources} == set(discovery_of(spider))
    for source in sources:
        findings = list(made.parse_source(source, answer(source, urls).encode(), None, 200))
        found = [finding for finding in findings if isinstance(finding, Candidate)]
        assert [(c.url, c.kind, made.verdict(c)) for c in found] == [(url, source.kind, None) for url in urls]


def test_children_of_a_sitemap_index_are_chosen_by_their_names() -> None:
    by_name = {spider.name: spider() for spider in OUTLETS}
    for name, wanted, unwanted in (
        ("faz", "https://www.faz.net/sitemap-artikel-2026-05.xml", "https://www.faz.net/sitemap-tags.xml"),
        ("ap_news", "https://apnews.com/ap-sitemap-202605.xml", "https://apnews.com/hub/sitemap.xml"),
        ("nzz", "https://www.nzz.ch/sitemap/2026/05", "https://www.nzz.ch/sitemap/authors"),
        (
            "wochenblatt",
            "https://wochenblatt.cc/post-sitemap3.xml",
            "https://wochenblatt.cc/page-sitemap.xml",
        ),
    ):
        assert by_name[name].reads_child(Source(wanted, "sitemap"))
        assert not by_name[name].reads_child(Source(unwanted, "sitemap"))


def test_an_article_in_parts_is_asked_for_whole() -> None:
    (heise,) = (spider for spider in OUTLETS if spider.name == "heise")
    address = f"{heise.home}news/faehre-9691259.html"
    claims = [
        Claim(1, f"{address}{query}", "queued", 0, Discovery("feed"), 0, None, None)
        for query in ("", "?wt_mc=rss")
    ]
    asked = [heise()._request(claim).url for claim in claims]
    assert [url.partition(".html")[2] for url in asked] == ["?seite=all", "?wt_mc=rss&seite=all"]
