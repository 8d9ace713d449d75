"""What comes from outside, as hypothesis makes it, and the functions that take it.

`make fuzz` tries them on and on, FUZZ_MINUTES long, by chance; tests/test_fuzz.py a little.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import sys
import time
import typing
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import newscrawl

PACKAGE = Path(newscrawl.__file__).parent
PLACES = (
    *("extract", "discover", "normalise", "dedupe", "codings", "walls", "robotsfile", "inert", "catalogue"),
    *("turns", "reading"),
)
# What takes words of our own, what we wrote, or an address or a number found good before.
INSIDE = {
    "dedupe.clues.word_pairs",
    "discover.site.common_sources",
    "discover.wordpress.fallbacks",
    "discover.wordpress.posts_url",
    "extract.dates_zones.zone_at",
    "reading.outlet_of",
    "dedupe.fingerprint.unpacked",
    "extract.phrases.exact",
    "extract.wordlists.table_of",
    "extract.wordlists.words_of",
}

_ODD = st.sampled_from(
    ["", " ", "\0", "\u00a0", "\u200b\u2060\ufeff", "\u202e", "\ud800", "é", "İ", "ß", "&amp;amp;", "&#0;", "&#xD800;",
     "&nbsp", "<", "]]>", "<!--", "\x1b[2J", "٣", "²", "中文", "\r\n\r\n", "🜁", "[", "%", "%zz", "{}", "\\", '"', "'"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["By Anna Meier", "Reuters", "Source: AP", "Photo: dpa", "KYIV —", "Read also", "Updated", "Correction:", "Von",
     "http://a.example/1", "Фото", "Джерело: УНІАН", "The council met on Monday.", "10:15", "(AFP)", "a@b.example"]
)  # fmt: skip
_DATES = st.one_of(
    st.sampled_from(
        ["2024-05-23T11:30:00+99:99", "0000-00-00", "9999-12-31T23:59:60Z", "Thu, 23 May 2024 11:30:00 +0000",
         "23. Mai 2024, 11.30 Uhr", "1716463800", "17164638000000000000", "-1", "1e400", "NaN", "31 February 2024",
         "24:00", "12/13/14", "вчора о 10:15", "2024-05-23T", "٢٠٢٤-٠٥-٢٣", "0001-01-01T00:00:00+14:00", "2024²"]
    ),
    st.from_regex(r"\d{1,5}[-./ ]\d{1,3}[-./ ]\d{1,5}([T ]\d{1,3}:\d{1,3}(:\d\d(\.\d+)?)?)?(Z|[+-]\d{1,4})?", fullmatch=True),
    st.datetimes().map(str),
)  # fmt: skip
TEXT = st.lists(st.one_of(_ODD, _WORDS, _DATES, st.text(max_size=20)), max_size=8).map(" ".join)
ADDRESS = st.one_of(
    st.sampled_from(
        ["http://[x", "//[x", "https://a.example:99999/", "https://a.example:x/", "http://xn--/", "javascript:1", "data:,",
         "https://é.example/ü?ü=1#ü", "http:///", "http://.", "?", "https://u:p@a.example/", "https://[::1]/", "file:///"]
    ),
    st.builds(
        lambda host, parts, query: f"https://{host}/{'/'.join(parts)}{query}",
        st.sampled_from(["a.example", "WWW.A.EXAMPLE.", "m.a.co.uk:443", "a..b", "xn--a", "2130706433"]),
        st.lists(st.sampled_from(["2024", "05", "23", "news", "..", ".", "", "amp", "%41", "%2f", "page", "3", "a-b-c-d-1"]), max_size=6),
        st.sampled_from(["", "?utm_source=x&b=1", "?&&=", "?page=2", "?a=%zz", "#x", ";jsessionid=1", "?a=1&a=1"]),
    ),
    TEXT,
)  # fmt: skip
# A page's own address: it was fetched, so it is one.
FETCHED = st.sampled_from(
    ["https://a.example/", "https://a.example/2024/05/23/a-b-c-d-1?page=2", "http://é.example/ü//"]
)

_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT, _DATES, ADDRESS)
_KEYS = st.sampled_from(
    ["@type", "@graph", "@id", "@context", "headline", "author", "name", "url", "datePublished", "dateModified", "image",
     "publisher", "articleBody", "isAccessibleForFree", "hasPart", "keywords", "inLanguage", "articleSection", "items",
     "sourceOrganization", "position", "itemListElement", "mainEntityOfPage", "liveBlogUpdate", "description", "title",
     "version", "date_published", "authors", "tags", "language", "content_html", "attachments"]
)  # fmt: skip
_TYPED = st.sampled_from(
    ["NewsArticle", "Person", "BreadcrumbList", "LiveBlogPosting", "WebSite", "ImageObject"]
)
NODE = st.recursive(
    _SCALARS | _TYPED,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=15,
)
JSON = st.dictionaries(_KEYS, NODE, max_size=6).map(json.dumps)
_TAGS = st.sampled_from(
    ["p", "div", "article", "h1", "h2", "a", "img", "figure", "figcaption", "time", "span", "ul", "li", "table", "tr", "td",
     "section", "meta", "link", "script", "style", "template", "svg", "br", "title", "body", "head", "noscript", "o:p",
     "blockquote", "iframe", "html", "base", "video", "p/", "item", "pubDate", "loc", "url", "entry", "rss", "urlset"]
)  # fmt: skip
_NAMES = st.sampled_from(
    ["class", "id", "href", "src", "content", "name", "property", "itemprop", "itemtype", "itemscope", "datetime", "lang",
     "rel", "type", "srcset", "charset", "http-equiv", "style", "data-x", "xmlns", "о", "=", "hidden"]
)  # fmt: skip
_VALUES = st.one_of(
    st.sampled_from(
        ["byline author", "article-body", "datePublished", "article:published_time", "og:title", "canonical", "description",
         "text/html; charset=utf-16", "utf-7", "https://schema.org/NewsArticle", "a.jpg 1x, b.jpg 99999999999w", "lead"]
    ),
    _DATES, ADDRESS, TEXT,
)  # fmt: skip
_ATTRIBUTES = st.lists(st.tuples(_NAMES, _VALUES), max_size=4).map(
    lambda pairs: "".join(f' {name}="{value}"' for name, value in pairs)
)
_MARKUP = st.recursive(
    st.one_of(TEXT, JSON.map(lambda told: f'<script type="application/ld+json">{told}</script>')),
    lambda inner: st.builds(
        lambda tag, attributes, parts, close: f"<{tag}{attributes}>{''.join(parts)}" + f"</{tag}>" * close,
        _TAGS, _ATTRIBUTES, st.lists(inner, max_size=4), st.integers(0, 2),
    ),
    max_leaves=20,
)  # fmt: skip
_LEAD = "<p>The council met on Monday to discuss the new harbour and what it would cost the town.</p>" * 5
HTML = st.builds(
    lambda head, inner: f"<html><head>{head}</head><body><article>{inner}{_LEAD}</article>{inner}",
    _MARKUP,
    _MARKUP,
)
_FEED = st.builds(
    lambda root, item, parts: f"<?xml version='1.0'?><{root}>" + "".join(
        f"<{item}>" + "".join(f"<{name}>{value}</{name}>" for name, value in part) + f"</{item}>" for part in parts
    ) + f"</{root}>",
    st.sampled_from(["rss", "feed xmlns='http://www.w3.org/2005/Atom'", "urlset", "sitemapindex", "rdf:RDF"]),
    st.sampled_from(["item", "entry", "url", "sitemap"]),
    st.lists(st.lists(st.tuples(
        st.sampled_from(["title", "link", "pubDate", "updated", "loc", "lastmod", "guid", "dc:date", "news:news", "author"]),
        st.one_of(_DATES, ADDRESS, TEXT, _MARKUP),
    ), max_size=5), max_size=3),
)  # fmt: skip
_ROBOTS = st.lists(
    st.tuples(
        st.sampled_from(["User-agent", "Disallow", "Allow", "Sitemap", "Crawl-delay", "#", ""]),
        TEXT | ADDRESS,
    ),
    max_size=8,
).map(lambda lines: "\n".join(f"{name}: {value}" for name, value in lines))
MARKUP = st.one_of(HTML, _MARKUP, _FEED, JSON, _ROBOTS, TEXT)
BODY = st.one_of(
    st.builds(
        lambda text, encoding: text.encode(encoding, "replace"),
        MARKUP,
        st.sampled_from(["utf-8", "utf-16", "cp1251", "latin-1", "utf-32-be", "shift_jis"]),
    ),
    st.binary(max_size=200),
    st.builds(
        lambda start, rest: start + rest,
        st.sampled_from([b"\x1f\x8b", b"\xff\xfe", b"{", b"<?xml"]),
        st.binary(),
    ),
)
CONTENT_TYPE = st.none() | st.sampled_from(
    [
        "text/html; charset=utf-8",
        "text/xml; charset=x",
        "application/json",
        "text/html; charset=",
        "undefined",
        "é",
    ]
)
LANGUAGE = st.none() | st.sampled_from(["de", "en", "uk", "ru", "xx", "", "de-AT", "zh-Hans", "\0"])

# By a parameter's name, else by its type.
BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("url", "base", "address", "link", "home", "uri", "href", "host"), ADDRESS),
    **dict.fromkeys(("html", "markup"), MARKUP),
    **dict.fromkeys(("language", "tag", "stated", "usual"), LANGUAGE.map(lambda tag: tag or "")),
    **dict.fromkeys(("raw", "value"), st.one_of(_DATES, TEXT, LANGUAGE.map(str), JSON)),
    "content_type": CONTENT_TYPE,
    "codings": st.sampled_from(
        ["gzip", "br", "deflate", "zstd", "gzip, br", "gzip," * 9, "x", "", "deflate, deflate"]
    ),
    "kind": st.sampled_from(["feed", "html", None]),
}
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.one_of(TEXT, ADDRESS, _DATES, MARKUP),
    bytes: BODY,
    str | None: st.none() | TEXT | _DATES,
    bytes | str: BODY | MARKUP,
    list[str]: st.lists(TEXT, max_size=5),
    int: st.integers(0, 1000),
    datetime: st.integers(0, 4_000_000_000).map(lambda stamp: datetime.fromtimestamp(stamp, UTC)),
}


class Taker(typing.NamedTuple):
    """A function of text or bytes, what it is given by parameter, and the errors that its docstring names."""

    name: str
    function: Callable[..., Any]
    given: dict[str, st.SearchStrategy[Any]]
    errors: tuple[type[Exception], ...]


@cache
def takers() -> list[Taker]:
    """Return every public function of PLACES that needs nothing but text, bytes and numbers."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] in PLACES:
            module = importlib.import_module(".".join(("newscrawl", *parts)).removesuffix(".__init__"))
            found += [
                taker
                for taker in map(_taker, vars(module).values())
                if taker and taker.function.__module__ == module.__name__
            ]
    return [taker for taker in found if taker.name not in INSIDE]


