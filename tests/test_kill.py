"""SIGKILL at 30 seeded moments of the demo's crawl: nothing is lost, nothing comes twice.

Half of the moments come after the first committed record.  A killed crawl is
killed again until one ends by itself; then its files and its database must be
those of a crawl that nobody disturbed.  `make torture` goes further.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from kills import DEMO, Chain, hold_against, read, serving, steps_of

KILLS_A_CHAIN = 15


@pytest.mark.parametrize(("seed", "translations"), [(0, True), (1, False)])  # the model is a third of a crawl
def test_whatever_kills_a_crawl_nothing_is_lost_and_nothing_comes_twice(
    seed: int, translations: bool, tmp_path: Path
) -> None:
    with serving() as commands:

        def crawl(folder: Path, **end: Any) -> dict[str, Any]:
            return commands.run(folder, [*DEMO, "-s", f"TRANSLATIONS={translations:d}"], **end)

        undisturbed = tmp_path / "undisturbed"
        told = crawl(undisturbed)
        assert told["code"] == 0, told
        folders = Chain(crawl, steps_of(told, str(seed)), tmp_path / "chain").go(KILLS_A_CHAIN)
        for folder in (undisturbed, *folders):  # what a copy's original corrected goes out with the next run
            assert crawl(folder)["code"] == 0
        wanted = read(undisturbed)
        for folder in folders:
            hold_against(folder, wanted)
