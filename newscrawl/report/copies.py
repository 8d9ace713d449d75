"""Who printed whose texts: outlets in two columns, bands from the original to its copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from newscrawl.report.figures import Copies
from newscrawl.report.vega import SCHEMA, Spec

ROW = 24  # CSS pixels an outlet, at least
_GAP = 8  # between two outlets
_WIDEST, _TALLEST = 16, 72  # a band, all bands of an outlet


def height_of(copies: Sequence[Copies]) -> float:
    """Return the height in CSS pixels of a drawing with these pairs."""
    return max(_height(_column(copies, end)) for end in _ENDS)


def drawing(copies: Sequence[Copies]) -> Spec:
    """Return the graph as Vega: the columns stand a third of the width from either side."""
    whole = height_of(copies)
    left, right = (_middles(_column(copies, end), whole) for end in _ENDS)
    starts, ends = _stacked(copies, "first", left, right), _stacked(copies, "later", right, left)
    bands = [
        {
            "first": pair.first,
            "later": pair.later,
            "sy": starts[pair],
            "ty": ends[pair],
            "wide": wide,
            "colour": "var(--c4)" if pair.translations * 2 >= pair.number else "var(--c1)",
            "told": f"{pair.first} → {pair.later}: {pair.number:,} texts, {pair.translations:,} translated",
        }
        for pair, wide in _widths(copies).items()
    ]
    names = [{"name": name, "y": y, "side": 0} for name, y in left.items()]
    names += [{"name": name, "y": y, "side": 1} for name, y in right.items()]
    return {
        "$schema": SCHEMA.format("vega/v6"),
        "description": "Which outlets published texts that another one had first",
        "height": whole,
        "autosize": "none",
        "signals": [
            {
                "name": "width",
                "init": "containerSize()[0]",
                "on": [{"events": "window:resize", "update": "containerSize()[0]"}],
            },
            {"name": "over", "value": "", "on": _OVER},
        ],
        "data": [
            {"name": "bands", "values": bands, "transform": _PATHS},
            {"name": "outlets", "values": names},
        ],
        "marks": [_BANDS, _NAMES],
    }


_ENDS = ("first", "later")


def _sums(copies: Iterable[Copies], end: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for pair in copies:
        sums[getattr(pair, end)] += pair.number
    return sums


def _widths(copies: Sequence[Copies]) -> dict[Copies, float]:
    """Return the bands' widths in CSS pixels, in proportion to their texts."""
    most = max(pair.number for pair in copies)
    together = max(max(_sums(copies, end).values()) for end in _ENDS)
    a_text = min(_WIDEST / most, _TALLEST / together)
    return {pair: max(1.0, pair.number * a_text) for pair in copies}


def _column(copies: Sequence[Copies], end: str) -> dict[str, float]:
    """Return the heights of a column's outlets, those with most texts on top."""
    heights: dict[str, float] = {name: 0.0 for name, _ in _sums(copies, end).most_common()}
    for pair, wide in _widths(copies).items():
        heights[getattr(pair, end)] += wide
    return {name: max(ROW - _GAP, height) for name, height in heights.items()}


def _height(column: Mapping[str, float]) -> float:
    return sum(column.values()) + _GAP * len(column)


def _middles(column: Mapping[str, float], whole: float) -> dict[str, float]:
    """Return where the middle of each outlet of a column stands, the column in the middle of the whole."""
    at, middles = (whole - _height(column) + _GAP) / 2, {}
    for name, height in column.items():
        middles[name] = at + height / 2
        at += height + _GAP
    return middles


def _stacked(
    copies: Sequence[Copies], end: str, here: Mapping[str, float], there: Mapping[str, float]
) -> dict[Copies, float]:
    """Return where the middle of each band ends at its outlet: one above the other, as they leave it."""
    other = "later" if end == "first" else "first"
    widths, found = _widths(copies), {}
    for name, middle in here.items():
        mine = sorted(
            (pair for pair in copies if getattr(pair, end) == name), key=lambda p: there[getattr(p, other)]
        )
        at = middle - sum(widths[pair] for pair in mine) / 2
        for pair in mine:
            found[pair] = at + widths[pair] / 2
            at += widths[pair]
    return found


_OVER = [
    {"events": "@names:pointerover", "update": "datum.name"},
    {"events": "@names:pointerout", "update": "''"},
]
_PATHS: list[Spec] = [
    {"type": "formula", "as": "sx", "expr": "width * 0.34"},
    {"type": "formula", "as": "tx", "expr": "width * 0.66"},
    {
        "type": "linkpath",
        "orient": "horizontal",
        "shape": "diagonal",
        "sourceX": "sx",
        "sourceY": "sy",
        "targetX": "tx",
        "targetY": "ty",
    },
]
_SEEN = "over == '' || datum.first == over || datum.later == over"
_BANDS: Spec = {
    "type": "path",
    "from": {"data": "bands"},
    "encode": {
        "enter": {
            "stroke": {"field": "colour"},
            "strokeWidth": {"field": "wide"},
            "tooltip": {"field": "told"},
            "description": {"field": "told"},
        },
        "update": {
            "path": {"field": "path"},
            "strokeOpacity": [{"test": _SEEN, "value": 0.55}, {"value": 0.08}],
        },
        "hover": {"strokeOpacity": {"value": 0.9}},
    },
}
_NAMES: Spec = {
    "type": "text",
    "name": "names",
    "from": {"data": "outlets"},
    "encode": {
        "enter": {
            "text": {"field": "name"},
            "y": {"field": "y"},
            "baseline": {"value": "middle"},
            "align": {"signal": "datum.side ? 'left' : 'right'"},
            "fill": {"value": "var(--ink)"},
            "fontSize": {"value": 12},
            "font": {"value": "system-ui, sans-serif"},
            "tooltip": {"field": "name"},
        },
        "update": {
            "x": {"signal": "datum.side ? width * 0.66 + 10 : width * 0.34 - 10"},
            "limit": {"signal": "width * 0.32"},
        },
    },
}
