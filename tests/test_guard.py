"""The address guard: nothing but the public web, and the outlet's own site.  No name is ever looked up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError

from newscrawl.discover.addresses import is_of
from newscrawl.middlewares.guard import AddressGuard, GuardedResolver, is_private, is_private_host
from newscrawl.middlewares.refusals import Refusal

PRIVATE_LITERALS = [
    "127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0X7F.0.0.1",
    "0177.0.0.1",
    "010.8.8.8",
    "0",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "999.1.1.1",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:224.0.0.1",
    "fe80::1",
    "fd00::1",
    "2002:7f00:1::",
    "localhost",
    "press.localhost",
    "localhost.",
]


@pytest.mark.parametrize("host", PRIVATE_LITERALS)
def test_no_spelling_of_a_private_address_is_asked(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize(
    "host", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "post.example", "1.example", "0x.example"]
)
def test_public_hosts_pass_by_their_name(host: str) -> None:
    assert not is_private_host(host)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "post.example", ""])
def test_only_addresses_are_judged_by_number(address: str) -> None:
    assert not is_private(address)


def asked(url: str, *, allowed: tuple[str, ...] = (), sites: tuple[str, ...] | None = None) -> str | None:
    """Return why a request is refused, None when it is let through."""
    meta = {} if sites is None else {"sites": sites}
    try:
        AddressGuard(allowed).process_request(Request(url, meta=meta))
    except Refusal as refusal:
        assert refusal.state == "failed"
        return refusal.reason
    return None


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://post.example/", "data:text/html,x", "s3://bucket/key"]
)
def test_only_web_addresses_are_asked(url: str) -> None:
    assert "scheme" in (asked(url) or "")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://[::1]/",
        "http://user:word@127.0.0.1:80/",
        "http://post.example@127.0.0.1/",
        "http://LOCALHOST:8080/",
        "http://0x7f.1/",
    ],
)
def test_a_private_address_is_refused_in_any_clothes(url: str) -> None:
    assert "not on the public network" in (asked(url) or "")


def test_a_name_before_an_at_sign_does_not_matter() -> None:
    assert asked("https://127.0.0.1@post.example/") is None


def test_an_allowed_private_address_is_that_port_alone() -> None:
    allowed = ("127.0.0.1:8080",)
    assert asked("http://127.0.0.1:8080/feed", allowed=allowed) is None
    assert asked("http://127.0.0.1:8081/", allowed=allowed)
    assert asked("http://127.0.0.1/", allowed=allowed)
    assert asked("http://127.0.0.2:8080/", allowed=allowed)
    assert asked("http://127.0.0.1/", allowed=("127.0.0.1:80",)) is None


def test_a_name_or_a_long_address_is_allowed_at_its_ports_alone() -> None:
    allowed = ("intranet.example:8080", "intranet.example:8081", "[::1]:8080")
    assert asked("http://intranet.example:8080/feed", allowed=allowed) is None
    assert asked("http://intranet.example:8081/feed", allowed=allowed) is None
    assert "intranet.example is not on the public network" in (
        asked("http://intranet.example/", allowed=allowed) or ""
    )
    assert asked("http://[::1]:8080/", allowed=allowed) is None
    assert asked("http://[::1]:22/", allowed=allowed)


def test_a_redirect_off_the_site_is_refused_and_one_within_it_is_not() -> None:
    assert asked("https://post.example/1", sites=("post.example",)) is None
    assert asked("https://www.post.example/1", sites=("post.example",)) is None
    assert "off the outlet's site, to evil.example" in (
        asked("https://evil.example/1", sites=("post.example",)) or ""
    )
    assert asked("https://post.example.evil.example/", sites=("post.example",))
    assert asked("https://evilpost.example/", sites=("post.example",))
    assert asked("https://feeds.example/rss") is None


def test_a_site_s_closing_dot_and_empty_names_are_no_way_around() -> None:
    assert not is_of("evil.example", ())
    assert not is_of("", ("post.example",))


# --- names, through a stand-in for the lookup ---


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Any, list[str]]]:
    """Return a factory of resolvers that know the names given; and what they were asked."""

    def make(known: dict[str, str], allowed: str = "") -> tuple[GuardedResolver, list[str]]:
        looked_up: list[str] = []

        def lookup(self: object, name: str, timeout: object = ()) -> Deferred[str]:
            looked_up.append(name)
            return succeed(known[name])

        monkeypatch.setattr("scrapy.resolver.CachingThreadedResolver.getHostByName", lookup)
        crawler = get_crawler(settings_dict={"PRIVATE_ALLOWED": allowed})
        assert isinstance(crawler.settings, Settings)
        return GuardedResolver.from_crawler(crawler, _Reactor()), looked_up

    return make


class _Reactor:
    def getThreadPool(self) -> None:  # noqa: N802  Twisted's name
        return None


def outcome(resolver: GuardedResolver, name: str) -> str:
    """Return the address that a name came to, or why it is refused."""
    told: list[str] = []
    found = resolver.getHostByName(name, (1,))
    found.addCallbacks(
        told.append, lambda failure: told.append(f"refused: {failure.trap(DNSLookupError) and failure.value}")
    )
    return told[0]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "0.0.0.0"])
def test_a_public_name_that_leads_to_a_private_address_is_refused(
    resolver: Callable[..., tuple[Any, list[str]]], address: str
) -> None:
    guard, _ = resolver({"rebind.example": address})
    told = outcome(guard, "rebind.example")
    assert "refused address: rebind.example leads to" in told
    assert address in told


def test_a_public_name_resolves(resolver: Callable[..., tuple[Any, list[str]]]) -> None:
    guard, looked_up = resolver({"post.example": "93.184.215.14"})
    assert outcome(guard, "post.example") == "93.184.215.14"
    assert looked_up == ["post.example"]


def test_a_private_literal_is_refused_before_anybody_is_asked(
    resolver: Callable[..., tuple[Any, list[str]]],
) -> None:
    guard, looked_up = resolver({})
    assert "not on the public network" in outcome(guard, "192.168.1.1")
    assert looked_up == []


def test_a_literal_that_only_a_lookup_understands_is_refused_by_what_it_leads_to(
    resolver: Callable[..., tuple[Any, list[str]]],
) -> None:
    guard, _ = resolver({"2130706433": "127.0.0.1"})
    assert "leads to 127.0.0.1" in outcome(guard, "2130706433")


def test_an_allowed_private_host_resolves(resolver: Callable[..., tuple[Any, list[str]]]) -> None:
    guard, _ = resolver({"127.0.0.1": "127.0.0.1", "press": "127.0.0.1"}, "127.0.0.1:8080")
    assert outcome(guard, "127.0.0.1") == "127.0.0.1"
    assert "refused" in outcome(guard, "press")
