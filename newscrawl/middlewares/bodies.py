"""Bodies as they were meant: codings undone, and whole.

Takes the place of Scrapy's HttpCompressionMiddleware, which passes on what a cut-off
coding or a wrong checksum left of a page.
"""

from __future__ import annotations

import re
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from newscrawl.codings import ACCEPTED, decode

_END = re.compile(rb"</(?:html|body|rss|feed|urlset|sitemapindex|rdf:rdf)\s*>|[}\]]\s*\Z", re.IGNORECASE)
_LEADING = b"\xef\xbb\xbf \t\r\n"
_MARKUP = (b"<", b"{", b"[")
STOPPED = "download_stopped"  # Scrapy's flag: we had enough
_END_WITHIN = 4096  # bytes: scripts and comments may follow


class BodyMiddleware:
    """Decodes answers; raises ResponseDataLossError for one cut short, DownloadCancelledError for a bomb."""

    def __init__(self, most: int) -> None:
        self._most = most

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        codings = b",".join(response.headers.getlist("Content-Encoding"))
        if codings and response.body:
            response = self._decoded(request, response, codings.decode("latin-1"))
        elif "partial" in response.flags and not is_ended(response.body):
            raise ResponseDataLossError
        return response

    def _decoded(self, request: Request, response: Response, codings: str) -> Response:
        most = request.meta.get("download_maxsize", self._most)
        decoded = decode(response.body, codings, most)
        if len(decoded.body) > most:
            raise DownloadCancelledError(f"more than {most} bytes, unpacked")
        if not (decoded.whole or STOPPED in response.flags):
            raise ResponseDataLossError
        del response.headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=response.headers, url=response.url, body=decoded.body)
        told: dict[str, Any] = {"encoding": None} if issubclass(kind, TextResponse) else {}
        return response.replace(cls=kind, body=decoded.body, **told)


def is_ended(body: bytes) -> bool:
    """Tell whether a body that was ended by closing has the end of a page, feed or sitemap.

    Of plain text (robots.txt) nobody can tell; it counts as whole.
    """
    if body[:_END_WITHIN].lstrip(_LEADING)[:1] not in _MARKUP:
        return True
    return _END.search(body, max(len(body) - _END_WITHIN, 0)) is not None
