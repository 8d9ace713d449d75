"""Redirects as Scrapy follows them, with nothing of the first address carried along."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from newscrawl.middlewares.refusals import RedirectedTooOften

_VALIDATORS = ("If-None-Match", "If-Modified-Since")


class PlainRedirectMiddleware(RedirectMiddleware):
    """Drops validators, which belong to the address they came from, and names a loop as one."""

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002
        for name in ("Referer", *_VALIDATORS):
            request.headers.pop(name, None)

    def _engine_started(self) -> None:
        """Scrapy warns here that there is no RefererMiddleware: there is none on purpose."""

    def _redirect(self, redirected: Request, request: Request, reason: object) -> Request:
        if request.meta.get("redirect_times", 0) >= self.max_redirect_times:
            raise RedirectedTooOften("failed", f"redirected more than {self.max_redirect_times} times")
        return super()._redirect(redirected, request, reason)
