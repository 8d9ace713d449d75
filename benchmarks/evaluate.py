"""How good extraction is on labelled pages, against the pinned figures: anything lower fails.

    python benchmarks/evaluate.py FOLDER [--accept]      # or: make eval EVAL=FOLDER [ACCEPT=1]

FOLDER holds NAME.warc.gz, NAME.truth.jsonl and score.py.  Exit code 0 when nothing
fell, 1 when something did, 2 when the pages are not there.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from statistics import mean

from labelled import (
    RIGHT,
    SURE,
    LabelledSet,
    MissingError,
    Record,
    f1_of,
    labelled_sets,
    reading_of,
    record_of,
)

PINS = Path(__file__).parent / "eval.toml"
TOLERANCE = 0.0005
Figures = dict[str, float]


def figures_of(labelled: LabelledSet) -> Figures:
    """Return the scorer's measures, and how far the verdict and `confidence` can be believed."""
    records = [record_of(page, reading_of(page)) for page in labelled.pages]
    figures = labelled.measures(records)
    judged = mean(float(record["state"] != "not_article") for record in records)
    if labelled.has_bodies:  # else it may well be right that some are none
        figures["judged_article"] = judged
    return figures | _calibration(labelled, records)


def _calibration(labelled: LabelledSet, records: list[Record]) -> Figures:
    """Return the share of records that are sure of their body, and the share of these which are right."""
    told = {record["requested_url"]: record.get("confidence") or 0 for record in records}
    rows = zip(labelled.items, labelled.rows(records), strict=True)
    scored = [(told.get(item["url"], 0), f1_of([row])) for item, row in rows if row[3]]
    right = [f1 >= RIGHT for confidence, f1 in scored if confidence > SURE]
    return {"sure": len(right) / len(scored), "sure_and_right": float(mean(right))} if right else {}


def read_pins(path: Path) -> dict[str, Figures]:
    """Return the pinned figures by set and measure."""
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def write_pins(path: Path, figures: dict[str, Figures]) -> None:
    """Pin the figures of these sets; those of other sets stay as they were."""
    lines = [
        "# What extraction reaches on the labelled pages; `make eval EVAL=FOLDER ACCEPT=1` writes it.",
        "",
    ]
    for name, measures in sorted((read_pins(path) | figures).items()):
        lines += [f"[{name}]", *(f"{key} = {_written(value)}" for key, value in measures.items()), ""]
    path.write_text("\n".join(lines), "utf-8")


def _written(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def compare(name: str, now: Figures, pinned: Figures, say: Callable[[str], None]) -> list[str]:
    """Say each measure beside its pin; return those that fell, or that are no longer measured."""
    fallen = []
    for key in [*now, *(key for key in pinned if key not in now)]:
        before, after = pinned.get(key), now.get(key)
        mark = ""
        if before is not None and (after is None or after < before - TOLERANCE):
            fallen.append(f"{name} {key}")
            mark = "  LOWER"
        change = f"{after - before:+.4f}" if before is not None and after is not None else "·"
        cells = (_written(value) if value is not None else "·" for value in (before, after))
        say(f"{name:8}{key:20}{''.join(f'{cell:>10}' for cell in cells)}{change:>10}{mark}")
    return fallen


def main(arguments: list[str] | None = None, pins: Path = PINS) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--accept", action="store_true", help="pin today's figures, also lower ones")
    asked = parser.parse_args(arguments)
    try:
        sets = labelled_sets(asked.folder)
    except MissingError as error:
        print(f"evaluate: {error}; nothing measured. make eval EVAL=FOLDER", file=sys.stderr)
        return 2
    print(f"{'set':8}{'measure':20}{'pinned':>10}{'now':>10}{'change':>10}")
    known, figures, fallen = read_pins(pins), {}, []
    for labelled in sets:
        figures[labelled.name] = figures_of(labelled)
        fallen += compare(labelled.name, figures[labelled.name], known.get(labelled.name, {}), print)
    if asked.accept:
        write_pins(pins, figures)
        print(f"pinned in {pins.name}; lower than before: {', '.join(fallen) or 'nothing'}")
        return 0
    print(f"lower than pinned: {', '.join(fallen)}" if fallen else "nothing is lower than pinned")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
