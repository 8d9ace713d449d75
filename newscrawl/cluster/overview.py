"""Jobs as they are told of: what runs, waits, has failed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from procrastinate import App
from procrastinate.exceptions import ConnectorException

STATUSES = {"doing": "runs", "todo": "waits", "failed": "failed"}
_ORDER = {status: place for place, status in enumerate(STATUSES)}


@dataclass(frozen=True, slots=True)
class Told:
    """A job; `not_before` (ISO 8601 in UTC) where it waits for its time; `why` is its last fault."""

    id: int
    queue: str
    name: str
    status: str
    attempts: int
    not_before: str | None
    why: str | None


def jobs(app: App) -> list[Told]:
    """Return the jobs that run, wait or have failed, in this order."""
    # In one query: between two a job that begins would be in neither.
    found = sorted(app.job_manager.list_jobs(), key=lambda job: (_ORDER.get(job.status or "", 9), job.id))
    return [
        Told(
            job.id or 0,
            job.queue,
            (job.queueing_lock or job.task_name).partition(" ")[2] or job.task_name,
            STATUSES[job.status or ""],
            job.attempts,
            _moment(job.scheduled_at),
            str(job.task_kwargs["why"]) if "why" in job.task_kwargs else None,
        )
        for job in found
        if job.status in STATUSES
    ]


def retry(app: App, number: int) -> str | None:
    """Let a failed job wait again; return why not, if not."""
    failed = list(app.job_manager.list_jobs(id=number, status="failed"))
    if not failed:
        return f"no failed job {number}; `newscrawl jobs` lists them"
    try:
        app.job_manager.retry_job_by_id(number, retry_at=datetime.now(UTC))
    except ConnectorException:
        return f"another job for {failed[0].queueing_lock} waits already"
    return None


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None
