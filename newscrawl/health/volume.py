"""Has an outlet gone silent, or is it flooding?  Against the same time of the week in the weeks before."""

from __future__ import annotations

from statistics import median

from newscrawl.health.history import DAY, DAYS, WEEK, History

SILENT_LEAST = 15  # articles that the same time of the week usually brings
FEW_LEAST = 30
FEW = 0.1  # of the usual day
FLOOD_LEAST = 60
FLOOD = 10  # times the usual day

# Days under these are no measure of how much an outlet brings.
_SILENCING = ("silent", "blocked", "disallowed", "failing", "source_fault")


def usual_day(history: History) -> float | None:
    """Return the articles of a usual day like today; of any day, where there are too few like it."""
    told = like_today(history)
    if len(told) < 2:
        told = _news(history, [ago for ago in sorted(history.ran) if ago > 0])
    return median(told) if told else None


def like_today(history: History) -> list[int]:
    """Return the articles of today's weekday in each week before that can be a measure."""
    return _news(history, range(7, DAYS, 7))


def _news(history: History, days: range | list[int]) -> list[int]:
    counts = {day.ago: day.news for day in history.days}
    return [counts.get(ago, 0) for ago in days if _is_measure(history, {ago})]


def _is_measure(history: History, days: set[int]) -> bool:
    """Tell whether the outlet was asked on each of these days, in its ordinary times."""
    first = history.now if history.began is None else history.began
    disturbed = {ago for kind in _SILENCING for ago in history.disturbed.get(kind, ())}
    return days <= history.ran and not days & disturbed and history.now - (max(days) + 1) * DAY >= first - DAY


def gap_is_long(history: History) -> bool:
    """Tell whether the time since the last article may usually hold enough of them to be missed."""
    usual = usual_day(history)
    if history.is_new or not usual or history.newest is None:
        return False
    return (history.now - history.newest) / DAY * usual > SILENT_LEAST / 4


def gap_weeks(history: History) -> list[int]:
    """Return how many weeks back (1, 2, …) the time that has passed since the last article is a measure."""
    if history.newest is None:
        return []
    length = (history.now - history.newest) // DAY
    return [week for week in range(1, DAYS * DAY // WEEK) if _is_measure(history, _span(7 * week, length))]


def _span(first: int, length: int) -> set[int]:
    return set(range(first, first + length + 1))


def silence(history: History) -> int | None:
    """Return how many articles the time since the last one usually holds; None where that is no alarm."""
    held = history.same_gap
    if history.is_new or not held:
        return None
    usual = median(held)
    least = SILENT_LEAST if len(held) > 1 else 2 * SILENT_LEAST
    return round(usual) if usual >= least and min(held) * 3 >= usual else None


def few(history: History) -> int | None:
    """Return the usual number where today brought next to nothing of it; None where that is no alarm."""
    same, today = like_today(history), history.today.news
    if history.is_new or len(same) < 2:
        return None
    usual = median(same)
    return round(usual) if usual >= FEW_LEAST and today <= FEW * usual and today * 3 <= min(same) else None


def flood(history: History) -> int | None:
    """Return the usual number where today brought ten times as much; None where that is no alarm."""
    same, today = like_today(history), history.today.news
    if history.is_new or len(same) < 2:
        return None
    usual = median(same)
    return round(usual) if today >= max(FLOOD_LEAST, FLOOD * usual, 3 * max(same)) else None
