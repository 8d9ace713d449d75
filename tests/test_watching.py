"""The outlets' health from the database to people: alarms kept and told, metrics, `newscrawl status`."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from loopback import Said
from pasts import NOW, look, steady
from prometheus_client.parser import text_string_to_metric_families
from scrapy.cmdline import execute
from scrapy.settings import Settings
from servers import url_of
from sqlalchemy.engine import Engine
from test_alarms import kept, run

from newscrawl import watching
from newscrawl.health import Alarm
from newscrawl.health.history import DAY, HOUR
from newscrawl.store import alarms, looks
from newscrawl.store.database import read, write
from newscrawl.store.tables import addresses, runs, sources
from newscrawl.store.times import moment

CLOCK = moment(NOW)
BLOCKED = [look(1 - n / 20, "blocked", http_status=403) for n in range(10)]


@pytest.fixture
def troubled(engine: Engine) -> Engine:
    """A database whose "post" is refused its pages since half an hour; "mail" does well."""
    with write(engine) as connection:
        connection.execute(runs.delete())
        for outlet in ("post", "mail"):
            kept(connection, steady(20, since=1), outlet)
            for day in range(21):
                run(connection, NOW - day * DAY, outlet=outlet)
        kept(connection, BLOCKED)
        connection.execute(runs.update().values(outcome="finished"))
    return engine


def settings(**told: Any) -> Settings:
    usual = {
        "LOOKS_DAYS": 90,
        "ALARM_MAIL_FROM": "newscrawl@localhost",
        "SPIDER_MODULES": ["newscrawl.spiders"],
    }
    return Settings(usual | told)


def after_run(engine: Engine, hours: float = 0, **told: Any) -> None:
    now = CLOCK + timedelta(hours=hours)
    watching.after_run(settings(**told), engine, ["mail", "post"], now=now)


def held(engine: Engine) -> list[tuple[str, str, bool]]:
    with read(engine) as connection:
        return [(row.outlet, row.kind, row.told_at is not None) for row in alarms.held(connection)]


# --- after a run ---


@pytest.mark.parametrize("answering", [False, True])
def test_a_network_that_is_down_here_is_one_line_and_no_outlet_s_alarm(
    troubled: Engine, capsys: pytest.CaptureFixture[str], answering: bool
) -> None:
    names, later = ["mail", "post", "echo"], NOW + 2 * HOUR
    with write(troubled) as connection:
        for name in names:
            run(connection, later, outlet=name)
            row = {"outlet": name, "url": f"https://{name}.example/feed", "kind": "feed", "entries": 9}
            row |= {"checked_at": later, "fault": "cannot be reached", "fault_since": later - DAY}
            status = 503 if answering and name == "echo" else None
            connection.execute(sources.insert(), row | {"fault_at": later, "http_status": status})
        connection.execute(runs.update().values(outcome="finished"))
    watching.after_run(settings(), troubled, names, now=moment(later + HOUR))
    said = capsys.readouterr().err
    assert ("none of 3 outlets answered" in said) is not answering
    assert bool(held(troubled)) is answering


def test_a_run_s_end_keeps_the_alarms_of_its_outlets_and_lets_old_looks_go(troubled: Engine) -> None:
    with write(troubled) as connection:
        looks.add(connection, [looks.look("post", CLOCK - timedelta(days=91), "gone")])
    after_run(troubled)
    assert held(troubled) == [("post", "blocked", False)]
    with write(troubled) as connection:
        assert looks.first_at(connection, "post") == NOW - 20 * DAY + HOUR // 2
        kept(connection, [look(-1 - n / 60) for n in range(20)])
        run(connection, NOW + 2 * HOUR)
    after_run(troubled, 2)
    assert held(troubled) == []


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(json.loads(body))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[Any]:
    """A webhook on loopback: `taken` are the messages it was sent, `status` what it answers."""
    with HTTPServer(("127.0.0.1", 0), _Hook) as server:
        server.taken, server.status = [], 204  # type: ignore[attr-defined]
        server.url = f"http://127.0.0.1:{server.server_port}/hook"  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_an_alarm_is_posted_once_in_words_and_as_data(troubled: Engine, hook: Any) -> None:
    for hours in (0, 1):
        after_run(troubled, hours, ALARM_WEBHOOK=hook.url)
    (message,) = hook.taken
    words = "blocked on 10 of 10 pages since 10:30 UTC, before that 0 of 456; HTTP 403"
    assert message["text"] == f"newscrawl: 1 alarm (post)\npost: {words}"
    assert message["alarms"] == [
        {"outlet": "post", "kind": "blocked", "words": words, "raised_at": "2026-05-23T11:30:00Z"}
    ]
    assert held(troubled) == [("post", "blocked", True)]


def test_a_webhook_that_fails_is_a_line_and_is_tried_again(
    troubled: Engine, hook: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    hook.status = 500
    after_run(troubled, ALARM_WEBHOOK=hook.url)
    assert capsys.readouterr().err.splitlines() == [
        "newscrawl: alarm at post: blocked on 10 of 10 pages since 10:30 UTC, before that 0 of 456; HTTP 403",
        "newscrawl: ALARM_WEBHOOK did not take the alarms: HTTP Error 500",
    ]
    assert held(troubled) == [("post", "blocked", False)]
    hook.status = 200
    after_run(troubled, 1, ALARM_WEBHOOK=hook.url)
    assert (len(hook.taken), held(troubled)) == (2, [("post", "blocked", True)])


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"ALARM_WEBHOOK": "file:///etc/passwd"}, "ALARM_WEBHOOK is no web address"),
        ({"ALARM_WEBHOOK": "http://127.0.0.1:9/"}, "ALARM_WEBHOOK did not take the alarms"),
        (
            {"ALARM_MAIL": "a@b.example", "SMTP_URL": "localhost"},
            "SMTP_URL is no address like smtp://host:25",
        ),
        ({"ALARM_MAIL": "a@b.example", "SMTP_URL": "smtp://127.0.0.1:9"}, "ALARM_MAIL could not be sent"),
        ({"PROMETHEUS_FILE": "/nowhere/at/all.prom"}, "the outlets' health could not be kept"),
    ],
)
def test_what_fails_after_a_run_is_one_line(
    troubled: Engine, capsys: pytest.CaptureFixture[str], told: dict[str, str], words: str
) -> None:
    after_run(troubled, **told)
    _, line = capsys.readouterr().err.splitlines()
    assert words in line
    assert held(troubled) == [("post", "blocked", False)]


def test_a_message_about_very_many_alarms_names_the_first(troubled: Engine, hook: Any) -> None:
    with write(troubled) as connection:
        for number in range(40):
            alarms.keep(connection, f"o{number:02}", [Alarm(f"o{number:02}", "late", "w", NOW)], NOW)
    after_run(troubled, ALARM_WEBHOOK=hook.url)
    (message,) = hook.taken
    lines = message["text"].splitlines()
    assert lines[0] == "newscrawl: 41 alarms (o00, o01, o02, o03, o04 and 36 more)"
    assert (len(lines), len(message["alarms"])) == (27, 41)
    assert lines[-1].startswith("and 16 more: see `newscrawl status`")


def test_an_alarm_that_one_way_took_is_told(troubled: Engine, hook: Any) -> None:
    told = {"ALARM_WEBHOOK": hook.url, "ALARM_MAIL": "a@b.example", "SMTP_URL": "smtp://127.0.0.1:9"}
    for hours in (0, 1):
        after_run(troubled, hours, **told)
    assert (len(hook.taken), held(troubled)) == (1, [("post", "blocked", True)])


class _Mailbox(socketserver.StreamRequestHandler):
    """Takes one mail as an SMTP server would."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().strip():
            if line.upper() == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = iter(self.rfile.readline, b".\r\n")
                self.server.mail = b"".join(letter).decode()  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if line.upper() == b"QUIT" else b"250 ok\r\n")


