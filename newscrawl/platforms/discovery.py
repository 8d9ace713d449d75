"""Discovery as it runs: sources read one after another, their candidates entered in the ledger.

A source is asked for conditionally.  Its validators are kept in the
transaction that enters its candidates, and only when it had no fault.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from scrapy.http import Response

from newscrawl.discover import Candidate, Fault, Finding, Source
from newscrawl.extract.dates import LEEWAY
from newscrawl.inert import inert
from newscrawl.middlewares.refusals import Refusal
from newscrawl.network import DOWNLOAD_FAILURES, header, validators_of, wall_in, words_of
from newscrawl.platforms.asking import Asking
from newscrawl.platforms.children import Children
from newscrawl.platforms.news import RECENT
from newscrawl.platforms.polls import Polls
from newscrawl.store import ledger, sources
from newscrawl.store.database import read, write
from newscrawl.store.ledger import Found, Verdict, Window

if TYPE_CHECKING:
    from newscrawl.extensions.ledger import RunLedger
    from newscrawl.platforms.news import NewsSpider

logger = logging.getLogger(__name__)

_PAGED = ("listing", "archive", "feed", "api")
_PAGES_BACK = 500  # pages of one listing when reaching back


@dataclass(slots=True)
class _Read:
    """What one source yielded beside its candidates."""

    more: list[Source] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    found: Found = field(default_factory=Found)
    oldest: datetime | None = None
    newest: datetime | None = None

    def note(self, date: datetime | None) -> None:
        if date:
            self.oldest = min(filter(None, (self.oldest, date)))
            self.newest = max(filter(None, (self.newest, date)))

    @property
    def gap(self) -> float | None:
        """How many seconds its entries' dates lie apart, None where that cannot be told."""
        if not (self.newest and self.oldest and self.found.seen > 1):
            return None
        return (self.newest - self.oldest).total_seconds() / (self.found.seen - 1)


@dataclass(frozen=True, slots=True)
class _Step:
    """A source to read: its index or first page, how many pages deep it is, for which polled source."""

    source: Source
    parent: str | None = None
    depth: int = 0
    root: str | None = None


