"""Texts that make a regular expression slow, made from the expression itself: what may repeat, repeated."""

from __future__ import annotations

import re
import re._constants as codes  # type: ignore[import-untyped]
import re._parser as parser  # type: ignore[import-untyped]
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

Text = str | bytes
Item = tuple[Any, Any]
TAILS = ("\x00", "!", " \n\x00", "")  # what hardly any expression ends with
WORTH_A_LOOK = 0.03  # seconds; 20,000 characters read once take 3 ms
TOO_LONG = 0.3  # seconds for half of it
_SAMPLE = {
    codes.CATEGORY_DIGIT: "7",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_DIGIT: "x",
    codes.CATEGORY_NOT_SPACE: "x",
    codes.CATEGORY_NOT_WORD: "-",
}
_LIKELY = "a 1A-/.<\"'é=:\n&漢я"


class TooSlowError(Exception):
    """The time allowed was used up."""


def stalls(pattern: re.Pattern[Any], use: str, size: int, most: int) -> Text | None:
    """The first of `most` texts of `size` characters that keep `pattern.use` longer than they are worth."""
    ask = asking(pattern, use)
    return next((text for text in texts(pattern, size, most) if grows(ask, text)), None)


def grows(ask: Callable[[Any], object], text: Text) -> bool:
    """Whether a text takes long, and much more than twice the time of its half, in three trials of three.

    Processor time is told, so that what else the machine does has no part in it.
    """
    return not ends(ask, text, WORTH_A_LOOK) and all(outgrows(ask, text) for _ in range(3))


def outgrows(ask: Callable[[Any], object], text: Text) -> bool:
    started = time.thread_time()
    if not ends(ask, text[: len(text) // 2], TOO_LONG):
        return True
    return not ends(ask, text, 3.2 * (time.thread_time() - started))


def asking(pattern: re.Pattern[Any], use: str) -> Callable[[Any], object]:
    """A call that reads the whole text as `pattern.use` would."""
    if use in ("sub", "subn"):
        return lambda text: pattern.sub(text[:0], text)
    if use == "finditer":
        return lambda text: sum(1 for _ in pattern.finditer(text))
    return getattr(pattern, use)  # type: ignore[no-any-return]


def ends(ask: Callable[[Any], object], text: Text, seconds: float) -> bool:
    """Whether `ask(text)` is over within `seconds` of this process."""

    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        ask(text)
    except TooSlowError:
        return False
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return True


def texts(pattern: re.Pattern[Any], size: int, most: int) -> Iterator[Text]:
    """Up to `most` texts of about `size` characters, the likeliest to stall first."""
    seen: set[str] = set()
    for lead, pumped, tail in pumps(pattern):
        text = (lead + pumped * (size // len(pumped)) + tail)[: size + 200]
        if text not in seen:
            seen.add(text)
            yield text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
        if len(seen) >= most:
            return


def pumps(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """What leads to a repetition, what is repeated, and what spoils the match behind it."""
    found = list(repeated(parser.parse(pattern.pattern, pattern.flags), ""))
    for tail in TAILS:
        for lead, pumped in found:
            yield lead, pumped, tail
        for lead, pumped in found:
            yield "", lead + pumped, tail


def repeated(items: Any, lead: str) -> Iterator[tuple[str, str]]:
    """Each part of an expression with what must stand before it; those that may repeat come first."""
    later: list[tuple[str, str]] = []
    for place, item in enumerate(items):
        before = lead + "".join(sample(one) for one in items[:place])
        for inner in inside(item):
            yield from repeated(inner, before)
        for one in samples(item):
            if one and item[0] in _REPEATS:
                yield before, one
            elif one:
                later.append((before, one))
    whole = "".join(sample(one) for one in items)
    yield from ([(lead, whole)] if whole else [])
    yield from later


_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def inside(item: Item) -> list[Any]:
    code, value = item
    if code in _REPEATS:
        return [value[2]]
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code is codes.BRANCH:
        return list(value[1][:6])
    if code in (codes.ASSERT, codes.ATOMIC_GROUP):
        return [value[1] if code is codes.ASSERT else value]
    return []


def sample(item: Item) -> str:
    """One text that the part would match, the shortest that is not empty."""
    return next(iter(samples(item)), "")


def samples(item: Item) -> list[str]:
    """Some texts that the part would match."""
    code, value = item
    if code is codes.LITERAL:
        return [chr(value)]
    if code is codes.ANY:
        return ["x", " "]
    if code is codes.NOT_LITERAL:
        return [one for one in _LIKELY if ord(one) != value][:3]
    if code is codes.IN:
        return of_class(value)
    if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT, codes.GROUPREF):
        return []
    parts = ["".join(sample(one) for one in part) for part in inside(item)]
    if code in _REPEATS:
        return [part * max(value[0], 1) for part in of_each(value[2])]
    return parts


def of_each(items: Any) -> list[str]:
    return samples(items[0]) if len(items) == 1 else ["".join(sample(one) for one in items)]


def of_class(members: list[Item]) -> list[str]:
    """Characters of a class: of each member one, of a negated class the likely ones it leaves."""
    if members[0][0] is codes.NEGATE:
        return [one for one in _LIKELY if not any(holds(member, one) for member in members[1:])][:4]
    return [of_member(member) for member in members][:6]


def of_member(member: Item) -> str:
    code, value = member
    if code is codes.LITERAL:
        return chr(value)
    return chr(value[0]) if code is codes.RANGE else _SAMPLE[value]


def holds(member: Item, one: str) -> bool:
    code, value = member
    if code is codes.LITERAL:
        return ord(one) == value
    if code is codes.RANGE:
        return bool(value[0] <= ord(one) <= value[1])
    letter = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w"}
    opposite = {
        codes.CATEGORY_NOT_DIGIT: r"\D",
        codes.CATEGORY_NOT_SPACE: r"\S",
        codes.CATEGORY_NOT_WORD: r"\W",
    }
    return bool(re.match((letter | opposite)[value], one))
