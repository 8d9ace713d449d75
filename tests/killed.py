"""A server of commands that end before their time: reads {"folder": F, "arguments": […], …}, a line each.

Each command is forked off, so that the imports are paid once, and SIGKILLs
itself at its step `at`: a statement, a commit, a file opened to be written,
synced, renamed or removed, an answer from the press.  A negative `at` counts from the
first committed record on; 0 lets it end.  With `signals` those are sent in
place of SIGKILL, the first at its step, each further one .1 s after the last.
With `after` the parent kills it after so many seconds, wherever it is.
Answers {"code": C, "steps": S, "since_record": R, "seconds": T, "errors": text}.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from time import monotonic
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

# What a command imports, but for the reactor, which must not be there before the fork.
import newscrawl.catalogue
import newscrawl.cli
import newscrawl.commands.demo
import newscrawl.demo.transport
import newscrawl.store.export
import newscrawl.worker
from newscrawl import extract
from newscrawl.dedupe.translation import translations
from newscrawl.store import prepared

LANGUAGES = ("en", "es", "de", "ru", "uk")
APART = 0.1  # seconds between two signals
FILE_EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}


class Steps:
    """Counts steps; at the one that was asked for, ends the process or sends it its signals."""

    def __init__(self, at: int, signals: Sequence[int] = ()) -> None:
        self.at = at
        self.all = 0
        self.since_record = 0
        self._signals = list(signals)
        self._inserted = False

    def step(self) -> None:
        self.all += 1
        self.since_record += bool(self.since_record)
        if self.at and self.at in (self.all, -self.since_record):
            self._end()

    def statement(self, statement: str) -> None:
        self._inserted |= statement.startswith("INSERT INTO records")
        self.step()

    def commit(self) -> None:
        self.step()
        if self._inserted and not self.since_record:
            self.since_record = 1

    def _end(self) -> None:
        if not self._signals:
            os.kill(os.getpid(), signal.SIGKILL)
        for place, number in enumerate(self._signals):
            later = threading.Timer(APART * place, os.kill, (os.getpid(), number))
            later.daemon = True
            later.start()


def watch(steps: Steps) -> None:
    """Have every step of the program counted."""
    from newscrawl.demo.transport import LoopbackDownloadHandler

    @sa.event.listens_for(Engine, "before_cursor_execute")
    def _execute(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        steps.statement(statement)

    for name in ("run", "run_each"):
        _count_statements(name, steps)

    @sa.event.listens_for(Engine, "commit")
    def _commit(_conn: Any) -> None:
        steps.commit()

    def file_event(event: str, args: tuple[Any, ...]) -> None:
        if event in FILE_EVENTS or (event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR)):
            steps.step()

    sys.addaudithook(file_event)
    _count_syncs(steps)
    fetch = LoopbackDownloadHandler.download_request

    async def download_request(self: LoopbackDownloadHandler, request: Any) -> Any:
        response = await fetch(self, request)
        steps.step()
        return response

    LoopbackDownloadHandler.download_request = download_request  # type: ignore[method-assign]


def _count_statements(name: str, steps: Steps) -> None:
    """Count what goes to SQLite's driver past the toolkit's events."""
    original = getattr(prepared, name)

    def counted(connection: Connection, words: str, told: Any) -> Any:
        if connection.dialect.name == "sqlite":
            steps.statement(words)
        return original(connection, words, told)

    setattr(prepared, name, counted)


def _count_syncs(steps: Steps) -> None:
    """Count a step before each sync and one after it."""
    original = os.fsync

    def counted(descriptor: int) -> None:
        steps.step()
        original(descriptor)
        steps.step()

    os.fsync = counted  # type: ignore[assignment]


def command(asked: dict[str, Any], answer: int) -> None:
    """Run one command in this forked process; write what it came to, unless it is killed."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(null, descriptor)
    sys.argv = ["newscrawl", *asked["arguments"], "-s", f"OUTPUT_DIR={asked['folder']}"]
    steps, code, errors = Steps(asked.get("at", 0), asked.get("signals", ())), 1, ""
    began = monotonic()
    watch(steps)
    try:
        newscrawl.cli.main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        errors = traceback.format_exc()
    told = {"code": code, "steps": steps.all, "since_record": steps.since_record, "errors": errors}
    told["seconds"] = monotonic() - began
    os.write(answer, json.dumps(told).encode())
    os._exit(0)


def warm_up() -> None:
    """Have the word lists of the press's languages and the model read: half of a crawl as short as these."""
    for language in LANGUAGES:
        extract(
            f'<html lang="{language}"><h1>Ferry</h1><p>By Ada Quill</p><p>12 May 2026, 12:00</p>'
            + "<p>The ferry waited, and the pilot said nothing of the fog to anyone.</p>" * 9,
            url="https://post.example/news/1",
        )
    if model := translations():
        model.encode(["The ferry waited."])


def serve(asked: dict[str, Any]) -> dict[str, Any]:
    """Run what is asked for in a child; return what it came to."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        command(asked, sending)
    os.close(sending)
    kill = threading.Timer(asked.get("after") or 0, os.kill, (child, signal.SIGKILL))
    if asked.get("after"):
        kill.start()
    with os.fdopen(receiving, "rb") as pipe:
        told = pipe.read()
    kill.cancel()
    _, status = os.waitpid(child, 0)
    found: dict[str, Any] = json.loads(told) if told else {"code": os.waitstatus_to_exitcode(status)}
    return found


def main() -> None:
    warm_up()
    for line in sys.stdin:
        print(json.dumps(serve(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