class Discovery:
    """One outlet's discovery in one run."""

    def __init__(self, spider: NewsSpider, run: RunLedger) -> None:
        self._spider = spider
        self._run = run
        self._window: Window = run.window
        self._seen: set[str] = set()
        self._steps: deque[_Step] = deque()
        self._children = Children(spider, run)
        self._polls = Polls(run, spider.settings)
        self._asking = Asking(spider, run)

    async def run(self) -> None:
        """Read the outlet's sources; plain sitemaps to reach back, or when nothing else tells of articles."""
        with read(self._run.engine) as connection:
            known = sources.of_outlet(connection, self._run.outlet)
        roots = self._spider.roots(known, self._run.clock())
        plain = [source for source in roots if source.kind == "sitemap"]
        regular = [source for source in roots if source.kind != "sitemap"] or plain
        chosen = self._polls.to_read(regular, known)
        instead = chosen[0].url if chosen else None  # what stands in for what failed is polled in its place
        await self._walk(_Step(source, root=source.url) for source in chosen)
        if chosen and self._spider.robots_sitemaps:
            await self._walk(_Step(source) for source in await self._named_by_robots())
        if self._window.since or self._nothing_told:
            await self._walk(_Step(source, root=instead) for source in plain)
        await self._walk(_Step(source) for source in self._left_over())
        if self._nothing_told:
            await self._walk(_Step(source, root=instead) for source in self._spider.fallback_sources())

    @property
    def _nothing_told(self) -> bool:
        return not (self._run.tally.discovered or self._run.tally.not_due)

    def _left_over(self) -> list[Source]:
        """Return what an earlier run was to read and did not come to."""
        with read(self._run.engine) as connection:
            return self._polls.left_over(sources.due(connection, self._run.outlet))

    async def _named_by_robots(self) -> list[Source]:
        """Return the sitemaps that robots.txt names, news sitemaps first."""
        from newscrawl.discover.robots import sitemaps_of
        from newscrawl.middlewares.robots import RobotsMiddleware

        middleware = self._spider.crawler.get_downloader_middleware(RobotsMiddleware)
        front = self._spider.front_page
        if middleware is None:
            return []
        named = sitemaps_of((await middleware.of(front)).text.encode(), front + "robots.txt")
        return sorted(named, key=lambda source: source.kind == "sitemap")

    async def _walk(self, steps: Iterable[_Step]) -> None:
        self._steps.extend(steps)
        while self._steps and self._run.goes_on:
            step = self._steps.popleft()
            if step.source.url not in self._seen:
                self._seen.add(step.source.url)
                if self._children.spares(step.source, step.parent):
                    self._spare(step)
                else:
                    await self._read(step)

    def _spare(self, step: _Step) -> None:
        with write(self._run.engine) as connection:
            sources.spare(connection, self._run.outlet, step.source.url)

    async def _read(self, step: _Step) -> None:
        with write(self._run.engine) as connection:
            known = sources.name(connection, self._run.outlet, step.source, parent=step.parent)
        if step.parent and known.unchanged and step.source.kind not in _PAGED:
            self._run.tally.discovered += 1  # there is something, it has only not changed
            return
        self._run.tally.sources += 1
        try:
            response = await self._asking.fetch(known)
        except DOWNLOAD_FAILURES as failure:
            until = failure.until if isinstance(failure, Refusal) else None
            self._fault(step, None, [words_of(failure)], until=until)
            return
        wall = wall_in(response)
        if wall and (wall.challenge or step.source.kind != "api"):
            self._fault(step, response.status, [f"blocked: {wall.reason}"], again=not wall.lasting)
        elif response.status == 304:
            self._unchanged(step)
        elif response.status != 200 and step.source.kind != "api":
            until = response.request.meta.get("held_until") if response.request else None
            self._fault(step, response.status, [f"HTTP {response.status}"], until=until)
        else:
            self._enter(step, response)

    def _unchanged(self, step: _Step) -> None:
        outlet, url = self._run.outlet, step.source.url
        with write(self._run.engine) as connection:
            sources.was_read(connection, outlet, url, now=self._run.clock(), status=304)
            self._polls.was_read(connection, step.root, news=0)
            children = sources.children(connection, outlet, url)
        self._run.tally.sources_unchanged += 1
        self._run.tally.discovered += 1  # there is something, it has only not changed
        self._steps += self._to_follow(step, _Read([child.source for child in children], found=Found(seen=1)))

    def _enter(self, step: _Step, response: Response) -> None:
        """Enter a source's candidates, its children and its validators in one transaction."""
        outlet, url = self._run.outlet, step.source.url
        told = _Read()
        content_type = header(response, "Content-Type")
        source = replace(step.source, url=response.url)
        findings = self._spider.parse_source(source, response.body, content_type, response.status)
        with write(self._run.engine) as connection:
            candidates = self._candidates(findings, told)
            window = self._window_for(step.source)
            told.found = ledger.discovered(
                connection, outlet, candidates, window=window, now=self._run.clock()
            )
            told.more = self._children.ordered(told.more)
            follow = self._to_follow(step, told)
            wanted = {next_step.source.url for next_step in follow}
            for child in told.more:
                to_read = self._run.clock() if child.url in wanted else None
                sources.name(connection, outlet, child, parent=url, to_read=to_read)
            validators = None if told.faults else validators_of(response)
            sources.was_read(
                connection,
                outlet,
                url,
                now=self._run.clock(),
                status=response.status,
                fault="; ".join(told.faults)[:500] or None,
                entries=told.found.seen,
                validators=validators,
            )
            if told.faults and not told.found.seen:
                self._polls.has_failed(connection, step.root)
            else:
                self._polls.was_read(connection, step.root, news=told.found.queued, first_gap=told.gap)
        self._run.tally.discovered += told.found.seen
        self._children.note(step.source, step.parent, told.newest)
        self._report(step, told)
        if told.faults and not told.found.seen:
            self._fall_back(step)
        self._steps += follow

    def _candidates(
        self, findings: Iterable[Finding], told: _Read
    ) -> Iterator[tuple[Candidate, Verdict | None]]:
        latest = self._run.clock() + LEEWAY
        for finding in findings:
            match finding:
                case Candidate():
                    date = finding.date or finding.modified
                    told.note(date if date and date <= latest else None)
                    yield finding, self._spider.verdict(finding)
                case Source():
                    told.more.append(finding)
                case Fault():
                    told.faults.append(inert(finding.reason))

    def _window_for(self, source: Source) -> Window:
        if source.kind == "sitemap" and not (self._window.since or self._window.until):
            return Window(since=self._run.clock() - RECENT)
        return self._window

    def _report(self, step: _Step, told: _Read) -> None:
        for fault in told.faults:
            self._note_fault(step, fault)
        logger.info(
            "%s: %d addresses, %d new, %d to fetch",
            step.source.url,
            told.found.seen,
            told.found.new,
            told.found.queued,
        )

    def _fault(
        self,
        step: _Step,
        status: int | None,
        faults: list[str],
        *,
        again: bool = False,
        until: datetime | None = None,
    ) -> None:
        with write(self._run.engine) as connection:
            told = {"now": self._run.clock(), "status": status, "fault": "; ".join(faults), "again": again}
            sources.was_read(connection, self._run.outlet, step.source.url, **told)  # type: ignore[arg-type]
            self._polls.has_failed(connection, step.root, until)
        for fault in faults:
            self._note_fault(step, fault)
        self._fall_back(step)

    def _fall_back(self, step: _Step) -> None:
        """Read next what stands in for a source that told of nothing."""
        instead = [] if step.depth else self._spider.instead_of(step.source)
        self._steps.extendleft(_Step(source, root=step.root) for source in reversed(instead))

    def _note_fault(self, step: _Step, fault: str) -> None:
        logger.warning("%s %s: %s", step.source.kind, step.source.url, fault)
        self._run.tally.faulty.add(step.source.url)
        self._run.tally.faults.append(f"{step.source.url}: {fault}")

    def _to_follow(self, step: _Step, told: _Read) -> list[_Step]:
        """Return what is read of that which a source named: children of an index, a listing's next page."""
        follow = []
        for source in told.more:
            if source.url in self._seen:
                continue
            paged = source.kind in _PAGED and source.kind == step.source.kind
            mapped = source.kind in ("sitemap", "news_sitemap")
            if (
                self._next_page(step, told)
                if paged
                else not mapped or self._children.takes(source, step.source)
            ):
                parent = step.parent if paged else step.source.url
                follow.append(_Step(source, parent, step.depth + 1 if paged else 0, step.root))
        return follow

    def _next_page(self, step: _Step, told: _Read) -> bool:
        """Turn pages while they bring new addresses; reaching back, while they lie inside the window."""
        since = self._window.since
        if since:
            inside = told.newest is None or told.newest >= since
            return bool(told.found.seen) and inside and step.depth < _PAGES_BACK
        if step.source.kind == "feed":
            return False
        return bool(told.found.new) and step.depth + 1 < self._spider.settings.getint("LISTING_PAGES")
