"""SIGKILL at 30 seeded moments of the demo's crawl: nothing is lost, nothing comes twice.

Half of the moments come after the first committed record.  A killed crawl is
killed again until one ends by itself; then its files and its database must be
those of a crawl that nobody disturbed.
"""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

KILLS_A_CHAIN = 15
DEMO = ["demo", "--edition", "1", "-s", "RETRY_BACKOFF=0.05,0.1", "-s", "COMMIT_BATCH=4"]
DEMO += ["-s", "ATTEMPTS_MAX=20"]  # each start of the press answers the first request for a page with 429


class Crawls:
    """A server of crawls (killed.py) at work."""

    def __init__(self, translations: bool) -> None:
        self._arguments = [*DEMO, "-s", f"TRANSLATIONS={translations:d}"]
        script = Path(__file__).with_name("killed.py")
        self._server = subprocess.Popen(
            [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def crawl(self, folder: Path, at: int) -> dict[str, Any]:
        """Crawl the demo's first edition into a folder, killed at a step."""
        assert self._server.stdin and self._server.stdout
        asked = {"at": at, "folder": str(folder), "arguments": self._arguments}
        self._server.stdin.write(json.dumps(asked) + "\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer

    def close(self) -> None:
        assert self._server.stdin and self._server.stdout
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()


@pytest.fixture
def server(translations: bool) -> Iterator[Crawls]:
    running = Crawls(translations)
    yield running
    running.close()


Origin = tuple[str, str] | None  # the original's id and the relation


def origin(record: dict[str, Any]) -> Origin:
    copy_of = record["copy_of"]
    return (copy_of["id"], copy_of["relation"]) if copy_of else None


@dataclass(frozen=True)
class Result:
    """What stands in an output folder: exported records by id and original, ledger states, articles in it.

    A copy that was published before its original came in is published once
    more by its outlet's next run, with the original named and the next
    indexed_at; which of two outlets comes in first is chance.
    """

    exported: Counter[tuple[str, Origin]]
    latest: dict[str, Origin]
    marks: list[tuple[str, str]]
    states: dict[tuple[str, str], str]
    in_ledger: set[str]
    integrity: str


def read(folder: Path) -> Result:
    lines = [
        line for path in folder.glob("articles/*/*.jsonl") for line in path.read_text("utf-8").splitlines()
    ]
    database = sqlite3.connect(folder / "newscrawl.db")
    rows = list(database.execute("SELECT outlet, address_key, state, article_id FROM addresses"))
    integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
    database.close()
    records = [json.loads(line) for line in lines]
    return Result(
        exported=Counter((record["id"], origin(record)) for record in records),
        latest={
            record["id"]: origin(record)
            for record in sorted(records, key=lambda record: record["indexed_at"])
        },
        marks=[(record["id"], record["indexed_at"]) for record in records],
        states={(outlet, key): state for outlet, key, state, _ in rows},
        in_ledger={article for _, _, state, article in rows if state in ("article", "paywalled")},
        integrity=integrity,
    )


def kill_again_and_again(server: Crawls, seed: int, folder: Path, steps: tuple[int, int]) -> list[Path]:
    """Kill crawls at seeded moments; return the folders, each with two last crawls that came to their end."""
    moments = random.Random(seed)
    folders = [folder / "0"]
    killed = 0
    while killed < KILLS_A_CHAIN:
        after_record = killed % 2 == 1
        at = -moments.randint(1, steps[1]) if after_record else moments.randint(1, steps[0])
        told = server.crawl(folders[-1], at)
        if told["code"] == -signal.SIGKILL:
            killed += 1
        else:
            assert told["code"] == 0, told
            folders.append(folder / str(len(folders)))
    assert server.crawl(folders[-1], 0)["code"] == 0
    for ended in folders:
        assert server.crawl(ended, 0)["code"] == 0
    return folders


@pytest.mark.parametrize(("seed", "translations"), [(0, True), (1, False)])  # the model is a third of a crawl
def test_whatever_kills_a_crawl_nothing_is_lost_and_nothing_comes_twice(
    seed: int, translations: bool, server: Crawls, tmp_path: Path
) -> None:
    told = server.crawl(tmp_path / "undisturbed", 0)
    assert told["code"] == 0, told
    steps = (told["steps"], told["since_record"])
    assert server.crawl(tmp_path / "undisturbed", 0)["code"] == 0
    wanted = read(tmp_path / "undisturbed")
    for folder in kill_again_and_again(server, seed, tmp_path / "chain", steps):
        found = read(folder)
        assert found.integrity == "ok"
        assert not list(folder.rglob("*.tmp"))
        assert found.states == wanted.states
        assert set(found.exported.values()) == {1}
        assert len(found.marks) == len(set(found.marks))
        assert found.latest == wanted.latest
        assert found.latest.keys() == found.in_ledger