def test_an_alarm_is_mailed(troubled: Engine) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), _Mailbox) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        url = f"smtp://127.0.0.1:{server.server_address[1]}"
        after_run(troubled, ALARM_MAIL="ops@press.example,night@press.example", SMTP_URL=url)
        thread.join()
    assert held(troubled) == [("post", "blocked", True)]
    mail = server.mail  # type: ignore[attr-defined]
    assert "Subject: newscrawl: 1 alarm (post)" in mail
    assert "To: ops@press.example, night@press.example" in mail
    assert "post: blocked on 10 of 10 pages since 10:30 UTC" in mail


# --- metrics ---


def test_the_metrics_are_prometheus_text_that_reads_back(troubled: Engine, tmp_path: Path) -> None:
    with write(troubled) as connection:
        row = {"outlet": "post", "url": "u", "sort_at": 1, "discovered_at": 1, "changed_at": 1}
        for key in ("1", "2"):
            connection.execute(addresses.insert().values(row | {"address_key": key, "state": "queued"}))
    path = tmp_path / "newscrawl.prom"
    after_run(troubled, PROMETHEUS_FILE=str(path))
    families = {family.name: family for family in text_string_to_metric_families(path.read_text())}
    values = {
        (sample.name, *map(sample.labels.get, ("outlet", "state", "kind"))): sample.value
        for family in families.values()
        for sample in family.samples
    }

    def of(name: str, outlet: str | None = "post", state: str | None = None, kind: str | None = None) -> Any:
        return values.get((f"newscrawl_{name}", outlet, state, kind))

    assert of("articles_total") == 0
    assert (of("alarm", kind="blocked"), of("alarm", "mail", kind="blocked")) == (1, None)
    assert of("queue_length") == of("addresses", state="queued") == 2
    assert of("last_success_timestamp_seconds") == NOW / 1e6
    assert of("newest_article_timestamp_seconds", "mail") == NOW / 1e6 - 1.5 * 3600
    assert of("written_timestamp_seconds", None) == NOW / 1e6
    assert (of("blocked_day"), of("articles_usual_day", "mail")) == (10, 24)
    assert families["newscrawl_articles"].type == "counter"
    assert [file.name for file in tmp_path.glob("*.prom*")] == ["newscrawl.prom"]


