"""Canaries in every place that holds a secret: no command, log, ledger or report says them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl import telling
from newscrawl.store.database import StoreError, masked, open_database

CANARY = "canary77"
ADDRESSES = (
    f"postgresql://reader:{CANARY}@127.0.0.1:1/news",
    f"postgresql://reader@127.0.0.1:1/news?password={CANARY}",
    f"postgresql://reader:{CANARY}/slash@127.0.0.1/news",
    f"nosuchthing://reader:{CANARY}@127.0.0.1/news",
    f"reader:{CANARY}",
)


def newscrawl(folder: Path, *arguments: str, **environment: str) -> str:
    """Run a command; return all that it wrote, its log and database included."""
    command = [sys.executable, "-c", "from newscrawl.cli import main; main()", *arguments]
    settings = {"NEWSCRAWL_OUTPUT_DIR": str(folder), **environment}
    ended = subprocess.run(
        command, env=os.environ | settings, stdin=subprocess.DEVNULL, capture_output=True, timeout=120
    )
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return b"".join((ended.stdout, ended.stderr, *files)).decode(errors="replace")


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_database_that_cannot_be_opened_is_named_without_its_password(url: str) -> None:
    assert CANARY not in masked(url)
    with pytest.raises(StoreError) as refused:
        open_database(url)
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "tsn"],
        ["crawl", "tsn"],
        ["status", "--json"],
        ["report"],
        ["check"],
        ["export"],
        ["why", "https://paper.example/"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_command_says_the_database_s_password(arguments: list[str], tmp_path: Path) -> None:
    said = newscrawl(tmp_path, *arguments, NEWSCRAWL_DATABASE_URL=ADDRESSES[1])
    assert "cannot open the database" in said
    assert CANARY not in said


def test_a_crawl_says_no_secret_of_its_proxy_alarms_or_mail(tmp_path: Path) -> None:
    secrets = {
        "http_proxy": f"http://me:{CANARY}@127.0.0.1:1",
        "https_proxy": f"http://me:{CANARY}@127.0.0.1:1",
        "no_proxy": "",
        "NEWSCRAWL_ALARM_WEBHOOK": f"http://127.0.0.1:1/{CANARY}",
        "NEWSCRAWL_ALARM_MAIL": "desk@paper.example",
        "NEWSCRAWL_SMTP_URL": f"smtp://me:{CANARY}@127.0.0.1:1",
        "NEWSCRAWL_PRIVATE_ALLOWED": "127.0.0.1:1",
        "NEWSCRAWL_LOG_LEVEL": "DEBUG",
        "NEWSCRAWL_RETRY_WAIT": "0",
    }
    said = newscrawl(tmp_path, "crawl", "any", "-a", "url=http://127.0.0.1:1/news", **secrets)
    said += newscrawl(tmp_path, "status", "--json", **secrets)
    assert "127.0.0.1" in said
    assert CANARY not in said


@pytest.mark.parametrize(
    "address",
    [
        f"http://127.0.0.1:1/{CANARY}",
        f"https://127.0.0.1:{CANARY}/",
        f"https://127.0.0.1/{CANARY} and more",
        f"hooks.example/{CANARY}",
        f"https://[{CANARY}",
    ],
)
def test_a_webhook_that_takes_nothing_is_not_quoted(address: str) -> None:
    with pytest.raises(telling.NotToldError) as failed:
        telling.post(address, [])
    assert CANARY not in str(failed.value)
    assert failed.value.__cause__ is None


@pytest.mark.parametrize(
    "server",
    [
        f"smtp://me:{CANARY}@127.0.0.1:1",
        f"smtp://me:{CANARY}/slash@127.0.0.1",
        f"smtp://127.0.0.1:{CANARY}",
        f"me:{CANARY}@127.0.0.1",
    ],
)
def test_a_mail_server_that_takes_nothing_is_not_quoted(server: str) -> None:
    with pytest.raises(telling.NotToldError) as failed:
        telling.mail(server, "newscrawl@paper.example", ["desk@paper.example"], [])
    assert CANARY not in str(failed.value)
    assert failed.value.__cause__ is None
