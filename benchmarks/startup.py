"""What starting costs, against bare Scrapy with one spider: `list`, and `crawl` until there is nothing to do.

    python benchmarks/startup.py [--rounds N]

CPU seconds of child processes, the least of N rounds; no network: our crawl is
of one address that the guard refuses, bare Scrapy's of none at all.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

MOST = 1.3
SCRAPY = Path(sys.executable).with_name("scrapy")
ROOT = Path(__file__).resolve().parent.parent
SPIDER = 'import scrapy\n\n\nclass One(scrapy.Spider):\n    name = "one"\n    start_urls = []\n'
REFUSED = "http://127.0.0.1:1/"


def seconds_of(*command: str, cwd: Path, **environment: str) -> float:
    """Return the CPU seconds that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("NEWSCRAWL", "SCRAPY"))
    }
    subprocess.run(
        [str(SCRAPY), *command],
        cwd=cwd,
        env=clean | environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bare_project(folder: Path) -> Path:
    """Make a Scrapy project with one spider; return its folder."""
    command = [str(SCRAPY), "startproject", "bare", str(folder)]
    subprocess.run(command, cwd=folder.parent, capture_output=True, check=True)
    (folder / "bare" / "spiders" / "one.py").write_text(SPIDER)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        bare, output = bare_project(Path(folder, "bare")), str(Path(folder, "output"))
        pairs = {
            "list": (["list"], ["list"]),
            "crawl": (["crawl", "korrespondent", "-a", f"urls={REFUSED}"], ["crawl", "one"]),
        }
        failed = False
        for verb, (ours, theirs) in pairs.items():
            seconds_of(*ours, cwd=ROOT, NEWSCRAWL_OUTPUT_DIR=output)  # makes the database
            told = [
                (seconds_of(*ours, cwd=ROOT, NEWSCRAWL_OUTPUT_DIR=output), seconds_of(*theirs, cwd=bare))
                for _ in range(rounds)
            ]
            mine, scrapys = (min(column) for column in zip(*told, strict=True))
            print(f"{verb}: {mine:.3f} s, bare Scrapy {scrapys:.3f} s, ratio {mine / scrapys:.2f}")
            failed = failed or mine / scrapys > MOST
    sys.exit(failed)


if __name__ == "__main__":
    main()
