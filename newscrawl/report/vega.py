"""What the charts are made of: Vega-Lite with this page's look, legends, text alternatives.

Colours are CSS variables, so that a page can turn dark without a new drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]
Cells = tuple[str | int | float, ...]

SCHEMA = "https://vega.github.io/schema/{}.json"  # a name: nothing is fetched


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a chart's legend: `colour` is a CSS variable."""

    name: str
    colour: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A chart's text alternative: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, its legend, and the same in a table; `height` is that of the drawing in CSS pixels."""

    name: str
    title: str
    spec: Spec
    table: Table
    keys: tuple[Key, ...] = ()
    note: str = ""
    height: int = 240


_CONFIG: Spec = {
    "font": "system-ui, sans-serif",
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--muted)",
        "titleColor": "var(--muted)",
        "gridColor": "var(--line)",
        "domainColor": "var(--line)",
        "tickColor": "var(--line)",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "bar": {"stroke": "var(--card)", "strokeWidth": 0.5},
}


def stacked_by_day(values: list[Spec], keys: Sequence[Key], words: str, what: str) -> Spec:
    return chart(
        words,
        values,
        mark={"type": "bar", "cornerRadiusEnd": 0},
        x={
            "field": "day",
            "type": "temporal",
            "timeUnit": "utcyearmonthdate",
            "title": None,
            "axis": {
                "format": "%-d %b",
                "grid": False,
                "labelOverlap": "greedy",
                "labelSeparation": 12,
                "labelFlush": False,
                "tickCount": {"signal": "max(2, floor(width / 90))"},
            },
        },
        y={"field": "n", "type": "quantitative", "stack": True, "title": None, "axis": {"tickCount": 5}},
        color=_colours(keys),
        order={"field": "at"},
        opacity=_ONLY,
        tooltip=tips(label="day", series=what, n="number"),
    )


_ONLY: Spec = {"condition": {"test": "only == '' || datum.series == only", "value": 1}, "value": 0.12}


def _colours(keys: Sequence[Key]) -> Spec:
    scale = {"domain": [key.name for key in keys], "range": [f"var({key.colour})" for key in keys]}
    return {"field": "series", "type": "nominal", "scale": scale, "legend": None}


def tips(**titles: str) -> list[Spec]:
    return [
        {"field": name, "title": title}
        | ({"type": "quantitative", "format": ",d"} if name == "n" else {"type": "nominal"})
        for name, title in titles.items()
    ]


def chart(words: str, values: list[Spec], *, mark: Spec, **encoding: Spec | list[Spec]) -> Spec:
    """Return a chart as wide as its place; the parameter `only` is the one series to be seen, "" for all."""
    return {
        "$schema": SCHEMA.format("vega-lite/v6"),
        "description": words,
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "params": [{"name": "only", "value": ""}],
        "data": {"values": values},
        "mark": mark,
        "encoding": encoding,
        "config": _CONFIG,
    }


def bars(values: list[Spec], words: str, keys: Sequence[Key], what: str) -> Spec:
    """Return lying bars, one a label in the order of the values, stacked where a label has several."""
    return chart(
        words,
        values,
        mark={"type": "bar", "height": {"band": 0.7}},
        y=LABELS,
        x={"field": "n", "type": "quantitative", "title": None, "axis": {**THIN, "format": "~s"}},
        color=_colours(keys),
        order={"field": "at"},
        opacity=_ONLY,
        tooltip=tips(label=what, series="became", n="number"),
    )


THIN: Spec = {"tickCount": 4, "labelOverlap": "greedy", "labelSeparation": 8, "labelFlush": False}
LABELS: Spec = {
    "field": "label",
    "type": "nominal",
    "sort": None,
    "title": None,
    "axis": {"domain": False, "ticks": False, "grid": False, "labelPadding": 8, "labelLimit": 170},
}
