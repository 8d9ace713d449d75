"""The local press: its sites keep their promises, and it dies with whoever started it."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from newscrawl.demo.bench import bench_site, bench_url
from newscrawl.demo.press import Press, build, expected
from newscrawl.demo.site import Answer, Site
from newscrawl.demo.truth import EXPORTED
from newscrawl.demo.warc import warc_sites

NOW = datetime(2026, 5, 20, tzinfo=UTC)
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
OUTLETS = 6


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("press") / "requests.jsonl"


@pytest.fixture(scope="module")
def press(log):
    with Press(now=NOW, log=log) as running:
        yield running


def ask(press, url, method="GET", **headers):
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", press.port, timeout=5)
    target = parts._replace(scheme="", netloc="").geturl()
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, target, headers={"Host": parts.netloc, **headers})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def answer(sites: dict[str, Site], url: str) -> Answer:
    parts = urlsplit(url)
    return sites[parts.netloc].answer(parts._replace(scheme="", netloc="").geturl())


def article_text(found: Answer) -> str:
    tree = html.fromstring(found.body)
    for script in tree.xpath("//script"):
        script.drop_tree()
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("edition", [1, 2])
def test_every_expected_article_stands_on_its_page(edition):
    sites = build(edition, NOW)
    articles = [truth for truth in expected(edition, NOW) if truth.state in EXPORTED]
    assert len(articles) >= 40
    for truth in articles:
        found = answer(sites, truth.url)
        if found.status in (429, 500):
            found = answer(sites, truth.url)
        text = article_text(found)
        wanted = [truth.headline, truth.begins, truth.ends, *truth.authors]
        assert [words for words in wanted if " ".join(words.split()) not in text] == [], truth.url


def test_other_states_show_in_the_answers():
    sites = build(1, NOW)
    by_state = {truth.state: truth.url for truth in expected(1, NOW)}
    assert set(by_state) == {"article", "paywalled", "robots_disallowed", "gone", "not_article"}
    gone = [answer(sites, t.url).status for t in expected(1, NOW) if t.state == "gone"]
    assert sorted(gone) == [404, 410]
    path = urlsplit(by_state["robots_disallowed"]).path
    disallowed = re.findall(
        r"Disallow: (\S+)", answer(sites, "https://harbourpost.example/robots.txt").body.decode()
    )
    assert any(path.startswith(prefix) for prefix in disallowed)


def test_aliases_lead_to_the_same_article():
    sites = build(1, NOW)
    for truth in expected(1, NOW):
        if truth.state != "article":
            continue
        for alias in truth.aliases:
            found = answer(sites, alias)
            if found.status == 301:
                assert dict(found.headers)["Location"] == truth.url
            elif found.status == 200:
                assert f'<link rel="canonical" href="{truth.url}">' in found.body.decode()


def test_six_outlets_announce_what_they_are_said_to_announce():
    sites = build(1, NOW)
    sources = {
        "feed": (
            *("k.img.com.ua/rss/ru/all_news2.0.xml", "k.img.com.ua/rss/ua/all_news2.0.xml"),
            *("bunatimes.com/feed/", "harbourpost.example/feed.json", "lindenblatt.example/atom.xml"),
        ),
        "news_sitemap": ("bunatimes.com/news-sitemap.xml", "harbourpost.example/sitemaps/news.xml"),
        "sitemap": (
            *("korrespondent.net/sitemap/ru/sitemap.xml", "ua.korrespondent.net/sitemap/ua/sitemap.xml"),
            *("bunatimes.com/post-sitemap.xml", "harbourpost.example/sitemaps/archive.xml.gz"),
        ),
        "listing": ("diariodelcerro.example/", "lindenblatt.example/kultur/"),
    }
    truths = expected(1, NOW)
    assert len({truth.outlet for truth in truths}) == OUTLETS
    for kind, urls in sources.items():
        bodies = [answer(sites, f"https://{url}").body for url in urls]
        text = b"".join(gzip.decompress(b) if b.startswith(b"\x1f\x8b") else b for b in bodies).decode()
        announced = {url.partition("?")[0] for url in re.findall(r"https://[^\s\"<>']+", text)}
        for truth in truths:
            if kind in truth.found_by:
                moved = {alias for alias in truth.aliases if answer(sites, alias).status == 301}
                assert {truth.url, *moved} & announced, (kind, truth.url)


def test_the_second_edition_adds_articles_and_changes_some():
    first, second = expected(1, NOW), expected(2, NOW)
    new = {truth.url for truth in second} - {truth.url for truth in first}
    changed = [truth.url for truth in second if truth.version == 2]
    assert len(new) == OUTLETS
    assert len(changed) == 4
    before, after = build(1, NOW), build(2, NOW)
    for url in changed:
        assert answer(before, url).body != answer(after, url).body
        assert answer(before, url).modified < answer(after, url).modified


def test_the_same_day_gives_the_same_press():
    again = datetime(2026, 5, 20, 23, 59, tzinfo=UTC)
    assert expected(1, NOW) == expected(1, again)
    assert all(truth.date_published < "2026-05-20" for truth in expected(2, NOW) if truth.date_published)


def test_the_windows_1251_page_says_so_in_its_markup_alone():
    found = answer(
        build(1, NOW), "https://korrespondent.net/tech/4791308-uchenye-obiasnyly-pochemu-staryi-most-poet"
    )
    assert found.type == "text/html"
    assert b'<meta charset="windows-1251">' in found.body
    assert "почему старый мост поет" in found.body.decode("windows-1251")


def test_the_archive_of_a_day_ends_in_a_page_without_articles():
    sites = build(1, NOW)
    first = answer(sites, "https://korrespondent.net/all/").body.decode()
    last = answer(sites, "https://korrespondent.net/all/p3").body.decode()
    assert first.count('class="article__title"') == 4
    assert last.count('class="article__title"') == 0
    assert 'href="/all/p2"' in first
    quiet = answer(sites, "https://korrespondent.net/all/2026/may/1/")
    assert (quiet.status, quiet.body.count(b'class="article__title"')) == (200, 0)
    day = answer(sites, "https://korrespondent.net/all/2026/may/19/").body.decode()
    assert "паром через пролив" in day


def test_wordpress_rest_pages_and_filters():
    sites = build(1, NOW)
    posts = "https://bunatimes.com/wp-json/wp/v2/posts"
    found = answer(sites, f"{posts}?per_page=4&page=2&_fields=id,link")
    assert dict(found.headers) == {"X-WP-Total": "9", "X-WP-TotalPages": "3"}
    assert [set(post) for post in json.loads(found.body)] == [{"id", "link"}] * 4
    past = answer(sites, f"{posts}?page=9")
    assert (past.status, json.loads(past.body)["code"]) == (400, "rest_post_invalid_page_number")
    recent = json.loads(answer(sites, f"{posts}?after=2026-05-19T00:00:00&_embed=1").body)
    assert len(recent) == 3
    assert recent[0]["_embedded"]["author"][0]["description"]


def test_conditional_requests_are_answered_304(press):
    for url in (
        "https://harbourpost.example/robots.txt",
        "https://harbourpost.example/sitemaps/archive.xml.gz",
        "https://lindenblatt.example/atom.xml",
        "https://lindenblatt.example/stadt/kleingaertner-legen-moor-an.html",
    ):
        full, body = ask(press, url)
        assert full.status == 200 and body
        by_tag, nothing = ask(press, url, If_None_Match=full.getheader("ETag"))
        assert (by_tag.status, nothing) == (304, b"")
        if stamp := full.getheader("Last-Modified"):
            assert ask(press, url, If_Modified_Since=stamp)[0].status == 304
            assert ask(press, url, If_Modified_Since="Mon, 01 Jan 2024 00:00:00 GMT")[0].status == 200
        assert ask(press, url, If_None_Match='"other"')[0].status == 200


def test_one_outlet_compresses_its_answers_for_those_who_accept_it(press):
    url = "https://harbourpost.example/feed.json"
    plain, text = ask(press, url)
    small, body = ask(press, url, Accept_Encoding="gzip, deflate")
    assert (plain.getheader("Content-Encoding"), small.getheader("Content-Encoding")) == (None, "gzip")
    assert gzip.decompress(body) == text
    assert small.getheader("ETag") == plain.getheader("ETag")
    archive, body = ask(press, "https://harbourpost.example/sitemaps/archive.xml.gz", Accept_Encoding="gzip")
    assert archive.getheader("Content-Encoding") is None
    assert gzip.decompress(body).startswith(b"<?xml")


def test_errors_pass(press):
    url = "https://bunatimes.com/tech/98706-new-battery-keeps-village-clinic-open-through-storms/"
    assert [ask(press, url)[0].status for _ in range(2)] == [500, 200]
    url = "https://harbourpost.example/culture/school-orchestra-plays-in-empty-reservoir-20405"
    first, second = ask(press, url)[0], ask(press, url)[0]
    assert (first.status, first.getheader("Retry-After"), second.status) == (429, "1", 200)


def test_unknown_hosts_and_methods_are_refused_and_every_request_is_logged(press, log):
    assert ask(press, "https://nowhere.example/")[0].status == 404
    assert ask(press, "https://lindenblatt.example/", method="POST")[0].status == 405
    assert ask(press, "https://lindenblatt.example:443/", method="HEAD", User_Agent="me")[1] == b""
    lines = [json.loads(line) for line in log.read_text().splitlines()][-3:]
    assert [(line["host"], line["method"], line["status"]) for line in lines] == [
        ("nowhere.example", "GET", 404),
        ("lindenblatt.example", "POST", 405),
        ("lindenblatt.example:443", "HEAD", 200),
    ]
    assert lines[2] | {"user_agent": "me", "conditional": False, "path": "/"} == lines[2]


def test_one_connection_takes_several_requests_and_nonsense_closes_it(press):
    request = b"GET /robots.txt HTTP/1.1\r\nHost: lindenblatt.example\r\n\r\n"
    with socket.create_connection(("127.0.0.1", press.port), timeout=5) as client:
        client.sendall(request * 3 + b"\x00\xff nonsense\r\n\r\n")
        received = b"".join(iter(lambda: client.recv(65536), b""))
    assert received.count(b"HTTP/1.1 200 OK") == 3


def test_the_press_ends_when_told_to():
    press = Press(now=NOW)
    assert "korrespondent.net" in press.hosts
    press.stop()
    press.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", press.port), timeout=5)


def test_the_press_ends_when_its_parent_is_killed():
    code = (
        "from newscrawl.demo.press import Press\n"
        "press = Press(pages=1)\n"
        "print(press._process.pid, flush=True)\n"
        "input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        handle = os.pidfd_open(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
        ended, _, _ = select.select([handle], [], [], 5)
        os.close(handle)
    assert ended


def test_a_press_that_cannot_start_says_so(tmp_path, capfd):
    with pytest.raises(RuntimeError):
        Press(warcs=[tmp_path / "missing.warc"])
    assert "missing.warc" in capfd.readouterr().err


CRAWL = """
import json, sys, scrapy
from scrapy.crawler import CrawlerProcess

