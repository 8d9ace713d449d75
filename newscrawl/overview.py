"""What people see of the outlets' health: a table of all, the detail of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, Any

from newscrawl.health import Day, History
from newscrawl.health.fields import WATCHED
from newscrawl.health.history import DAY
from newscrawl.inert import inert
from newscrawl.store.ledger import EXPORTED, STATES
from newscrawl.store.times import parse_time

if TYPE_CHECKING:  # rich costs .03 s, and --json shows nothing
    from rich.console import Console
    from rich.text import Text

DAYS = 7  # whose announcements are accounted for
_COLOURS = {
    "ok": "green",
    "new": "cyan",
    "paused": "yellow",
    "silent": "red",
    "alarm": "bold red",
    "idle": "dim",
}
_ORDER = ("alarm", "silent", "paused", "idle", "new", "ok")
_SHARES = ("not_article", "paywalled", "blocked", "failed", "duplicate")
_NUMBERS = ("today", "usual", "newest", "blocked", "failed", "queued")

Overview = Mapping[str, Any]


def show_all(outlets: Sequence[Overview], console: Console, now: datetime) -> None:
    """Print a table, the outlets in trouble first, and under it their alarms in words."""
    from rich.table import Table
    from rich.text import Text

    table = Table(pad_edge=False, box=None, header_style="bold")
    table.add_column("outlet", overflow="fold")
    table.add_column("health")
    for name in _NUMBERS:
        table.add_column(name, justify="right")
    table.add_column("last run")
    ordered = sorted(outlets, key=lambda told: (_ORDER.index(told["health"]), told["outlet"]))
    for told in ordered:
        table.add_row(
            Text(told["outlet"]), Text(told["health"], _COLOURS[told["health"]]), *_cells(told, now)
        )
    console.print(table)
    for told in ordered:
        for line in troubles(told):
            console.print(Text(f"{told['outlet']}: {line}"), soft_wrap=True)


def troubles(told: Overview) -> Iterator[str]:
    """Yield an outlet's alarms and the faults of its sources in words, a line each."""
    for alarm in told["alarms"]:
        yield inert(alarm["words"])
    for fault in told["faults"]:
        yield inert(f"fault at {fault['url']}: {fault['fault']} ({fault['since'] or fault['at']})")


def _cells(told: Overview, now: datetime) -> list[Text]:
    from rich.text import Text

    usual, last = told["articles_usual_day"], told["last_run"]
    numbers = (told["blocked_day"], told["failed_day"], told["states"].get("queued", 0))
    cells = [
        str(told["articles_day"]),
        "·" if usual is None else f"{usual:.0f}",
        ago(told["newest_article"], now),
    ]
    cells += [str(number or "·") for number in numbers]
    run = f"{ago(last['ended_at'], now)} ago, {last['outcome']}" if last else "none ended"
    return [*(Text(cell) for cell in cells), Text(run)]


def ago(time: str | None, now: datetime) -> str:
    """Return how long ago a time was as people say it: "12 min", "5 h", "3 d"; "·" for none."""
    if time is None:
        return "·"
    minutes = max(0, int((now - parse_time(time)).total_seconds() // 60))
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


# --- one outlet ---


def detail(history: History, announced: Mapping[str, int]) -> dict[str, Any]:
    """Return what is told of one outlet beside its overview.

    In the last 24 hours and before: shares (0 to 1) of records that fill each
    field, shares of pages that came to a state, medians of the records' words
    and of the seconds from publication to record; and what its sources named
    in the last seven days by what became of it.
    """
    spans = {"now": [history.today], "before": [day for day in history.days if day.ago > 0]}
    looks = {
        "now": [look for look in history.recent if history.now - look.at < DAY],
        "before": [look for look in history.recent if history.now - look.at >= DAY],
    }
    return {
        "fields": {
            name: {when: _filled(days, place) for when, days in spans.items()}
            for place, name in enumerate(WATCHED)
        },
        "shares": {
            state: {when: _of_state(days, state) for when, days in spans.items()} for state in _SHARES
        },
        "words": {
            when: _median(look.words for look in told if look.exported) for when, told in looks.items()
        },
        "delay": {when: _median(look.delay for look in told) for when, told in looks.items()},
        "announced": {"days": DAYS, "addresses": sum(announced.values()), "states": dict(announced)},
    }


def _filled(days: Sequence[Day], place: int) -> float | None:
    filled = sum(day.filled[place] for day in days if day.filled)
    return _part(filled, sum(day.exported for day in days))


def _of_state(days: Sequence[Day], state: str) -> float | None:
    return _part(sum(day.count(state) for day in days), sum(day.looks for day in days))


def _part(some: int, every: int) -> float | None:
    return round(some / every, 3) if every else None


def _median(values: Iterable[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def show_one(told: Overview, console: Console, now: datetime) -> None:
    """Print one outlet's overview and detail."""
    from rich.text import Text

    console.print(Text.assemble((told["outlet"], "bold"), " ", (told["health"], _COLOURS[told["health"]])))
    for line in (*troubles(told), *_facts(told, now)):
        console.print(Text(f"  {line}"), soft_wrap=True)
    console.print(_fields(told))


def _facts(told: Overview, now: datetime) -> Iterator[str]:
    usual, last = told["articles_usual_day"], told["last_run"]
    told_usual = "" if usual is None else f", usually {usual:.0f}"
    newest = ago(told["newest_article"], now)
    yield f"articles: {told['articles_day']} in 24 hours{told_usual}; newest {newest} ago"
    yield _completeness(told["announced"])
    yield "all addresses: " + _states(told["states"])
    yield (
        f"last run: {last['ended_at']}, {last['outcome']} ({last['run_id']})"
        if last
        else "last run: none ended"
    )
    if told["paused_until"]:
        yield f"left alone until {told['paused_until']}"
    if told["next_poll"]:
        yield f"next look at its sources: {told['next_poll']}"
    if told["rechecks_waiting"]:
        yield f"looked at again: {told['rechecks_waiting']:,} articles, {told['rechecks_late']:,} late"


def _completeness(announced: Mapping[str, Any]) -> str:
    """Return "announced in 7 days: 412, of them exported 396 (9 duplicate, …)"."""
    states = dict(announced["states"])
    exported = sum(states.pop(state, 0) for state in EXPORTED)
    told = f"announced in {announced['days']} days: {announced['addresses']:,}, exported {exported:,}"
    return f"{told}; the rest: {_states(states)}" if any(states.values()) else told


def _states(states: Mapping[str, int]) -> str:
    told = [(state, states[state]) for state in STATES if states.get(state)]
    most_first = sorted(told, key=lambda one: -one[1])
    return ", ".join(f"{number:,} {state}" for state, number in most_first) or "nothing"


def _fields(told: Overview) -> Any:
    from rich.table import Table

    table = Table(pad_edge=False, box=None, header_style="bold")
    for name in ("", "last 24 hours", "before"):
        table.add_column(name, justify="right" if name else "left")
    for name, shares in (told["fields"] | told["shares"]).items():
        table.add_row(name, *(_percent(shares[when]) for when in ("now", "before")))
    for name, key, unit in (("median words", "words", 1), ("median minutes to record", "delay", 60)):
        table.add_row(name, *("·" if n is None else f"{n / unit:.0f}" for n in told[key].values()))
    return table


def _percent(share: float | None) -> str:
    return "·" if share is None else f"{share:.0%}"
