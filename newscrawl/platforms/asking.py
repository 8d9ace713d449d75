"""Sources asked for: conditionally, through the real downloader, once more when a host wants a short wait."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response

from newscrawl.middlewares.refusals import Refusal
from newscrawl.network import JUDGED
from newscrawl.store import sources

if TYPE_CHECKING:
    from newscrawl.extensions.ledger import RunLedger
    from newscrawl.platforms.news import NewsSpider


class Asking:
    """Asks for the sources of one outlet in one run."""

    def __init__(self, spider: NewsSpider, run: RunLedger) -> None:
        self._spider = spider
        self._run = run

    async def fetch(self, known: sources.KnownSource) -> Response:
        """Ask for a source; once more when its host wants us to wait, and not for long."""
        try:
            response = await self._ask(known)
        except Refusal as refusal:
            if not await self._waited(refusal.until):
                raise
            return await self._ask(known)
        held_until = response.request.meta.get("held_until") if response.request else None
        return await self._ask(known) if await self._waited(held_until) else response

    async def _waited(self, until: datetime | None) -> bool:
        """Wait until then, if that is soon; tell whether we did."""
        seconds = (until - self._run.clock()).total_seconds() if until else None
        if seconds is None or seconds > self._spider.settings.getfloat("RETRY_WAIT"):
            return False
        await asyncio.sleep(max(seconds, 0.01))
        return True

    async def _ask(self, known: sources.KnownSource) -> Response:
        most = self._spider.settings.getint("SOURCE_MAXSIZE")
        meta = {"handle_httpstatus_list": JUDGED, "download_maxsize": most}
        engine = self._spider.crawler.engine
        assert engine
        request = Request(known.url, headers=known.validators, meta=meta, dont_filter=True, priority=100)
        return await engine.download_async(request)
