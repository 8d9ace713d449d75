"""Jobs as they are deferred: queue, task, locks, arguments.  `app` is open wherever one is taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued

from newscrawl.crawling import Crawl
from newscrawl.turns import in_turn

CRAWL, REPLAY, EXPORT = QUEUES = ("crawl", "replay", "export")


def locks_of(spiders: Iterable[Any]) -> dict[str, str]:
    """Return the lock of each outlet, by name: outlets that share a host share it."""
    chains = in_turn([Crawl(spider) for spider in spiders])
    groups = [sorted(crawl.name for crawl in chain) for chain in chains]
    return {name: f"sites {group[0]}" for group in groups for name in group}


def crawl(app: App, outlet: str, lock: str, *, due: bool = True) -> bool:
    """Defer a crawl; False where one of the outlet waits already."""
    return _defer(app, CRAWL, outlet, lock=lock, outlet=outlet, due=due)


def replay(app: App, path: str, *, generic: bool = False) -> bool:
    """Defer the replay of one WARC file; False where it waits already."""
    return _defer(app, REPLAY, path, lock=f"replay {path}", path=path, generic=generic)


def export(app: App, arguments: list[str], place: str) -> bool:
    """Defer an export; False where one to the same place waits already.  One runs at a time."""
    return _defer(app, EXPORT, place, lock="export", arguments=arguments)


def _defer(app: App, queue: str, name: str, *, lock: str, **arguments: Any) -> bool:
    job = app.configure_task(queue, queue=queue, lock=lock, queueing_lock=f"{queue} {name}")
    try:
        job.defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True
