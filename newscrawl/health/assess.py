"""One outlet's history to its health: what is out of line, and the numbers people want beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from newscrawl.health.history import DAY, HOUR, Day, History, Look, SourceFault
from newscrawl.health.measures import LATE, SHARES, SHORT, Measure
from newscrawl.health.shares import LEAST, Stretch, changed, usual_share
from newscrawl.health.volume import few, flood, silence, usual_day
from newscrawl.health.words import Alarm, Evidence, clock, share_words
from newscrawl.outlets import Rules

GLARING = 8  # pages in a row that alarm also at a new outlet, when each of them went wrong
KNOWN = 30  # looks that make a past
FAULT_HOURS = 6  # a source's fault that lasts so long is no passing one
ASKED_DAYS = 3  # a source that was not asked for longer is no longer its outlet's

_GLARING_KINDS = ("blocked", "disallowed", "failing", "body_empty")
_SILENCING = ("blocked", "disallowed", "failing")
_SELDOM = 0.1  # of the articles of the past that a bound may pass


@dataclass(frozen=True, slots=True)
class Assessment:
    """How an outlet does: `health` is ok, new, paused, silent or alarm; `usual` articles on such a day."""

    outlet: str
    health: str
    alarms: tuple[Alarm, ...]
    articles: int
    usual: float | None
    newest: int | None
    blocked: int
    failed: int


def assess(history: History, rules: Rules | None = None) -> Assessment:
    """Judge an outlet by its own past; `rules` are its own selectors, named where one went blind."""
    found = list(_alarms(history, rules or Rules()))
    explained = _explained({alarm.kind for alarm in found})
    alarms = tuple(alarm for alarm in found if alarm.kind not in explained)
    today = history.today
    return Assessment(
        history.outlet,
        verdict({alarm.kind for alarm in alarms}, paused=_is_paused(history), new=history.is_new),
        alarms,
        today.news,
        usual_day(history),
        history.newest,
        today.count("blocked"),
        today.count("failed"),
    )


def verdict(kinds: Collection[str], *, paused: bool, new: bool) -> str:
    """Return an outlet's health in a word; `kinds` are those of the alarms that hold."""
    if paused:
        return "paused"
    if kinds:
        return "silent" if set(kinds) == {"silent"} else "alarm"
    return "new" if new else "ok"


def _alarms(history: History, rules: Rules) -> Iterator[Alarm]:
    short, late = (_strictest(choice, history) for choice in (SHORT, LATE))
    paused = _is_paused(history)
    for measure in (*SHARES, short, late):
        if measure is None or (paused and measure.kind == "blocked"):
            continue  # the pause says more than the pages that led to it
        if alarm := _share(history, measure, rules):
            yield alarm
    yield from _paused(history)
    yield from _faults(history)
    yield from _volume(history)


def _strictest(choice: tuple[Measure, ...], history: History) -> Measure | None:
    """Return the first measure whose bound the past seldom passed."""
    for measure in choice:
        counted = [measure.count(day) for day in history.undisturbed(measure.kind)]
        if sum(wrong for wrong, _ in counted) <= _SELDOM * sum(looks for _, looks in counted):
            return measure
    return None


def _share(history: History, measure: Measure, rules: Rules) -> Alarm | None:
    if not history.recent or _seldom_wrong(history, measure):
        return None
    told = [(look, bad) for look in history.recent if (bad := measure.judge(look)) is not None]
    looks, wrong = [look for look, _ in told], [bad for _, bad in told]
    if sum(wrong) < LEAST:
        return None
    stretch = _glaring(measure, wrong) if history.is_new else _changed(history, measure, looks, wrong)
    if stretch is None:
        return None
    looks = looks[stretch.start :]
    since = looks[0].at
    if looks[-1].at - since < measure.hours * HOUR:
        return None
    before = [] if history.is_new else _before(history, measure, looks[0])
    words = share_words(Evidence(measure, looks, before), since, history.now, rules)
    return Alarm(history.outlet, measure.kind, words, since)


