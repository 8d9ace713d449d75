"""What a source's bytes are, whatever its address or header says."""

from __future__ import annotations

import re
from typing import Literal

from newscrawl.discover.encoding import text_pieces, unpack
from newscrawl.discover.entries import ROOT

Kind = Literal["feed", "sitemap", "html", "json"]

_HEAD = 64 * 1024
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|div|script|h1|p)\b", re.I)
_ADDRESS_LINE = re.compile(r"https?://[^\s<>]+\s*(?:[\r\n]|$)", re.I)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org|"items"\s*:\s*\[')


def sniff(body: bytes, content_type: str | None = None) -> Kind | None:
    """Return what the body is: "feed" (JSON Feed too), "sitemap" (plain text too), "html", "json" or None."""
    head = head_of(body, content_type)
    if head[:1] in {"{", "["}:
        return "feed" if _JSON_FEED.search(head) else "json"
    if _ADDRESS_LINE.match(head):
        return "sitemap"
    root, page = ROOT.search(head), _HTML.search(head)
    if root and not (page and page.start() < root.start() and _is_page(page)):
        return "sitemap" if root[2].lower() in {"urlset", "sitemapindex"} else "feed"
    return "html" if page or ("html" in (content_type or "") and "<" in head) else None


def head_of(body: bytes, content_type: str | None = None) -> str:
    """Return the first 64 KiB as text, unpacked and trimmed."""
    return "".join(text_pieces(unpack(body, _HEAD)[0], content_type)).strip()


def why_no(wanted: str, body: bytes, kind: str | None, content_type: str | None = None) -> str:
    """Return in words what a body is that should have been a `wanted` ("feed", "sitemap")."""
    if not body.strip():
        return f"an empty answer ({len(body)} bytes), no {wanted}"
    if kind:
        return f"{_KIND_WORDS.get(kind, kind)}, no {wanted}"
    start = " ".join(head_of(body, content_type)[:40].split())
    return f"no {wanted}: {len(body)} bytes that begin with {start!r}"


_KIND_WORDS = {"html": "an HTML page", "json": "JSON", "sitemap": "a sitemap", "feed": "a feed"}


def _is_page(page: re.Match[str]) -> bool:
    """Whether the first markup is a page's, not a warning that a script printed before its feed."""
    return page[0][1:].lower().lstrip("!").startswith(("doctype", "html", "head", "body", "meta", "title"))
