"""The parent of `newscrawl run`: forks workers, hands them outlets, gathers what came of each."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from newscrawl.cli import Exit
from newscrawl.logfile import prepare
from newscrawl.results import Result
from newscrawl.turns import in_turn, turn
from newscrawl.worker import Began, Chain, Dismiss, Ended, Free, Progress, Stop, work

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

    from scrapy.settings import Settings

    from newscrawl.crawling import Crawl

_FORK = multiprocessing.get_context("fork")
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_TICK = 0.5  # seconds between two looks at the clock and the screen
_LAST_TICK = 0.1
_LAST_WORDS = 1.5  # seconds past the workers' own grace until they are killed
_STILLBORN_MOST = 3  # workers that may die before they begin anything


class Watcher(Protocol):
    """Who is told how the run goes."""

    def began(self, outlet: str) -> None: ...

    def progress(self, outlet: str, looks: int, waiting: int) -> None: ...

    def ended(self, result: Result) -> None: ...

    def tick(self) -> None: ...


@dataclass(slots=True, eq=False)
class _Worker:
    process: ForkProcess
    pipe: Connection
    chains: dict[int, list[int]] = field(default_factory=dict)  # by their first: outlets that have not ended
    begun: set[int] = field(default_factory=set)

    def over(self, number: int) -> None:
        for chain in self.chains.values():
            if number in chain:
                chain.remove(number)


class Crew:
    """Workers and the crawls that they share out among themselves.

    `ends_at` (of the monotonic clock) is when nothing more is begun.  Nothing
    that a fork must not share may be open when `run` is called: no database,
    no reactor, no thread.
    """

    def __init__(
        self,
        settings: Settings,
        crawls: Sequence[Crawl],
        watcher: Watcher,
        *,
        jobs: int,
        ends_at: float | None = None,
        watched: bool = False,
    ) -> None:
        self._settings = settings
        self._crawls = crawls
        self._watcher = watcher
        self._ends_at = ends_at
        self._watched = watched
        numbers = {id(crawl): number for number, crawl in enumerate(crawls)}
        self._waiting = deque([numbers[id(crawl)] for crawl in chain] for chain in in_turn(crawls))
        self._jobs = min(jobs, len(self._waiting))
        self._each = settings.getint("OUTLETS_AT_ONCE")
        self._grace = settings.getfloat("STOP_AFTER")
        self._workers: list[_Worker] = []
        self._results: dict[int, Result] = {}
        self._kill_at: float | None = None
        self._stillborn = 0
        parent = multiprocessing.parent_process()  # a worker of the cluster, with whom we end
        self._leash = [parent.sentinel] if parent else []

    def run(self) -> list[Result]:
        """Crawl; return what each crawl came to, in the order given.  Raises StoreError for the log file."""
        prepare(self._settings)
        with self._listening_for_signals() as signals:
            try:
                while len(self._results) < len(self._crawls):
                    self._recruit()
                    self._hand_out()
                    self._hear(signals)
                    self._watch_the_time()
                    self._watcher.tick()
            finally:
                self._dismiss()
        return [self._results[number] for number in range(len(self._crawls))]

    # --- workers ---

    def _recruit(self) -> None:
        while self._waiting and len(self._workers) < self._jobs and not self._stopping:
            if self._stillborn >= _STILLBORN_MOST:
                self._write_off("no process that crawls can be started", Exit.ERROR)
                return
            ours, theirs = _FORK.Pipe()
            blocked = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
            process = _FORK.Process(target=self._become_a_worker, args=(ours, theirs, blocked))
            process.start()
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def _become_a_worker(self, parents: Connection, pipe: Connection, mask: set[signal.Signals]) -> None:
        """Be the child: leave the parent's signals and its ends of the pipes, which must end with it."""
        signal.set_wakeup_fd(-1)
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for held in (parents, *(worker.pipe for worker in self._workers)):
            held.close()
        work(self._settings, self._crawls, pipe, watched=self._watched)

    def _lost(self, worker: _Worker) -> None:
        """A worker has died: what it was at is lost for this run, what it had not begun goes to others."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(_LAST_WORDS)
        self._stillborn = 0 if worker.begun else self._stillborn + 1
        for chain in worker.chains.values():
            lost = [number for number in chain if number in worker.begun]
            for number in lost:
                self._ended(number, self._fate(number, worker.process.exitcode))
            if rest := [number for number in chain if number not in worker.begun]:
                self._waiting.appendleft(rest)

    def _fate(self, number: int, code: int | None) -> Result:
        how = f"was killed by signal {-code}" if code and code < 0 else "died"
        exit_code = Exit.INTERRUPTED if self._stopping else Exit.ERROR
        return Result(self._crawls[number].name, exit_code, error=f"its process {how}")

    def _dismiss(self) -> None:
        for worker in self._workers:
            self._tell(worker, Dismiss())
        until = monotonic() + _LAST_WORDS
        for worker in self._workers:
            worker.process.join(max(until - monotonic(), 0))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.pipe.close()

    # --- outlets ---

    def _hand_out(self) -> None:
        """Give each chain that waits to the worker with the most room."""
        while self._waiting and self._workers and not self._stopping and not self._time_is_up:
            worker = min(self._workers, key=lambda worker: len(worker.chains))
            if len(worker.chains) >= self._each:
                return
            chain = self._waiting[0]
            if not self._tell(worker, Chain(chain, self._turn_ends_at())):
                return  # it has died; that is heard next
            self._waiting.popleft()
            worker.chains[chain[0]] = list(chain)

    def _turn_ends_at(self) -> float | None:
        if self._ends_at is None:
            return None
        now = monotonic()
        return now + turn(self._ends_at - now, len(self._waiting), self._jobs * self._each)

    def _tell(self, worker: _Worker, message: object) -> bool:
        try:
            worker.pipe.send(message)
        except OSError:
            return False
        return True

    def _hear(self, signals: int) -> None:
        """Wait for word from the workers, or for a signal, but not long."""
        pipes = {worker.pipe: worker for worker in self._workers}
        leash = [] if self._stopping else self._leash
        for ready in wait([*pipes, signals, *leash], timeout=_LAST_TICK if self._stopping else _TICK):
            if isinstance(ready, Connection):
                self._take(pipes[ready])
            elif ready in leash:
                self._stop(1)
            else:
                self._stop(len(os.read(signals, 64)))

    def _take(self, worker: _Worker) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._lost(worker)
            return
        match message:
            case Began(number):
                worker.begun.add(number)
                self._watcher.began(self._crawls[number].name)
            case Progress(number, looks, waiting):
                self._watcher.progress(self._crawls[number].name, looks, waiting)
            case Ended(number, result):
                worker.over(number)
                self._ended(number, result)
            case Free(first):
                del worker.chains[first]

    def _ended(self, number: int, result: Result) -> None:
        self._results[number] = result
        self._watcher.ended(result)

    def _write_off(self, error: str | None, code: Exit, **told: str) -> None:
        """Say of every outlet that nobody has begun that nobody will."""
        while self._waiting:
            for number in self._waiting.popleft():
                result = Result(self._crawls[number].name, code, error=error, **told)  # type: ignore[arg-type]
                self._ended(number, result)

    # --- the end before the end ---

    @property
    def _stopping(self) -> bool:
        return self._kill_at is not None

    @property
    def _time_is_up(self) -> bool:
        return self._ends_at is not None and monotonic() >= self._ends_at

    def _watch_the_time(self) -> None:
        if self._time_is_up:
            self._write_off(None, Exit.DONE, stopped="time")
        if self._kill_at is not None:
            self._write_off(None, Exit.INTERRUPTED, stopped="signal")
            if monotonic() >= self._kill_at:
                for worker in self._workers:
                    worker.process.kill()

    def _stop(self, times: int) -> None:
        """Have everything end: soon at the first signal, at once at the second."""
        for _ in range(times):
            at_once = self._stopping
            grace = 0 if at_once else self._grace
            self._kill_at = min(self._kill_at or float("inf"), monotonic() + grace + _LAST_WORDS)
            for worker in self._workers:
                self._tell(worker, Stop(at_once))

    @contextlib.contextmanager
    def _listening_for_signals(self) -> Iterator[int]:
        """Yield a descriptor that becomes readable with each signal that means to stop."""
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        before = {number: signal.signal(number, lambda *_: None) for number in _SIGNALS}
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        try:
            yield reading
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(reading)
            os.close(writing)
