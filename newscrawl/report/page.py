"""Figures to HTML: one file that needs nothing else, and lets nothing of itself run but its own scripts.

Jinja escapes every text.  Should one get through, the page's policy names
the hashes of its scripts and its style: nothing else runs, nothing is fetched.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from newscrawl import __version__
from newscrawl.report import shown
from newscrawl.report.charts import charts_of
from newscrawl.report.figures import Report
from newscrawl.report.vega import Chart

_HERE = Path(__file__).parent
_PARTS = {
    "attention": "Attention",
    "articles": "Articles",
    "outlets": "Outlets",
    "fields": "Fields",
    "ledger": "Ledger",
    "hosts": "Hosts",
    "copies": "Copies",
    "alarms": "Alarms",
}


def render(report: Report, library: str) -> str:
    """Return the page; `library` is the script that defines `drawChart`, not needed without charts."""
    charts = charts_of(report)
    scripts = [_inline(script) for script in (*([library] if charts else []), _own("page.js"))]
    style = _inline(_own("page.css"))
    template = _environment().get_template("page.html")
    return template.render(
        report=report,
        charts=charts,
        specs=_json({chart.name: chart.spec | {"height": chart.height} for chart in charts}),
        scripts=[Markup(script) for script in scripts],
        style=Markup(style),
        policy=_policy(scripts, style),
        version=__version__,
        parts=_parts(report, charts),
        **shown.words(report),
    )


def _own(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


@functools.cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= shown.FILTERS
    return made


def _inline(text: str) -> str:
    """Return a script or style so that nothing in it ends its element."""
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _policy(scripts: Iterable[str], style: str) -> str:
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(value: object) -> Markup:
    """Return JSON that can stand in a script element: ASCII, without a letter that HTML knows."""
    text = json.dumps(value, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def _parts(report: Report, charts: list[Chart]) -> list[tuple[str, str]]:
    """Return the sections that the page has, as (id, name)."""
    names = {chart.name for chart in charts}
    there = {
        "articles": "flow" in names,
        "fields": any(outlet.records_seen for outlet in report.outlets),
        "ledger": bool(names & {"fates", "kinds", "states"}),
        "hosts": bool(names & {"slow", "failing"}),
        "copies": "copies" in names,
        "alarms": bool(report.alarms),
    }
    return [(id, name) for id, name in _PARTS.items() if report.outlets and there.get(id, True)]
