"""What Scrapy logs of items and pages: addresses, never whole records."""

from __future__ import annotations

import logging
from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult

from newscrawl.inert import inert

_engine = logging.getLogger("scrapy.core.engine")


_MOST = 3000  # characters of a line: an address may have 2,000, where a site leads to has no bound


class InertRecord(logging.LogRecord):
    """A record whose text is one line and commands no terminal: it may quote addresses and headers."""

    def getMessage(self) -> str:  # noqa: N802  logging's name
        return inert(super().getMessage()[:_MOST])


class QuietFormatter(LogFormatter):
    """Scrapy's lines without the items in them: a dropped article of 20 kB logs 20 kB otherwise."""

    def crawled(self, request: Any, response: Any, spider: Any) -> LogFormatterResult | None:  # type: ignore[override]
        return super().crawled(request, response, spider) if _engine.isEnabledFor(logging.DEBUG) else None

    def scraped(self, item: Any, response: Any, spider: Any) -> LogFormatterResult:  # noqa: ARG002
        return {
            "level": logging.DEBUG,
            "msg": "article: %(url)s",
            "args": {"url": getattr(item, "url", None)},
        }

    def dropped(self, item: Any, exception: BaseException, response: Any, spider: Any) -> LogFormatterResult:  # noqa: ARG002
        args = {"url": getattr(item, "url", None), "why": str(exception)}
        return {"level": logging.DEBUG, "msg": "no record for %(url)s: %(why)s", "args": args}
