"""A log that several processes write: whole lines, as the settings have them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.logfile import LineHandler, log_to_file, prepare
from newscrawl.store.database import StoreError


@pytest.fixture
def handlers() -> Iterator[None]:
    """Put the root logger back as it was."""
    before, level, scrapys = (
        list(logging.root.handlers),
        logging.root.level,
        logging.getLogger("scrapy").level,
    )
    made = logging.getLogRecordFactory()
    logging.setLogRecordFactory(logging.LogRecord)  # a command that ran in this process may have set its own
    yield
    logging.setLogRecordFactory(made)
    for handler in set(logging.root.handlers) - set(before):
        logging.root.removeHandler(handler)
        handler.close()
    logging.root.setLevel(level)
    logging.getLogger("scrapy").setLevel(scrapys)


@pytest.mark.usefixtures("handlers")
def test_lines_are_appended_from_the_level_on(tmp_path: Path) -> None:
    path = tmp_path / "run.log"
    path.write_text("before\n")
    settings = Settings(
        {"LOG_FILE": str(path), "LOG_LEVEL": "INFO", "LOG_FORMAT": "%(levelname)s %(message)s"}
    )
    prepare(settings)
    log_to_file(settings)
    for handler in logging.root.handlers[:]:  # pytest's cannot pass on such a line to another process
        if not isinstance(handler, LineHandler):
            logging.root.removeHandler(handler)
    logging.getLogger("scrapy.core").debug("for nobody")
    logging.getLogger("newscrawl").info("ferry \udcff %s", "x" * 100_000)
    assert path.read_text().splitlines() == ["before", "INFO ferry ? " + "x" * 100_000]


def test_a_file_that_is_not_to_be_appended_to_is_emptied_once(tmp_path: Path) -> None:
    path = tmp_path / "run.log"
    path.write_text("before\n")
    settings = Settings({"LOG_FILE": str(path), "LOG_FILE_APPEND": False})
    prepare(settings)
    assert path.read_text() == ""
    assert settings.getbool("LOG_FILE_APPEND")  # no worker empties it again


def test_a_log_that_cannot_be_written_is_a_fault_of_storage(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot write the log .*: No such file or directory"):
        prepare(Settings({"LOG_FILE": str(tmp_path / "nowhere" / "run.log")}))


def test_a_full_disk_stops_nothing_and_other_faults_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    handler = LineHandler("/dev/full")
    record = logging.makeLogRecord({"msg": "ferry"})
    handler.emit(record)
    assert capsys.readouterr().err == ""
    handler.close()
    handler.emit(record)
    assert "Bad file descriptor" in capsys.readouterr().err
