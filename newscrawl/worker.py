"""A process of `newscrawl run`: its own reactor, many outlets at once, told by its parent which.

What passes between the two is plain data; outlets go by their number among
the crawls that both know from before the fork.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic
from typing import TYPE_CHECKING

# Loaded before the fork, once for all workers, which share their memory: what a crawl loads when it needs it.
import newscrawl.discover.feeds
import newscrawl.discover.listings
import newscrawl.discover.sitemaps
import newscrawl.middlewares.robots
import newscrawl.pipelines.store
import newscrawl.platforms.discovery
import newscrawl.reading
import newscrawl.schema  # noqa: F401
from newscrawl.crawling import Crawl, Reactor
from newscrawl.output import Output
from newscrawl.results import Result
from newscrawl.store.database import StoreError, lent_database

if TYPE_CHECKING:
    from scrapy.settings import Settings

_TICK = 1.0  # seconds between two words on how far the outlets are


@dataclass(frozen=True, slots=True)
class Chain:
    """Outlets to crawl one after another, until `ends_at` of the monotonic clock, which processes share."""

    numbers: list[int]
    ends_at: float | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """End what runs, soon or at once."""

    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Dismiss:
    """There is nothing more to do."""


@dataclass(frozen=True, slots=True)
class Began:
    number: int


@dataclass(frozen=True, slots=True)
class Ended:
    number: int
    result: Result


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an outlet is: pages looked at, addresses that wait."""

    number: int
    looks: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Free:
    """The chain that began with this outlet is through: there is room for another."""

    first: int


def work(settings: Settings, crawls: Sequence[Crawl], parent: Connection, *, watched: bool) -> None:
    """Crawl what `parent` says until it dismisses us or is gone; never return."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent's to handle, who has got it too
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        with contextlib.ExitStack() as held:
            with contextlib.suppress(StoreError):  # which each outlet then says for itself
                held.enter_context(lent_database(Output.of(settings).database_url))
            reactor = Reactor(settings)
            reactor.run(_Worker(reactor, crawls, parent, watched=watched).drive())
        code = 0
    finally:
        os._exit(code)  # a thread may hang in the resolver


class _Worker:
    def __init__(
        self, reactor: Reactor, crawls: Sequence[Crawl], parent: Connection, *, watched: bool
    ) -> None:
        self._reactor = reactor
        self._crawls = crawls
        self._parent = parent
        self._watched = watched
        self._dismissed = asyncio.Event()
        self._chains: set[asyncio.Task[None]] = set()
        self._running: set[int] = set()

    async def drive(self) -> None:
        """Crawl until we are dismissed or are to stop, and what runs then is over."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._stop)
        loop.add_reader(self._parent.fileno(), self._hear)
        if self._watched:
            loop.call_later(_TICK, self._tick)
        await self._dismissed.wait()
        while self._chains:
            await asyncio.wait(self._chains)
        loop.remove_reader(self._parent.fileno())

    def _hear(self) -> None:
        try:
            message = self._parent.recv()
        except (EOFError, OSError):  # the parent is gone
            asyncio.get_running_loop().remove_reader(self._parent.fileno())
            self._stop()
            return
        match message:
            case Chain():
                task = asyncio.ensure_future(self._crawl(message))
                self._chains.add(task)
                task.add_done_callback(self._chains.discard)
            case Stop(at_once):
                self._stop(at_once=at_once)
            case Dismiss():
                self._dismissed.set()

    def _stop(self, *, at_once: bool = False) -> None:
        """End what runs; what has not begun is the parent's again once we are gone."""
        self._reactor.stop(at_once=at_once)
        self._dismissed.set()

    def _say(self, message: object) -> None:
        with contextlib.suppress(OSError):  # the parent is gone: `_hear` sees to it
            self._parent.send(message)

    async def _crawl(self, chain: Chain) -> None:
        """Crawl outlets that share a host; those that come later have the same part of the time left."""
        for place, number in enumerate(chain.numbers):
            if self._reactor.stopping:
                return
            ends_at = None
            if chain.ends_at is not None:
                left = max(chain.ends_at - monotonic(), 0)
                ends_at = monotonic() + left / (len(chain.numbers) - place)
            self._running.add(number)
            self._say(Began(number))
            result = await self._reactor.crawl(self._crawls[number], ends_at)
            self._running.discard(number)
            self._say(Ended(number, result))
        self._say(Free(chain.numbers[0]))

    def _tick(self) -> None:
        for number in self._running:
            if told := self._reactor.progress(self._crawls[number]):
                self._say(Progress(number, *told))
        asyncio.get_running_loop().call_later(_TICK, self._tick)
