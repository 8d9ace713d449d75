"""Jobs as command lines: a worker runs the very commands that a user would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scrapy.settings import SETTINGS_PRIORITIES, Settings

from newscrawl.cluster.queueing import CRAWL, EXPORT, REPLAY


def crawl(told: Mapping[str, Any], time: str) -> list[str]:
    due = ["--due"] if told.get("due") else []
    return ["run", told["outlet"], "--jobs", "1", "--for", time, *due]


def replay(told: Mapping[str, Any]) -> list[str]:
    generic = ["--generic"] if told.get("generic") else []
    return ["replay", "--store", *generic, told["path"]]


def export(told: Mapping[str, Any]) -> list[str]:
    return ["export", *told["arguments"]]


def of_each_queue(settings: Settings) -> dict[str, Callable[[Mapping[str, Any]], list[str]]]:
    """Return for each queue what makes a command line of a job's arguments and the worker's settings."""
    given, time = _as_given(settings), str(settings["JOB_TIME"])
    return {
        CRAWL: lambda told: [*crawl(told, time), *given],
        REPLAY: lambda told: [*replay(told), *given],
        EXPORT: lambda told: [*export(told), *given],
    }


def _as_given(settings: Settings) -> list[str]:
    """Return the settings that the command line gave, as one would again."""
    given = [
        f"{name}={settings[name]}"
        for name in settings
        if settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]
    ]
    return [word for setting in sorted(given) for word in ("-s", setting)]
