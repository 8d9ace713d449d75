"""ARCHIVE=1: every exchange into a WARC file, as it went over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response

from newscrawl import __version__
from newscrawl.extensions.ledger import RunLedger
from newscrawl.store.database import StoreError
from newscrawl.store.names import folder_name

if TYPE_CHECKING:
    from newscrawl.store.archive import Archive


class ArchiveMiddleware:
    """Writes request and response before anything decodes or follows them."""

    def __init__(self, archive: Archive, ledger: RunLedger) -> None:
        self._archive = archive
        self._ledger = ledger

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("ARCHIVE"):
            raise NotConfigured
        from newscrawl.store.archive import Archive, repair  # and with it warcio, .02 s

        ledger = RunLedger.of(crawler)
        folder = ledger.output.archive / folder_name(ledger.outlet)
        for path in folder.glob("*.warc.gz"):
            repair(path)
        software = f"newscrawl/{__version__}"
        archive = Archive(folder, ledger.run_id, software, crawler.settings["CONTACT"] or None)
        ledger.archive = archive
        crawler.signals.connect(archive.close, signal=signals.spider_closed)
        return cls(archive, ledger)

    def process_response(self, request: Request, response: Response) -> Response:
        try:
            self._write(request, response)
        except OSError as error:
            fault = StoreError(f"cannot write {self._archive.path}: {error.strerror or error}")
            self._ledger.fail(fault)
            raise fault from error
        return response

    def _write(self, request: Request, response: Response) -> None:
        self._archive.write(
            method=request.method,
            url=response.url,
            request_headers=_pairs(request.headers),
            request_body=request.body,
            status=response.status,
            reason="",
            response_headers=_pairs(response.headers),
            body=response.body,
            date=self._ledger.clock(),
            ip=str(response.ip_address) if response.ip_address else None,
        )


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    ]
