"""A look at a site without a spider, from its pages to a spider's file; and that outlet in every verb."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import scrapy.crawler
from conventions import faults_of_spider
from loopback import Pages, feed, run
from scrapy.settings import Settings

from newscrawl import crawling
from newscrawl.cli import Exit
from newscrawl.discover import Candidate, Fault, Source
from newscrawl.discover.offers import Announcer, Offer, PageFacts, announcer_of, page_facts
from newscrawl.fetching import fetch
from newscrawl.items import Article
from newscrawl.outlets import Outlet
from newscrawl.probing import probe
from newscrawl.results import Result
from newscrawl.saved import load
from newscrawl.spiderfile import country_of, name_of, spider_file
from newscrawl.spiders.any import AnySpider, site_of

URL = "https://lantern.example.uk/"
BODY = "".join(
    f"<p>The ferry waited for the {n}th day, and the pilot said nothing of the fog.</p>" for n in range(9)
)
HEAD = '<meta property="og:site_name" content="The  Lantern">'
PATHS = [f"/news/{40001 + n}-ferry-waits-for-the-fog" for n in range(9)]


def article(path: str, head: str = "") -> tuple[str, str]:
    title = f"Ferry waits at {path[6:11]}"
    told = (
        f'{HEAD}{head}<title>{title}</title><meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2026-05-23T09:00:00Z">'
    )
    body = f"<body><article><h1>{title}</h1>{BODY}</article></body>"
    return "text/html", f'<!doctype html><html lang="en"><head>{told}</head>{body}</html>'


def lantern(pages: Pages, host: str) -> None:
    """Lay out a small paper: a feed that its front page names, sitemaps that its robots.txt names."""
    links = "".join(f'<h2><a href="{path}">Ferry waits for the fog again</a></h2>' for path in PATHS)
    sections = '<nav><a href="/news/">News</a><a href="/harbour/">Harbour</a></nav>'
    alternate = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    front = f'<html lang="en"><head>{HEAD}{alternate}</head><body>{sections}{links}</body></html>'
    pages["/"] = ("text/html", front)
    pages["/robots.txt"] = (
        "text/plain",
        f"User-agent: *\nDisallow: /private/\nSitemap: http://{host}/sitemap.xml\n",
    )
    pages["/feed"] = feed(host, *PATHS)
    child = f"<sitemap><loc>http://{host}/news-sitemap.xml</loc></sitemap>"
    pages["/sitemap.xml"] = ("text/xml", f"<sitemapindex>{child}</sitemapindex>")
    news = "<news:news><news:title>Ferry</news:title></news:news>"
    entries = "".join(f"<url><loc>http://{host}{path}</loc>{news}</url>" for path in PATHS[:3])
    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    pages["/news-sitemap.xml"] = ("text/xml", f"<urlset {space}>{entries}</urlset>")
    pages |= {path: article(path) for path in PATHS}


def environment(host: str, **more: str) -> dict[str, str]:
    return {
        "NEWSCRAWL_PRIVATE_ALLOWED": host,
        "NEWSCRAWL_AUTOTHROTTLE_ENABLED": "0",
        "NEWSCRAWL_RETRY_WAIT": "0",
        **more,
    }


def test_a_site_becomes_a_spider_that_works_in_every_verb(site: tuple[str, Pages], tmp_path: Path) -> None:
    host, pages = site
    lantern(pages, host)
    folder = tmp_path / "papers"
    folder.mkdir()
    told = environment(host, NEWSCRAWL_SPIDER_MODULES=str(folder))
    said = run("probe", f"http://{host}/", "--name", "lantern", "--write", output=tmp_path, **told)
    assert said.code == 0, said.err
    for line in (
        f"http://{host}/  The Lantern, en",
        f"  feed: http://{host}/feed: 9 articles",
        f"  sitemap: http://{host}/sitemap.xml: an index of 1",
        f"  news sitemap: http://{host}/news-sitemap.xml: 3 articles",
        r"  9 articles told of; their addresses share /\d{5,}-[^/?#]+",
    ):
        assert line in said.out.splitlines()
    assert sorted(pages.asked) == sorted(
        ["/robots.txt", "/", "/feed", "/sitemap.xml", "/news-sitemap.xml", PATHS[0]]
    )
    assert faults_of_spider(folder / "lantern.py") == []

    listed = run("list", output=tmp_path, **told)
    assert "lantern" in listed.out.splitlines()
    crawled = run("crawl", "lantern", output=tmp_path, **told)
    assert crawled.code == 0, crawled.err
    (file,) = (tmp_path / "articles" / "lantern").glob("*.jsonl")
    assert {json.loads(line)["publisher"] for line in file.read_text().splitlines()} == {"The Lantern"}
    (outlet,) = [
        json.loads(line)
        for line in run("outlets", "--json", output=tmp_path, **told).out.splitlines()
        if '"lantern"' in line
    ]
    assert outlet["discovery"] == ["feed", "news_sitemap", "sitemap"]
    saved = run("savepage", "lantern", f"http://{host}{PATHS[0]}", output=tmp_path, **told)
    assert saved.code == 0, saved.err
    kept = load(Path(saved.out.splitlines()[0]))
    assert kept.told["headline"] == "Ferry waits at 40001"
    assert kept.read(Outlet("lantern")) == kept.told
    page = tmp_path / "page.html"
    page.write_text(pages[PATHS[0]][1])
    # By -s as by the environment.
    named = {name: value for name, value in told.items() if not name.endswith("MODULES")}
    extracted = run(
        "extract", str(page), "--url", f"http://{host}{PATHS[0]}", "-s", f"SPIDER_MODULES={folder}",
        output=tmp_path, **named,
    )  # fmt: skip
    assert json.loads(extracted.out)["outlet"] == "lantern"
    (folder / "notes.py").write_text("# what is no spider is kept as well\n")
    for name in ("lantern", "notes"):
        kept_file = (folder / f"{name}.py").read_text()
        again = run("probe", f"http://{host}/", "--name", name, "--write", output=tmp_path, **told)
        assert (again.code, f"{name} exists already" in again.err) == (2, True)
        assert (folder / f"{name}.py").read_text() == kept_file


@pytest.mark.parametrize("verb", [["probe", "--write"], ["genspider", "-t", "feed", "lantern"]])
def test_where_there_is_no_folder_for_a_spider_nothing_is_asked_for(
    verb: list[str], site: tuple[str, Pages], tmp_path: Path
) -> None:
    host, pages = site
    told = environment(host, NEWSCRAWL_SPIDER_MODULES=str(tmp_path / "papers"))
    said = run(*verb, f"http://{host}/", output=tmp_path, **told)
    assert said.code == 2
    last = f"newscrawl: no place for a spider: SPIDER_MODULES names {tmp_path / 'papers'}: no such folder"
    assert said.err.splitlines()[-1] == last
    assert pages.asked == []


def test_an_amp_twin_leads_to_the_site_and_robots_txt_is_obeyed(
    site: tuple[str, Pages], tmp_path: Path
) -> None:
    host, pages = site
    lantern(pages, host)
    head = f'<link rel="canonical" href="http://{host}{PATHS[0]}"><link rel="amphtml" href="/amp{PATHS[0]}">'
    pages["/"] = (pages["/"][0], pages["/"][1].replace('href="/feed"', 'href="/private/feed"'))
    pages["/amp/x"] = article("/amp/x", head)
    said = run("probe", f"http://{host}/amp/x", output=tmp_path, **environment(host))
    assert said.code == 0, said.err
    assert f"  canonical: http://{host}{PATHS[0]}" in said.out
    assert f"  feed: http://{host}/private/feed: robots.txt disallows it" in said.out
    assert f"  feed: http://{host}/feed: 9 articles" in said.out, "one of the usual addresses"
    assert "/private/feed" not in pages.asked


def test_a_site_that_does_not_answer_is_a_failure_and_one_without_articles_has_nothing(
    site: tuple[str, Pages], tmp_path: Path
) -> None:
    host, pages = site
    said = run("probe", f"http://{host}/", output=tmp_path, **environment(host))
    assert (said.code, said.err.strip()) == (3, f"newscrawl: http://{host}/: HTTP 404")
    pages["/"] = ("text/html", "<html><head><title>Soon</title></head><body><p>Soon here.</p></body></html>")
    empty = run("probe", f"http://{host}/", output=tmp_path, **environment(host))
    assert empty.code == 4, empty.err
    assert "0 articles told of" in empty.out
    pages["/"] = ("image/png", "a picture")
    told = environment(host, NEWSCRAWL_SPIDER_MODULES=str(tmp_path))
    picture = run("probe", f"http://{host}/", "--name", "picture", "--write", output=tmp_path, **told)
    assert picture.code == 4, picture.err
    assert "  its front page is none: content type image/png" in picture.out
    assert not (tmp_path / "picture.py").exists()


def test_an_interrupted_look_or_fetch_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted = Result("probe", Exit.INTERRUPTED, stopped="signal")
    monkeypatch.setattr(crawling, "run", lambda *_: [interrupted])
    with pytest.raises(KeyboardInterrupt):
        probe(Settings(), URL)
    process = SimpleNamespace(crawl=lambda *_, **__: None, start=lambda: None)
    monkeypatch.setattr(scrapy.crawler, "AsyncCrawlerProcess", lambda _: process)
    with pytest.raises(KeyboardInterrupt):
        fetch(Settings(), URL)


# --- what it is made of ---


@pytest.mark.parametrize(
    ("url", "name", "country"),
    [
        ("https://www.paper.example/", "paper", None),
        ("https://news.paper.co.uk/world", "news_paper", "GB"),
        ("https://24-tagblatt.de/", "site_24_tagblatt", "DE"),
        ("https://paper.com.ua/", "paper", "UA"),
        ("https://paper.io/", "paper", None),
    ],
)
def test_name_and_country_are_told_from_the_address(url: str, name: str, country: str | None) -> None:
    assert (name_of(url), country_of(url)) == (name, country)


def test_a_page_names_its_site_its_twins_and_its_system() -> None:
    body = (
        f'<html lang="en-GB"><head>{HEAD}<link rel="https://api.w.org/" href="/wp-json/">'
        '<link rel="canonical" href="/one"><link rel="amphtml" href="/amp/one"></head><body></body></html>'
    )
    assert page_facts(body.encode(), url=URL + "one?x=1") == PageFacts(
        "The Lantern", "en-GB", f"{URL}one", f"{URL}amp/one", is_wordpress=True
    )


def test_a_sitemap_with_news_in_it_is_a_news_sitemap() -> None:
    date = datetime(2026, 5, 23, tzinfo=UTC)
    told = [Candidate(f"{URL}1", "news_sitemap", date=date), Fault("cut off")]
    news = announcer_of(Source(f"{URL}map.xml", "sitemap"), told)
    assert news == Announcer(Source(f"{URL}map.xml", "news_sitemap"), (f"{URL}1",), (), date, "cut off")
    plain = announcer_of(Source(f"{URL}news.xml", "news_sitemap"), [Candidate(f"{URL}1", "sitemap")])
    assert plain.source.kind == "sitemap"


def test_a_title_that_is_a_name_is_the_site_s() -> None:
    def titled(title: str) -> str | None:
        return page_facts(f"<html><head><title>{title}</title></head></html>".encode(), url=URL).publisher

    assert titled(" Mole\n Gazette ") == "Mole Gazette"
    assert titled("News, sport and weather") is None
    assert titled("Home | Gazette") is None


def test_a_site_with_nothing_but_a_plain_sitemap_is_known_by_what_looks_like_articles() -> None:
    urls = tuple(f"{URL}2026/05/{n}/ships-{n}-come-home/" for n in range(10, 19))
    found = Offer(URL, announcers=[Announcer(Source(f"{URL}map.xml", "sitemap"), (f"{URL}about/", *urls))])
    assert found.articles == list(urls)
    assert found.pattern == r"/20\d\d/\d{1,2}/\d{1,2}/[^/?#]+"


def offer(**more: object) -> Offer:
    announcers = [Announcer(Source(f"{URL}feed", "feed"), tuple(URL[:-1] + path for path in PATHS))]
    return Offer(URL, PageFacts(publisher='The "Lantern"'), announcers, **more)  # type: ignore[arg-type]


def test_the_file_is_a_spider_as_the_conventions_want_it(tmp_path: Path) -> None:
    path = tmp_path / "lantern.py"
    path.write_text(spider_file(offer(), "lantern", Article(in_language="en-GB")))
    assert faults_of_spider(path) == []
    assert path.read_text() == (
        "from newscrawl.platforms import NewsSpider\n\n\n"
        "class LanternSpider(NewsSpider):\n"
        '    name = "lantern"\n'
        '    publisher = "The \\"Lantern\\""\n'
        '    country = "GB"\n'
        '    languages = ("en-GB",)\n'
        f'    home = "{URL}"\n'
        f'    feeds = ("{URL}feed",)\n'
        '    article_pattern = r"/\\d{5,}-[^/?#]+"\n'
    )


def test_a_wordpress_site_s_file_leaves_its_feeds_to_the_platform(tmp_path: Path) -> None:
    found = offer()
    found.announcers.append(Announcer(Source(f"{URL}wp-json/wp/v2/posts", "api"), (URL + "x",)))
    path = tmp_path / "lantern.py"
    path.write_text(spider_file(found, "lantern", Article(in_language="en")))
    assert faults_of_spider(path) == []
    assert "WordPressSpider" in path.read_text()
    assert "feeds" not in path.read_text()


def test_what_nothing_told_is_a_todo_and_a_site_without_sources_is_read_by_its_front_page(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lantern.py"
    path.write_text(spider_file(Offer(URL), "lantern", Article()))
    assert "a TODO is left" in faults_of_spider(path)
    assert f'listings = ("{URL}",)' in path.read_text()


# --- `any`, which learns as it goes ---


def test_any_takes_of_a_plain_sitemap_what_is_shaped_as_the_feed_s_articles() -> None:
    spider = AnySpider("any", url=URL)
    items = feed("lantern.example.uk", *PATHS)[1].replace("http:", "https:")
    list(spider.parse_source(Source(f"{URL}feed", "feed"), items.encode(), None, 200))
    urls = [URL[:-1] + PATHS[0], f"{URL}about-us-and-our-house"]
    plain = "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"
    found = spider.parse_source(Source(f"{URL}sitemap.xml", "sitemap"), plain.encode(), None, 200)
    verdicts = {c.url: spider.verdict(c) for c in found if isinstance(c, Candidate)}
    assert verdicts[urls[0]] is None
    assert "has not the shape" in str(verdicts[urls[1]])


def test_any_leaves_the_twin_for_telephones_for_the_site() -> None:
    assert site_of("https://m.paper.example/x") == site_of("https://amp.paper.example/") == "paper.example"
    assert site_of("https://m.example/x") == "m.example"
    assert AnySpider("any", url="https://amp.paper.example/x").front_page == "https://paper.example/"