def _seldom_wrong(history: History, measure: Measure) -> bool:
    """Tell from the counts alone that there is no alarm: ten times cheaper than to judge each look."""
    first = (history.now - history.recent[0].at) // DAY
    return sum(measure.count(day)[0] for day in history.days if day.ago <= first) < LEAST


def _glaring(measure: Measure, wrong: list[bool]) -> Stretch | None:
    every = len(wrong) >= GLARING and all(wrong)
    return Stretch(0, len(wrong), len(wrong)) if every and measure.kind in _GLARING_KINDS else None


def _changed(history: History, measure: Measure, looks: list[Look], wrong: list[bool]) -> Stretch | None:
    """Find the stretch by the days before today, then hold it against the days before it."""
    stretch = _against(measure, wrong, [day for day in history.undisturbed(measure.kind) if day.ago > 0])
    if stretch is None:
        return None
    return _against(measure, wrong, _before(history, measure, looks[stretch.start]))


def _against(measure: Measure, wrong: list[bool], days: list[Day]) -> Stretch | None:
    counted = [measure.count(day) for day in days]
    if sum(looks for _, looks in counted) < KNOWN:
        return None
    return changed(wrong, usual_share(counted, measure.floor))


def _before(history: History, measure: Measure, first: Look) -> list[Day]:
    began = (history.now - first.at) // DAY
    return [day for day in history.undisturbed(measure.kind) if day.ago > began]


def _is_paused(history: History) -> bool:
    return history.pause is not None and history.pause.until > history.now


def _paused(history: History) -> Iterator[Alarm]:
    pause = history.pause
    if pause and _is_paused(history):
        until = clock(pause.until, history.now)
        words = f"blocked since {clock(pause.since, history.now)}: {pause.reason}; left alone until {until}"
        yield Alarm(history.outlet, "blocked", words, pause.since)


def _faults(history: History) -> Iterator[Alarm]:
    """Yield one alarm for the sources that no longer work, or for all when none does."""
    lasting = [f for f in _asked(history) if f.checked_at - f.since >= FAULT_HOURS * HOUR]
    none_works = len(lasting) == history.sources
    told = [fault for fault in lasting if fault.worked or none_works]
    if told:
        since = min(fault.since for fault in told)
        first = min(told, key=lambda fault: fault.since)
        more = f", and {len(told) - 1} more of {history.sources}" if len(told) > 1 else ""
        words = f"the {first.kind.replace('_', ' ')} {first.url} since {clock(since, history.now)}: "
        yield Alarm(history.outlet, "source_fault", words + first.fault + more, since)


def _asked(history: History) -> list[SourceFault]:
    return [fault for fault in history.faults if history.now - fault.checked_at < ASKED_DAYS * DAY]


def _volume(history: History) -> Iterator[Alarm]:
    newest, now = history.newest, history.now
    if (usual := silence(history)) is not None and newest is not None:
        words = f"no article since {clock(newest, now)}; that time of the week usually brings {usual:,}"
        yield Alarm(history.outlet, "silent", words + _unread(history), newest)
    elif (usual := few(history)) is not None:
        words = f"{history.today.news:,} new articles in 24 hours, on such a day usually {usual:,}"
        yield Alarm(history.outlet, "silent", words + _unread(history), now - DAY)
    if (usual := flood(history)) is not None:
        words = f"{history.today.news:,} new articles in 24 hours, on such a day usually {usual:,}"
        yield Alarm(history.outlet, "flood", words, now - DAY)


def _unread(history: History) -> str:
    """Return why an outlet may be silent, as an ending: its sources cannot be read; "" where they can."""
    faults = _asked(history)
    return f"; {len(faults)} of its {history.sources} sources fail: {faults[0].fault}" if faults else ""


def _explained(kinds: set[str]) -> set[str]:
    """Return the kinds that others among them explain."""
    found = {f"rule_lost:{kind.partition(':')[2]}" for kind in kinds if kind.startswith("field_lost:")}
    if kinds & {"body_empty", "body_short", "not_article"}:
        found.add("rule_lost:article_body")
    if "body_empty" in kinds:
        found |= {"body_short"}
    if kinds & set(_SILENCING):
        found |= {"silent"}
    return found
