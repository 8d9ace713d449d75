"""A job's process: a command of ours in a child of a warm process, which ends when its worker does."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from multiprocessing.connection import wait
from pathlib import Path

from newscrawl.cli import main

_TOLD_MOST = 4000  # bytes of the last that a command says

_SERVER = multiprocessing.get_context("forkserver")


def warm_up() -> None:
    """Have what children need loaded once: .5 s of CPU for an outlet with 5 articles, 2.1 s without.

    Blocks until they are, before there are heartbeats that would be missed.
    """
    _SERVER.set_forkserver_preload(["newscrawl.cluster.warm"])
    first = _SERVER.Process(target=int)
    first.start()
    first.join()


class Child:
    """A command that runs.  `told` is the last that it said, once it is over."""

    def __init__(self, arguments: Sequence[str]) -> None:
        descriptor, name = tempfile.mkstemp(prefix="newscrawl-job-")
        os.close(descriptor)
        self._file = Path(name)
        self._process = _SERVER.Process(target=_become, args=(list(arguments), name))
        self.told: list[str] = []

    async def run(self) -> int:
        """Run the command; return its exit code, below 0 the signal that killed it."""
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        self._process.start()
        loop.add_reader(self._process.sentinel, over.set)
        try:
            await over.wait()
            self._process.join()
            self.told = self._file.read_text("utf-8", "replace")[-_TOLD_MOST:].splitlines()
        finally:
            loop.remove_reader(self._process.sentinel)
            self._file.unlink(missing_ok=True)
        return self._process.exitcode or 0

    def signal(self, number: int) -> None:
        """Send it a signal, unless it is over."""
        if self._process.pid is not None and self._process.is_alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, number)


def _become(arguments: list[str], told: str) -> None:
    """Be the command: in a group of its own, so that Ctrl-C at the worker comes through the worker alone."""
    os.setpgrp()
    with open(told, "wb") as file, open(os.devnull, "wb") as null:  # noqa: PTH123
        os.dup2(null.fileno(), 1)
        os.dup2(file.fileno(), 2)
    if arguments[0] != "run":  # whose crew sees to it, and forks, which no thread should see
        threading.Thread(target=_end_with_the_worker, daemon=True).start()
    sys.argv = ["newscrawl", *arguments]
    main()


def _end_with_the_worker() -> None:
    worker = multiprocessing.parent_process()
    if worker is not None:
        wait([worker.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
