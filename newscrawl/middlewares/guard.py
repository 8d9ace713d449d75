"""The address guard: nothing but http(s), nobody's private network, no strange site.

Literals are judged before anything is asked; names by the one address they
resolve to, which is the one that is then connected to.  Behind a proxy a
name is looked up here once, and the proxy connects to what it finds itself.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, fail
from twisted.internet.error import DNSLookupError

from newscrawl.discover.addresses import is_of
from newscrawl.middlewares.refusals import REFUSED, Refusal

_BYTE = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_DOTTED_QUAD = re.compile(rf"{_BYTE}(?:\.{_BYTE}){{3}}", re.ASCII)


def is_private(address: str) -> bool:
    """Tell whether an IP address, in any spelling that a resolver takes, is not a public one."""
    try:
        found = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    meant = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return not meant.is_global or meant.is_multicast


def is_private_host(host: str) -> bool:
    """Tell whether a host names, without asking anyone, something else than a public address.

    Numbers in any spelling but the usual one (2130706433, 0x7f.1, 127.1, 0177.0.0.1) count as
    private: no outlet writes its address so.
    """
    host = host.rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    if ":" in host:
        return is_private(host)
    if all(part.isdigit() or part.lower().startswith("0x") for part in host.split(".") if part):
        return not _DOTTED_QUAD.fullmatch(host) or is_private(host)
    return False


def allowed_ports(pairs: Collection[str]) -> dict[str, set[str]]:
    """Return the ports of each host of PRIVATE_ALLOWED ("127.0.0.1:8080", "[::1]:80", "intranet:80")."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        host, _, port = pair.strip().rpartition(":")
        found.setdefault(host.strip("[]").lower(), set()).add(port)
    return found


class AddressGuard:
    """Refuses a request by its address, also after each redirect."""

    def __init__(self, private_allowed: Collection[str]) -> None:
        self._allowed = allowed_ports(private_allowed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getlist("PRIVATE_ALLOWED"))

    def process_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("http", "https"):
            raise Refusal("failed", f"{REFUSED}: scheme {parts.scheme}")
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        allowed = self._allowed.get(host)  # a name, too, at these ports alone: it leads to a private address
        if str(port) not in allowed if allowed else is_private_host(host):
            raise Refusal("failed", f"{REFUSED}: {host} is not on the public network")
        self._stay_on_site(request, host)

    def _stay_on_site(self, request: Request, host: str) -> None:
        sites: Collection[str] | None = request.meta.get("sites")
        if sites is not None and not is_of(host, sites):
            raise Refusal("failed", f"redirected off the outlet's site, to {host}")


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses a name that leads to a private address."""

    private_allowed: Collection[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        resolver = super().from_crawler(crawler, reactor)
        resolver.private_allowed = allowed_ports(crawler.settings.getlist("PRIVATE_ALLOWED"))
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  Twisted's name
        if name in self.private_allowed:
            return super().getHostByName(name, timeout)
        if is_private(name):
            return fail(DNSLookupError(f"{REFUSED}: {name} is not on the public network"))
        return super().getHostByName(name, timeout).addCallback(_refuse_private, name)


def _refuse_private(address: str, name: str) -> str:
    if is_private(address):
        raise DNSLookupError(f"{REFUSED}: {name} leads to {address}, which is not on the public network")
    return address
