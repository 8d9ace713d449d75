"""WordPress: its REST API's list of posts, and where else to look when that is switched off."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit

from newscrawl.discover import Candidate, Fault, Findings, Source
from newscrawl.discover.addresses import absolute
from newscrawl.discover.dates import parse_date
from newscrawl.discover.encoding import text_pieces
from newscrawl.discover.kinds import sniff, why_no
from newscrawl.discover.titles import headline_of

PER_PAGE = 100  # the most that the API gives
_MAX_BYTES = 20 * 1024 * 1024
_FIELDS = "id,link,title,date_gmt,modified_gmt"
_PAST_THE_END = "rest_post_invalid_page_number"


def posts_url(
    home: str,
    after: datetime | None = None,
    modified_after: datetime | None = None,
    page: int = 1,
    before: datetime | None = None,
) -> str:
    """Return the address of one page of a site's posts, newest first, 100 a page; the moments are aware.

    `modified_after` needs WordPress 5.7; older ones overlook it.
    """
    query = {"per_page": str(PER_PAGE), "page": str(page), "_fields": _FIELDS}
    moments = {"after": after, "before": before, "modified_after": modified_after}
    query |= {
        name: f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for name, moment in moments.items() if moment
    }
    return urljoin(f"{home.rstrip('/')}/", "wp-json/wp/v2/posts?" + urlencode(query, safe=":,"))


def fallbacks(home: str) -> list[Source]:
    """Return where else to look when the REST API is switched off: the feed, then the usual sitemaps."""
    base = f"{home.rstrip('/')}/"
    return [
        Source(urljoin(base, "feed/"), "feed"),
        Source(urljoin(base, "news-sitemap.xml"), "news_sitemap"),
        Source(urljoin(base, "sitemap_index.xml"), "sitemap"),
        Source(urljoin(base, "wp-sitemap.xml"), "sitemap"),
    ]


def is_switched_off(body: bytes, status: int = 200) -> bool:
    """Whether the answer means that this site gives no posts by its API: then the fall-backs are asked."""
    return status in {401, 403, 404, 410, 501} or (status < 400 and not isinstance(_load(body), list))


def parse_posts(body: bytes, *, url: str, total_pages: int | None = None, status: int = 200) -> Findings:
    """Yield the posts as candidates of kind "api", newest first, then the next page as Source.

    `total_pages` is the header X-WP-TotalPages; without it a full page has a
    next one.  A page past the end is the end and no fault.  What is no list of
    posts (switched off, forbidden, a page of HTML) is a Fault.
    """
    answer = _load(body)
    if not isinstance(answer, list):
        if _code(answer) != _PAST_THE_END:
            yield Fault(_why(answer, body, status))
        return
    for post in answer[: 10 * PER_PAGE]:
        if candidate := _candidate(post, url):
            yield candidate
    page = _page_number(url)
    if (page < total_pages) if total_pages is not None else len(answer) >= PER_PAGE:
        yield Source(_with_page(url, page + 1), "api")


def _load(body: bytes) -> Any:
    try:
        return json.loads("".join(text_pieces(body[:_MAX_BYTES])))
    except (ValueError, RecursionError):
        return None


def _code(answer: Any) -> str | None:
    code = answer.get("code") if isinstance(answer, dict) else None
    return code[:80] if isinstance(code, str) else None


def _why(answer: Any, body: bytes, status: int) -> str:
    what = _code(answer) or why_no("list of posts", body, sniff(body))
    return f"WordPress gives no posts by its API: {what} (HTTP {status})"


def _candidate(post: Any, url: str) -> Candidate | None:
    link = post.get("link") if isinstance(post, dict) else None
    address = absolute(link, url) if isinstance(link, str) else None
    if not address:
        return None
    date, modified = parse_date(_text(post, "date_gmt")), parse_date(_text(post, "modified_gmt"))
    return Candidate(
        address,
        "api",
        source=url,
        headline=headline_of(_text(post.get("title"), "rendered")),
        date=date.moment if date else None,
        modified=modified.moment if modified else None,
    )


def _text(node: Any, key: str) -> str | None:
    value = node.get(key) if isinstance(node, dict) else None
    return value if isinstance(value, str) else None


def _page_number(url: str) -> int:
    digits = parse_qs(urlsplit(url).query).get("page", ["1"])[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 1


def _with_page(url: str, page: int) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | {"page": str(page)}
    return parts._replace(query=urlencode(query, safe=":,")).geturl()
