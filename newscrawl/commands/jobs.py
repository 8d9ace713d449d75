"""`newscrawl jobs`: what workers run, what waits, what has failed."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail, say

if TYPE_CHECKING:
    from newscrawl.cluster.overview import Told


class Command(NewsCommand):
    def syntax(self) -> str:
        return "[--json] [--retry ID]"

    def short_desc(self) -> str:
        return "What workers run, what waits, what has failed and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="an object a line")
        parser.add_argument("--retry", type=int, metavar="ID", help="let a failed job wait again")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.cluster import opening

        with opening.jobs_of(self.settings) as app:
            from newscrawl.cluster import overview

            if opts.retry is not None:
                if why_not := overview.retry(app, opts.retry):
                    fail(why_not, Exit.USAGE)
                say(f"newscrawl: job {opts.retry} waits again")
                return Exit.DONE
            _show(overview.jobs(app), as_json=opts.json)
        return Exit.DONE


def _show(jobs: list[Told], *, as_json: bool) -> None:
    import msgspec

    for job in jobs:
        say(msgspec.json.encode(job).decode() if as_json else _line(job))
    if not jobs and not as_json:
        say("newscrawl: no job runs, waits or has failed")


def _line(job: Told) -> str:
    when = f" until {job.not_before}" if job.status == "waits" and job.not_before else ""
    tried = f", attempts: {job.attempts}" if job.attempts else ""
    why = f": {job.why}" if job.why else ""
    return f"{job.id:>6}  {job.status}{when}  {job.queue} {job.name}{tried}{why}"