def _taker(function: Any) -> Taker | None:
    plain = inspect.unwrap(function) if callable(function) and not isinstance(function, type) else None
    if (
        not inspect.isfunction(plain)
        or plain.__name__.startswith("_")
        or not plain.__module__.startswith("newscrawl.")
    ):
        return None
    try:
        hints = typing.get_type_hints(plain)
    except NameError:  # a type imported for the checker alone: nothing of text
        return None
    needed = [
        name
        for name, told in inspect.signature(plain).parameters.items()
        if told.default is inspect.Parameter.empty
    ]
    made = {
        name: BY_NAME[name]
        if name in BY_NAME and hints[name] in (str, str | None)
        else BY_TYPE.get(hints[name])
        for name in hints
        if name != "return"
    }
    if not any(hints[name] in (str, bytes, str | None, bytes | str) for name in needed) or not all(
        made[name] is not None for name in needed
    ):
        return None
    if "url" in made and any(hints[name] in (bytes, bytes | str) for name in needed):
        made["url"] = FETCHED
    errors = (ValueError,) if "ValueError" in (plain.__doc__ or "") else ()
    name = f"{plain.__module__.removeprefix('newscrawl.')}.{plain.__name__}"
    return Taker(
        name, function, {name: values for name, values in made.items() if values is not None}, errors
    )


