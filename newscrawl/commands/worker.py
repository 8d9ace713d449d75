"""`newscrawl worker`: takes jobs, on any machine that reaches the database."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand, fail

if TYPE_CHECKING:
    from procrastinate import App

QUEUES = ("crawl", "replay", "export")


class Command(NewsCommand):
    def syntax(self) -> str:
        return "[--concurrency N] [--queue crawl|replay|export …]"

    def short_desc(self) -> str:
        return "Do the jobs of a PostgreSQL, beside other workers"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--concurrency", type=int, default=1, metavar="N", help="jobs at a time, a process each"
        )
        parser.add_argument(
            "--queue", action="append", metavar="Q", help="jobs of this kind (default: crawl)"
        )

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        import asyncio

        from newscrawl.cluster import opening
        from newscrawl.cluster.children import warm_up

        queues = list(dict.fromkeys(opts.queue or QUEUES[:1]))
        if unknown := [name for name in queues if name not in QUEUES]:
            fail(f"--queue is one of {', '.join(QUEUES)}, not {unknown[0]}", Exit.USAGE)
        if opts.concurrency < 1:
            fail(f"--concurrency is a number above 0, not {opts.concurrency}", Exit.USAGE)
        opening.database_url(self.settings)
        opening.job_time(self.settings)
        warm_up()
        with opening.prepared_database(self.settings) as engine:
            app = opening.app_of(engine)
        return asyncio.run(self._work(app, queues, opts.concurrency))

    async def _work(self, app: App, queues: list[str], concurrency: int) -> Exit:
        from newscrawl.cluster import commandlines
        from newscrawl.cluster.outcomes import Again
        from newscrawl.cluster.working import Workplace, task

        place = Workplace(self.settings, app, queues, concurrency=concurrency)
        for name, arguments_of in commandlines.of_each_queue(self.settings).items():
            app.task(name=name, queue=name, pass_context=True, retry=Again())(task(place, arguments_of))
        return await place.run()
