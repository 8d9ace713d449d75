"""What a run asks of the network: requests, answers and seconds, by host."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.results import Host, Traffic

_REFUSED = (429, *range(500, 600))  # answers that a host in trouble gives


class CountTraffic:
    """Counts every exchange with a host, also for robots.txt and redirects, into the run's row."""

    def __init__(self, traffic: Traffic) -> None:
        self._traffic = traffic

    def listen_to(self, crawler: Crawler) -> None:
        crawler.signals.connect(self.answered, signal=signals.response_downloaded)
        crawler.signals.connect(self.ended, signal=signals.request_left_downloader)

    def answered(self, response: Response, request: Request) -> None:
        self._traffic.bytes += len(response.body)
        self._traffic.not_modified += response.status == 304
        self._host(request).answered += response.status not in _REFUSED

    def ended(self, request: Request) -> None:
        self._traffic.requests += 1
        self._traffic.source_requests += "claimed" not in request.meta
        host = self._host(request)
        host.requests += 1
        host.seconds += request.meta.get("download_latency", 0.0)

    def _host(self, request: Request) -> Host:
        return self._traffic.hosts.setdefault(urlsplit(request.url).hostname or "", Host())
