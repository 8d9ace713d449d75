"""The report's charts: figures in, specifications out.

Text of outlets stands in data values alone, never in an expression or a field's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from newscrawl.report.copies import drawing, height_of
from newscrawl.report.fates import FATE_OF, ORDER, WORDS
from newscrawl.report.figures import Host, Report
from newscrawl.report.vega import (
    LABELS,
    THIN,
    Cells,
    Chart,
    Key,
    Spec,
    Table,
    bars,
    chart,
    stacked_by_day,
    tips,
)

_TOP = 6  # outlets with a colour of their own
_HOSTS_MOST = 12
_COPIES_MOST = 24  # pairs in the drawing
_PAIRS_MOST = 200  # in its table
_REST = "all others"
_SERIES_COLOURS = tuple(f"--c{number}" for number in range(1, _TOP + 1))


def charts_of(report: Report) -> list[Chart]:
    """Return the charts that there are figures for."""
    made = (flow(report), fates_by_day(report), kinds(report), states(report), slow(report), failing(report))
    return [each for each in (*made, copies(report)) if each is not None]


def flow(report: Report) -> Chart | None:
    """Return new articles a day: the largest outlets, and all others in one."""
    ordered = sorted(report.outlets, key=lambda outlet: -sum(outlet.daily))
    if not ordered or not sum(ordered[0].daily):
        return None
    series = [(outlet.name, outlet.daily) for outlet in ordered[:_TOP]]
    keys = [Key(name, colour) for (name, _), colour in zip(series, _SERIES_COLOURS, strict=False)]
    if rest := ordered[_TOP:]:
        series.append((_REST, tuple(map(sum, zip(*(outlet.daily for outlet in rest), strict=True)))))
        keys.append(Key(_REST, "--rest", f"{len(rest)} outlets"))
    values = [
        _value(day, name, number, place)
        for place, (name, daily) in enumerate(series)
        for day, number in zip(report.days, daily, strict=True)
    ]
    rows = (
        (day.isoformat(), sum(numbers), *numbers)
        for day, numbers in zip(report.days, zip(*(daily for _, daily in series), strict=True), strict=True)
    )
    table = Table(("day", "all", *(name for name, _ in series)), tuple(rows))
    spec = stacked_by_day(values, keys, "New articles a day, by outlet", "outlet")
    note = "Days in UTC; today is not over."
    return Chart("flow", "New articles a day", spec, table, tuple(keys), note, 280)


def _value(day: date, name: str, number: int, place: int) -> Spec:
    return {
        "day": day.isoformat(),
        "label": f"{day:%a} {day.day} {day:%b}",
        "series": name,
        "n": number,
        "at": place,
    }


def fates_by_day(report: Report) -> Chart | None:
    """Return what became of the addresses announced on each day."""
    numbers: Counter[tuple[date, str]] = Counter()
    for found in report.announced:
        numbers[found.day, FATE_OF.get(found.state, "lost")] += found.number
    if not numbers:
        return None
    values = [
        _value(day, fate, numbers[day, fate], place)
        for day in report.days
        for place, fate in enumerate(ORDER)
    ]
    rows: list[Cells] = [
        (day.isoformat(), *_with_sum(numbers[day, fate] for fate in ORDER)) for day in report.days
    ]
    spec = stacked_by_day(values, _FATE_KEYS, "Addresses a day, by what became of them", "became")
    table = Table(("announced on", "all", *ORDER), tuple(rows))
    note = "By the day on which a feed, sitemap or listing first named them."
    return Chart("fates", "What became of what was announced", spec, table, _FATE_KEYS, note)


def _with_sum(numbers: Iterable[int]) -> tuple[int, ...]:
    """Return the numbers' sum, then the numbers."""
    each = tuple(numbers)
    return sum(each), *each


_FATE_KEYS = tuple(Key(fate, f"--{fate.replace(' ', '-')}", WORDS[fate]) for fate in ORDER)


