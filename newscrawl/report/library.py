"""The script that draws the charts: Vega, Vega-Lite and Vega-Embed, as the extra `report` brings them."""

from __future__ import annotations

import vl_convert


def script() -> str:
    """Return the script, which defines `drawChart(place, spec, options)`; takes a second or two."""
    bundle: str = vl_convert.javascript_bundle("window.drawChart = vegaEmbed;")
    return bundle
