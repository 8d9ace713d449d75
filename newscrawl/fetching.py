"""One page, asked for by a person, through the real downloader: address guard, redirects, limits."""

from __future__ import annotations

from typing import Any

from scrapy import Request, Spider
from scrapy.settings import Settings

from newscrawl.network import JUDGED, header, wall_in, words_of


class FetchError(Exception):
    """The page could not be had; the message says why."""


class _OnePage(Spider):
    """Asks for one address; keeps the answer or the failure."""

    name = "one_page"
    answer: Any = None
    failure: BaseException | None = None
    ended: str | None = None  # "finished", "shutdown", or None where a second Ctrl-C cut it off

    async def start(self) -> Any:
        meta = {"handle_httpstatus_list": JUDGED}
        yield Request(self.url, self.keep, errback=self.note, meta=meta)  # type: ignore[attr-defined]

    def keep(self, response: Any) -> None:
        type(self).answer = response

    def note(self, failure: Any) -> None:
        type(self).failure = failure.value

    def closed(self, reason: str) -> None:
        type(self).ended = reason


def fetch(settings: Settings, url: str) -> tuple[bytes, str, str | None]:
    """Return the body, final address and content type of a page; blocks until it is there.

    Nothing goes into the database.  Raises FetchError, and KeyboardInterrupt when it was interrupted.
    """
    from scrapy.crawler import AsyncCrawlerProcess

    own = settings.copy()
    middlewares = {
        name: place
        for name, place in settings.getdict("DOWNLOADER_MIDDLEWARES").items()
        if name in _WITHOUT_LEDGER
    }
    own.setdict(
        {
            "EXTENSIONS": {},
            "ITEM_PIPELINES": {},
            "DOWNLOADER_MIDDLEWARES": middlewares,
            "LOG_LEVEL": "WARNING",
        },
        priority="cmdline",
    )
    process = AsyncCrawlerProcess(own)
    process.crawl(_OnePage, url=url)
    process.start()
    if _OnePage.ended != "finished":
        raise KeyboardInterrupt
    return _judged(_OnePage.answer, _OnePage.failure)


_WITHOUT_LEDGER = (
    "newscrawl.middlewares.bodies.BodyMiddleware",
    "newscrawl.middlewares.guard.AddressGuard",
    "newscrawl.middlewares.redirect.PlainRedirectMiddleware",
)


def _judged(answer: Any, failure: BaseException | None) -> tuple[bytes, str, str | None]:
    if answer is None:
        raise FetchError(words_of(failure) if failure else "no answer")
    if wall := wall_in(answer):
        raise FetchError(f"blocked: {wall.reason}")
    if answer.status != 200:
        raise FetchError(f"HTTP {answer.status}")
    return answer.body, answer.url, header(answer, "Content-Type")