def kinds(report: Report) -> Chart | None:
    """Return what each kind of source brought, by what became of it."""
    numbers: Counter[tuple[str, str]] = Counter()
    for found in report.announced:
        numbers[found.kind, FATE_OF.get(found.state, "lost")] += found.number
    sums = {kind: sum(numbers[kind, fate] for fate in ORDER) for kind, _ in numbers}
    if not sums:
        return None
    ordered = sorted(sums, key=lambda kind: (-sums[kind], kind))
    values = [
        {"label": _plain(kind), "series": fate, "n": numbers[kind, fate], "at": place}
        for kind in ordered
        for place, fate in enumerate(ORDER)
    ]
    table = Table(
        ("kind", "all", *ORDER),
        tuple((_plain(kind), *_with_sum(numbers[kind, fate] for fate in ORDER)) for kind in ordered),
    )
    spec = bars(values, "Addresses by the kind of source that named them first", _FATE_KEYS, "kind")
    return Chart("kinds", "Who told of them", spec, table, _FATE_KEYS, height=32 * len(ordered) + 30)


def states(report: Report) -> Chart | None:
    """Return the whole ledger: addresses by state."""
    numbers: Counter[str] = Counter()
    for outlet in report.outlets:
        numbers.update(outlet.states)
    told = [(fate, state) for state, fate in FATE_OF.items() if numbers[state]]
    if not told:
        return None
    values = [{"label": _plain(state), "series": fate, "n": numbers[state], "at": 0} for fate, state in told]
    total = numbers.total()
    rows = tuple(
        (_plain(state), fate, numbers[state], f"{numbers[state] / total:.1%}") for fate, state in told
    )
    spec = bars(values, "Addresses in the ledger by state", _FATE_KEYS, "state")
    table = Table(("state", "group", "addresses", "share"), rows)
    return Chart("states", "The ledger", spec, table, _FATE_KEYS, height=26 * len(told) + 30)


def _plain(name: str) -> str:
    return name.replace("_", " ")


def slow(report: Report) -> Chart | None:
    """Return the hosts that answer slowest."""
    asked = [host for host in report.hosts if host.requests and host.seconds]
    ordered = sorted(asked, key=lambda host: -host.mean)[:_HOSTS_MOST]
    values = [_host(host, host.mean, f"{host.mean:.2f} s") for host in ordered]
    table = Table(
        ("host", "seconds a request", "requests"),
        tuple((host.host, round(host.mean, 2), host.requests) for host in ordered),
    )
    spec = _host_bars(values, "Seconds a request, slowest hosts", "var(--c1)", ".1~f")
    return _hosts_chart("slow", "Slowest hosts", spec, table, "Seconds a request, last 24 hours.")


def failing(report: Report) -> Chart | None:
    """Return the hosts of which the largest share of requests fails."""
    failed = [host for host in report.hosts if host.failed]
    ordered = sorted(failed, key=lambda host: (-host.share_failed, -host.failed))[:_HOSTS_MOST]
    values = [_host(host, host.share_failed, f"{host.failed:,} of {host.requests:,}") for host in ordered]
    table = Table(
        ("host", "failed", "requests", "share"),
        tuple((host.host, host.failed, host.requests, f"{host.share_failed:.0%}") for host in ordered),
    )
    spec = _host_bars(values, "Share of requests that failed, by host", "var(--lost)", ".0%")
    return _hosts_chart("failing", "Failing hosts", spec, table, "Share of requests, last 24 hours.")


def _host(host: Host, value: float, told: str) -> Spec:
    return {"label": host.host, "n": round(value, 4), "told": told}


def _host_bars(values: list[Spec], words: str, colour: str, form: str) -> Spec:
    return chart(
        words,
        values,
        mark={"type": "bar", "height": {"band": 0.7}, "color": colour},
        y=LABELS,
        x={"field": "n", "type": "quantitative", "title": None, "axis": {**THIN, "format": form}},
        tooltip=tips(label="host", told="told"),
    )


def _hosts_chart(name: str, title: str, spec: Spec, table: Table, note: str) -> Chart | None:
    height = 26 * len(table.rows) + 30
    return Chart(name, title, spec, table, note=note, height=height) if table.rows else None


def copies(report: Report) -> Chart | None:
    """Return who printed whose texts: the pairs that share most."""
    pairs = report.copies[:_COPIES_MOST]
    if not pairs:
        return None
    rows = tuple(
        (pair.first, pair.later, pair.number, pair.translations) for pair in report.copies[:_PAIRS_MOST]
    )
    return Chart(
        "copies",
        "Texts that travel",
        drawing(pairs),
        Table(("original at", "also at", "texts", "of them translated"), rows),
        (Key("copied or edited", "--c1"), Key("mostly translated", "--c4")),
        "From the earliest known original to whoever has it later.",
        round(height_of(pairs)),
    )
