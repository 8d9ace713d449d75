"""What the commands share: the way in, usage errors, exit codes."""

from __future__ import annotations

import argparse
import errno
import logging
import os
import signal
import sys
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

if TYPE_CHECKING:
    from types import ModuleType

    from scrapy import Spider
    from scrapy.settings import Settings
    from sqlalchemy.engine import Engine

    from newscrawl.output import Output
    from newscrawl.platforms.news import NewsSpider
    from newscrawl.spiderloader import OutletLoader


class Exit(IntEnum):
    """The exit codes that cron jobs rely on."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    FAILED = 3
    NOTHING_NEW = 4
    STORAGE = 5
    LOCKED = 75
    INTERRUPTED = 130


# Where several hold, the first of these is the exit code.
_WEIGHT = (
    Exit.INTERRUPTED,
    Exit.STORAGE,
    Exit.ERROR,
    Exit.USAGE,
    Exit.FAILED,
    Exit.NOTHING_NEW,
    Exit.LOCKED,
    Exit.DONE,
)


def heaviest(codes: list[Exit]) -> Exit:
    """Return the one exit code of several outlets; 75 only when every one of them was locked."""
    free = [code for code in codes if code is not Exit.LOCKED]
    return min(free or codes or [Exit.DONE], key=_WEIGHT.index)


def main() -> None:
    """Run a command from any folder with newscrawl's settings: the `newscrawl` entry point."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newscrawl.settings"
    try:
        from scrapy.cmdline import execute  # most of what there is to load: Ctrl-C may come meanwhile

        execute(["newscrawl", *sys.argv[1:]])
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except BrokenPipeError:  # `newscrawl export | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.DONE)
    except OSError as error:
        # Wherever it comes up, in a log's last line even: what is committed is kept.
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        fail(f"no space left: {error.filename or 'on the disk of the output or the log'}", Exit.STORAGE)


def fail(message: str, code: Exit) -> NoReturn:
    """End the command with one line on standard error."""
    say(f"newscrawl: {' '.join(message.split())}", to=sys.stderr)
    sys.exit(code)


def say(line: str, *, to: TextIO | None = None) -> None:
    """Print a line, to standard output where nothing else is named; what it quotes commands no terminal."""
    from newscrawl.inert import inert

    print(inert(line), file=to)


def readable(argument: str) -> str:
    """Return what a shell handed over, which need not be UTF-8, as text that every place can take."""
    return argument.encode("utf-8", "replace").decode()


def refuse_leftovers(args: list[str], most: int) -> None:
    """End with a usage error for what no option took: Scrapy would pass over it."""
    for arg in args:
        if arg.startswith("-") and arg != "-":
            fail(f"unknown option {arg}", Exit.USAGE)
    if len(args) > most:
        fail(f"too many arguments: {' '.join(args[most:])}", Exit.USAGE)


class NewsCommand(ScrapyCommand):
    """A command of ours: what it does not know is an error, what fails says so in one line."""

    requires_project = True
    requires_crawler_process = False
    most_arguments = 0
    settings: Settings

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        refuse_leftovers(args, self.most_arguments)
        try:
            super().process_options(args, opts)
        except UsageError as error:
            fail(str(error), Exit.USAGE)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from sqlalchemy.exc import DatabaseError, OperationalError

        from newscrawl.logformat import InertRecord
        from newscrawl.store.database import StoreError

        logging.setLogRecordFactory(InertRecord)
        self._sign()
        self._pass_on_spiders()
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler)  # as Ctrl-C, where a crawl does not handle it
        try:
            self.exitcode = self.execute(args, opts)
        except StoreError as error:
            fail(str(error), Exit.STORAGE)
        except OperationalError as error:  # no space left, locked for a minute, gone
            fail(f"the database: {error.orig}", Exit.STORAGE)
        except DatabaseError as error:
            if type(error) is not DatabaseError:  # what is below it is an error of ours
                raise
            fail(f"the database: {error.orig}: see `newscrawl check`", Exit.STORAGE)
        except KeyboardInterrupt:
            self.exitcode = Exit.INTERRUPTED

    def _sign(self) -> None:
        """Put a CONTACT that `-s` names into the user agent, which was made before it was known."""
        contact, agent = self.settings["CONTACT"], self.settings["USER_AGENT"]
        if contact and "(+" not in agent:
            self.settings.set("USER_AGENT", f"{agent} (+{contact})", priority="project")

    def _pass_on_spiders(self) -> None:
        """Let whatever looks an outlet up, child processes too, know of the spiders that `-s` names."""
        named = self.settings.getlist("SPIDER_MODULES")
        if named != ["newscrawl.spiders"]:
            os.environ["NEWSCRAWL_SPIDER_MODULES"] = ",".join(named)

    def execute(self, args: list[str], opts: argparse.Namespace) -> Exit:
        """Do the command's work; return its exit code."""
        raise NotImplementedError

    def output(self) -> Output:
        """Return the output folder that the settings name."""
        from newscrawl.output import Output

        return Output.of(self.settings)

    def database(self) -> Engine:
        """Open the database, made when missing; raises StoreError."""
        from newscrawl.store.database import open_database

        output = self.output()
        output.make()
        return open_database(output.database_url)

    def outlets(self) -> list[str]:
        """Return the names of all outlets."""
        return sorted(self.loader().list())

    def loader(self) -> OutletLoader:
        from newscrawl.spiderloader import OutletLoader

        return OutletLoader.from_settings(self.settings)

    def spider(self, name: str) -> type[Spider]:
        """Return an outlet's class, or end with an error when there is none or its file is broken."""
        loader = self.loader()
        try:
            return loader.load(self.known_outlet(name))
        except KeyError:
            told = next((why for file, why in loader.broken.items() if file.endswith(f".{name}")), None)
            fail(
                f"the file of {name} cannot be loaded: {told or 'it holds no spider of that name'}",
                Exit.ERROR,
            )

    def chosen_outlets(self, country: str | None, language: str | None) -> list[type[NewsSpider]]:
        """Return the outlets of a country or language, else all; end with a usage error where none is."""
        from newscrawl.catalogue import outlets_of

        country, language = (country or "").upper(), (language or "").lower()
        chosen = [
            s
            for s in outlets_of(self.settings)
            if (not country or s.country == country)
            and (not language or any(language in (tag.lower(), tag.split("-")[0]) for tag in s.languages))
        ]
        if not chosen:
            fail(f"no outlet for {country or language}; `newscrawl outlets` names them all", Exit.USAGE)
        return chosen

    def known_outlet(self, name: str) -> str:
        """Return the name, or end with a usage error when no outlet is called so."""
        if name not in self.outlets():
            import difflib

            close = difflib.get_close_matches(name, self.outlets(), 1)
            hint = f"; did you mean {close[0]}?" if close else "; `scrapy list` names them"
            fail(f"unknown outlet: {name}{hint}", Exit.USAGE)
        return name


def the_time(text: str) -> Any:
    """Return an option's date or time; end with a usage error when it is none."""
    from newscrawl.store.times import parse_time

    try:
        return parse_time(text)
    except ValueError as error:
        fail(str(error), Exit.USAGE)


def own_package(settings: Settings) -> ModuleType:
    """Return the package that new spiders go to: the last of SPIDER_MODULES, the user's own if any.

    Ends with a usage error where there is none.
    """
    from newscrawl.spiderloader import package_of

    named = settings.getlist("SPIDER_MODULES")[-1]
    try:
        return package_of(named)
    except ImportError as error:
        fail(f"no place for a spider: SPIDER_MODULES names {named}: {error}", Exit.USAGE)
