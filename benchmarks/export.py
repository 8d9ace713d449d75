"""What an export costs: records a second of this process's time, and its peak memory.

    python benchmarks/export.py [NUMBER]

Made here: NUMBER records (100,000) of about 3 kB, half of them in Cyrillic,
of 50 outlets over 24 months, in an SQLite database.  Each format is written
by a process of its own, so that its memory is its own; of a tenth of the
records too, which shows whether memory grows with them.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from newscrawl.items import Article, Author, CopyOf, Credit, Discovery, Media
from newscrawl.store.database import open_database, sqlite_url, write
from newscrawl.store.tables import articles, records
from newscrawl.store.times import iso, iso_micros, micros

OUTLETS, MONTHS, CHUNK = 50, 24, 2_000
_START = datetime(2024, 6, 1, tzinfo=UTC)
_DRAW = random.Random(1)
_WORDS = {
    letters: ["".join(_DRAW.choices(letters, k=_DRAW.randint(2, 11))) for _ in range(5_000)]
    for letters in ("aeioubcdfghklmnprstvz", "аеиоубвгдзклмнпрстєї")
}


def article(number: int) -> Article:
    draw = random.Random(number)
    vocabulary = list(_WORDS.values())[number % 2]
    words = draw.choices(vocabulary, k=90 if number % 2 else 160)
    outlet = f"paper{number % OUTLETS}"
    url = f"https://{outlet}.example/news/{number}-{'-'.join(words[:4]) if number % 2 == 0 else 'item'}"
    at = micros(_START + timedelta(days=30 * MONTHS * draw.random()))
    paragraphs = [
        " ".join(words[start : start + 40]).capitalize() + "." for start in range(0, len(words), 40)
    ]
    return Article(
        id=f"a{number:015}",
        content_hash=f"{number:032x}",
        outlet=outlet,
        publisher=outlet.title(),
        country="UA",
        url=url,
        requested_url=url,
        canonical_url=url,
        headline=" ".join(words[:8]),
        description=" ".join(words[8:24]),
        article_body="\n\n".join(paragraphs),
        article_body_html="".join(f"<p>{text}</p>" for text in paragraphs[:1]),
        authors=[Author(" ".join(words[1:3]), url=f"https://{outlet}.example/author/{number % 40}")],
        date_published=iso(at) if number % 10 else (iso(at) or "")[:10],
        date_modified=iso(at),
        in_language="en" if number % 2 == 0 else "uk",
        keywords=words[3:8],
        main_image=Media(f"https://{outlet}.example/img/{number}.jpg", caption=" ".join(words[:10])),
        source_organization=[Credit("Reuters", evidence="(Reuters)")] if number % 3 == 0 else [],
        copy_of=CopyOf("a1", "paper1", url, "copy", 0.93, ["text: 0.93 alike"]) if number % 5 == 0 else None,
        word_count=len(words),
        discovered_by=Discovery("feed", f"https://{outlet}.example/rss", iso(at), " ".join(words[:8])),
        first_seen=iso(at),
        date_downloaded=iso(at),
        provenance={"headline": "json-ld", "article_body": "text", "authors": "json-ld"},
        run_id="20260501T000000Z-000000",
        crawler_version="0.1.0",
    )


def rows(total: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the rows of articles and records."""
    for number in range(total):
        one = article(number)
        at = micros(_START) + number * 1_000
        one.indexed_at = iso_micros(at)
        common = {"article_id": one.id, "outlet": one.outlet, "version": 1, "indexed_at": at}
        text = msgspec.json.encode(one).decode()
        yield (
            common
            | {"url": one.url, "article_key": one.url, "is_canonical": True}
            | {"content_hash": one.content_hash, "date_published": one.date_published},
            common | {"run_id": one.run_id, "published": True, "record": text},
        )


def fill(path: Path, total: int) -> None:
    engine, made, size = open_database(sqlite_url(path)), rows(total), 0
    while chunk := list(islice(made, CHUNK)):
        size += sum(len(record["record"].encode()) for _, record in chunk)
        with write(engine) as connection:
            connection.execute(articles.insert(), [row for row, _ in chunk])
            connection.execute(records.insert(), [row for _, row in chunk])
            connection.execute(
                sa.text("UPDATE clock SET indexed_at = :at"), {"at": chunk[-1][1]["indexed_at"]}
            )
    print(f"{total:,} records of {size / total:,.0f} bytes")
    engine.dispose()


def measure(database: Path, place: str, number: int) -> None:
    """Print what `newscrawl export` costs as a process: start and manifest included."""
    command = [str(Path(sys.executable).with_name("newscrawl")), "export", "-o", place]
    told = {name: value for name, value in os.environ.items() if not name.startswith(("NEWSCRAWL", "SCRAPY"))}
    told |= {"NEWSCRAWL_DATABASE_URL": sqlite_url(database), "NEWSCRAWL_OUTPUT_DIR": str(database.parent)}
    clock = time.perf_counter()
    process = subprocess.Popen(command, cwd=database.parent, env=told, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"the export to {place} failed")
    by_clock, by_cpu = time.perf_counter() - clock, used.ru_utime + used.ru_stime
    print(
        f"  {place:9} {number / by_cpu:9,.0f} a second of CPU ({number / by_clock:,.0f} by the clock), "
        f"peak {used.ru_maxrss >> 10} MB",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("number", type=int, nargs="?", default=100_000)
    most = parser.parse_args().number
    for number in (most // 10, most):
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder, "newscrawl.db")
            fill(database, number)
            for place in ("a.jsonl", "a.csv", "a.parquet", "a/"):
                measure(database, place, number)


if __name__ == "__main__":
    main()
