"""A log file that several processes write to: whole lines, whoever writes when."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from newscrawl.store.database import StoreError

if TYPE_CHECKING:
    from scrapy.settings import Settings

_FULL = (errno.ENOSPC, errno.EDQUOT)


class LineHandler(logging.Handler):
    """Appends each record in one write, which the system does not mix with another's."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            os.write(self._file, f"{self.format(record)}\n".encode(errors="replace"))
        except Exception as error:  # as logging has it: a line that cannot be written stops nothing
            if getattr(error, "errno", None) not in _FULL:  # the database will say so, once
                self.handleError(record)

    def close(self) -> None:
        os.close(self._file)
        super().close()


def prepare(settings: Settings) -> None:
    """Make LOG_FILE, if one is named, or empty it where it is not to be appended to; Scrapy leaves it to us.

    To be called once, before any process writes.  Raises StoreError where that fails.
    """
    path, append = settings["LOG_FILE"], settings.getbool("LOG_FILE_APPEND")
    if not path:
        return
    try:
        with Path(path).open("a" if append else "w"):
            told = {"LOG_FILE_APPEND": True, "LOG_INSTALL_ROOT_HANDLER": False}
            settings.setdict(told, priority="cmdline")
    except OSError as error:
        raise StoreError(f"cannot write the log {path}: {error.strerror or error}") from error


def log_to_file(settings: Settings) -> None:
    """Send this process's log to LOG_FILE, if one is named, in place of Scrapy's handler.

    To be called when Scrapy has set up its logging, which closes the handlers
    that are there; it would open the file anew twice a crawl.
    """
    logging.getLogger("scrapy").setLevel(settings["LOG_LEVEL"])  # its own is DEBUG: records for nobody
    if not settings["LOG_FILE"]:
        return
    handler = LineHandler(settings["LOG_FILE"])
    handler.setFormatter(logging.Formatter(settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"]))
    handler.setLevel(settings["LOG_LEVEL"])
    logging.root.setLevel(settings["LOG_LEVEL"])
    logging.root.addHandler(handler)
