"""How a crawl ends before its time: nothing new is begun, what is under way may end, its rest stays queued.

Scrapy's own stop waits for every request that was scheduled: 73 s with 16 of them and a delay of 5 s.
"""

from __future__ import annotations

import asyncio
import contextlib
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import signals
from twisted.python.failure import Failure

from newscrawl.extensions.ledger import RunLedger
from newscrawl.middlewares.refusals import Refusal

if TYPE_CHECKING:
    from scrapy.core.engine import ExecutionEngine
    from scrapy.crawler import Crawler

    from newscrawl.results import Stopped

_TICK = 0.1  # seconds between two looks at what has been queued since


async def end_early(
    crawler: Crawler, task: asyncio.Task[None], why: Stopped, grace: float, at_once: asyncio.Event
) -> None:
    """End a crawl: `grace` seconds for what is under way, none once `at_once` is set."""
    until = monotonic() + grace
    asked: asyncio.Future[None] | None = None
    while not task.done() and monotonic() < until and not at_once.is_set():
        engine = _engine_of(crawler)
        if engine is not None:
            if asked is None:
                RunLedger.of(crawler).stop(why, _under_way(engine))
                asked = asyncio.ensure_future(crawler.stop_async())
            _drop_waiting(engine)
        await asyncio.wait({task}, timeout=_TICK)
    if not task.done():
        await _close(crawler, why)


def _engine_of(crawler: Crawler) -> ExecutionEngine | None:
    """Return the engine once it runs: a crawler passes over what it is asked before."""
    with contextlib.suppress(RuntimeError):
        return crawler.engine if crawler.engine.running or not crawler.crawling else None
    return None


def _under_way(engine: ExecutionEngine) -> set[str]:
    """Return the addresses of rows that are being asked for or read just now."""
    requests = {request for slot in engine.downloader.slots.values() for request in slot.transferring}
    if engine.scraper.slot:
        requests |= engine.scraper.slot.active | {request for _, request, _ in engine.scraper.slot.queue}
    return {request.meta["claimed"] for request in requests if "claimed" in request.meta}


def _drop_waiting(engine: ExecutionEngine) -> None:
    """Let go of every request that waits for its turn at its host."""
    for slot in engine.downloader.slots.values():
        while slot.queue:
            _, answer = slot.queue.popleft()
            answer.errback(Failure(Refusal("queued", "the run ends")))  # type: ignore[no-untyped-call]


async def _close(crawler: Crawler, why: Stopped) -> None:
    """Have everything closed as at the end of a crawl, though requests hang: their answers are nobody's."""
    if crawler.get_extension(RunLedger) is None:
        return
    RunLedger.of(crawler).stop(why)
    told = {"signal": signals.spider_closed, "spider": crawler.spider, "reason": "shutdown"}
    await crawler.signals.send_catch_log_async(**told)
    crawler.signals.disconnect_all(signals.spider_closed)
