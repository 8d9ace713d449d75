"""The soak's verdict, on figures of our own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
STATES = Counter({"article": 950, "gone": 50})


@pytest.fixture
def soak(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import soak

    return soak


def test_ten_even_tenths_hold(soak: Any) -> None:
    assert soak.verdict([soak.Tenth(150, 17, 10, 30)] * 10, STATES, 1000) == []


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ({"memory": 166}, "memory +11%"),
        ({"handles": 22}, "22 handles after 17"),
        ({"cpu": 11.6}, "CPU a page +16%"),
    ],
)
def test_a_last_tenth_that_takes_more_than_the_second_does_not(soak: Any, last: Any, told: str) -> None:
    tenth = soak.Tenth(150, 17, 10, 30)
    assert soak.verdict([tenth] * 9 + [replace(tenth, **last)], STATES, 1000) == [told]


def test_an_address_without_an_end_does_not_hold(soak: Any) -> None:
    tenths = [soak.Tenth(150, 17, 10, 30)] * 10
    assert soak.verdict(tenths, STATES + Counter(queued=1), 1001) == ["1 addresses still queued"]
    assert soak.verdict(tenths, STATES, 1001) == ["1000 addresses in the ledger, not 1001"]


def test_samples_become_tenths(soak: Any, capsys: pytest.CaptureFixture[str]) -> None:
    samples = [soak.Sample(n, 100 + n, 10, n / 100, n / 50) for n in range(100)]
    tenths = list(soak.told(iter(samples), 100))
    assert len(tenths) == 10
    assert tenths[0] == soak.Tenth(104.5, 10, pytest.approx(10), pytest.approx(20))
