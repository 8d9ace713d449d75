"""Has a share of pages gone up?  The last stretch that no longer looks like the past, found look by look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import log

BELIEF = 14.0  # log of how many times likelier a change must be: one look in a million passes by chance
LEAST = 6  # pages gone wrong
RECOVERED = 3  # good pages in a row that end a stretch, at least
HIGH = 0.5  # a share that is as high in ordinary times cannot tell anything


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last looks, from `start` on: `wrong` of `looks` went wrong."""

    start: int
    wrong: int
    looks: int


def usual_share(days: Sequence[tuple[int, int]], floor: float) -> float:
    """Return the share to expect of a bad day, from (wrong, looks) of each past day.

    At least `floor`, the share of all days together, and that of the worst
    day in ten among those with enough looks to have one.
    """
    wrong, looks = sum(k for k, _ in days), sum(n for _, n in days)
    shares = sorted(k / n for k, n in days if n >= 10)
    worst = shares[int(len(shares) * 0.9)] if shares else 0.0
    return max(floor, (wrong + 0.5) / (looks + 1), worst)


def changed(wrong: Sequence[bool], usual: float) -> Stretch | None:
    """Return the last stretch of looks (oldest first) that is far likelier changed than not.

    None where there is none, or it is over.  By the likelihood of its looks
    under a share half way to all of them against that under `usual`.
    """
    if usual >= HIGH:
        return None
    other = (1 + usual) / 2
    gain, loss = log(other / usual), log((1 - other) / (1 - usual))
    best, start, sum_ = 0.0, len(wrong), 0.0
    for place in range(len(wrong) - 1, -1, -1):
        sum_ += gain if wrong[place] else loss
        if sum_ > best:
            best, start = sum_, place
    found = Stretch(start, sum(wrong[start:]), len(wrong) - start)
    return found if best >= BELIEF and found.wrong >= LEAST and not _is_over(wrong[start:]) else None


def _is_over(stretch: Sequence[bool]) -> bool:
    """Tell whether a stretch ends in so many good looks that chance does not explain them."""
    good = len(list(takewhile(lambda bad: not bad, reversed(stretch))))
    bad = len(stretch) - good
    share = sum(stretch) / (bad + 1)
    return good >= RECOVERED and (1 - share) ** good < 0.05
