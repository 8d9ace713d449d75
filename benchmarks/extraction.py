"""What extraction costs and how good it is, beside the bare parse and public tools, in one run.

    python benchmarks/extraction.py                      # cost alone, on pages of the demo's press
    python benchmarks/extraction.py FOLDER [--peer trafilatura …]

FOLDER holds labelled pages: NAME.warc.gz with NAME.truth.jsonl, score.py, and
peer.py with a function for each public tool (bytes, address → record).  Cost is
CPU from bytes in to finished record out, each tool in turn over the same pages,
the median of --rounds; scoring is not in it.  Each peer's F1 (of bodies, or of segments
where the truth has only these) is compared page by page: a paired bootstrap says
by how much newscrawl is ahead, with the interval that holds 95% of the resamples.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import lxml.html
from labelled import (
    LabelledSet,
    MissingError,
    Row,
    f1_of,
    labelled_sets,
    module_of,
    reading_of,
    record_of,
)

from newscrawl.store.warc import Archived

Tool = Callable[[Archived], dict[str, Any]]
_MEASURES = ("body_f1", "segments_f1", "headline", "summary", "authors", "published_at")


def ours(page: Archived) -> dict[str, Any]:
    return record_of(page, reading_of(page))


def parse_alone(page: Archived) -> dict[str, Any]:
    lxml.html.document_fromstring(page.body, parser=lxml.html.HTMLParser(encoding="utf-8"))
    return {}


def peers_in(folder: Path, names: list[str]) -> dict[str, Tool]:
    """Return the named public tools as FOLDER/peer.py wraps them; raises MissingError for a name it lacks."""
    peers = module_of(folder / "peer.py").PEERS if names else {}
    for name in names:
        if name not in peers:
            raise MissingError(f"peer.py has no {name}, but {', '.join(peers)}")
    return {name: _tool_of(peers[name]) for name in names}


def _tool_of(peer: Callable[[bytes, str], dict[str, Any]]) -> Tool:
    return lambda page: peer(page.body, page.url)


def press_pages(number: int) -> Iterator[Archived]:
    """Yield pages of the demo's bench site, built in this process."""
    from newscrawl.demo.bench import bench_site, bench_url

    now = datetime(2026, 5, 1, tzinfo=UTC)
    site = bench_site(number, now)
    for index in range(number):
        url = bench_url(index)
        answer = site.answer(url.partition("bench.example")[2])
        yield Archived(url, now, 200, [], "text/html; charset=utf-8", answer.body)


def cost(tool: Tool, pages: list[Archived]) -> tuple[float, list[dict[str, Any]]]:
    """Return CPU milliseconds a page, and the records."""
    records = []
    start = time.process_time()
    for page in pages:
        try:
            records.append(tool(page) | {"requested_url": page.url})
        except Exception as error:
            records.append({"requested_url": page.url, "error": repr(error)})
    return (time.process_time() - start) * 1000 / len(pages), records


def bootstrap(ours: list[Row], theirs: list[Row], resamples: int) -> tuple[float, float, float]:
    """Return by how much F1 is ahead of a peer's, and the ends of its 95% interval over resampled pages."""
    chance = random.Random(20)
    pages = range(len(ours))
    ahead = []
    for _ in range(resamples):
        drawn = chance.choices(pages, k=len(pages))
        ahead.append(f1_of([ours[i] for i in drawn]) - f1_of([theirs[i] for i in drawn]))
    ahead.sort()
    return f1_of(ours) - f1_of(theirs), ahead[int(0.025 * resamples)], ahead[int(0.975 * resamples) - 1]


def measure(
    title: str, pages: list[Archived], tools: dict[str, Tool], rounds: int, labelled: LabelledSet | None
) -> dict[str, list[dict[str, Any]]]:
    """Print what each tool costs, and how good it is where answers are known; return the records."""
    costs: dict[str, list[float]] = {name: [] for name in tools}
    records: dict[str, list[dict[str, Any]]] = {}
    for _ in range(rounds):
        for name, tool in tools.items():
            spent, records[name] = cost(tool, pages)
            costs[name].append(spent)
    floor = median(costs["parse alone"])
    print(f"{title}: {len(pages)} pages")
    for name in tools:
        spent = median(costs[name])
        line = f"  {name:14}{spent:8.2f} ms CPU a page {spent / floor:6.1f} × the parse"
        if labelled and name != "parse alone":
            told = labelled.measures(records[name])
            line += "".join(f"  {m} {told[m]:.3f}" for m in _MEASURES if m in told)
        print(line, flush=True)
    return records


def compare(labelled: LabelledSet, records: dict[str, list[dict[str, Any]]], resamples: int) -> None:
    """Print how far ahead of each peer newscrawl is on these pages."""
    rows = {name: labelled.rows(found) for name, found in records.items()}
    what = "body F1" if labelled.has_bodies else "segments F1"
    for name in rows:
        if name not in ("parse alone", "newscrawl"):
            ahead, low, high = bootstrap(rows["newscrawl"], rows[name], resamples)
            print(
                f"  {what} ahead of {name:14}{ahead:+.4f}   95% within {low:+.4f} … {high:+.4f}", flush=True
            )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--peer", action="append", default=[], help="a public tool that peer.py wraps")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--resamples", type=int, default=2000, help="of the paired bootstrap")
    asked = parser.parse_args()
    tools: dict[str, Tool] = {"parse alone": parse_alone, "newscrawl": ours}
    if asked.folder is None:
        measure("press", list(press_pages(300)), tools, asked.rounds, None)
        return 0
    try:
        sets = labelled_sets(asked.folder)
        tools |= peers_in(asked.folder, asked.peer)
    except MissingError as error:
        print(f"extraction: {error}", file=sys.stderr)
        return 2
    for labelled in sets:
        records = measure(labelled.name, labelled.pages, tools, asked.rounds, labelled)
        compare(labelled, records, asked.resamples)
    return 0


if __name__ == "__main__":
    sys.exit(main())
