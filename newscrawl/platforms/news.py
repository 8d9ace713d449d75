"""NewsSpider: an outlet declares what it is, this does the rest."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.discover import Candidate, Findings, Source, SourceKind
from newscrawl.discover.addresses import is_of
from newscrawl.discover.archives import dated_sources
from newscrawl.items import Article
from newscrawl.network import JUDGED, failure_outcome, header, status_outcome, validators_of
from newscrawl.normalise import own_address
from newscrawl.normalise.addresses import host_of
from newscrawl.outlets import Outlet, Rules
from newscrawl.store.ledger import EXPORTED, Claim, Verdict, Window, ledger_key, same_page
from newscrawl.store.outcomes import Outcome
from newscrawl.store.times import parse_time

if TYPE_CHECKING:
    from newscrawl.extensions.ledger import RunLedger
    from newscrawl.store.sources import KnownSource

# A plain sitemap holds the whole past of a site; an everyday run that has nothing else takes a week of it.
RECENT = timedelta(days=7)


class NewsSpider(Spider):
    """An outlet: what it is called, where it announces its articles, what their addresses look like.

    `languages` are BCP 47 tags, `timezone` an IANA name; `feeds`,
    `news_sitemaps`, `sitemaps` and `listings` are addresses (a platform's
    begin at the home page), dated ones templates with {YYYY}, {MM}, {DD}, as
    `archives` are; `listing_links` (a CSS selector) is where a listing's
    articles are linked, `listing_paging` how its next pages are called where
    they are not linked ("p{N}"); `sites` are the hosts its articles are on
    (the home page's when empty); `names` what else it is called in credits.
    Patterns are searched in addresses: `article_pattern` must be found in an
    article's and `skip_pattern` must not, `child_sitemaps` in those children
    of a sitemap index that are read.
    """

    publisher: ClassVar[str | None] = None
    country: ClassVar[str | None] = None
    languages: ClassVar[tuple[str, ...]] = ()
    timezone: ClassVar[str | None] = None
    home: ClassVar[str] = ""
    feeds: ClassVar[tuple[str, ...]] = ()
    news_sitemaps: ClassVar[tuple[str, ...]] = ()
    sitemaps: ClassVar[tuple[str, ...]] = ()
    listings: ClassVar[tuple[str, ...]] = ()
    archives: ClassVar[tuple[str, ...]] = ()
    listing_links: ClassVar[str | None] = None
    listing_paging: ClassVar[str | None] = None
    article_pattern: ClassVar[str | None] = None
    skip_pattern: ClassVar[str | None] = None
    child_sitemaps: ClassVar[str | None] = None
    sites: tuple[str, ...] = ()  # of the class as declared, of a run as in use
    names: ClassVar[tuple[str, ...]] = ()
    rules: ClassVar[Rules] = Rules()

    oldest_first: ClassVar[bool] = False
    """Whether its sitemap indexes name the oldest child first."""

    one_page: ClassVar[str] = ""
    """What is added to an article's address to have all its parts on one page ("page=all")."""

    browsers_only: ClassVar[bool] = False
    """Whether it answers browsers only, and so mostly refuses us."""

    robots_sitemaps: ClassVar[bool] = False
    """Whether the sitemaps that robots.txt names are read beside what is declared."""

    takes: ClassVar[frozenset[str]] = frozenset({"since", "until", "max_articles", "urls"})
    """The names that `-a` may set."""

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name)
        self.arguments = {key: value for key, value in arguments.items() if key in self.takes and value}
        self.window = window_of(self.arguments)
        self.urls = [url.strip() for url in self.arguments.get("urls", "").split(",") if url.strip()]
        self.most = int(self.arguments["max_articles"]) if "max_articles" in self.arguments else None
        self.sites = self.sites or (host_of(self.home),)
        self._pattern = _compiled(self.article_pattern)
        self._skip = _compiled(self.skip_pattern)
        self._children = _compiled(self.child_sitemaps)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        return super().from_crawler(crawler, *args, **kwargs)

    @classmethod
    def facts(cls) -> Outlet:
        """Return what the class declares of its outlet."""
        return Outlet(cls.name, cls.publisher, cls.country, cls.languages, cls.timezone, cls.names, cls.rules)

    @classmethod
    def hosts(cls) -> tuple[str, ...]:
        """Return the hosts that the class declares, without `www.`."""
        return cls.sites or ((host_of(cls.home),) if cls.home else ())

    @classmethod
    def source_hosts(cls) -> set[str]:
        """Return the hosts of the declared feeds and sitemaps that are not on the outlet's own sites."""
        declared = (*cls.feeds, *cls.news_sitemaps, *cls.sitemaps)
        hosts = {host_of(urljoin(cls.home, url)) for url in declared}
        return {host for host in hosts if not is_of(host, cls.hosts())}

    @property
    def outlet(self) -> Outlet:
        """The outlet of this run; a site without a spider has its own (see `any`)."""
        return self.facts()

    @property
    def ledger(self) -> RunLedger:
        from newscrawl.extensions.ledger import RunLedger

        return RunLedger.of(self.crawler)

    @property
    def front_page(self) -> str:
        """The home page's address, with its closing slash."""
        parts = urlsplit(self.home)
        return f"{parts.scheme}://{parts.netloc}/"

    # --- hooks: pure, overridden by platforms and odd outlets ---

    def sources(self, now: datetime) -> list[Source]:
        """Return where to look for articles, in the order of trust; dated addresses for the days wanted."""
        last = (self.window.until or now).date()
        first = (self.window.since or now - RECENT).date()
        declared: list[tuple[str, SourceKind]] = [(url, "feed") for url in self.feeds]
        declared += [(url, "news_sitemap") for url in self.news_sitemaps]
        declared += [(url, "listing") for url in self.listings]
        declared += [(url, "sitemap") for url in self.sitemaps]
        if self.window.since:
            declared += [(url, "archive") for url in self.archives]
        return dated_sources([(urljoin(self.home, url), kind) for url, kind in declared], first, last)

    def roots(self, known: Sequence[KnownSource], now: datetime) -> list[Source]:  # noqa: ARG002
        """Return where this run begins, given what earlier ones found: mostly what is declared."""
        return self.sources(now)

    def parse_source(self, source: Source, body: bytes, content_type: str | None, status: int) -> Findings:  # noqa: ARG002
        """Read one source's bytes."""
        from newscrawl.discover.reading import parse_source

        return parse_source(
            source,
            body,
            content_type,
            pattern=self._pattern,
            hosts=self.sites,
            within=self.listing_links,
            paging=self.listing_paging,
        )

    def instead_of(self, source: Source) -> list[Source]:  # noqa: ARG002
        """Return what to read in place of a source that had a fault."""
        return []

    def fallback_sources(self) -> list[Source]:
        """Return what to read at last, when nothing has told of an address."""
        return []

    def reads_child(self, child: Source) -> bool:
        """Tell whether a child of one of the outlet's sitemap indexes may hold articles."""
        return not self._children or bool(self._children.search(child.url))

    def verdict(self, candidate: Candidate) -> Verdict | None:
        """Say why a candidate is not fetched, None when it is."""
        host = host_of(candidate.url)
        if not is_of(host, self.sites):
            return Verdict("not_article", f"off the outlet's site: {host}")
        if candidate.kind != "url" and not self.is_article_address(candidate.url):
            return Verdict("not_article", "its address is not an article's")
        return None

    def is_article_address(self, url: str) -> bool:
        """Tell whether the declared patterns take an address for an article's."""
        wanted = not self._pattern or bool(self._pattern.search(url))
        return wanted and not (self._skip and self._skip.search(url))

    def canonical_candidate(self, article: Article) -> tuple[Candidate, Verdict | None] | None:
        """Return the canonical address as a candidate when the article was read from a twin of it."""
        canonical, url = own_address(article), article.url
        if not canonical or not url or same_page(ledger_key(canonical) or "", ledger_key(url) or ""):
            return None
        candidate = Candidate(canonical, "link", source=url)
        return None if self.verdict(candidate) else (candidate, None)

    # --- the crawl ---

    async def start(self) -> AsyncIterator[Any]:
        from newscrawl.platforms.discovery import Discovery

        ledger = self.ledger
        ledger.window, ledger.most = self.window, self.most
        if self.urls:
            ledger.ask_for(self.urls)
        else:
            if self.window.since or self.window.until:
                ledger.widen()
            await Discovery(self, ledger).run()
        async for claim in ledger.claims():
            yield self._request(claim)

    def _request(self, claim: Claim) -> Request:
        meta = {"handle_httpstatus_list": JUDGED, "claimed": claim.url, "sites": self.sites}
        url = f"{claim.url}{'&' if '?' in claim.url else '?'}{self.one_page}" if self.one_page else claim.url
        told: dict[str, Any] = {"headers": claim.validators, "meta": meta, "errback": self.settle_failure}
        return Request(url, self.parse_article, dont_filter=True, **told)

    def parse_article(self, response: Response) -> Iterator[Article]:
        """Read one page: an article for the pipelines, or its state for the ledger."""
        claim = self.ledger.claim_of(response.meta["claimed"])
        if claim is None:
            return
        outcome = status_outcome(claim, response)
        if outcome is None:
            reading = self.read(response, claim)
            if reading.state in EXPORTED:
                self.ledger.keep_validators(claim, *self._validators(response))
                yield reading.article
                return
            outcome = Outcome(claim, reading.state, reading.reason, response.status)
        self.ledger.settle(outcome)

    @staticmethod
    def _validators(response: Response) -> tuple[str | None, str | None]:
        """Return what the next look sends; nothing where another address answered, whose they are."""
        redirected = response.request is None or "redirect_times" in response.request.meta
        return (None, None) if redirected else validators_of(response)

    def read(self, response: Response, claim: Claim) -> Any:
        """Return the engine's `Reading` of a page; what discovery knew of it goes with the article."""
        from newscrawl.reading import read_response

        return read_response(
            response.body,
            url=response.url,
            content_type=header(response, "Content-Type"),
            fetched_at=self.ledger.clock(),
            outlet=self.outlet,
            claim=claim,
        )

    def settle_failure(self, failure: Any) -> None:
        """Write down why a page could not be had."""
        claim = self.ledger.claim_of(failure.request.meta["claimed"])
        if claim is not None:
            self.ledger.settle(failure_outcome(claim, failure.value))


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


_TIME_OF_DAY = re.compile(r"\d[T ]\d")


def window_of(arguments: dict[str, Any]) -> Window:
    """Return the window that `since` and `until` name; a bare day is meant whole.

    Raises ValueError for what is no date or time.
    """
    since, until = arguments.get("since"), arguments.get("until")
    last = parse_time(until) if until else None
    if last and until and not _TIME_OF_DAY.search(until):
        last += timedelta(days=1, microseconds=-1)
    return Window(parse_time(since) if since else None, last)
