"""A server of crawls that kill themselves: reads {"at": N, "folder": F, "arguments": […]}, a line each.

Each crawl is forked off, so that the imports are paid once, and SIGKILLs itself
at its Nth step: a statement, a commit, a sync or rename of a file, an answer
from the press.  A negative N counts from the first committed record on; 0 lets
it end.  Answers {"code": C, "steps": S, "since_record": R, "errors": text}.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

# What a crawl imports, but for the reactor, which must not be there before the fork.
import newscrawl.catalogue
import newscrawl.cli
import newscrawl.commands.demo
import newscrawl.demo.transport
import newscrawl.store.export
import newscrawl.worker
from newscrawl import extract
from newscrawl.dedupe.translation import translations

LANGUAGES = ("en", "es", "de", "ru", "uk")


class Steps:
    """Counts steps and kills at the one that was asked for."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.all = 0
        self.since_record = 0
        self._inserted = False

    def step(self) -> None:
        self.all += 1
        self.since_record += bool(self.since_record)
        if self.at and self.at in (self.all, -self.since_record):
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(self, statement: str) -> None:
        self._inserted |= statement.startswith("INSERT INTO records")
        self.step()

    def commit(self) -> None:
        self.step()
        if self._inserted and not self.since_record:
            self.since_record = 1


def watch(steps: Steps) -> None:
    """Have every step of the program counted."""
    from newscrawl.demo.transport import LoopbackDownloadHandler

    @sa.event.listens_for(Engine, "before_cursor_execute")
    def _execute(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        steps.statement(statement)

    @sa.event.listens_for(Engine, "commit")
    def _commit(_conn: Any) -> None:
        steps.commit()

    _count_calls(os, "fsync", steps)
    _count_calls(Path, "replace", steps)
    fetch = LoopbackDownloadHandler.download_request

    async def download_request(self: LoopbackDownloadHandler, request: Any) -> Any:
        response = await fetch(self, request)
        steps.step()
        return response

    LoopbackDownloadHandler.download_request = download_request  # type: ignore[method-assign]


def _count_calls(owner: Any, name: str, steps: Steps) -> None:
    """Count a step before the call and one after it."""
    original = getattr(owner, name)

    def counted(*args: Any, **kwargs: Any) -> Any:
        steps.step()
        result = original(*args, **kwargs)
        steps.step()
        return result

    setattr(owner, name, counted)


def crawl(asked: dict[str, Any], answer: int) -> None:
    """Run one crawl in this forked process; write what it came to, unless it is killed."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(null, descriptor)
    sys.argv = ["newscrawl", *asked["arguments"], "-s", f"OUTPUT_DIR={asked['folder']}"]
    steps, code, errors = Steps(asked["at"]), 1, ""
    watch(steps)
    try:
        newscrawl.cli.main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        errors = traceback.format_exc()
    told = {"code": code, "steps": steps.all, "since_record": steps.since_record, "errors": errors}
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


def main() -> None:
    warm_up()
    for line in sys.stdin:
        receiving, sending = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(receiving)
            crawl(json.loads(line), sending)
        os.close(sending)
        with os.fdopen(receiving, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        print(told.decode() if told else json.dumps({"code": code}), flush=True)


if __name__ == "__main__":
    main()
