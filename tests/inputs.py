"""What a hostile or careless site may send, as hypothesis strategies: pages, feeds, sitemaps, dates, addresses."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import Any

from hypothesis import strategies as st

from newscrawl.normalise.addresses import clean_url

Bytes = st.SearchStrategy[bytes]
Texts = st.SearchStrategy[str]

ODD = (
    "", " ", "\n\n", "\xa0", "\u200b", "\ufeff", "\x00", "\x0b", "\x85", "\u2028\u2029", "\ud800", "\U000e0041", "\u202e", "İ", "ß", "ﬁ",
    "&amp;", "&amp;amp;lt;", "&#x110000;", "&#0;", "&#55296;", "&nbsp;", "&bogus;", "&", "<", ">", "]]>", "<!--", "-->", "\\u003c", "\\",
    '"', "'", "²", "١٢", "Ⅷ", "½", "Ã¤Ã¶", "â€™", "ÐÑÐ¸", "РџСЂ", "{{x}}", "%s", "$1", "-", "—", "…", "(", ")", "[", "]", "|", ":", "：",
)  # fmt: skip
WORDS = (
    "The council met on Monday.", "By Anna Meier", "Von Max Berg und Li Na", "Автор: Анна Берг", "记者 王小明 李华", "김철수 기자", "Source: Reuters",
    "(dpa)", "Read also: The harbour", "Photo: AP / Jo Lund", "KYIV, May 5 (Reuters) — Ships", "МОСКВА, 5 мая. /ТАСС/.", "Updated 2 hours ago",
    "Subscribe now", "Correction, May 3, 2024: an earlier version", "Anna Meier is a writer at the Harbour Post.", "Follow us on t.me/x", "x" * 90,
    "word " * 60, "Это было вчера в порту города. " * 5, "日本語の文章です。" * 9, "هذا نص طويل من الأخبار. " * 5, "Follow", "www.example.com", "@anna",
)  # fmt: skip
TAILS = ("", ".", "!", "?", "\n", " ", "\x00", "<", ">", '"', "]", "}", "-->", "]]>", "%", "\ud800")

odd_text: Texts = st.lists(st.sampled_from(ODD + WORDS) | st.text(max_size=8), max_size=6).map("".join)
short = st.sampled_from(ODD + WORDS) | st.text(max_size=12)

# ---- dates -------------------------------------------------------------------------------------------------------
_DATE_PARTS = (
    "2024", "24", "1970", "0000", "9999", "20245", "5", "05", "13", "31", "00", "2024-05-23", "23.05.2024", "05/23/2024", "20240523", "T", " ",
    "11:30", "24:00", "25:61", "11:30:00", ".123456789", "Z", "z", "+02:00", "-99:99", "+0530", "GMT", "UTC", "EST", "MSK", "CEST", "PM", "a.m.",
    "May", "Mai", "мая", "травня", "5月", "23日", "년", "of", "de", "den", "today", "heute", "вчера", "2 hours ago", "vor 3 Tagen", "999 days ago",
    "Mon,", "Montag", "at", "um", "Uhr", "h", "-", "/", ".", ",", ":", "|", "1716463800", "1716463800000", "99999999999999999999", "²", "١٢", "[Europe/Kyiv]",
    "Published:", "Updated", "Stand:", "(", ")",
)  # fmt: skip
dates: Texts = (
    st.lists(st.sampled_from(_DATE_PARTS), min_size=1, max_size=8).flatmap(
        lambda parts: st.sampled_from(("", " ", "-", ", ")).map(lambda between: between.join(parts))
    )
    | st.datetimes().map(lambda moment: moment.isoformat())
    | st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat())
    | odd_text
)

# ---- addresses ---------------------------------------------------------------------------------------------------
_BEGINNINGS = (
    "https://example.com/", "http://example.com", "HTTPS://WWW.Example.COM:443/", "//example.com/", "/", "", "?", "#", "http://[x", "http://[::1]/",
    "https://user:pw@example.com/", "http://example.com:99999/", "http://example.com:²/", "javascript:", "data:text/html,", "mailto:", "file:///",
    "http://пример.рф/", "http://xn--e1afmkfd/", "http://2130706433/", "http://ex%61mple.com/", "http:///", "http://.", "http://a..b/", "\\\\host\\", "ftp://x/",
    "http://" + "a" * 300 + "/", "https://amp.example.co.uk/",
)  # fmt: skip
_PATH_PARTS = (
    "news", "/", "//", "..", ".", "2024/05/23", "harbour-plan-1234567.html", "index.html", "amp", "print", "%", "%zz", "%2F", "%61", "%d0%bf", "é", "п",
    " ", "\t", "\n", "\\", ";jsessionid=x", "?", "&", "=", "utm_source=x", "id=12345", "page=2", "view=print", "a=1&a=1", "#frag", "+", "|", "\x00", "\ud800",
    "\u200b", "page/3/", "tag", "x" * 60, "[", "]", "@", ":", "~", "sid=" + "a1" * 16,
)  # fmt: skip
addresses: Texts = st.builds(
    "{}{}".format,
    st.sampled_from(_BEGINNINGS),
    st.lists(st.sampled_from(_PATH_PARTS), max_size=6).map("".join),
) | st.text(max_size=30)

asked: Texts = addresses.map(clean_url).map(lambda address: address or "https://example.com/news")

# ---- structured data ---------------------------------------------------------------------------------------------
_KEYS = (
    "@type", "@id", "@graph", "@value", "@context", "headline", "name", "alternativeHeadline", "description", "articleBody", "author", "creator", "publisher",
    "editor", "datePublished", "dateModified", "dateCreated", "image", "thumbnailUrl", "video", "url", "contentUrl", "mainEntityOfPage", "mainEntity", "hasPart",
    "isPartOf", "articleSection", "keywords", "inLanguage", "isAccessibleForFree", "correction", "sourceOrganization", "itemListElement", "item", "position",
    "caption", "creditText", "copyrightHolder", "sameAs", "jobTitle", "worksFor", "wordCount", "liveBlogUpdate", "about", "text", "alternateName", "",
)  # fmt: skip
_TYPES = (
    "NewsArticle",
    "Article",
    "Person",
    "Organization",
    "ImageObject",
    "VideoObject",
    "BreadcrumbList",
    "WebPage",
    "LiveBlogPosting",
    "ItemList",
    "X",
    "",
)
_LEAVES: st.SearchStrategy[Any] = (
    st.sampled_from(
        (
            None,
            True,
            False,
            0,
            -1,
            3,
            1e308,
            float("nan"),
            float("inf"),
            10**30,
            "",
            "True",
            "false",
            [],
            {},
            [[]],
            [None],
            {"@id": "#a"},
        )
    )
    | st.sampled_from(_TYPES)
    | short
    | dates
    | addresses
)


def _holders(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=6)


values: st.SearchStrategy[Any] = st.recursive(_LEAVES, _holders, max_leaves=12)
nodes = st.builds(
    lambda kind, told: {"@type": kind} | told,
    st.sampled_from(_TYPES) | st.lists(st.sampled_from(_TYPES), max_size=3) | values,
    st.dictionaries(st.sampled_from(_KEYS), values, max_size=8),
)


def spoilt(text: Texts) -> Texts:
    """The same whole in most cases, else cut, with a tail, or with a piece taken out of its middle."""

    def spoil(whole: str, way: int, place: int) -> str:
        cut = place % (len(whole) + 1)
        tail = TAILS[place % len(TAILS)]
        return (whole[:cut], whole[:cut] + tail + whole[cut:], whole[:cut] + whole[cut + 3 :], whole + tail)[
            way
        ]

    return text | st.builds(spoil, text, st.integers(0, 3), st.integers(0, 5000))


json_texts: Texts = spoilt((nodes | st.lists(nodes, max_size=3) | values).map(json.dumps)) | odd_text

# ---- pages -------------------------------------------------------------------------------------------------------
_TAGS = (
    "p", "div", "span", "h1", "h2", "h3", "a", "article", "main", "section", "header", "footer", "aside", "nav", "figure", "figcaption", "img", "ul", "li",
    "table", "tr", "td", "blockquote", "time", "script", "style", "noscript", "template", "svg", "math", "iframe", "video", "form", "button", "br", "hr", "em",
    "b", "strong", "title", "body", "html", "head", "meta", "base", "link", "address", "details", "summary", "pre", "textarea", "plaintext", "ruby", "x-y", "o:p",
)  # fmt: skip
_ATTRIBUTES = (
    "class", "id", "itemprop", "itemscope", "itemtype", "rel", "href", "src", "datetime", "content", "property", "name", "lang", "style", "hidden", "title",
    "alt", "role", "data-src", "srcset", "aria-label", "xml:lang", "on", "<", "=", "a:b",
)  # fmt: skip
_NAMED = (
    "byline author", "article-body", "entry-content", "lead standfirst", "date published", "related", "sidebar", "comments", "paywall", "caption", "credit",
    "articleBody", "headline", "author", "datePublished", "https://schema.org/NewsArticle", "https://schema.org/Person", "canonical", "author", "nofollow",
    "tag", "display:none", "live-blog", "post tag-x has-large", "print:hidden", "en", "de-DE", "x" * 400, "navigation", "source", "Article", "og:title",
)  # fmt: skip
_attribute = st.builds(
    "{}{}".format,
    st.sampled_from(_ATTRIBUTES),
    st.builds('="{}"'.format, st.sampled_from(_NAMED) | addresses | dates | short)
    | st.sampled_from(("", "=", "='x", "=x", '=""')),
)
_open = st.builds("<{} {}>".format, st.sampled_from(_TAGS), st.lists(_attribute, max_size=3).map(" ".join))
_close = st.sampled_from(_TAGS).map("</{}>".format)
_element = st.builds(
    "<{0} {1}>{2}</{0}>".format,
    st.sampled_from(_TAGS),
    st.lists(_attribute, max_size=3).map(" ".join),
    odd_text | dates,
)
_paragraph = odd_text.map("<p>{}</p>".format)
_METAS = (
    "og:title", "og:description", "og:type", "og:image", "og:url", "article:published_time", "article:modified_time", "article:author", "author", "date", "description",
    "keywords", "news_keywords", "robots", "twitter:title", "parsely-pub-date", "sailthru.date", "og:locale", "og:site_name", "article:section", "article:tag",
)  # fmt: skip
_meta = st.builds(
    '<meta {}="{}" content="{}">'.format,
    st.sampled_from(("property", "name", "itemprop")),
    st.sampled_from(_METAS),
    short | dates | addresses,
)
_data = json_texts.map('<script type="application/ld+json">{}</script>'.format)
_link = st.builds('<a href="{}">{}</a>'.format, addresses, short)
_pieces = st.lists(
    _paragraph | _element | _open | _close | _data | _link | odd_text | _meta, max_size=12
).map("\n".join)
_LEAD = "<p>The council met on Monday to discuss the new harbour and what it would cost the town.</p>" * 4
markup: Texts = spoilt(
    st.builds(
        "<!doctype html><html {}><head><title>{}</title>{}</head><body>{}<article><h1>{}</h1>{}{}</article>{}</body></html>".format,
        st.sampled_from(("", "lang=en", "lang='de-DE'", "lang=\u00e9", "dir=rtl")),
        short, st.lists(_meta | _data, max_size=4).map("".join), _pieces, short, st.sampled_from((_LEAD, "")), _pieces, _pieces,
    )
)  # fmt: skip


def encoded(texts: Texts) -> Bytes:
    """Texts in an encoding, now and then another than they say; half characters as the bytes nobody may send."""
    ways = (
        ("utf-8", "surrogatepass"),
        ("utf-8", "surrogatepass"),
        ("cp1251", "replace"),
        ("latin-1", "ignore"),
        ("utf-16", "surrogatepass"),
        ("shift_jis", "ignore"),
    )
    return st.builds(lambda text, way: text.encode(*way), texts, st.sampled_from(ways))


raw = st.binary(max_size=200)
pages: Bytes = encoded(markup) | encoded(_pieces) | raw
content_types = st.sampled_from(
    (
        None,
        "",
        "text/html",
        "text/html; charset=utf-8",
        "text/html;charset=idna",
        "text/html; charset=\x00",
        "application/xml",
        "application/json",
        "image/png",
        ";",
    )
)

# ---- feeds, sitemaps, robots -------------------------------------------------------------------------------------
_FIELDS = ("title", "link", "guid", "id", "pubDate", "updated", "published", "dc:date", "description", "content:encoded", "category", "language", "loc", "lastmod",
    "news:news", "news:title", "news:publication_date", "news:language", "image:loc", "enclosure", "xhtml:link", "media:content", "a10:updated")  # fmt: skip
_field = st.builds(
    "<{0}{1}>{2}</{0}>".format,
    st.sampled_from(_FIELDS),
    st.sampled_from(("", ' href="/a"', " rel='next' href='/b'", ' type="html"', " x")),
    addresses | dates | odd_text | odd_text.map("<![CDATA[{}]]>".format),
)
_stray = st.sampled_from(
    (
        "<item>",
        "</item>",
        "</channel>",
        "<entry/>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "&a;",
        "<?x",
        "<url>",
        "</rss>",
        "<x:y>",
        "<![CDATA[",
    )
)
_entries = st.builds(
    "<{0}>{1}</{0}>".format,
    st.sampled_from(("item", "entry", "url", "sitemap", "ITEM", "x:item")),
    st.lists(_field | _stray, max_size=6).map("".join),
)
_ROOTS = (
    "rss",
    "rss version='2.0'",
    "feed xmlns='http://www.w3.org/2005/Atom'",
    "rdf:RDF",
    "urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'",
    "sitemapindex",
    "html",
    "x",
)


def _document(head: str, root: str, inner: list[str]) -> str:
    return f"{head}<{root}>{''.join(inner)}</{root.split()[0]}>"


xml: Texts = spoilt(
    st.builds(
        _document,
        st.sampled_from(("", "<?xml version='1.0'?>", "<?xml version='1.0' encoding='windows-1251'?>", "<?xml version='1.0' encoding='x'?>\n<!DOCTYPE y>", "\ufeff", "\n\n")),
        st.sampled_from(_ROOTS), st.lists(_entries | _field | _stray, max_size=8),
    )
)  # fmt: skip
_posts = st.lists(
    st.dictionaries(
        st.sampled_from(
            (
                "link",
                "date_gmt",
                "date",
                "modified_gmt",
                "title",
                "rendered",
                "id",
                "url",
                "items",
                "version",
                "date_published",
            )
        ),
        values,
        max_size=5,
    )
)
sources: Bytes = (
    encoded(xml)
    | encoded(xml).map(lambda body: gzip.compress(body, 1))
    | encoded(_posts.map(json.dumps))
    | encoded(json_texts)
    | encoded(st.lists(addresses).map("\n".join))
    | pages
)
_line = st.builds("{}{}{}".format, st.sampled_from(("User-agent", "Disallow", "Allow", "Sitemap", "crawl-delay", "USER AGENT", "", "#")), st.sampled_from((":", ": ", " : ", "", "\x00")),
    addresses | short | st.sampled_from(("*", "newscrawl", "newscrawl/1.0", "/*$", "1e999", "-1")))  # fmt: skip
robots: Bytes = (
    encoded(
        st.lists(_line, max_size=12).flatmap(
            lambda lines: st.sampled_from(("\n", "\r\n", "\r", "\u2028")).map(lambda end: end.join(lines))
        )
    )
    | raw
)

# ---- codings and archives ----------------------------------------------------------------------------------------
PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "x-gzip": gzip.compress}


def broken(bodies: Bytes) -> Bytes:
    """The same whole, cut, with a byte of its own changed, or twice."""

    def spoil(body: bytes, way: int, place: int) -> bytes:
        at = place % (len(body) + 1)
        return (body, body[:at], body[:at] + bytes([place % 256]) + body[at + 1 :], body + body)[way]

    return st.builds(spoil, bodies, st.integers(0, 3), st.integers(0, 3000))


packed: st.SearchStrategy[tuple[bytes, str]] = st.sampled_from(sorted(PACKERS)).flatmap(
    lambda coding: st.tuples(
        broken(st.binary(max_size=2000).map(PACKERS[coding])),
        st.sampled_from((coding, f"br, {coding}", "zstd", "identity", ",,", "x" * 99)),
    )
)
chunked: Bytes = (
    broken(
        st.lists(st.binary(min_size=1, max_size=40)).map(
            lambda parts: b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in [*parts]) + b"0\r\n\r\n"
        )
    )
    | raw
)
_headers = st.dictionaries(
    st.sampled_from(("WARC-Type", "WARC-Target-URI", "WARC-Date", "Content-Length", "Content-Type", "WARC-Record-ID", "")),
    st.sampled_from(("response", "request", "warcinfo", "0", "-1", "99999999999999", "x", "2024-05-23T11:30:00Z", "<http://example.com/a>", "http://[x", "é")),
)  # fmt: skip


def _record(told: dict[str, str], body: bytes, length: int) -> bytes:
    head = {
        "WARC-Type": "response",
        "WARC-Target-URI": "http://example.com/a",
        "WARC-Date": "2024-05-23T11:30:00Z",
        "Content-Length": str(len(body) + length),
    } | told
    lines = "".join(f"{key}: {value}\r\n" for key, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + body + b"\r\n\r\n"


_answers = st.builds(
    "HTTP/1.1 {} OK\r\nContent-Type: {}\r\nContent-Encoding: {}\r\nTransfer-Encoding: {}\r\n\r\n{}".format,
    st.sampled_from(("200", "999", "2", "x")), st.sampled_from(("text/html", "", "é")), st.sampled_from(("gzip", "br", "")), st.sampled_from(("chunked", "")), markup,
).map(lambda text: text.encode("utf-8", "replace"))  # fmt: skip
warcs: Bytes = broken(
    st.lists(
        st.builds(_record, _headers | st.just({}), _answers | raw, st.sampled_from((0, 0, 0, 5, -5))),
        max_size=3,
    ).flatmap(
        lambda records: st.sampled_from(
            (b"".join(records), b"".join(gzip.compress(one, 1) for one in records))
        )
    )
)

# ---- records -----------------------------------------------------------------------------------------------------
_RECORD_KEYS = ("url", "outlet", "headline", "article_body", "authors", "date_published", "in_language", "source_organization", "id", "version", "copy_of", "images",
    "canonical_url", "keywords", "provenance", "date_downloaded", "first_seen", "discovered_by", "schema_version", "extra")  # fmt: skip
records = st.builds(
    lambda url, told: {"url": url} | told,
    addresses,
    st.dictionaries(st.sampled_from(_RECORD_KEYS), values, max_size=6),
)
