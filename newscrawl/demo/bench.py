"""bench.example: any number of distinct articles of 25 to 55 kB of markup, for benchmarks; or many hosts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache, partial
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Any

from newscrawl.demo.announce import Notice, iso, news_sitemap, rss, sitemap_index
from newscrawl.demo.markup import json_ld, page
from newscrawl.demo.site import Answer, Site, robots

HOST = "bench.example"
HOME = f"https://{HOST}/"
PER_SITEMAP = 1000
_APART = 100_000  # between the numbers of two hosts' articles
STEP = timedelta(seconds=4)  # 20,000 articles within a day: all are news to a news sitemap's reader

_SPEECH = tomllib.loads(files("newscrawl.demo").joinpath("pages", "bench.toml").read_text("utf-8"))
_LETTERS = "aeioubcdfghklmnprstvz"
_REPEATS = (30, 45, 60, 75, 90)  # repeats of the page's furniture: real pages differ in size


def bench_site(pages: int, now: datetime) -> Site:
    """Return the site with `pages` articles, the newest at `now`, one every four seconds before."""
    site = Site(HOST, fallback=partial(_article_at, range(pages), now))
    children = range(-(-pages // PER_SITEMAP))
    for child in children:
        site.pages[f"/news-sitemap-{child}.xml"] = partial(_sitemap, child, pages, now)
    index = [(f"{HOME}news-sitemap-{child}.xml", now) for child in children]
    site.pages["/sitemap_index.xml"] = sitemap_index(index)
    site.pages["/robots.txt"] = robots(f"Sitemap: {HOME}sitemap_index.xml")
    site.pages["/"] = Answer(b"<!DOCTYPE html><html><head><title>Bench</title></head><body></body></html>")
    return site


def bench_hosts(hosts: int, pages: int, now: datetime) -> list[Site]:
    """Return sites that announce `pages` articles in a feed each, the newest at `now`, no two the same."""
    return [_feed_site(number, pages, now) for number in range(hosts)]


def bench_host(number: int) -> str:
    """Return the name of one of the hosts, counted from 0."""
    return f"paper{number:04}.example"


def _feed_site(number: int, pages: int, now: datetime) -> Site:
    host, first = bench_host(number), number * _APART
    site = Site(host, fallback=partial(_article_at, range(first, first + pages), now))
    notices = [
        Notice(bench_url(n, host), headline(n), now - (n - first) * STEP) for n in range(first, first + pages)
    ]
    site.pages["/feed.xml"] = rss(host, f"https://{host}/", notices)
    site.pages["/robots.txt"] = robots()
    return site


def bench_url(number: int, host: str = HOST) -> str:
    """Return the address of the article `number`, counted from 0."""
    return f"https://{host}/news/{number}-{_slug(headline(number))}"


def _slug(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")


def headline(number: int) -> str:
    """Return the headline of the article `number`; no two are the same."""
    return _sentence(Random(number)) + f" (No. {number})"


def _sentence(dice: Random) -> str:
    words = (dice.choice(part) for part in _SPEECH.values())
    return " ".join(words).format(n=dice.randint(12, 990), m=dice.randint(11, 89), k=dice.randint(2, 10))


def _paragraphs(number: int) -> Iterator[str]:
    dice = Random(number)
    _sentence(dice)  # the headline took it
    for _ in range(dice.randint(4, 14)):
        yield "<p>" + " ".join(_prose(dice) for _ in range(dice.randint(2, 5))) + "</p>"


def _prose(dice: Random) -> str:
    """Return a sentence; articles of them share as little as those of real news: one part in a hundred."""
    words = dice.choices(_words(), cum_weights=_weights(), k=dice.randint(6, 18))
    return " ".join(words).capitalize() + f" in {dice.randint(2, 990)}."


@cache
def _words() -> list[str]:
    """Return the words of the headlines, each once, and hundreds of invented ones, in chance order."""
    dice = Random(0)
    known = {word for part in _SPEECH.values() for one in part for word in one.split() if word.isalpha()}
    invented = {"".join(dice.choices(_LETTERS, k=dice.randint(3, 10))) for _ in range(400)}
    return dice.sample(sorted(known | invented), len(known | invented))


@cache
def _weights() -> list[float]:
    """Return the words' weights, summed up: few come often, as in any language."""
    return list(accumulate(1 / (rank + 1) for rank in range(len(_words()))))


def _sitemap(child: int, pages: int, now: datetime) -> Answer:
    numbers = range(child * PER_SITEMAP, min(pages, (child + 1) * PER_SITEMAP))
    notices = [Notice(bench_url(n), headline(n), now - n * STEP) for n in numbers]
    return news_sitemap("Bench", notices)


def _article_at(numbers: range, now: datetime, target: str) -> Answer | None:
    match = re.match(r"/news/(\d{1,9})-", target)
    if not match or int(match[1]) not in numbers:
        return None
    number = int(match[1])
    published = now - (number - numbers.start) * STEP
    title = headline(number)
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title}
    data |= {"datePublished": iso(published), "author": {"@type": "Person", "name": "Ada Quill"}}
    body = page(
        "bench.html",
        url=bench_url(number),
        headline=title,
        json_ld=json_ld(data),
        paragraphs="\n".join(_paragraphs(number)),
        furniture=_furniture(_REPEATS[number % len(_REPEATS)]),
    )
    return Answer(body, modified=published, etag=f'"bench-{number}"')


def _furniture(repeats: int) -> str:
    """What surrounds a real page's text: teasers, pictures, scripts."""
    return _TEASER * repeats + _SCRIPT * (repeats // 6)


_TEASER = (
    '<div class="teaser teaser--small" data-track="teaser" data-pos="1"><a class="teaser__link" '
    'href="/section/region/"><figure class="teaser__figure"><img class="lazy" loading="lazy" width="320" '
    'height="180" src="/img/blank.gif" data-src="/img/320/region.jpg" srcset="/img/320/region.jpg 320w, '
    '/img/640/region.jpg 640w, /img/960/region.jpg 960w" alt=""></figure><h3 class="teaser__title">'
    'More from the region</h3><span class="teaser__meta">Region</span></a></div>\n'
)
_SCRIPT = f"<script>window.layer=[];{'layer.push({event:1,size:[300,250]});' * 24}</script>"
