"""A report's figures, put together from the database in one read transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from newscrawl.health import verdict
from newscrawl.health.fields import FIELDS, WATCHED
from newscrawl.health.history import is_new
from newscrawl.report import queries
from newscrawl.report.figures import (
    Alarm,
    Announced,
    Copies,
    Coverage,
    Fault,
    Host,
    LastRun,
    Outlet,
    Pause,
    Report,
)
from newscrawl.report.queries import Scope
from newscrawl.store import alarms, health, ledger, pauses, sources
from newscrawl.store.tables import AnyRow
from newscrawl.store.times import micros, moment
from newscrawl.watching import word_of

Name = tuple[str | None, str | None]
NameOf = Callable[[str], Name]

_ALARMS_MOST = 60
_RECENT = timedelta(days=2)  # coverage since then is held against the days before
# What health watches comes first: the others come and go with what is written.
_FIELDS = (*WATCHED, *(name for name in FIELDS if name not in WATCHED))
_EPOCH = date(1970, 1, 1)


def gather(connection: Connection, scope: Scope, name_of: NameOf) -> Report:
    """Return the figures of a scope; `name_of` tells an outlet's publisher and country, where known."""
    return Report(
        made_at=scope.now,
        days=scope.span,
        outlets=tuple(_outlets(connection, scope, name_of)),
        announced=tuple(_announced(connection, scope)),
        hosts=tuple(_hosts(connection, scope)),
        alarms=tuple(_alarm(row) for row in queries.latest_alarms(connection, scope, limit=_ALARMS_MOST)),
        copies=tuple(_copies(connection, scope)),
        fields=_FIELDS,
        only=scope.outlets,
    )


def _outlets(connection: Connection, scope: Scope, name_of: NameOf) -> Iterator[Outlet]:
    told: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for outlet, states in ledger.counts(connection).items():
        told[outlet]["states"] = states
    for part in (_flow, _lately, _troubles, _coverage):
        for outlet, values in part(connection, scope).items():
            told[outlet] |= values
    empty = (0,) * scope.days
    pasts = {row.outlet: row for row in queries.pasts(connection, scope)}
    for name in sorted(told):
        if not scope.outlets or name in scope.outlets:
            publisher, country = name_of(name)
            health = _health(told[name], pasts.get(name), scope)
            yield Outlet(name, publisher, country, health, **({"daily": empty} | told[name]))


def _health(told: dict[str, Any], past: AnyRow | None, scope: Scope) -> str:
    """Return an outlet's health, by the alarms that its last run left."""
    new = past is None or is_new(past.began, past.known, micros(scope.now))
    kinds = {alarm.kind for alarm in told.get("alarms", ())}
    last = told.get("last_run")
    return word_of(verdict(kinds, paused="pause" in told, new=new), last and last.ended_at, scope.now)


def _flow(connection: Connection, scope: Scope) -> dict[str, dict[str, Any]]:
    place = {day: number for number, day in enumerate(scope.span)}
    daily: defaultdict[str, list[int]] = defaultdict(lambda: [0] * scope.days)
    for row in queries.new_articles(connection, scope):
        if (at := place.get(_EPOCH + timedelta(days=row.day))) is not None:
            daily[row.outlet][at] += row.number
    return {outlet: {"daily": tuple(numbers)} for outlet, numbers in daily.items()}


def _lately(connection: Connection, scope: Scope) -> dict[str, dict[str, Any]]:
    told: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for row in queries.newest(connection, scope):
        told[row.outlet] |= {"newest": moment(row.at), "day": row.number}
    for outlet, states in health.announced(connection, scope.yesterday, scope.outlets).items():
        told[outlet]["announced"] = states
    for row in queries.last_runs(connection, scope):
        told[row.outlet]["last_run"] = LastRun(row.outcome or "", moment(row.ended_at))
    return told


def _troubles(connection: Connection, scope: Scope) -> dict[str, dict[str, Any]]:
    told: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for row in filter(lambda row: scope.has(row.outlet), alarms.held(connection)):
        told[row.outlet]["alarms"] = (*told[row.outlet].get("alarms", ()), _alarm(row))
    for row in sources.faults(connection):
        fault = Fault(row.url, row.kind, row.fault, moment(row.fault_at) if row.fault_at else None)
        told[row.outlet]["faults"] = (*told[row.outlet].get("faults", ()), fault)
    for outlet, pause in pauses.running(connection, scope.now).items():
        told[outlet]["pause"] = Pause(pause.until, pause.reason)
    return told


def _coverage(connection: Connection, scope: Scope) -> dict[str, dict[str, Any]]:
    told: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for row in queries.coverage(connection, scope, recent=scope.now - _RECENT):
        when = "coverage" if row.recent else "coverage_before"
        filled = {name: getattr(row, name) for name in FIELDS}
        told[row.outlet][when] = Coverage(row.records, filled)
    return told


def _alarm(row: AnyRow) -> Alarm:
    ended = moment(row.ended_at) if row.ended_at else None
    return Alarm(row.outlet, row.kind, row.words, moment(row.raised_at), ended)


def _announced(connection: Connection, scope: Scope) -> Iterator[Announced]:
    numbers: Counter[tuple[date, str, str]] = Counter()
    for row in queries.announced(connection, scope):
        kind = (row.told or "unknown").split('"')[0]
        numbers[_EPOCH + timedelta(days=row.day), kind, row.state] += row.number
    for (day, kind, state), number in sorted(numbers.items()):
        yield Announced(day, kind, state, number)


def _hosts(connection: Connection, scope: Scope) -> Iterator[Host]:
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0])
    for counts in queries.counts_of_runs(connection, scope):
        for host, told in counts.get("hosts", {}).items():
            for place, name in enumerate(("requests", "failed", "seconds")):
                sums[host][place] += told.get(name, 0)
    for host, (requests, failed, seconds) in sorted(sums.items()):
        yield Host(host, int(requests), int(failed), seconds)


def _copies(connection: Connection, scope: Scope) -> Iterator[Copies]:
    numbers: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for first, later, relation in queries.copied(connection, scope):
        numbers[first, later][relation] += 1
    ordered = sorted(numbers.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    for (first, later), relations in ordered:
        yield Copies(first, later, relations.total(), relations["translation"])
