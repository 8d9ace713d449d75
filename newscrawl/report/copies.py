"""Who printed whose texts: outlets in two columns, bands from who had texts first to who had them later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newscrawl.report.figures import Copies
from newscrawl.report.vega import SCHEMA, Spec

ROW = 26  # CSS pixels an outlet
_WIDEST = 16


def height_of(copies: Sequence[Copies]) -> int:
    """Return the height in CSS pixels of a drawing with these pairs."""
    return ROW * max(len({pair.first for pair in copies}), len({pair.later for pair in copies}))


def drawing(copies: Sequence[Copies]) -> Spec:
    """Return the graph as Vega: the columns stand a third of the width from either side."""
    left, right = _places(copies, "first"), _places(copies, "later")
    most = max(pair.number for pair in copies)
    bands = [
        {
            "first": pair.first,
            "later": pair.later,
            "n": pair.number,
            "sy": left[pair.first],
            "ty": right[pair.later],
            "wide": 1 + _WIDEST * pair.number / most,
            "colour": "var(--c4)" if pair.translations * 2 >= pair.number else "var(--c1)",
            "told": f"{pair.first} → {pair.later}: {pair.number:,} texts, {pair.translations:,} translated",
        }
        for pair in copies
    ]
    names = [{"name": name, "y": y, "side": 0} for name, y in left.items()]
    names += [{"name": name, "y": y, "side": 1} for name, y in right.items()]
    return {
        "$schema": SCHEMA.format("vega/v6"),
        "description": "Which outlets published texts that another one had first",
        "height": height_of(copies),
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


def _places(copies: Sequence[Copies], end: str) -> dict[str, float]:
    """Return where each outlet of a column stands: those with most texts on top."""
    sums: Counter[str] = Counter()
    for pair in copies:
        sums[getattr(pair, end)] += pair.number
    return {name: ROW * (place + 0.5) for place, (name, _) in enumerate(sums.most_common())}


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
