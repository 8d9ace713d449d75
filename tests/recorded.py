"""A crawl whose every way out is recorded, run as a program: no name is looked up, nobody is connected to.

Names lead where NAMES says.  A connection to a public address is led to the
fault server on loopback, any other is refused; both are written down, a line
each, in the file that RECORD names.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.internet.base import ThreadedResolver
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import DNSLookupError

SITE = "faults.example"
PUBLIC, PROXY = "93.184.215.14", "93.184.215.99"
NAMES = {
    "ten-name": "10.1.2.3",
    "loopback-name": "127.0.0.1",
    "metadata-name": "169.254.169.254",
    "zero-name": "0.0.0.0",
    "proxy": PROXY,
}
UNKNOWN = f"unknown.{SITE}"


def note(*words: object) -> None:
    with Path(os.environ["RECORD"]).open("a") as record:
        record.write(" ".join(map(str, words)) + "\n")


def look_up(self: ThreadedResolver, name: str, timeout: Any = ()) -> Deferred[str]:
    note("look-up", name)
    if name == UNKNOWN or not name.endswith(SITE):
        return fail(DNSLookupError(f"no such name: {name}"))
    return succeed(NAMES.get(name.removesuffix(f".{SITE}"), PUBLIC))


_connect = AsyncioSelectorReactor.connectTCP


def connect(self: Any, host: str, port: int, *rest: Any, **told: Any) -> Any:
    note("connect", host, port)
    led = int(os.environ["FAULTS_PORT"]) if host in (PUBLIC, PROXY) else 1
    return _connect(self, "127.0.0.1", led, *rest, **told)


def getaddrinfo(*told: Any, **_: Any) -> Any:
    note("system-look-up", told[0])
    raise socket.gaierror


if __name__ == "__main__":
    from newscrawl.cli import main

    ThreadedResolver.getHostByName = look_up  # type: ignore[method-assign]
    AsyncioSelectorReactor.connectTCP = connect
    socket.getaddrinfo = getaddrinfo  # type: ignore[assignment]
    main()
