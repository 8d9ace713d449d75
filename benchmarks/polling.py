"""What looking costs and how late it is, simulated: sources by pace and by the clock, articles again.

    python benchmarks/polling.py [--outlets N] [--days N] [--every SECONDS]

Outlets publish at rates between 1 article a week and 300 a day (lognormal),
more by day than by night and less at the week's end, each by a clock of its
own zone; a run comes every so many seconds and reads what is due.
"""

from __future__ import annotations

import argparse
import bisect
import math
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from newscrawl.schedule import Pace, Polling, Rechecks, after_look, is_due, next_recheck

DAY, HOUR = 86_400.0, 3600.0
BY_HOUR = (6, 4, 2, 2, 4, 10, 22, 32, 37, 40, 42, 42, 40, 40, 40, 40, 40, 37, 32, 27, 22, 20, 15, 10)
BY_WEEKDAY = (1.1, 1.1, 1.1, 1.1, 1.1, 0.75, 0.75)
ZONES = (0, 0, 0, 1, 2, 8, -5, -8)
WARM_UP = 7  # days in which the paces are found, not counted
START = datetime(2026, 6, 1, tzinfo=UTC)  # a Monday

Wait = Callable[[Pace, datetime, int], Pace]


def rates(outlets: int, dice: random.Random) -> list[float]:
    """Return articles a day of so many outlets."""
    drawn = (math.exp(dice.gauss(math.log(18), 1.5)) for _ in iter(int, 1))
    wanted = (rate for rate in drawn if 1 / 7 <= rate <= 300)
    return [next(wanted) for _ in range(outlets)]


def publications(rate: float, days: int, dice: random.Random) -> list[float]:
    """Return the seconds at which an outlet publishes: Poisson, thinned by hour and weekday."""
    shift, peak = dice.choice(ZONES) * HOUR, max(BY_HOUR) * max(BY_WEEKDAY)
    mean = sum(BY_HOUR) / 24 * sum(BY_WEEKDAY) / 7
    told, at = [], 0.0
    while (at := at + dice.expovariate(rate * peak / mean / DAY)) < days * DAY:
        local = at + shift + 7 * DAY
        busy = BY_HOUR[int(local % DAY // HOUR)] * BY_WEEKDAY[int(local // DAY) % 7]
        if dice.random() < busy / peak:
            told.append(at)
    return told


def looks(articles: Sequence[float], days: int, every: float, wait: Wait) -> Iterator[tuple[float, int, int]]:
    """Yield each look at a source: its second, and which articles it is the first to see."""
    dice = random.Random(len(articles))
    pace, seen, at = Pace(), 0, dice.random() * every
    while at < days * DAY:
        shown = bisect.bisect_right(articles, at, seen)
        yield at, seen, shown
        now = START + timedelta(seconds=at)
        pace, seen = wait(pace, now, shown - seen), shown
        run = math.floor(at / every) + 1
        while not is_due(pace.poll_at, START + timedelta(seconds=run * every)):
            run += 1
        at = run * every + dice.random() * every / 5  # a run takes its time to come to an outlet


def row(name: str, press: Sequence[Sequence[float]], days: int, every: float, wait: Wait) -> str:
    """Return a line: requests a day; delays in minutes, of all articles and of the outlet in the middle."""
    requests, delays, middles = 0, [], []
    for articles in press:
        counted = [look for look in looks(articles, days, every, wait) if look[0] >= WARM_UP * DAY]
        mine = [at - articles[n] for at, first, after in counted for n in range(first, after)]
        requests += len(counted)
        delays += mine
        middles += [quantile(mine, 0.5)] if mine else []
    told = [quantile(delays, 0.5), quantile(delays, 0.95), quantile(middles, 0.5)]
    return f"{name:24}{requests / (days - WARM_UP):12,.0f}" + "".join(f"{x / 60:10.1f}" for x in told)


def quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def fixed(seconds: float) -> Wait:
    return lambda _, now, __: Pace(poll_at=now + timedelta(seconds=seconds))


def by_pace(polling: Polling) -> Wait:
    return lambda pace, now, news: after_look(pace, now, news=news, polling=polling)


def show_polling(outlets: int, days: int, every: float) -> None:
    dice = random.Random(1)
    drawn = rates(outlets, dice)
    press = [publications(rate, days, dice) for rate in drawn]
    print(f"{outlets} outlets, {sum(drawn):,.0f} articles a day, a run every {every:.0f} s")
    print(f"{'':24}{'requests':>12}{'delay in minutes':>30}")
    print(f"{'':24}{'a day':>12}{'median':>10}{'p95':>10}{'outlets':>10}")
    for minutes in (5, 10, 15, 30, 60):
        print(row(f"every {minutes} minutes", press, days, every, fixed(minutes * 60)), flush=True)
    for even in (300, 480, 600, 720, 900):
        rule = by_pace(Polling(even=float(even)))
        print(row(f"by pace, even {even} s", press, days, every, rule), flush=True)


def check_times(rechecks: Rechecks, every: float, first: float) -> list[float]:
    """Return the seconds after its publication at which an article is looked at, the first included."""
    at, told = START + timedelta(seconds=first), [first]
    while (due := next_recheck(START, at, rechecks)) is not None:
        told.append(math.ceil((due - START).total_seconds() / every) * every)
        at = START + timedelta(seconds=told[-1])
    return told


def show_rechecks(every: float) -> None:
    dice = random.Random(2)
    corrections = [dice.lognormvariate(math.log(4 * HOUR), 1.6) for _ in range(20_000)]
    corrections = [second for second in corrections if 600 < second < 7 * DAY]
    print(f"\n{'an article again':24}{'looks a week':>12}{'delay until a correction is seen, minutes':>46}")
    plans = {"by age": check_times(Rechecks(), every, 450)}
    for hours in (1, 6, 24):
        plans[f"every {hours} h"] = [450 + n * hours * HOUR for n in range(1 + int(7 * 24 / hours))]
    for name, times in plans.items():
        seen = [(times[bisect.bisect(times, s)] - s) / 60 for s in corrections if s < times[-1]]
        told = "".join(f"{quantile(seen, share):12,.0f}" for share in (0.5, 0.95))
        print(f"{name:24}{len(times) - 1:12}{told}  of {len(seen) / len(corrections):.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--outlets", type=int, default=220)
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--every", type=float, default=300.0, help="seconds between two runs")
    told = parser.parse_args()
    show_polling(told.outlets, told.days, told.every)
    show_rechecks(told.every)


if __name__ == "__main__":
    main()
