"""Scrapy's way to a page, with a bound on an answer's headers, and names looked up where a proxy would.

Scrapy 2.19 takes 300 MB of them.  The names with an underscore are Scrapy's and Twisted's own,
there is no other way in; tests hold them.
"""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.error import DNSLookupError
from twisted.web._newclient import ParseError
from twisted.web.client import ResponseFailed

HEAD_MOST = 256 * 1024  # bytes of all header lines of an answer; servers of the trade send 1 to 10 kB


class LargeHeadError(ParseError):
    """An answer's headers, interim answers' included, are larger than HEAD_MOST."""


class BoundedDownloadHandler(HTTP11DownloadHandler):
    """Raises DownloadCancelledError for an answer whose headers do not end.

    Behind a proxy, CannotResolveHostError for a name that does not resolve
    here, or not to a public address: the proxy would ask for whatever it is told.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory

    async def download_request(self, request: Request) -> Response:
        host = urlsplit(request.url).hostname or ""
        if request.meta.get("proxy"):
            await _look_up(host)
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            await _look_up(host)  # says why a name was refused, which Twisted does not pass on
            raise
        except Exception as error:
            if _is_large_head(error):
                raise DownloadCancelledError("its headers are larger than allowed") from error
            raise


async def _look_up(host: str) -> None:
    """Look a name up as a connection would; a literal is judged by then (see AddressGuard)."""
    from twisted.internet import reactor

    if ":" in host:
        return
    try:
        await maybe_deferred_to_future(cast("Any", reactor).resolve(host))
    except DNSLookupError as error:
        raise CannotResolveHostError(*error.args) from error  # as text it begins with words of its own


def _is_large_head(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ResponseFailed) and any(told.check(LargeHeadError) for told in error.reasons):
            return True
        error = error.__cause__
    return False


class _Parser(_LenientHTTPClientParser):
    _left = HEAD_MOST

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  Twisted's name
        self._left -= len(line) + 2
        if self._left < 0:
            raise LargeHeadError("headers without end", line[:100])  # type: ignore[no-untyped-call]
        super().lineReceived(line)


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _Parser  # as Scrapy does: the class is written into Twisted's method
        return answer


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> Any:  # noqa: ARG002, N802  Twisted's names
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
