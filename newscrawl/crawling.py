"""Crawls as commands start them: checked beforehand, several in one process, judged afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, cast

# Loaded here, since Scrapy's deprecated classes look through the whole stack when their module is read:
# .3 s of CPU where the engine would load it.
import scrapy.core.downloader.handlers.http11  # noqa: F401
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from twisted.internet.error import ReactorNotRunning

from newscrawl.cli import Exit
from newscrawl.extensions.ledger import RunLedger
from newscrawl.logfile import log_to_file, prepare
from newscrawl.normalise.addresses import clean_url
from newscrawl.platforms.news import NewsSpider, window_of
from newscrawl.results import Result, Stopped, judge
from newscrawl.stopping import end_early
from newscrawl.store.database import fault_of_storage
from newscrawl.store.locks import LockedError
from newscrawl.turns import in_turn

logger = logging.getLogger(__name__)

# What these say at INFO, 4 kB a crawl, stands in settings.py.
_TALKATIVE = (
    "scrapy.addons",
    "scrapy.crawler",
    "scrapy.middleware",
    "scrapy.extensions.memusage",
    "scrapy.utils.log",
)
_LAST_SECONDS = 1.4  # past the grace, for commits and files
_THREADS_SECONDS = 0.5  # for the reactor's threads, once everything is kept
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ArgumentError(Exception):
    """A `-a` argument that cannot be meant."""


@dataclass(slots=True, eq=False)
class Crawl:
    """One outlet's crawl: before it runs what to run; `spider_run` is the spider as it ran."""

    spider: type[Any]
    arguments: dict[str, str] = field(default_factory=dict)
    spider_run: Any = None

    @property
    def name(self) -> str:
        """What it is called before its spider is there to say so."""
        return self.arguments.get("url") or str(self.spider.name)


def check(spider: type[Any], arguments: dict[str, str]) -> None:
    """Raise ArgumentError for arguments that a spider of ours would not understand."""
    if not issubclass(spider, NewsSpider):
        return
    unknown = sorted(set(arguments) - spider.takes)
    if unknown:
        raise ArgumentError(
            f"unknown argument {unknown[0]}: {spider.name} takes {', '.join(sorted(spider.takes))}"
        )
    try:
        window = window_of(arguments)
    except ValueError as error:
        raise ArgumentError(str(error)) from error
    if window.since and window.until and window.since > window.until:
        raise ArgumentError(f"since {arguments['since']} lies after until {arguments['until']}")
    most = arguments.get("max_articles", "1")
    if not (most.isascii() and most.isdigit()) or int(most[:9]) < 1:
        raise ArgumentError(f"max_articles is no number above 0: {most!r}")
    _check_addresses(spider, arguments)


def _check_addresses(spider: type[NewsSpider], arguments: dict[str, str]) -> None:
    if "url" in spider.takes and not arguments.get("url"):
        raise ArgumentError(f"{spider.name} needs an address: -a url=https://…")
    named = [*arguments.get("urls", "").split(","), arguments.get("url", "")]
    for url in filter(None, (url.strip() for url in named)):
        if clean_url(url) is None:
            raise ArgumentError(f"not a web address: {url}")


