"""What a job's exit code means for the job: done, again and when, or failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from newscrawl.cli import Exit

_LOCKED_WAIT = 60.0  # seconds: `newscrawl run` beside the workers, or a worker that was thought dead
_DONE = (Exit.DONE, Exit.FAILED, Exit.NOTHING_NEW)  # of an outlet that fails, its health tells
_LATER = -1  # the priority of what comes again: whoever shares its lock does not wait for it


@dataclass(frozen=True, slots=True)
class Verdict:
    """A job that is not done: why, and in how many seconds it comes again; None: it has failed."""

    why: str
    wait: float | None


class UndoneError(Exception):
    """A job has not been done; `now` is the database's, since a worker's clock may be a day off."""

    def __init__(self, verdict: Verdict, now: datetime) -> None:
        super().__init__(verdict.why)
        self.verdict = verdict
        self.now = now


def judge(code: int, told: Sequence[str], *, attempts: int, waits: Sequence[float]) -> Verdict | None:
    """Return what a command's exit code means after so many attempts before; None: its job is done.

    A code below 0 is the signal that killed the command.
    """
    if code in _DONE:
        return None
    if code == Exit.INTERRUPTED:
        return Verdict("interrupted", 0.0)
    why = _why(code, told)
    if code == Exit.LOCKED:
        return Verdict(why, _LOCKED_WAIT)
    again = code != Exit.USAGE and attempts < len(waits)
    return Verdict(why, waits[attempts] if again else None)


def _why(code: int, told: Sequence[str]) -> str:
    lines = [line.strip() for line in told if line.strip()]
    if code < 0:
        return f"its process was killed by signal {-code}"
    return lines[-1].removeprefix("newscrawl: ") if lines else f"exit code {code}"


class Again(BaseRetryStrategy):
    """Lets procrastinate defer a job again as its verdict says."""

    def get_retry_decision(
        self,
        *,
        exception: BaseException,
        job: Job,  # noqa: ARG002
    ) -> RetryDecision | None:
        if not isinstance(exception, UndoneError) or exception.verdict.wait is None:
            return None
        wait = exception.verdict.wait
        return RetryDecision(
            retry_at=exception.now + timedelta(seconds=wait), priority=_LATER if wait else None
        )