def call(taker: Taker, arguments: dict[str, Any]) -> Any:
    """Call a function; what it yields is taken, at most 10,000. Raises what its docstring does not name."""
    positional = inspect.signature(inspect.unwrap(taker.function)).parameters.values()
    by_place = [
        arguments[told.name]
        for told in positional
        if told.kind is not told.KEYWORD_ONLY and told.name in arguments
    ]
    by_name = {
        told.name: arguments[told.name]
        for told in positional
        if told.kind is told.KEYWORD_ONLY and told.name in arguments
    }
    try:
        result = taker.function(*by_place, **by_name)
        return list(islice(result, 10_000)) if isinstance(result, Iterator) else result
    except taker.errors:
        return None


def attempt(taker: Taker, examples: int, *, by_chance: int | None = None) -> None:
    """Try a function on so many examples; raises what it raises, with the example."""

    def holds(arguments: dict[str, Any]) -> None:
        call(taker, arguments)

    test = given(st.fixed_dictionaries(taker.given))(holds)
    test = settings(
        max_examples=examples, derandomize=by_chance is None, database=None, deadline=None,
        suppress_health_check=list(HealthCheck),
    )(test)  # fmt: skip
    (test if by_chance is None else seed(by_chance)(test))()


def main() -> int:
    """Try every function in turn until the time is over; print each failing example."""
    until = time.monotonic() + float(os.environ.get("FUZZ_MINUTES", "60")) * 30  # half of it
    failed: set[str] = set()
    number = time.time_ns() % 1_000_000_000
    rounds = 0
    while time.monotonic() < until:
        for taker in takers():
            if time.monotonic() > until:
                break
            number += 1
            try:
                attempt(taker, 100, by_chance=number)
            except Exception as error:
                if taker.name not in failed:
                    notes = "\n".join(getattr(error, "__notes__", []))
                    print(f"{taker.name}: {type(error).__name__}: {error}\n{notes}\n", flush=True)
                failed.add(taker.name)
        rounds += 1
    print(f"{len(takers())} functions, {rounds} rounds: {len(failed)} fail {' '.join(sorted(failed))}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
