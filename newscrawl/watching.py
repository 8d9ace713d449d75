"""The outlets' health: read, judged, kept, told.  What `status` shows and what a run does at its end."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scrapy.settings import BaseSettings
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from newscrawl import telling
from newscrawl.health import Assessment, History, assess
from newscrawl.outlets import Rules
from newscrawl.spiderloader import OutletLoader
from newscrawl.store import alarms, health, ledger, looks, runs, sources
from newscrawl.store.database import read, write
from newscrawl.store.times import iso, micros, moment

_IDLE = timedelta(days=2)  # without a run: nothing is known of the outlet's health today

_STEPS = 20
_SEVERAL = 3

RulesOf = Callable[[str], Rules]


@dataclass(frozen=True, slots=True)
class Outlook:
    """An outlet's past and what it was judged to be."""

    history: History
    found: Assessment


def rules_of(settings: BaseSettings) -> RulesOf:
    """Return a function that gives an outlet's own selectors; none where it has no spider."""
    loader = OutletLoader.from_settings(settings)

    def rules(outlet: str) -> Rules:
        try:
            return getattr(loader.load(outlet), "rules", Rules())
        except KeyError:
            return Rules()

    return rules


def word_of(verdict: str, last_run: datetime | None, now: datetime) -> str:
    """Return an outlet's health in a word: what it was judged, or "idle" where no run has ended for days."""
    idle = last_run is not None and last_run < now - _IDLE
    return "idle" if idle and verdict in ("ok", "new") else verdict


def look_at(connection: Connection, outlet: str, now: datetime, rules: RulesOf) -> Outlook:
    """Judge one outlet; its spider is loaded only where a rule of its may be to blame."""
    history = health.history(connection, outlet, micros(now))
    found = assess(history)
    if found.alarms and any(sum(day.ruled) for day in history.days):
        found = assess(history, rules(outlet))
    return Outlook(history, found)


def after_run(settings: BaseSettings, engine: Engine, outlets: Sequence[str], *, now: datetime) -> None:
    """Judge the outlets of a run, keep and tell their alarms, write Prometheus' file, let old looks go.

    The run is over and its records are safe: what fails here is said in a
    line on standard error and harms nothing.
    """
    try:
        known = _judge(settings, engine, outlets, now)
        _let_go(engine, settings.getint("LOOKS_DAYS"), now)
        tell(settings, engine, now=now)
        if path := settings["PROMETHEUS_FILE"]:
            write_metrics(settings, engine, Path(path), now=now, known=known)
    except (SQLAlchemyError, OSError) as error:
        _say(f"the outlets' health could not be kept: {str(error).splitlines()[0]}")


def _judge(
    settings: BaseSettings, engine: Engine, outlets: Sequence[str], now: datetime
) -> dict[str, Outlook]:
    """Judge outlets and keep their alarms; say those that are new, for whoever reads cron's mail."""
    rules = rules_of(settings)
    with read(engine) as connection:
        found = {outlet: look_at(connection, outlet, now, rules) for outlet in outlets}
        told = health.answered(connection, outlets)
    if _is_cut_off(told):
        _say(f"none of {len(told)} outlets answered: is the network down here?  Alarms stay as they were")
        return found
    with write(engine) as connection:
        for outlet, outlook in found.items():
            for alarm in alarms.keep(connection, outlet, outlook.found.alarms, micros(now)):
                _say(f"alarm at {outlet}: {alarm.words}")
        alarms.forget(connection, micros(now))
    return found


def _is_cut_off(answered: Mapping[str, bool]) -> bool:
    """Tell whether it is us who cannot be reached: of several outlets not one answered."""
    return len(answered) >= _SEVERAL and not any(answered.values())


def _let_go(engine: Engine, days: int, now: datetime) -> None:
    """Remove old looks, in transactions that nobody waits for long; what is left is for a later run."""
    for _ in range(_STEPS):
        with write(engine) as connection:
            if not looks.remove_old(connection, days=days, now=now):
                return


def tell(settings: BaseSettings, engine: Engine, *, now: datetime) -> None:
    """Tell the alarms that nobody was told of, by webhook and mail; where all fails, the next run does."""
    hook, to = settings["ALARM_WEBHOOK"], settings.getlist("ALARM_MAIL")
    if not hook and not to:
        return
    with read(engine) as connection:
        rows = alarms.untold(connection)
    if not rows:
        return
    ways: list[Callable[[], None]] = []
    if hook:
        ways.append(partial(telling.post, hook, rows))
    if to:
        ways.append(partial(telling.mail, settings["SMTP_URL"], settings["ALARM_MAIL_FROM"], to, rows))
    if sum(_is_told(way) for way in ways):
        with write(engine) as connection:
            alarms.told(connection, [row.alarm_id for row in rows], micros(now))


def _is_told(way: Callable[[], None]) -> bool:
    try:
        way()
    except telling.NotToldError as error:
        _say(str(error))
        return False
    return True


def write_metrics(
    settings: BaseSettings,
    engine: Engine,
    path: Path,
    *,
    now: datetime,
    known: Mapping[str, Outlook] = MappingProxyType({}),
) -> None:
    """Write Prometheus' file of all outlets of the database, `known` ones as judged; raises OSError."""
    from newscrawl import metrics

    with read(engine) as connection:
        told = overviews(connection, None, now, rules_of(settings), known)
    metrics.write(path, told, now.timestamp())


def overviews(
    connection: Connection,
    outlet: str | None,
    now: datetime,
    rules: RulesOf,
    known: Mapping[str, Outlook] = MappingProxyType({}),
) -> dict[str, dict[str, Any]]:
    """Return what there is to tell of each outlet (of one, where it is named), by name, as JSON has it."""
    states, stored = ledger.counts(connection, outlet), health.stored(connection)
    faults = defaultdict(list)
    for row in sources.faults(connection, outlet):
        times = {"at": iso(row.fault_at), "since": iso(row.fault_since)}
        faults[row.outlet].append({"url": row.url, "kind": row.kind, "fault": row.fault} | times)
    names = sorted({*states, *faults, *health.outlets(connection, outlet)})
    told = {}
    for name in names:
        outlook = known.get(name) or look_at(connection, name, now, rules)
        told[name] = _overview(connection, outlook, now, states.get(name, {}))
        told[name] |= {"articles": stored.get(name, 0), "faults": faults[name]}
    return told


def _overview(
    connection: Connection, outlook: Outlook, now: datetime, states: dict[str, int]
) -> dict[str, Any]:
    found, pause = outlook.found, outlook.history.pause
    last = runs.last_of(connection, found.outlet)
    return {
        "outlet": found.outlet,
        "health": word_of(found.health, moment(last.ended_at) if last else None, now),
        "alarms": [{"kind": a.kind, "words": a.words, "since": iso(a.since)} for a in found.alarms],
        "articles_day": found.articles,
        "articles_usual_day": found.usual,
        "newest_article": iso(found.newest),
        "blocked_day": found.blocked,
        "failed_day": found.failed,
        "states": states,
        "exported": sum(states.get(state, 0) for state in ledger.EXPORTED),
        "last_run": last and {"run_id": last.run_id, "ended_at": iso(last.ended_at), "outcome": last.outcome},
        "last_success": iso(runs.last_success(connection, found.outlet)),
        "next_poll": iso(health.next_poll(connection, found.outlet)),
        "paused_until": iso(pause.until) if pause else None,
    }


def _say(words: str) -> None:
    print(f"newscrawl: {words}", file=sys.stderr)
