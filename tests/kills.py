"""Commands killed again and again until they come to their end, and what then stands in their folder."""

from __future__ import annotations

import hashlib
import json
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEMO = ["demo", "--edition", "1", "-s", "RETRY_BACKOFF=0.05,0.1", "-s", "COMMIT_BATCH=4"]
DEMO += ["-s", "ATTEMPTS_MAX=20"]  # each start of the press answers the first request for a page with 429
Origin = tuple[str, str] | None  # the original's id and the relation


class Commands:
    """A server of commands (killed.py) at work."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("killed.py")
        self._server = subprocess.Popen(
            [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, folder: Path, arguments: list[str], **end: Any) -> dict[str, Any]:
        """Run a command over an output folder; `end` is when and how it ends before its time."""
        assert self._server.stdin and self._server.stdout
        asked = {"folder": str(folder), "arguments": arguments, **end}
        self._server.stdin.write(json.dumps(asked) + "\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer

    def close(self) -> None:
        assert self._server.stdin and self._server.stdout
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()


@contextmanager
def serving() -> Iterator[Commands]:
    commands = Commands()
    try:
        yield commands
    finally:
        commands.close()


def origin(record: dict[str, Any]) -> Origin:
    copy_of = record["copy_of"]
    return (copy_of["id"], copy_of["relation"]) if copy_of else None


# What may differ between two looks at the same page: when, by whom, on whose word.
OF_A_LOOK = {"indexed_at", "run_id", "date_downloaded", "first_seen", "discovered_by", "requested_url"}


@dataclass(frozen=True)
class Result:
    """What stands in an output folder: exported records by id and content, ledger states, articles in it.

    A record is published again, with the next indexed_at, when it says something
    else: a copy that came in before its original, an article that was read
    at a lesser address first.  Which of two comes in first is chance.
    """

    exported: Counter[tuple[str, str]]
    latest: dict[str, tuple[str, Origin]]
    marks: list[str]
    states: dict[tuple[str, str], str]
    in_ledger: set[str]
    integrity: str


def content(record: dict[str, Any]) -> str:
    told = {key: value for key, value in record.items() if key not in OF_A_LOOK}
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def read(folder: Path) -> Result:
    lines = [
        line for path in folder.glob("articles/*/*.jsonl") for line in path.read_text("utf-8").splitlines()
    ]
    with closing(sqlite3.connect(folder / "newscrawl.db")) as database:
        rows = list(database.execute("SELECT outlet, address_key, state, article_id FROM addresses"))
        integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
    records = sorted((json.loads(line) for line in lines), key=lambda record: record["indexed_at"])
    return Result(
        exported=Counter((record["id"], content(record)) for record in records),
        latest={record["id"]: (record["url"], origin(record)) for record in records},
        marks=[record["indexed_at"] for record in records],
        states={(outlet, key): state for outlet, key, state, _ in rows},
        in_ledger={article for _, _, state, article in rows if state in ("article", "paywalled")},
        integrity=integrity,
    )


def hold_against(folder: Path, wanted: Result) -> None:
    """Nothing is lost and nothing stands twice: the folder is as if nobody had disturbed its commands."""
    found = read(folder)
    assert found.integrity == "ok"
    assert not list(folder.rglob("*.tmp"))
    assert found.states == wanted.states
    assert set(found.exported.values()) == {1}
    assert len(found.marks) == len(set(found.marks))
    assert found.latest == wanted.latest
    assert found.latest.keys() == found.in_ledger


Run = Callable[..., dict[str, Any]]  # (folder, **end)
Look = Callable[[Path], object]


@dataclass
class Chain:
    """A command killed again and again; a new folder begins, prepared, where it came to its end by itself.

    `killed` is called with the folder after each kill.
    """

    run: Run
    moments: Iterator[dict[str, Any]]
    folder: Path
    prepare: Look = id
    killed: Look = id
    kills: int = 0

    def go(self, kills: int, goes_on: Callable[[], bool] = lambda: True) -> list[Path]:
        """Kill so many times, while it goes on; return the folders, the command at its end in each."""
        folders: list[Path] = []
        ended = True
        while self.kills < kills and goes_on():
            if ended:
                folders.append(self.folder / str(len(folders)))
                self.prepare(folders[-1])
            ended = self._ends(folders[-1], next(self.moments))
            self.kills += not ended
        return folders if ended or self._ends(folders[-1], {}) else []

    def _ends(self, folder: Path, end: dict[str, Any]) -> bool:
        told = self.run(folder, **end)
        if told["code"] == -signal.SIGKILL:
            self.killed(folder)
            return False
        assert told["code"] == 0, told
        return True


def steps_of(told: dict[str, Any], seed: str) -> Iterator[dict[str, Any]]:
    """Yield seeded moments, by the steps that an undisturbed run told: every other past its first record."""
    chance = random.Random(seed)
    while True:
        yield {"at": chance.randint(1, told["steps"])}
        if told["since_record"]:
            yield {"at": -chance.randint(1, told["since_record"])}


def moments_of(told: dict[str, Any], seed: str) -> Iterator[dict[str, Any]]:
    """Yield seeded moments: steps, and between them times, which fall in the middle of a step too."""
    chance = random.Random(f"{seed} times")
    for step in steps_of(told, seed):
        yield step
        yield {"after": chance.uniform(0.001, told["seconds"])}
