"""Mutilated pages: python benchmarks/mutilated.py FOLDER [--variants 20000] [--minutes M].

Every page of FOLDER's NAME.warc.gz files is cut, flipped, stripped of tags and so on. Reading a variant
must never raise, nor take more than 10 times the CPU of the whole page. Exits with 1 where one does,
and says by which `--only PAGE:NUMBER` that one is made again.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from newscrawl.replaying import is_page, read_archived
from newscrawl.store.warc import Archived, read_responses

MOST = 10  # times the page's own CPU
LOOKS = 3  # the least of so many measurements counts, before a variant is called slow
SPARE = 0.005  # seconds: below this the clock tells more of the machine than of the page

_TAG = re.compile(rb"<[^<>]{1,2000}>")
_ATTRIBUTE = re.compile(rb'="[^"<>]{0,2000}"')

Mutilation = Callable[[bytes, random.Random], bytes]


def cut(body: bytes, chance: random.Random) -> bytes:
    """Return the page up to any byte."""
    return body[: chance.randrange(len(body) + 1)]


def beheaded(body: bytes, chance: random.Random) -> bytes:
    """Return the page from any byte on."""
    return body[chance.randrange(len(body) + 1) :]


def flipped(body: bytes, chance: random.Random) -> bytes:
    """Return the page with one to a thousand bytes changed to any other."""
    changed = bytearray(body)
    for _ in range(chance.choice((1, 10, 100, 1000)) if body else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def without_tags(body: bytes, chance: random.Random) -> bytes:
    """Return the page with a share of its tags gone."""
    share = chance.choice((0.01, 0.1, 0.5, 1))
    return _TAG.sub(lambda tag: b"" if chance.random() < share else tag[0], body)


def doubled_tags(body: bytes, chance: random.Random) -> bytes:
    """Return the page with a share of its tags written twice."""
    share = chance.choice((0.01, 0.1, 0.5, 1))
    return _TAG.sub(lambda tag: tag[0] * 2 if chance.random() < share else tag[0], body)


def swapped_attributes(body: bytes, chance: random.Random) -> bytes:
    """Return the page with the values of its attributes dealt out anew."""
    values = _ATTRIBUTE.findall(body)
    chance.shuffle(values)
    return _ATTRIBUTE.sub(lambda _: values.pop(), body)


def wrong_encoding(body: bytes, chance: random.Random) -> bytes:
    """Return the page in an encoding that it does not state."""
    text = body.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-32", "cp1251", "shift_jis", "utf-7")), "replace")


def shuffled(body: bytes, chance: random.Random) -> bytes:
    """Return the page's pieces in another order."""
    cuts = sorted(chance.randrange(len(body) + 1) for _ in range(20))
    pieces = [body[start:end] for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True)]
    chance.shuffle(pieces)
    return b"".join(pieces)


MUTILATIONS: tuple[Mutilation, ...] = (
    cut,
    flipped,
    without_tags,
    doubled_tags,
    swapped_attributes,
    wrong_encoding,
    beheaded,
    shuffled,
)


def variant(page: Archived, name: str, number: int) -> tuple[str, Archived]:
    """Return the page's variant of this number, and how it was made; the same at every call."""
    chance = random.Random(f"{name}:{number}")
    how = MUTILATIONS[number % len(MUTILATIONS)]
    return how.__name__, replace(page, body=how(page.body, chance))


@dataclass(frozen=True, slots=True)
class Fault:
    """A variant that raised or took too long."""

    name: str  # of the variant: PAGE:NUMBER
    told: str


def seconds(page: Archived, looks: int = 1) -> float:
    """Return the least CPU seconds that reading a page took."""
    least = float("inf")
    for _ in range(looks):
        begun = time.process_time()
        read_archived(page, generic=True)
        least = min(least, time.process_time() - begun)
    return least


def fault_of(changed: Archived, page: Archived, own: float) -> str | None:
    """Return what is wrong with the reading of a changed page, None when nothing is; `own` is the page's CPU.

    Both are measured again before one is called slow: the machine may have other work.
    """
    try:
        if seconds(changed) <= MOST * max(own, SPARE):
            return None
        took, allowed = seconds(changed, LOOKS), MOST * max(seconds(page, LOOKS), SPARE)
    except Exception:
        return traceback.format_exc(limit=-4)
    return f"{took:.3f} s of CPU, {allowed:.3f} s allowed" if took > allowed else None


def try_out(pages: dict[str, Archived], numbers: range, until: float, counts: Counter[str]) -> list[Fault]:
    """Read variants of these numbers of every page until a time of the monotonic clock; count them."""
    own = {name: seconds(page, LOOKS) for name, page in pages.items()}
    faults = []
    for place in numbers:
        if time.monotonic() > until:
            break
        name, number = list(pages)[place % len(pages)], place // len(pages)
        how, changed = variant(pages[name], name, number)
        counts[how] += 1
        if told := fault_of(changed, pages[name], own[name]):
            faults.append(Fault(f"{name}:{number}", f"{how}: {told}"))
            print(f"{faults[-1].name} {faults[-1].told}", flush=True)
    return faults


def pages_of(folder: Path) -> dict[str, Archived]:
    """Return the pages of a folder's archives by a name of their own."""
    found = {}
    for path in sorted(folder.glob("*.warc.gz")):
        for number, page in enumerate(filter(is_page, read_responses(path))):
            found[f"{path.name.partition('.')[0]}-{number}"] = page
    return found


def main() -> int:
    """Try the variants and print the counts."""
    parser = argparse.ArgumentParser(description="Read mutilated pages: none may raise or stall.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--variants", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="the variant to begin with")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin nothing after that")
    parser.add_argument("--only", help="one variant, PAGE:NUMBER as it was printed")
    asked = parser.parse_args()
    pages = pages_of(asked.folder)
    if not pages:
        parser.error(f"no NAME.warc.gz with pages in {asked.folder}")
    numbers = range(asked.first, asked.variants)
    if asked.only:
        name, _, number = asked.only.rpartition(":")
        if name not in pages or not number.isdecimal():
            parser.error(f"no such variant: {asked.only}")
        pages, numbers = {name: pages[name]}, range(int(number), int(number) + 1)
    counts: Counter[str] = Counter()
    faults = try_out(pages, numbers, time.monotonic() + asked.minutes * 60, counts)
    print(f"{counts.total()} variants of {len(pages)} pages: {len(faults)} faults")
    print(", ".join(f"{how} {count}" for how, count in counts.items()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
