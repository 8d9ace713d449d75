"""`newscrawl browse`: look at the records, search them."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path

from newscrawl.cli import Exit, NewsCommand, fail

_HOST = "127.0.0.1"
_TELL_EVERY = 10_000  # articles, some seconds; a multiple of a batch


class Command(NewsCommand):
    def syntax(self) -> str:
        return "[--port 8001] [--open]"

    def short_desc(self) -> str:
        return "Look at the records in a web browser: tables, full-text search, SQL; on this machine alone"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--port", metavar="N", default="8001", help="where to listen (default: 8001)")
        parser.add_argument("--open", action="store_true", help="open the web browser")

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        from newscrawl.store.backup import must_exist, sqlite_path

        port = _port(opts.port)
        url = self.output().database_url
        database = sqlite_path(url)
        if database is None:
            fail(
                "browse needs the SQLite database; PostgreSQL has tools of its own, such as psql", Exit.USAGE
            )
        if find_spec("datasette") is None:
            fail("browse needs Datasette: pip install 'newscrawl[browse]'", Exit.USAGE)
        must_exist(url)
        self.database().dispose()  # brought to this program's schema
        with _listening(port) as listener:
            _catch_up(database)
            _serve(database, listener, open_it=opts.open)
        return Exit.DONE


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        fail(f"--port is a number up to 65535, not {text}", Exit.USAGE)
    return int(text)


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        fail(
            f"cannot listen on {_HOST}:{port}: {os.strerror(error.errno or 0)}; --port names another",
            Exit.USAGE,
        )


def _catch_up(database: Path) -> None:
    from newscrawl.store.search import catch_up, index_of

    if not index_of(database).exists():
        print("newscrawl: making the search index; later starts only add to it", file=sys.stderr)
    if number := catch_up(database, tell=_tell):
        print(f"newscrawl: {number:,} articles indexed", file=sys.stderr)


def _tell(done: int, of: int) -> None:
    """Show how far it is: two minutes for a million articles without a word look like a fault."""
    if done % _TELL_EVERY == 0 and done < of:
        print(f"newscrawl: {done:,} of {of:,} articles indexed", file=sys.stderr, flush=True)


def _serve(database: Path, listener: socket.socket, *, open_it: bool) -> None:
    import uvicorn

    from newscrawl.browsing import datasette_over

    address = f"http://{_HOST}:{listener.getsockname()[1]}/"
    server = uvicorn.Server(uvicorn.Config(datasette_over(database).app(), log_level="warning"))
    print(f"{address}  (Ctrl-C ends)", flush=True)
    if open_it:
        import webbrowser

        webbrowser.open(address)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:  # the way to end it
        return
