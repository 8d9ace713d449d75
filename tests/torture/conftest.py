"""What the torture shares: its seed, its end, the kills it counts."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kills import Commands, serving
from library import ARCHIVED, Library

HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """Settle seed and end before the processes that share the tests are started, with our environment."""
    os.environ.setdefault("TORTURE_SEED", str(random.randrange(10**6)))
    minutes = float(os.environ.get("TORTURE_MINUTES") or "inf")
    os.environ.setdefault("_TORTURE_ENDS_AT", str(time.time() + minutes * 60))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("torture")


def goes_on() -> bool:
    return time.time() < float(os.environ["_TORTURE_ENDS_AT"])


def pytest_runtest_setup(item: pytest.Item) -> None:
    if HERE in item.path.parents and not goes_on():
        pytest.skip("the TORTURE_MINUTES are over")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how often what was killed, and the seed that does it again."""
    reports = [report for told in ("passed", "failed") for report in terminalreporter.getreports(told)]
    kills: Counter[str] = Counter()
    for report in reports:
        for what, number in report.user_properties:
            kills[what] += int(str(number))
    if kills:
        told = ", ".join(f"{number} {what}" for what, number in sorted(kills.items()))
        terminalreporter.write_line(f"{told}; TORTURE_SEED={os.environ['TORTURE_SEED']}")


@pytest.fixture(scope="session")
def seed() -> str:
    return os.environ["TORTURE_SEED"]


@pytest.fixture
def more() -> Callable[[], bool]:
    """Return what tells whether there is time left."""
    return goes_on


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    with serving() as served:
        yield served


@pytest.fixture(scope="session")
def library(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("library")
    for _ in range(2):  # what a copy's original corrected goes out with the next run
        told = commands.run(folder, ARCHIVED)
        assert told["code"] == 0, told
    return Library(folder, commands)
