"""What deduplication costs: articles a second in memory and into SQLite, and a peer in the same run.

    python benchmarks/dedupe.py [NUMBER] [--peer]

Made here: NUMBER articles (100,000) of 500 words over 60 days, one in five a
copy of an earlier one at another outlet: whole, its first half, or with one
word in ten replaced.  The peer is datasketch's MinHashLSH (pip install
datasketch), 5-word shingles, threshold .5, on a tenth of the articles.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

import sqlalchemy as sa

from newscrawl.dedupe.desk import Desk
from newscrawl.items import Article
from newscrawl.store.articles import Shelf
from newscrawl.store.database import open_database, read, sqlite_url, write
from newscrawl.store.times import micros

WORDS, BATCH, DAYS = 500, 1_000, 60
_START = datetime(2026, 3, 1, tzinfo=UTC)
_DRAW = random.Random(1)
_LETTERS = "aeioubcdfghklmnprstvz"
VOCABULARY = ["".join(_DRAW.choices(_LETTERS, k=_DRAW.randint(2, 11))) for _ in range(40_000)]
WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(VOCABULARY))))  # as words are: a few often


def words_of(number: int) -> list[str]:
    """Return an article's words: its own, or for one in five those of an earlier one, edited."""
    draw = random.Random(number)
    if number % 5 or number < 10:
        return draw.choices(VOCABULARY, cum_weights=WEIGHTS, k=WORDS)
    original = number - 5 * draw.randint(0, min(300, number // 5 - 1)) - draw.randint(1, 4)
    words = words_of(original)
    if number % 3 == 0:
        return words[: WORDS // 2]
    if number % 3 == 1:
        return [draw.choice(VOCABULARY) if draw.random() < 0.1 else word for word in words]
    return words


def article(number: int, total: int) -> Article:
    words = words_of(number)
    sentences = [" ".join(words[at : at + 17]).capitalize() + "." for at in range(0, len(words), 17)]
    paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    outlet = f"paper{number % 50}"
    return Article(
        id=f"a{number:015}",
        content_hash=f"c{number}",
        outlet=outlet,
        url=f"https://{outlet}.example/news/{number}",
        headline=" ".join(words[:8]),
        article_body="\n\n".join(paragraphs),
        in_language="en",
        date_published=f"{_START + timedelta(seconds=DAYS * 86_400 * number // total):%Y-%m-%dT%H:%M:%SZ}",
    )


def timed(
    what: str, total: int, batches: Iterator[list[Article]], take: Callable[[list[Article]], None]
) -> float:
    """Print articles a second of this process's time, the last tenth against the first, and memory."""
    tenths, memory, done, spent, clock = [], [], 0, 0.0, 0.0
    for batch in batches:
        before, at = time.process_time(), time.perf_counter()
        take(batch)
        spent += time.process_time() - before
        clock += time.perf_counter() - at
        done += len(batch)
        if done >= total * (len(tenths) + 1) // 10:
            tenths.append(spent - sum(tenths))
            memory.append(_megabytes())
    rate = done / spent
    print(
        f"{what}: {rate:,.0f} a second ({done / clock:,.0f} by the clock), "
        f"last tenth {tenths[-1] / tenths[0]:.2f} × the first, "
        f"{memory[0]} MB after the first tenth, {memory[-1]} at the end",
        flush=True,
    )
    return rate


def _megabytes() -> int:
    return (
        int(next(line for line in Path("/proc/self/status").open() if line.startswith("VmRSS")).split()[1])
        >> 10
    )


def batches(total: int) -> Iterator[list[Article]]:
    for start in range(0, total, BATCH):
        yield [article(number, total) for number in range(start, min(total, start + BATCH))]


def in_sqlite(total: int, folder: Path) -> None:
    path = folder / "bench.db"
    engine = open_database(sqlite_url(path))
    at = micros(_START)

    def take(batch: list[Article]) -> None:
        with write(engine) as connection:
            shelf = Shelf(connection, "bench", at)
            for one in batch:
                shelf.put(one)
            shelf.close()

    timed("into SQLite", total, batches(total), take)
    with read(engine) as connection:
        linked = connection.scalar(sa.text("SELECT count(*) FROM links"))
        size = connection.scalar(
            sa.text(
                "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'texts%' OR name LIKE 'marks%' "
                "OR name LIKE 'sqlite_autoindex_marks%' OR name LIKE 'links%' OR name LIKE 'boilerplate%'"
            )
        )
    print(f"  {size / total:,.0f} bytes an article for fingerprints and links; {linked} links")
    engine.dispose()


def in_memory(total: int) -> float:
    desk = Desk()

    def take(batch: list[Article]) -> None:
        for one in batch:
            desk.put(one)

    rate = timed("in memory", total, batches(total), take)
    copies = sum(1 for origin in desk.origins().values() if origin)
    print(f"  {copies / (total // 5):.3f} of the copies linked")
    return rate


def peer(total: int) -> float:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    linked = 0

    def take(batch: list[Article]) -> None:
        nonlocal linked
        for one in batch:
            words = (one.article_body or "").casefold().split()
            sketch = MinHash(num_perm=128)
            sketch.update_batch({" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4)})
            linked += bool(index.query(sketch))
            index.insert(one.id, sketch)

    rate = timed("datasketch", total, batches(total), take)
    print(f"  {linked / (total // 5):.3f} of the copies linked")
    return rate


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("number", type=int, nargs="?", default=100_000)
    parser.add_argument("--peer", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        in_sqlite(asked.number, Path(folder))
    ours = in_memory(asked.number)
    if asked.peer:
        print(f"ours, in memory: {ours / peer(asked.number // 10):.1f} × datasketch")


if __name__ == "__main__":
    main()
