"""How figures are put into words and marks: numbers, times, links, small drawings, the heat map's cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from newscrawl.health.fields import WATCHED
from newscrawl.report.figures import HEALTHS, LEVELS, Coverage, Level, Outlet, Report

_MARKS: dict[Level, str] = {"trouble": "■", "warning": "▲", "new": "○", "fine": "●"}
_LOOKS_MOST = 8  # outlets worth a look that are listed without being asked for
_SPARK_HEIGHT = 20
_FELL = 0.25  # of the share before
_ENOUGH = 10  # records, to tell a fall by


def words(report: Report) -> dict[str, Any]:
    """Return the page's texts and orders of outlets, by the template's names."""
    watched = [name for name in report.fields if name in WATCHED]
    covered = sorted(
        filter(_seen, report.outlets), key=lambda outlet: (_filled(outlet, watched), outlet.name)
    )
    looks = report.of_level("warning")
    asked = ", ".join(report.only)
    return {
        "title": f"Crawl report: {asked}" if asked else "Crawl report",
        "headline": headline(report),
        "nothing": f"Nothing has been crawled of {asked} yet." if asked else "Nothing has been crawled yet.",
        "troubled": report.of_level("trouble"),
        "looks": looks,
        "looks_open": len(looks) <= _LOOKS_MOST,
        "outlets": sorted(report.outlets, key=_by_health),
        "covered": covered,
        "watched": len(watched),
        "healths": [(word, number) for word in HEALTHS if (number := _number(report, word))],
    }


def _by_health(outlet: Outlet) -> tuple[int, int, int, str]:
    return LEVELS.index(outlet.level), HEALTHS.index(outlet.health), -outlet.day, outlet.name


def _number(report: Report, health: str) -> int:
    return sum(outlet.health == health for outlet in report.outlets)


def headline(report: Report) -> str:
    """Return the page's title, for a row of browser tabs."""
    troubled = len(report.of_level("trouble"))
    return f"{troubled} in trouble" if troubled else "all fine" if report.outlets else "nothing crawled yet"


def _seen(outlet: Outlet) -> bool:
    return outlet.records_seen > 0


def _filled(outlet: Outlet, fields: Sequence[str]) -> float:
    return sum(_share(outlet, name) for name in fields)


def _share(outlet: Outlet, name: str) -> float:
    parts = [part for part in (outlet.coverage, outlet.coverage_before) if part]
    return sum(part.filled.get(name, 0) for part in parts) / outlet.records_seen


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of one outlet: percent of its records that fill it, and of those of the last days."""

    percent: int
    now: int
    fell: bool

    @property
    def step(self) -> int:
        """Return the colour, 0 to 10."""
        return self.percent // 10


def heat(outlet: Outlet, fields: Sequence[str]) -> Iterator[Cell]:
    """Yield a row of the heat map."""
    for name in fields:
        now = outlet.coverage.share(name) if outlet.coverage else 0.0
        yield Cell(
            _floor(_share(outlet, name)), _floor(now), _fell(outlet.coverage, outlet.coverage_before, name)
        )


def _fell(now: Coverage | None, before: Coverage | None, name: str) -> bool:
    if not now or not before or min(now.records, before.records) < _ENOUGH:
        return False
    return now.share(name) < before.share(name) - _FELL


def _floor(share: float) -> int:
    """Return whole percent; 100 is said of all alone."""
    return int(share * 100 + 1e-9)


def percent(share: float) -> str:
    return f"{_floor(share)}%"


def count(number: int, name: str) -> str:
    """Return "4,512 articles", "1 article"."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def figure(value: str | float) -> str:
    return f"{value:,}" if isinstance(value, int | float) else value


def when(moment: datetime) -> Markup:
    """Return a time as a person reads it, with what a machine reads."""
    told = f"{moment.day} {moment:%b %H:%M}"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        f"{moment:%Y-%m-%dT%H:%M:%SZ}", f"{moment:%Y-%m-%d %H:%M:%S} UTC", told
    )


def day(date: date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(date.isoformat(), f"{date.day} {date:%b %Y}")


def span(seconds: float) -> str:
    """Return "4 minutes", "3 hours", "12 days": the largest unit of which there are two."""
    for size, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= 2 * size:
            return f"{int(seconds // size)} {name}s"
    return "1 minute" if seconds >= 60 else "a few seconds"


def link(url: str) -> Markup:
    """Return an address as a link; one of another scheme than http(s) as text."""
    try:
        is_web = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        is_web = False
    form = '<a href="{0}" rel="noreferrer noopener">{0}</a>' if is_web else "{0}"
    return Markup(form).format(url)


def anchor(name: str) -> str:
    """Return a name as part of an element's id."""
    return quote(name, safe="")


def mark(level: Level) -> Markup:
    return Markup('<span class="mark" aria-hidden="true">{}</span>').format(_MARKS[level])


def spark(outlet: Outlet) -> Markup:
    """Return a small drawing of an outlet's days, as bars; its largest day fills the height."""
    most = max(outlet.daily, default=0)
    if not most:
        return Markup('<span class="note">none</span>')
    bars = "".join(
        f"M{place}.5 {_SPARK_HEIGHT}v-{max(1, round(number / most * _SPARK_HEIGHT))}"
        for place, number in enumerate(outlet.daily)
        if number
    )
    return Markup(
        '<svg class="spark" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<path d="{}" stroke-width=".8"/></svg>'
    ).format(len(outlet.daily), _SPARK_HEIGHT, f"{min(outlet.daily)} to {most} a day", bars)


def plain(name: str) -> str:
    return name.replace("_", " ")


FILTERS: dict[str, Callable[..., Any]] = {
    "anchor": anchor,
    "count": count,
    "day": day,
    "figure": figure,
    "heat": heat,
    "link": link,
    "mark": mark,
    "percent": percent,
    "plain": plain,
    "span": span,
    "spark": spark,
    "when": when,
}
