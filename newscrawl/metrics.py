"""The outlets' state as a file in Prometheus' text format, for node_exporter's textfile collector."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, write_to_textfile
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from newscrawl.store.times import parse_time

# An outlet's numbers: (key of its overview, the metric's name, what it is).
_GAUGES = (
    ("articles_day", "newscrawl_articles_day", "Articles of the last 24 hours"),
    ("articles_usual_day", "newscrawl_articles_usual_day", "Articles of a usual day like today"),
    ("blocked_day", "newscrawl_blocked_day", "Pages of the last 24 hours that were refused"),
    ("failed_day", "newscrawl_failed_day", "Pages of the last 24 hours that could not be had"),
)
# Its times.
_TIMES = (
    ("newest_article", "newscrawl_newest_article_timestamp_seconds", "When the newest article came in"),
    ("last_success", "newscrawl_last_success_timestamp_seconds", "When the last whole run ended"),
    ("next_poll", "newscrawl_next_poll_timestamp_seconds", "When a source is worth its next look"),
    ("paused_until", "newscrawl_paused_until_timestamp_seconds", "Until when the outlet is left alone"),
)
_Values = Iterable[tuple[tuple[str, ...], float | None]]


class Overviews(Collector):
    """Overviews of outlets (see `watching.overviews`) as metrics; `now` is in seconds since 1970."""

    def __init__(self, outlets: Mapping[str, Mapping[str, Any]], now: float) -> None:
        self._outlets = outlets
        self._now = now

    def collect(self) -> Iterator[Metric]:
        yield _gauge(
            "newscrawl_written_timestamp_seconds", "When this file was written", [], [((), self._now)]
        )
        articles = CounterMetricFamily("newscrawl_articles", "Articles stored", labels=["outlet"])
        for outlet, told in self._outlets.items():
            articles.add_metric([outlet], told["articles"])
        yield articles
        for key, name, what in _GAUGES:
            yield _gauge(name, what, ["outlet"], self._each(itemgetter(key)))
        for key, name, what in _TIMES:
            times = [(label, _seconds(time)) for label, time in self._each(itemgetter(key))]
            yield _gauge(name, what, ["outlet"], times)
        queued = self._each(lambda told: told["states"].get("queued", 0))
        yield _gauge("newscrawl_queue_length", "Addresses that wait to be fetched", ["outlet"], queued)
        faults = self._each(lambda told: len(told["faults"]))
        yield _gauge("newscrawl_source_faults", "Sources whose last look found a fault", ["outlet"], faults)
        states = self._labelled(lambda told: told["states"].items())
        yield _gauge("newscrawl_addresses", "Addresses of the ledger", ["outlet", "state"], states)
        alarms = self._labelled(lambda told: [(alarm["kind"], 1) for alarm in told["alarms"]])
        yield _gauge("newscrawl_alarm", "1 for each alarm that holds", ["outlet", "kind"], alarms)

    def _each(self, value: Callable[[Mapping[str, Any]], Any]) -> list[tuple[tuple[str, ...], Any]]:
        return [((outlet,), value(told)) for outlet, told in self._outlets.items()]

    def _labelled(self, values: Callable[[Mapping[str, Any]], Iterable[tuple[str, float]]]) -> _Values:
        return [((name, label), n) for name, told in self._outlets.items() for label, n in values(told)]


def _gauge(name: str, what: str, labels: Sequence[str], values: _Values) -> Metric:
    gauge = GaugeMetricFamily(name, what, labels=labels)
    for label, value in values:
        if value is not None:
            gauge.add_metric(label, value)
    return gauge


def _seconds(time: str | None) -> float | None:
    return parse_time(time).timestamp() if time else None


def write(path: Path, outlets: Mapping[str, Mapping[str, Any]], now: float) -> None:
    """Write the file whole, by rename; raises OSError."""
    registry = CollectorRegistry()
    registry.register(Overviews(outlets, now))
    write_to_textfile(str(path), registry)
