"""Scrapy's defaults that are wrong for us: what a crawl really gets in their place."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from loopback import run

SETTINGS = Path(__file__).parents[1] / "newscrawl" / "settings.py"
SPIDER = """
import json, logging, pathlib

from newscrawl.platforms import NewsSpider


class ReadsBackSpider(NewsSpider):
    name = "reads_back"
    publisher = "Nobody"
    home = "http://{host}/"
    feeds = ("http://{host}/feed",)

    async def start(self):
        async for request in super().start():
            yield request
        told = self.settings.copy_to_dict()
        told["levels"] = [handler.level for handler in logging.root.handlers]
        parts = self.crawler.extensions.middlewares + self.crawler.engine.downloader.middleware.middlewares
        told["loaded"] = [type(part).__name__ for part in parts]
        pathlib.Path(r"{told}").write_text(json.dumps(told, default=str))
"""
HANDLER = "newscrawl.downloading.BoundedDownloadHandler"


@pytest.fixture(scope="module")
def in_use(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the settings as a spider of a crawl finds them, and what was loaded by them."""
    folder = tmp_path_factory.mktemp("settings")
    (folder / "own").mkdir()
    (folder / "own" / "reads_back.py").write_text(SPIDER.format(host="127.0.0.1", told=folder / "told"))
    said = run("crawl", "reads_back", output=folder, NEWSCRAWL_SPIDER_MODULES=str(folder / "own"))
    assert "refused address" in said.err  # the feed was never asked for
    told: dict[str, Any] = json.loads((folder / "told").read_text())
    return told


@pytest.mark.parametrize(
    ("name", "value"),
    {
        "DOWNLOAD_MAXSIZE": 10 * 1024 * 1024,
        "SOURCE_MAXSIZE": 50 * 1024 * 1024,
        "DOWNLOAD_TIMEOUT": 30,
        "DNS_TIMEOUT": 10,
        "REDIRECT_MAX_TIMES": 5,
        "METAREFRESH_ENABLED": False,
        "COOKIES_ENABLED": False,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_HANDLERS": {
            "http": HANDLER, "https": HANDLER, "data": None, "file": None, "ftp": None, "s3": None,
        },
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "REFERER_ENABLED": False,
        "RETRY_ENABLED": False,
        "RETRY_HTTP_CODES": [],
        "PRIVATE_ALLOWED": [],
        "TWISTED_DNS_RESOLVER": "newscrawl.middlewares.guard.GuardedResolver",
        "LOG_LEVEL": "INFO",
        "LOG_FORMATTER": "newscrawl.logformat.QuietFormatter",
        "STATS_DUMP": False,
    }.items(),
)  # fmt: skip
def test_a_crawl_gets_our_value_and_the_settings_say_why(
    in_use: dict[str, Any], name: str, value: Any
) -> None:
    assert in_use[name] == value
    told = re.search(rf"^{name}\b.*(?:\n(?: .*|\}}.*))*", SETTINGS.read_text(), re.M)
    assert told
    assert "# " in told[0]


def test_memory_has_a_bound(in_use: dict[str, Any]) -> None:
    assert 500 <= in_use["MEMUSAGE_LIMIT_MB"] <= 2000
    assert "MemoryUsage" in in_use["loaded"]


def test_what_is_off_is_not_loaded_either(in_use: dict[str, Any]) -> None:
    loaded = set(in_use["loaded"])
    assert {"AddressGuard", "RobotsMiddleware", "PlainRedirectMiddleware"} <= loaded
    off = ("Cookies", "MetaRefresh", "Retry", "Referer", "Redirect", "Offsite")
    assert not loaded & {"TelnetConsole", "RemoteControl", *(f"{name}Middleware" for name in off)}
    assert "RobotsTxtMiddleware" not in loaded  # lets everything pass on an error
    assert "HttpCompressionMiddleware" not in loaded  # passes on what is cut off


def test_logs_hold_no_debugging(in_use: dict[str, Any]) -> None:
    assert in_use["levels"]
    assert min(in_use["levels"]) >= logging.INFO


def test_a_crawl_that_takes_too_much_memory_ends_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "reads_back.py").write_text(SPIDER.format(host="127.0.0.1", told=tmp_path / "told"))
    told = {"NEWSCRAWL_SPIDER_MODULES": str(tmp_path / "own"), "NEWSCRAWL_MEMUSAGE_LIMIT_MB": "1"}
    said = run("crawl", "reads_back", output=tmp_path, **told)
    assert said.code == 1
    assert "took more memory than MEMUSAGE_LIMIT_MB; the rest waits" in said.err
