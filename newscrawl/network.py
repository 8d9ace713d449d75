"""What a download can end in, in words and ledger states."""

from __future__ import annotations

import re
from functools import partial

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost
from twisted.web.client import ResponseFailed

from newscrawl.inert import inert
from newscrawl.middlewares.refusals import REFUSED, Refusal
from newscrawl.normalise.addresses import is_home, site_of
from newscrawl.store.ledger import Claim, State
from newscrawl.store.outcomes import Outcome
from newscrawl.walls import Wall, wall_of

DOWNLOAD_FAILURES: tuple[type[Exception], ...] = (
    CannotResolveHostError,
    ConnectError,
    ConnectionDone,
    ConnectionLost,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    OSError,
    ResponseDataLossError,
    ResponseFailed,
    UnsupportedURLSchemeError,
    ValueError,
)
# A host that cannot be reached or does not answer; the others are about one request.
NO_ANSWER: tuple[type[Exception], ...] = (
    CannotResolveHostError,
    ConnectError,
    ConnectionDone,
    ConnectionLost,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    ResponseFailed,
)
# Every status is ours to judge, but for redirects, which Scrapy follows.
JUDGED = frozenset([*range(200, 300), 304, *range(400, 600)])
_WORDS: dict[type[Exception], str] = {
    CannotResolveHostError: "the host name does not resolve",
    DownloadCancelledError: "the answer is larger than allowed",
    DownloadConnectionRefusedError: "the connection was refused",
    DownloadTimeoutError: "no whole answer in time",
    ResponseDataLossError: "the answer was cut short",
}
_WORDS_MOST = 300  # characters: they may quote a header
_SPACE = re.compile(r"\s+")


def words_of(failure: BaseException) -> str:
    """Return what went wrong with a download, in one line."""
    if isinstance(failure, Refusal):
        return inert(failure.reason[:_WORDS_MOST])
    for kind, words in _WORDS.items():
        if isinstance(failure, kind):
            detail = str(failure)
            return inert(detail[:_WORDS_MOST]) if REFUSED in detail else words
    told = inert(_SPACE.sub(" ", str(failure)).strip())
    return f"{type(failure).__name__}: {told}"[:_WORDS_MOST] if told else type(failure).__name__


def header(response: Response, name: str) -> str | None:
    """Return a header's value as text, None when it is missing."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def wall_in(response: Response) -> Wall | None:
    """Return the wall that an answer is, None when it is none."""
    return wall_of(response.status, partial(header, response), response.body)


_GONE = (404, 410)
_PASSING = (408, 425, 429)
_TOO_MANY = 429
_NOT_MODIFIED = 304
_VALIDATOR_MOST = 500  # characters of one that are kept: a header has no bound of its own


def status_outcome(claim: Claim, response: Response) -> Outcome | None:
    """Return what a status or a wall in the page's place decides; None when the page is to be read."""
    status = response.status
    words = f"HTTP {status}"
    if status == _NOT_MODIFIED and claim.validators:
        return Outcome(claim, claim.state, status=status)
    if wall := wall_in(response):
        return Outcome(claim, "blocked", wall.reason, status, counts=not wall.lasting)
    if 200 <= status < 300:
        led_home = _led_home(claim, response)
        return Outcome(claim, "gone", "its address leads to the home page", status) if led_home else None
    if status in _GONE:
        return Outcome(claim, "gone", words, status)
    if status in _PASSING or status >= 500:
        until = response.meta.get("held_until")
        last: State = "blocked" if status == _TOO_MANY else "failed"
        return Outcome(claim, "queued", words, status, until=until, counts=True, last=last)
    return Outcome(claim, "failed", words, status)


def validators_of(response: Response) -> tuple[str | None, str | None]:
    """Return an answer's ETag and Last-Modified, as the next conditional request sends them."""
    told = [header(response, name) for name in ("ETag", "Last-Modified")]
    etag, modified = (value if value and len(value) <= _VALIDATOR_MOST else None for value in told)
    return etag, modified


def _led_home(claim: Claim, response: Response) -> bool:
    """Tell whether an article's address was answered with the front page: how many sites remove one."""
    return is_home(response.url) and not is_home(claim.url) and site_of(response.url) == site_of(claim.url)


def failure_outcome(claim: Claim, failure: BaseException) -> Outcome:
    """Return the outcome of a page that could not be had."""
    if isinstance(failure, Refusal):
        return Outcome(claim, failure.state, failure.reason, until=failure.until, counts=failure.counts)
    words = words_of(failure)
    if isinstance(failure, DownloadCancelledError):
        return Outcome(claim, "too_large", words)
    if REFUSED in words or isinstance(failure, (IgnoreRequest, UnsupportedURLSchemeError, NotSupported)):
        return Outcome(claim, "failed", words)
    return Outcome(claim, "queued", words, counts=True)
