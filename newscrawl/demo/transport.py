"""The demo's way to the press: every host is led to one loopback port."""

from __future__ import annotations

from urllib.parse import urldefrag

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.downloading import BoundedDownloadHandler


class LoopbackDownloadHandler(BoundedDownloadHandler):
    """Download http and https alike from 127.0.0.1:DEMO_PORT; requests and responses keep their addresses."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._press = f"http://127.0.0.1:{crawler.settings.getint('DEMO_PORT')}"

    async def download_request(self, request: Request) -> Response:
        """Return the press's answer under the address that was asked for."""
        parts = urlparse_cached(request)
        target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
        led = request.replace(url=self._press + (target if target.startswith("/") else "/" + target))
        led.headers["Host"] = parts.netloc.rpartition("@")[2]
        led.meta.pop("proxy", None)  # a proxy from the environment does not know the press
        response = await super().download_request(led)
        request.meta["download_latency"] = led.meta["download_latency"]  # AutoThrottle reads it
        return response.replace(url=urldefrag(request.url).url)
