"""No bytes and no text make a pure function break what it promises, or raise what it does not document."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from properties import FUNCTIONS, Case

FEW = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)
MANY = settings(
    deadline=None,
    database=None,
    max_examples=500,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    print_blob=True,
)
MINUTES = float(os.environ.get("FUZZ_MINUTES", "60")) / 2
DEAR = [case for case in FUNCTIONS if case.dear]


def hold(case: Case, arguments: tuple[Any, ...]) -> None:
    try:
        found = case.function(*arguments)
    except case.raises:
        return
    case.holds(found, *arguments)


def attempt(case: Case, how: settings) -> None:
    @how
    @given(st.tuples(*case.given))
    def one(arguments: tuple[Any, ...]) -> None:
        note(f"{case.name}{arguments!r}")  # as it is kept as a test
        hold(case, arguments)

    one()


@pytest.mark.parametrize("case", FUNCTIONS, ids=lambda case: case.name)
def test_it_holds_for_a_few_of_everything(case: Case) -> None:
    attempt(case, settings(FEW, max_examples=case.examples))


@pytest.mark.fuzz
@pytest.mark.parametrize("case", FUNCTIONS, ids=lambda case: case.name)
def test_it_holds_for_as_many_as_there_is_time_for(case: Case) -> None:
    share = 0.9 / len(DEAR) if case.dear else 0.1 / (len(FUNCTIONS) - len(DEAR))
    ends = time.monotonic() + 60 * MINUTES * share
    while time.monotonic() < ends:
        attempt(case, MANY)
