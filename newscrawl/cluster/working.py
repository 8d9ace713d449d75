"""A process that takes jobs: signals, heartbeats missed by others, a database that comes back."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from procrastinate import App, JobContext
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from newscrawl.cli import Exit, say
from newscrawl.cluster.children import Child
from newscrawl.cluster.outcomes import UndoneError, judge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from scrapy.settings import Settings

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LAST_SECONDS = 1.5  # past the children's own grace until they are killed
_AGAIN_IN = 5.0  # seconds until a lost database is tried again
_AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)  # by any clock
_LOOK_EVERY = 2.0  # seconds: nobody is told of a lock that has become free
_BEATS = 3  # heartbeats within the time after which a worker counts as lost
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('newscrawl stalled jobs', 0))"
_NOTE = "UPDATE procrastinate_jobs SET args = args || %(told)s WHERE id = %(job_id)s RETURNING now()"


class Workplace:
    """What takes jobs of some queues until a signal says to stop."""

    def __init__(self, settings: Settings, app: App, queues: Sequence[str], *, concurrency: int = 1) -> None:
        self._app = app
        self._queues = list(queues)
        self._concurrency = concurrency
        self._stalled = settings.getfloat("WORKER_STALLED")
        self._grace = settings.getfloat("STOP_AFTER")
        self._waits = [float(wait) for wait in settings.getlist("JOB_RETRY_WAITS")]
        self._children: set[Child] = set()
        self._stop = asyncio.Event()

    async def run(self) -> Exit:
        """Take jobs until a signal comes; return the exit code."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self._end)
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)  # a traceback for each job undone
        async with self._app.open_async():
            while not self._stop.is_set():
                await self._until_stopped(self._work(), self._revive())
                if not self._stop.is_set():
                    say("newscrawl: the database is lost; trying again", to=sys.stderr)
                    await self._until_stopped(asyncio.sleep(_AGAIN_IN))
        return Exit.INTERRUPTED

    async def _until_stopped(self, *parts: Any) -> None:
        """Do these until one is over or all are to stop; raise what is more than a lost database."""
        tasks = [asyncio.ensure_future(part) for part in (*parts, self._stop.wait())]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()  # a worker then ends what it is at
        for fault in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(fault, Exception) and not isinstance(fault, ConnectorException):
                raise fault

    async def _work(self) -> None:
        await self._app.run_worker_async(
            queues=self._queues,
            concurrency=self._concurrency,
            fetch_job_polling_interval=_LOOK_EVERY,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=self._stalled / _BEATS,
            stalled_worker_timeout=self._stalled,
        )

    # --- jobs of workers that are lost ---

    async def _revive(self) -> None:
        """Again and again, let jobs wait again whose worker has sent no heartbeat for long."""
        while True:
            await self._revive_once()
            await asyncio.sleep(self._stalled / _BEATS)

    async def _revive_once(self) -> None:
        """Of two at once the second would take back what a third has begun since: hence one at a time."""
        manager = self._app.job_manager
        async with self._app.connector.pool.connection() as connection:  # type: ignore[attr-defined]
            await connection.execute(_ONE_AT_A_TIME)
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self._stalled):
                say(f"newscrawl: {job.queueing_lock}: its worker is lost; it waits again", to=sys.stderr)
                try:
                    await manager.retry_job(job, retry_at=_AT_ONCE)
                except ConnectorException:  # another of its name waits already
                    await manager.finish_job(job, Status.FAILED, delete_job=True)

    # --- a job ---

    async def perform(self, context: JobContext, arguments: Sequence[str]) -> None:
        """Do a job: run a command.  Raises UndoneError unless it is done."""
        job, child = context.job, Child(arguments)
        code: int = Exit.INTERRUPTED
        if not self._stop.is_set():
            self._children.add(child)
            try:
                code = await child.run()
            finally:
                self._children.discard(child)
        for line in child.told:
            say(line, to=sys.stderr)
        if self._stop.is_set() and code < 0:
            code = Exit.INTERRUPTED
        verdict = judge(code, child.told, attempts=job.attempts, waits=self._waits)
        if verdict is None:
            return
        say(f"newscrawl: {job.queueing_lock}: {verdict.why}", to=sys.stderr)
        noted = await self._app.connector.execute_query_one_async(
            _NOTE, job_id=job.id, told={"why": verdict.why}
        )
        if verdict.wait is None or not await self._is_superseded(job):
            raise UndoneError(verdict, noted["now"])

    async def _is_superseded(self, job: Job) -> bool:
        """Tell whether another job of its name waits: just one may, so this one cannot come again."""
        manager = self._app.job_manager
        waiting = await manager.list_jobs_async(queueing_lock=job.queueing_lock, status="todo")
        return any(other.id != job.id for other in waiting)  # its own row waits where we were thought lost

    def _end(self) -> None:
        """Have everything end: soon at the first signal, at once at the second, as a run takes it."""
        self._stop.set()
        for child in self._children:
            child.signal(signal.SIGTERM)
        asyncio.get_running_loop().call_later(self._grace + _LAST_SECONDS, self._kill)

    def _kill(self) -> None:
        for child in self._children:
            child.signal(signal.SIGKILL)


def task(
    place: Workplace, arguments_of: Callable[[Mapping[str, Any]], list[str]]
) -> Callable[..., Awaitable[None]]:
    """Return the task of a queue; `arguments_of` makes a command line of a job's arguments."""

    async def perform(context: JobContext, **told: Any) -> None:
        await place.perform(context, arguments_of(told))

    return perform
