"""`newscrawl schedule`: says each minute which outlets are due."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from newscrawl.cli import Exit, NewsCommand
from newscrawl.commands.run import answering

if TYPE_CHECKING:
    from procrastinate import App
    from sqlalchemy.engine import Engine

_EVERY_MINUTE = "* * * * *"
_NAME = "schedule"  # of the task, its queue and its locks


class Command(NewsCommand):
    def short_desc(self) -> str:
        return "Have workers crawl what is due, each minute; many may run at once"

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        import asyncio

        from newscrawl.cluster import opening

        with opening.prepared_database(self.settings) as engine, opening.app_of(engine).open() as deferring:
            from newscrawl.cluster import queueing

            locks = queueing.locks_of(answering(self.chosen_outlets(None, None)))
            return asyncio.run(self._run(engine, deferring, locks))

    async def _run(self, engine: Engine, deferring: App, locks: dict[str, str]) -> Exit:
        from newscrawl.cluster import due, opening
        from newscrawl.cluster.working import Workplace

        app = opening.app_of(engine)
        rechecks = self.settings.getint("RECHECKS_A_RUN") > 0

        @app.periodic(cron=_EVERY_MINUTE)
        @app.task(name=_NAME, queue=_NAME, lock=_NAME, queueing_lock=_NAME)
        def tick(timestamp: int) -> None:  # noqa: ARG001
            names = due.defer_due(deferring, engine, locks, due.now_of(engine), rechecks=rechecks)
            if names:
                print(f"newscrawl: {len(names)} due: {' '.join(names[:20])}", flush=True)

        return await Workplace(self.settings, app, [_NAME]).run()
