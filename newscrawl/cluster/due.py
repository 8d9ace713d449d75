"""What the schedule does each minute: a job for every outlet whose time has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from procrastinate import App
from sqlalchemy.engine import Engine

from newscrawl.cluster import queueing
from newscrawl.store import runs, schedule
from newscrawl.store.database import read


def defer_due(
    app: App, engine: Engine, locks: Mapping[str, str], now: datetime, *, rechecks: bool = True
) -> list[str]:
    """Defer a crawl of each outlet that is due and neither waits nor runs; return their names.

    `locks` are those of all outlets that are polled, by name.  Who has waited longest comes first.
    """
    busy = {str(job.task_kwargs["outlet"]) for job in unfinished(app)}
    with read(engine) as connection:
        idle = [name for name in locks if name not in busy]
        due_at = schedule.when_due(connection, idle, rechecks=rechecks)
        last = runs.last_begins(connection)
    due = sorted((name for name, at in due_at.items() if at <= now), key=lambda name: last.get(name, 0))
    return [name for name in due if queueing.crawl(app, name, locks[name])]


def now_of(engine: Engine) -> datetime:
    """Return the database's time: a schedule's own clock may be a day off."""
    with read(engine) as connection:
        now: datetime = connection.execute(sa.select(sa.func.now())).scalar_one()
    return now


def unfinished(app: App) -> list[Any]:
    """Return the crawls that wait or run."""
    return [job for job in app.job_manager.list_jobs(queue=queueing.CRAWL) if job.status in ("todo", "doing")]
