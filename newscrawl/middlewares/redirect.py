"""Redirects as Scrapy follows them, with nothing of the first address carried along."""

from __future__ import annotations

from collections.abc import Collection

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from newscrawl.middlewares.refusals import REFUSED, RedirectedTooOften, Refusal

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_VALIDATORS = ("If-None-Match", "If-Modified-Since")


class PlainRedirectMiddleware(RedirectMiddleware):
    """Drops validators, which belong to the address they came from, and names a loop as one."""

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002
        for name in ("Referer", *_VALIDATORS):
            request.headers.pop(name, None)

    def _engine_started(self) -> None:
        """Scrapy warns here that there is no RefererMiddleware: there is none on purpose."""

    def process_response(  # type: ignore[override]  # Scrapy warns of one that takes the spider
        self, request: Request, response: Response
    ) -> Request | Response:
        """Follow a redirect; raise Refusal for one that leads to no web address."""
        try:
            followed = super().process_response(request, response)
        except ValueError as error:
            raise Refusal("failed", f"redirected to no address: {error}") from error
        if followed is response and response.status in _REDIRECTS and _REDIRECTS.isdisjoint(_wanted(request)):
            to = (response.headers.get("Location") or b"").decode("latin-1")
            raise Refusal("failed", f"{REFUSED}: redirected to {to[:100] or 'nowhere'}")
        return followed

    def _redirect(self, redirected: Request, request: Request, reason: object) -> Request:
        if request.meta.get("redirect_times", 0) >= self.max_redirect_times:
            raise RedirectedTooOften("failed", f"redirected more than {self.max_redirect_times} times")
        return super()._redirect(redirected, request, reason)


def _wanted(request: Request) -> Collection[int]:
    statuses: Collection[int] = request.meta.get("handle_httpstatus_list", ())
    return statuses
