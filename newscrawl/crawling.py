"""Crawls as commands start them: checked beforehand, several in one process, judged afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

# Loaded here, since Scrapy's deprecated classes look through the whole stack when their module is read:
# .3 s of CPU where the engine would load it.
import scrapy.core.downloader.handlers.http11  # noqa: F401
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from twisted.internet.error import ReactorNotRunning

from newscrawl.cli import Exit
from newscrawl.extensions.ledger import RunLedger
from newscrawl.normalise.addresses import clean_url
from newscrawl.platforms.news import NewsSpider, window_of
from newscrawl.store.database import StoreError
from newscrawl.store.runs import LockedError
from newscrawl.turns import in_turn

# What these say at INFO, 4 kB a crawl, stands in settings.py.
_TALKATIVE = (
    "scrapy.addons",
    "scrapy.crawler",
    "scrapy.middleware",
    "scrapy.extensions.telnet",
    "scrapy.utils.log",
)


class ArgumentError(Exception):
    """A `-a` argument that cannot be meant."""


@dataclass(slots=True)
class Crawl:
    """One outlet's crawl: before it runs what to run, afterwards what came of it."""

    spider: type[Any]
    arguments: dict[str, str] = field(default_factory=dict)
    ledger: RunLedger | None = None
    reason: str | None = None
    error: BaseException | None = None

    @property
    def exit(self) -> Exit:
        return judge(self)


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


def run(
    settings: Settings, crawls: Sequence[Crawl], *, at_once: int = 1, told: Callable[[Crawl], object] = id
) -> None:
    """Run crawls in this process, `at_once` at a time, in their order; `told` hears of each that ended.

    Those that share a site run one after another.  Blocks until all are over.
    What became of each stands in it afterwards.
    """
    process = AsyncCrawlerProcess(settings)
    _spare_the_collector()
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    drive = asyncio.get_event_loop().create_task(_drive(process, crawls, at_once, told))
    process.start(stop_after_crawl=False)
    if drive.done() and drive.exception():
        raise drive.exception() or RuntimeError
    drive.cancel()


def _spare_the_collector() -> None:
    """Keep the cycle collector off what lives as long as the process: modules, word lists, statements.

    Pages leave no cycles, so it need not come every 700 objects either.  What
    garbage the start has left stays with the rest: to look for it costs .04 s.
    """
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


async def _drive(
    process: AsyncCrawlerProcess, crawls: Sequence[Crawl], at_once: int, told: Callable[[Crawl], object]
) -> None:
    from twisted.internet import reactor as installed

    reactor = cast("Any", installed)
    waiting = iter(in_turn(crawls))

    async def work() -> None:
        for chain in waiting:
            for crawl in chain:
                await _run_one(process, crawl)
                told(crawl)
                if crawl.reason == "shutdown":
                    return

    try:
        await asyncio.gather(*(work() for _ in range(min(at_once, len(crawls)))))
    finally:
        with contextlib.suppress(ReactorNotRunning):  # a signal may have stopped it already
            reactor.stop()


async def _run_one(process: AsyncCrawlerProcess, crawl: Crawl) -> None:
    crawler: Crawler = process.create_crawler(crawl.spider)
    task = process.crawl(crawler, **crawl.arguments)
    try:
        await task
    except (StoreError, LockedError, ArgumentError) as error:
        crawl.error = error
        return
    crawl.ledger = RunLedger.of(crawler)
    crawl.reason = crawler.stats.get_value("finish_reason") if crawler.stats else None


def judge(crawl: Crawl) -> Exit:
    """Return a crawl's exit code, from its ledger and what stopped it."""
    if isinstance(crawl.error, LockedError):
        return Exit.LOCKED
    if isinstance(crawl.error, StoreError) or (crawl.ledger and crawl.ledger.failure):
        return Exit.STORAGE
    if crawl.ledger is None:
        return Exit.INTERRUPTED if crawl.error is None else Exit.ERROR
    tally = crawl.ledger.tally
    if crawl.reason == "shutdown":
        return Exit.INTERRUPTED
    if tally.errors or not crawl.ledger.ended:
        return Exit.ERROR
    if _failed(crawl):
        return Exit.FAILED
    return Exit.NOTHING_NEW if _nothing_at_all(crawl) else Exit.DONE


def _failed(crawl: Crawl) -> bool:
    """Tell whether an outlet failed: no source of it could be read, or most pages could not be had."""
    assert crawl.ledger
    tally = crawl.ledger.tally
    if tally.sources and len(tally.faulty) == tally.sources:
        return True
    lost = tally.states["failed"] + tally.states["blocked"] + tally.put_off
    return lost * 2 > tally.looks > 0


def _nothing_at_all(crawl: Crawl) -> bool:
    """Tell whether a whole discovery named not one address: a silent outlet is out of order."""
    assert crawl.ledger
    return crawl.ledger.only is None and not crawl.ledger.tally.discovered
