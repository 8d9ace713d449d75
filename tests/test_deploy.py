"""The files under deploy/: the program takes every command in them, and systemd every unit."""

from __future__ import annotations

import argparse
import importlib
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from scrapy.settings import Settings

import newscrawl.settings
from newscrawl.cli import Exit, refuse_leftovers
from newscrawl.logfile import LineHandler

DEPLOY = Path(__file__).parent.parent / "deploy"
RECOVERY = (DEPLOY.parent / "docs" / "recovery.md").read_text()
SERVICES = sorted(DEPLOY.glob("*.service"))
CRON = re.compile(r"^(\S+ \S+ \S+ \S+ \S+)\s+(newscrawl .*)$", re.M)
BOUNDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def commands() -> list[str]:
    """Return every newscrawl command that stands in the folder, without what a shell takes from it."""
    cron = [match[2] for match in CRON.finditer((DEPLOY / "crontab").read_text())]
    units = [re.search(r"^ExecStart=.*/(newscrawl .*)$", path.read_text(), re.M) for path in SERVICES]
    prose = re.findall(r"`(newscrawl [^`]+)`", (DEPLOY / "README.md").read_text() + RECOVERY)
    told = [*cron, *(unit[1] for unit in units if unit), *prose]
    return sorted({re.sub(r"\$\(.*?\)", "X", command).partition(" >")[0].strip() for command in told})


@pytest.mark.parametrize("command", commands())
def test_each_command_is_one_that_the_program_takes(command: str) -> None:
    _, verb, *rest = shlex.split(command.replace("…", ""))
    module = importlib.import_module(f"newscrawl.commands.{verb}")
    verb_itself = module.Command()
    verb_itself.settings = Settings({"LOG_ENABLED": True, "LOG_LEVEL": "INFO"})
    parser = argparse.ArgumentParser(exit_on_error=False)
    verb_itself.add_options(parser)
    _, left = parser.parse_known_args(rest)
    refuse_leftovers(left, verb_itself.most_arguments)
    assert not [word for word in left if word.startswith("--")]


def test_a_command_that_does_not_exist_would_be_found() -> None:
    with pytest.raises(SystemExit) as ended:
        test_each_command_is_one_that_the_program_takes("newscrawl check --qiuck")
    assert ended.value.code == Exit.USAGE


def test_cron_s_times_are_times() -> None:
    lines = CRON.findall((DEPLOY / "crontab").read_text())
    assert len(lines) >= 5
    for times, _ in lines:
        for told, (least, most) in zip(times.split(), BOUNDS, strict=True):
            assert told == "*" or re.fullmatch(r"\*/\d+", told) or least <= int(told) <= most, times


def test_cron_takes_a_per_cent_sign_for_a_line_s_end_unless_it_is_quoted() -> None:
    assert not re.search(
        r"(?<!\\)%", "".join(command for _, command in CRON.findall((DEPLOY / "crontab").read_text()))
    )


def test_every_setting_in_the_environment_file_is_one() -> None:
    names = re.findall(r"^#?NEWSCRAWL_([A-Z_]+)=", (DEPLOY / "newscrawl.env").read_text(), re.M)
    assert len(names) >= 4
    assert [name for name in names if not hasattr(newscrawl.settings, name)] == []


def test_every_exit_code_is_explained() -> None:
    table = set(re.findall(r"^\| (\d+) \|", (DEPLOY / "README.md").read_text(), re.M))
    assert table == {str(int(code)) for code in Exit}


def test_every_timer_has_its_service() -> None:
    assert {path.stem for path in DEPLOY.glob("*.timer")} == {path.stem for path in SERVICES}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for path in (*SERVICES, *DEPLOY.glob("*.timer")):
        (tmp_path / path.name).write_text(
            re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", path.read_text())
        )
    units = sorted(str(path) for path in tmp_path.iterdir())
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert [line for line in told.stderr.splitlines() if "newscrawl" in line] == []


@pytest.mark.skipif(not shutil.which("logrotate"), reason="no logrotate here")
def test_logrotate_understands_its_file(tmp_path: Path) -> None:
    text = (DEPLOY / "logrotate").read_text().replace("/var/lib/newscrawl", str(tmp_path))
    (tmp_path / "conf").write_text(re.sub(r"(?m)^ *su .*\n", "", text))
    told = subprocess.run(
        ["logrotate", "-d", str(tmp_path / "conf")], capture_output=True, text=True, timeout=60, check=False
    )
    assert told.returncode == 0, told.stderr
    assert "error" not in told.stderr


def test_no_line_is_lost_when_the_log_is_renamed_under_its_writers(tmp_path: Path) -> None:
    """What logrotate does: who has the file open goes on writing to it, who comes later makes a new one."""
    import logging

    path = tmp_path / "run.log"
    record = logging.makeLogRecord({"msg": "a line"})
    early = [LineHandler(str(path)) for _ in range(3)]
    for handler in early:
        handler.emit(record)
    path.rename(tmp_path / "run.log.1")
    late = LineHandler(str(path))
    for handler in (*early, late):
        handler.emit(record)
        handler.close()
    assert (tmp_path / "run.log.1").read_text() == "a line\n" * 6
    assert path.read_text() == "a line\n"