class Reader(scrapy.Spider):
    name = "reader"
    start_urls = sys.argv[2:]
    def parse(self, response):
        seen = (response.url, response.request.url, response.css("h1::text").get())
        print(json.dumps([*seen, "download_latency" in response.meta]))

handler = "newscrawl.demo.transport.LoopbackDownloadHandler"
process = CrawlerProcess({
    "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
    "DEMO_PORT": int(sys.argv[1]),
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
})
process.crawl(Reader)
process.start()
"""


def test_spiders_reach_the_press_under_real_addresses(press):
    asked = [
        "https://lindenblatt.example/stadt/grundschule-schafft-die-uhr-ab.html?x=1#top",
        "http://diariodelcerro.example/",
        "https://ua.korrespondent.net/city/4791204-mista-porahuvali-lavki",  # moved
    ]
    run = subprocess.run(
        [sys.executable, "-c", CRAWL, str(press.port), *asked],
        capture_output=True,
        text=True,
        timeout=30,
        env=os.environ | {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
    )
    assert run.stderr == ""
    seen = sorted(json.loads(line) for line in run.stdout.splitlines())
    moved = "https://ua.korrespondent.net/city/4791204-mista-porakhuvaly-lavky-i-zdyvuvalysia"
    assert seen == [
        ["http://diariodelcerro.example/", "http://diariodelcerro.example/", "Diario del Cerro", True],
        [asked[0].partition("#")[0], asked[0], "Grundschule schafft die Uhr ab", True],
        [moved, moved, "Міста порахували лавки і здивувалися", True],
    ]


def write_warc(file, *records):
    with file.open("wb") as stream:
        for url, date, status, headers, body in records:
            fields = "".join(f"{name}: {value}\r\n" for name, value in headers)
            block = f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + body
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
                f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            stream.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))


PAGE = (
    "<html lang='de'><head><title>Erste &amp; letzte\n Seite</title></head><body><p>Grüße</p></body></html>"
)


@pytest.fixture
def warc(tmp_path):
    body = PAGE.encode("latin-1")
    squeezed = gzip.compress(body)
    kind = ("Content-Type", "text/html; charset=iso-8859-1")
    stored = [kind, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"), ("X-Kept", "yes")]
    file = tmp_path / "pages.warc.gz"
    write_warc(
        file,
        (
            "https://a.example/n/1?id=7&utm_source=x",
            "2024-01-02T03:04:05Z",
            "200 OK",
            stored,
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(squeezed), squeezed),
        ),
        ("https://a.example/n/%C3%A4/", "2024-01-03T03:04:05Z", "200 OK", [kind], body),
        ("https://a.example/old", "2024-01-03T03:04:05Z", "301 Moved", [("Location", "/n/1")], b""),
        ("http://b.example/?p=1", "2024-01-03T03:04:05Z", "200 OK", [kind], body),
        ("http://b.example/s;jsessionid=1", "2024-01-03T03:04:05Z", "200 OK", [kind], body),
    )
    return file


def test_each_host_in_a_warc_becomes_a_site(warc):
    sites = {site.host: site for site in warc_sites([warc])}
    assert set(sites) == {"a.example", "b.example"}
    a = sites["a.example"]
    assert "Sitemap: https://a.example/news-sitemap.xml" in a.answer("/robots.txt").body.decode()
    tree = etree.fromstring(a.answer("/news-sitemap.xml").body)
    locs = [node.text for node in tree.iter(LOC)]
    assert locs == ["https://a.example/n/%C3%A4/", "https://a.example/n/1?id=7&utm_source=x"]
    assert [node.text for node in tree.iter("{*}title")] == ["Erste & letzte Seite"] * 2
    assert [node.text for node in tree.iter("{*}publication_date")][1] == "2024-01-02T03:04:05+00:00"
    assert b'rel="alternate" type="application/rss+xml" href="/feed"' in a.answer("/").body
    assert len(list(etree.fromstring(a.answer("/feed").body).iter("item"))) == 2


def test_pages_of_a_warc_come_as_stored_but_for_their_transfer(warc):
    a, b = warc_sites([warc])
    found = a.answer("/n/1?id=7&utm_source=x")
    assert found.body == PAGE.encode("latin-1")
    assert (found.type, found.headers) == ("text/html; charset=iso-8859-1", (("X-Kept", "yes"),))
    assert a.answer("/old").status == 301
    assert b.answer("/?p=1").body == PAGE.encode("latin-1")
    assert b"/feed" in b.answer("/").body


def test_pages_of_a_warc_are_found_without_their_tracking_parameters(warc):
    a, b = warc_sites([warc])
    assert b.answer("/?p=1").body == b.answer("/s").body == PAGE.encode("latin-1")
    assert a.answer("/n/1?id=7").status == 200
    assert a.answer("/n/1").status == 200
    assert a.answer("/n/ä").status == 200
    assert a.answer("/n/1?id=8").status == 404
    assert a.answer("/n/2").status == 404


def test_what_is_no_warc_is_refused(tmp_path):
    file = tmp_path / "noise.warc.gz"
    for noise, words in ((b"<html>not at all</html>\n", "no WARC"), (b"<p>not at all</p>", "no responses")):
        file.write_bytes(noise * 100)
        with pytest.raises(ValueError, match=words):
            warc_sites([file])


def test_the_bench_announces_as_many_distinct_articles_as_asked_for():
    site = bench_site(2500, NOW)
    index = etree.fromstring(site.answer("/sitemap_index.xml").body)
    children = [urlsplit(node.text).path for node in index.iter(LOC)]
    found = [n.text for child in children for n in etree.fromstring(site.answer(child).body).iter(LOC)]
    assert (len(children), len(found), len(set(found))) == (3, 2500, 2500)
    assert found[2499] == bench_url(2499)
    bodies = [site.answer(urlsplit(url).path).body for url in found[:100]]
    assert len(set(bodies)) == 100
    assert 35_000 < sum(map(len, bodies)) / 100 < 45_000
    assert site.answer(urlsplit(bench_url(2500)).path).status == 404