# --- the command ---


@pytest.fixture
def call(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Callable[..., Said]:
    """Return a function that runs `newscrawl status` over the troubled database, if the test has it."""
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")
    where = ["-s", f"OUTPUT_DIR={tmp_path}"]
    if "troubled" in request.fixturenames:
        where += ["-s", f"DATABASE_URL={url_of(request.getfixturevalue('troubled'))}"]

    def call(*argv: str) -> Said:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            execute(["newscrawl", "status", *argv, *where])
        told = capfd.readouterr()
        return Said(int(ended.value.code or 0), told.out, told.err)

    return call


@pytest.mark.usefixtures("troubled")
def test_status_puts_trouble_first_and_says_it_in_its_exit_code(call: Callable[..., Said]) -> None:
    said = call()
    lines = said.out.splitlines()
    assert said.code == 3
    columns = ["outlet", "health", "today", "usual", "newest", "blocked", "failed", "queued", "last", "run"]
    assert lines[0].split() == columns
    assert lines[1].split()[:2] == ["post", "alarm"]
    assert lines[2].split()[:2] == ["mail", "idle"]
    assert lines[3] == ("post: blocked on 10 of 10 pages since 10:30 UTC, before that 0 of 456; HTTP 403")
    assert call("mail").code == 0


@pytest.mark.usefixtures("troubled")
def test_status_of_one_outlet_tells_fields_and_completeness(
    call: Callable[..., Said], troubled: Engine
) -> None:
    now = datetime.now(UTC)
    with write(troubled) as connection:
        for number, state in enumerate(["article"] * 5 + ["duplicate"] * 2 + ["queued"]):
            at = looks.micros(now) - HOUR
            row = {"outlet": "mail", "url": "u", "address_key": str(number), "state": state, "sort_at": 1}
            connection.execute(addresses.insert().values(row | {"discovered_at": at, "changed_at": at}))
    said = call("mail")
    assert "announced in 7 days: 8, exported 5; the rest: 2 duplicate, 1 queued" in said.out
    assert "articles: 23 in 24 hours, usually 24" in said.out
    told = json.loads(call("mail", "--json").out)
    assert told["fields"]["authors"] == {"now": 1.0, "before": 1.0}
    assert told["words"] == {"now": 400, "before": 400}
    assert told["delay"] == {"now": 1800, "before": 1800}
    assert told["shares"]["blocked"] == {"now": 0, "before": 0}
    assert told["announced"]["addresses"] == 8


@pytest.mark.usefixtures("troubled")
def test_status_as_json_is_a_line_an_outlet(call: Callable[..., Said], tmp_path: Path) -> None:
    said = call("--json")
    mail, post = map(json.loads, said.out.splitlines())
    assert (said.code, mail["outlet"], post["health"], post["blocked_day"]) == (3, "mail", "alarm", 10)
    assert post["alarms"][0]["kind"] == "blocked"
    assert post["alarms"][0]["since"] == "2026-05-23T10:30:00Z"
    assert {"outlet", "states", "exported", "last_run", "faults"} <= set(mail)
    assert call("--prometheus", str(tmp_path / "a.prom")).out == ""
    assert "newscrawl_alarm" in (tmp_path / "a.prom").read_text()
    said = call("--prometheus", "/nowhere/at/all.prom")
    assert (said.code, "cannot write /nowhere/at/all.prom" in said.err) == (5, True)


def test_status_without_a_crawl_says_so(call: Callable[..., Said]) -> None:
    said = call()
    assert (said.code, said.out.startswith("no outlet has been crawled into ")) == (0, True)
