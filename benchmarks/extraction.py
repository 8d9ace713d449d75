"""What extraction costs and how good it is, beside the bare parse and public tools, in one run.

    python benchmarks/extraction.py                      # cost alone, on pages of the demo's press
    python benchmarks/extraction.py FOLDER [--peer trafilatura …]

FOLDER holds labelled pages: NAME.warc.gz with NAME.truth.jsonl, score.py, and
peer.py with a function for each public tool (bytes, address → record).  Cost is
CPU from bytes in to finished record out, each tool in turn over the same pages,
the median of --rounds.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import lxml.html
import msgspec

from newscrawl.reading import read_page
from newscrawl.store.warc import Archived, read_responses

Tool = Callable[[Archived], dict[str, Any]]
_MEASURES = ("body_f1", "segments_f1", "headline", "summary", "authors", "published_at")


def ours(page: Archived) -> dict[str, Any]:
    reading = read_page(
        page.body, url=page.url, content_type=page.content_type, fetched_at=page.date, generic=True
    )
    record: dict[str, Any] = msgspec.to_builtins(reading.article)
    return record


def parse_alone(page: Archived) -> dict[str, Any]:
    lxml.html.document_fromstring(page.body, parser=lxml.html.HTMLParser(encoding="utf-8"))
    return {}


def peers_in(folder: Path, names: list[str]) -> dict[str, Tool]:
    """Return the named public tools as FOLDER/peer.py wraps them."""
    spec = importlib.util.spec_from_file_location("peer", folder / "peer.py")
    if not names or spec is None or spec.loader is None:
        return {}
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: lambda page, f=module.PEERS[name]: f(page.body, page.url) for name in names}


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


def quality(folder: Path, name: str, records: list[dict[str, Any]]) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(record, default=str) + "\n" for record in records)
        file.flush()
        command = [
            sys.executable,
            str(folder / "score.py"),
            str(folder / f"{name}.truth.jsonl"),
            file.name,
            "--json",
        ]
        told: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return told


def measure(
    title: str, pages: list[Archived], tools: dict[str, Tool], rounds: int, folder: Path | None
) -> None:
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
        if folder and name != "parse alone":
            told = quality(folder, title, records[name])
            line += "".join(f"  {m} {told[m]:.3f}" for m in _MEASURES if m in told)
        print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--peer", action="append", default=[], help="a public tool that peer.py wraps")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    tools: dict[str, Tool] = {"parse alone": parse_alone, "newscrawl": ours}
    if asked.folder is None:
        measure("press", list(press_pages(300)), tools, asked.rounds, None)
        return
    tools |= peers_in(asked.folder, asked.peer)
    for truth in sorted(asked.folder.glob("*.truth.jsonl")):
        name = truth.name.partition(".")[0]
        pages = list(read_responses(asked.folder / f"{name}.warc.gz"))
        measure(name, pages, tools, asked.rounds, asked.folder)


if __name__ == "__main__":
    main()
