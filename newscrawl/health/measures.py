"""What is measured on every look: shares of pages that go wrong, each by look and by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from newscrawl.health.fields import BITS, PLACES, RULE_PLACES, RULES, WATCHED
from newscrawl.health.history import LATER, SHORTER, Day, Look

FAILING = ("failed", "queued", "gone", "too_large", "unparsed")


@dataclass(frozen=True, slots=True)
class Measure:
    """A share that may go wrong.

    `judge` says of a look whether it went wrong, None where that does not
    apply; `count` says of a day how many of how many.  `floor` is the share
    that is nothing to speak of even where the past had none, `hours` how long
    it must go on.
    """

    kind: str
    what: str
    floor: float
    judge: Callable[[Look], bool | None]
    count: Callable[[Day], tuple[int, int]]
    field: str | None = None
    hours: int = 0


def _of_state(*states: str) -> tuple[Callable[[Look], bool | None], Callable[[Day], tuple[int, int]]]:
    return lambda look: look.state in states, lambda day: (day.count(*states), day.looks)


def _is_empty(look: Look) -> bool | None:
    if look.exported:
        return not (look.fields or 0) & BITS["article_body"]
    return True if _is_textless(look) else None


def _is_textless(look: Look) -> bool:
    return look.state == "not_article" and look.words == 0


def _empty(day: Day) -> tuple[int, int]:
    return _lacking(day.filled, PLACES["article_body"], day)[0] + day.textless, day.exported + day.textless


def _lacking(counted: tuple[int, ...], place: int, day: Day) -> tuple[int, int]:
    return day.exported - (counted[place] if counted else 0), day.exported


def _lacks(look: Look, *, mask: int, ruled: bool) -> bool | None:
    if not look.exported:
        return None
    return not ((look.by_rules if ruled else look.fields) or 0) & mask


def _field(name: str) -> Measure:
    judge = partial(_lacks, mask=BITS[name], ruled=False)
    count = lambda day: _lacking(day.filled, PLACES[name], day)  # noqa: E731
    return Measure(f"field_lost:{name}", f"no {name}", 0.03, judge, count, name)


def _rule(name: str) -> Measure:
    judge = partial(_lacks, mask=BITS[name], ruled=True)
    count = lambda day: _lacking(day.ruled, RULE_PLACES[name], day)  # noqa: E731
    return Measure(f"rule_lost:{name}", f"{name} not by its rule", 0.03, judge, count, name)


def _short(place: int) -> Measure:
    bound = SHORTER[place]

    def judge(look: Look) -> bool | None:
        return (look.words or 0) < bound if look.exported else None

    def count(day: Day) -> tuple[int, int]:
        return (day.shorter[place] if day.shorter else 0), day.exported

    return Measure("body_short", f"a body under {bound} words", 0.05, judge, count, "article_body")


def _late(place: int) -> Measure:
    bound = LATER[place]

    def judge(look: Look) -> bool | None:
        return None if look.delay is None else look.delay > bound

    def count(day: Day) -> tuple[int, int]:
        return (day.later[place] if day.later else 0), day.timed

    return Measure("late", f"recorded over {bound // 3600} h after publication", 0.1, judge, count, hours=3)


SHARES = (
    Measure("blocked", "blocked", 0.01, *_of_state("blocked")),
    Measure("disallowed", "forbidden by robots.txt", 0.02, *_of_state("robots_disallowed")),
    Measure("failing", "failed", 0.03, *_of_state(*FAILING)),
    Measure("body_empty", "body empty", 0.02, _is_empty, _empty, "article_body"),
    Measure(
        "not_article",
        "no article",
        0.05,
        lambda look: look.state == "not_article" and not _is_textless(look),
        lambda day: (day.count("not_article") - day.textless, day.looks),
    ),
    Measure(
        "truncated",
        "cut short by a paywall",
        0.05,
        lambda look: look.state == "paywalled" if look.exported else None,
        lambda day: (day.count("paywalled"), day.exported),
    ),
    *(_field(name) for name in WATCHED if name != "article_body"),
    *(_rule(name) for name in RULES),
)

# Of these one is taken: the strictest bound that the outlet's own past seldom passes.
SHORT = tuple(_short(place) for place in reversed(range(len(SHORTER))))
LATE = tuple(_late(place) for place in range(len(LATER)))