class Reactor:
    """The crawls of this process, as many at once as are asked for, in its one reactor."""

    def __init__(self, settings: Settings) -> None:
        self._process = AsyncCrawlerProcess(settings)
        log_to_file(settings)
        self._grace = settings.getfloat("STOP_AFTER")
        self._stop, self._at_once = asyncio.Event(), asyncio.Event()
        self._running: dict[Crawl, Crawler] = {}
        _spare_the_collector()
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def stop(self, *, at_once: bool = False) -> None:
        """End every crawl: when what is under way has ended or its grace is over, or `at_once`."""
        self._stop.set()
        if at_once:
            self._at_once.set()
        # Whatever hangs then: a transaction that waits for another, a page that takes long to read.
        _leave_in((0 if at_once else self._grace) + _LAST_SECONDS)

    def run(self, drive: Awaitable[None]) -> None:
        """Run the reactor until `drive` is over; raise what it raises."""
        task = asyncio.ensure_future(drive, loop=asyncio.get_event_loop())
        task.add_done_callback(lambda _: self._end())
        self._process.start(stop_after_crawl=False, install_signal_handlers=False)
        task.result()

    def _end(self) -> None:
        from twisted.internet import reactor

        if self.stopping:  # Twisted waits for its threads, and one may hang in the resolver
            _leave_in(_THREADS_SECONDS)
        with contextlib.suppress(ReactorNotRunning):
            cast("Any", reactor).stop()

    async def crawl(self, crawl: Crawl, ends_at: float | None = None) -> Result:
        """Run one crawl, until `ends_at` (of the monotonic clock) at the longest; return what it came to."""
        if self.stopping:
            return Result(crawl.name, Exit.INTERRUPTED, stopped="signal")
        if ends_at is not None and ends_at <= monotonic():
            return Result(crawl.name, stopped="time")
        began = monotonic()
        try:
            result = await self._crawl(crawl, ends_at)
        except Exception as error:  # whatever it is, the other outlets go on
            result = _failure(crawl, error)
        result.seconds = monotonic() - began
        return result

    async def _crawl(self, crawl: Crawl, ends_at: float | None) -> Result:
        crawler = self._running[crawl] = self._process.create_crawler(crawl.spider)
        try:
            task = self._process.crawl(crawler, **crawl.arguments)
            why = await self._wait(task, ends_at)
            if why:
                await end_early(crawler, task, why, self._grace, self._at_once)
            elif error := task.exception():
                raise error
        finally:
            del self._running[crawl]
        crawl.spider_run = crawler.spider
        return result_of(RunLedger.of(crawler))

    def progress(self, crawl: Crawl) -> tuple[int, int] | None:
        """Return how many pages a running crawl has looked at and how many wait; None before it knows."""
        crawler = self._running.get(crawl)
        ledger = crawler and crawler.spider and crawler.get_extension(RunLedger)
        return (ledger.tally.looks, ledger.waiting()) if ledger else None

    async def _wait(self, task: asyncio.Task[None], ends_at: float | None) -> Stopped | None:
        """Wait until a crawl is over, its time is or the process is to stop; return what ends it early."""
        stop = asyncio.ensure_future(self._stop.wait())
        left = None if ends_at is None else max(ends_at - monotonic(), 0)
        await asyncio.wait({task, stop}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if task.done():
            return None
        return "signal" if self.stopping else "time"


def _failure(crawl: Crawl, error: Exception) -> Result:
    if isinstance(error, LockedError):
        return Result(crawl.name, Exit.LOCKED, error=str(error))
    if fault := fault_of_storage(error):
        return Result(crawl.name, Exit.STORAGE, error=str(fault))
    logger.error("%s: the crawl fails", crawl.name, exc_info=error)
    return Result(crawl.name, Exit.ERROR, error=f"error in the program: {type(error).__name__}: {error}")


def result_of(ledger: RunLedger) -> Result:
    """Return what a run has come to, with its exit code."""
    result = Result(
        ledger.outlet,
        run_id=ledger.run_id,
        tally=ledger.tally,
        published=ledger.published,
        failure=str(ledger.failure) if ledger.failure else None,
        ended=ledger.ended,
        stopped=ledger.stopped,
        chosen=ledger.only is not None,
    )
    result.exit = judge(result)
    return result


def run(
    settings: Settings, crawls: Sequence[Crawl], *, at_once: int = 1, told: Callable[[Result], object] = id
) -> list[Result]:
    """Run crawls in this process, `at_once` at a time, in their order; `told` hears of each that ended.

    Those that share a site run one after another.  Blocks until all are over;
    returns what became of each, in the order given.
    """
    prepare(settings)
    reactor = Reactor(settings)
    results: dict[Crawl, Result] = {}
    waiting = iter(in_turn(crawls))

    async def work() -> None:
        for chain in waiting:
            for crawl in chain:
                results[crawl] = await reactor.crawl(crawl)
                told(results[crawl])

    def interrupted() -> None:
        reactor.stop(at_once=reactor.stopping)

    async def drive() -> None:
        for number in _SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, interrupted)
        await asyncio.gather(*(work() for _ in range(min(at_once, len(crawls)))))

    reactor.run(drive())
    return [results[crawl] for crawl in crawls]


def _leave_in(seconds: float) -> None:
    """End the process in so many seconds, unless it has ended by then: what is not committed is undone."""
    leave = threading.Timer(seconds, os._exit, (Exit.INTERRUPTED,))
    leave.daemon = True
    leave.start()


def _spare_the_collector() -> None:
    """Keep the cycle collector off what lives as long as the process: modules, word lists, statements.

    Pages leave no cycles, so it need not come every 700 objects either.  What
    garbage the start has left stays with the rest: to look for it costs .04 s.
    """
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
