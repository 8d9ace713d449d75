"""Many outlets in few processes: who crawls what when, what ends early, what dies, what is told of it."""

from __future__ import annotations

import io
import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from loopback import feed, run
from rich.console import Console
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings
from sqlalchemy.engine import Engine

from newscrawl import showing
from newscrawl.cli import Exit, heaviest
from newscrawl.crawling import Crawl
from newscrawl.crew import Crew
from newscrawl.platforms import NewsSpider
from newscrawl.progress import Counters, Display, Lines
from newscrawl.results import Result, Tally
from newscrawl.store import ledger, runs
from newscrawl.store.database import open_database, read
from newscrawl.store.locks import outlet_lock
from newscrawl.turns import duration, longest_ago_first, turn

BODY = "".join(
    f"<p>The ferry waited for the {{n}}th day, and pilot {n} spoke of {{n}}.</p>" for n in range(9)
)
PAGE = """<!doctype html><html lang="en"><head><title>Ferry {n}</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="{day}T09:00:00Z">
</head><body><article><h1>Ferry {n} waits in the fog</h1>{body}</article></body></html>"""


@dataclass
class Quay:
    """Sites on loopback, told apart by the first part of a path: their feeds, and how they answer."""

    port: int = 0
    feeds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    answers: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    at_once: int = 0
    at_once_most: int = 0
    hang: set[str] = field(default_factory=set)  # paths that are answered when `over` is set
    over: threading.Event = field(default_factory=threading.Event)
    signal_at: int = 0  # how many hang when it is sent
    signals: tuple[signal.Signals, ...] = ()
    hanging: int = 0

    def wait(self) -> None:
        """Let an answer hang; send us the signals when so many do."""
        self.hanging += 1
        if self.hanging == self.signal_at:
            for number in self.signals:
                os.kill(os.getpid(), number)
                self.over.wait(0.2)
        self.over.wait(30)

    def host(self, number: int) -> str:
        return f"127.0.0.{number}:{self.port}"


class _Answer(BaseHTTPRequestHandler):
    quay: Quay

    def do_GET(self) -> None:
        quay, path = self.quay, self.path
        quay.asked.append(path)
        quay.at_once += 1
        quay.at_once_most = max(quay.at_once_most, quay.at_once)
        if path in quay.hang:
            quay.wait()
        kind, body = self._page(path)
        status, headers = quay.answers.get(path, (200 if kind else 404, {}))
        quay.at_once -= 1
        self.send_response(status)
        for name, value in (headers | {"Content-Type": kind, "Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _page(self, path: str) -> tuple[str, bytes]:
        _, outlet, *rest = path.split("/")
        if rest == ["feed"]:
            kind, text = feed(str(self.headers["Host"]), *self.quay.feeds[outlet])
            return kind, text.encode()
        if outlet == "robots.txt":
            return "", b""
        return "text/html", PAGE.format(n=path, day="2026-05-23", body=BODY.format(n=path)).encode()

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that has been killed is what is tested here."""


@contextmanager
def _serving(quay: Quay) -> Iterator[None]:
    with _Server(("0.0.0.0", 0), type("Answer", (_Answer,), {"quay": quay})) as server:
        quay.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield
        quay.over.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def quay() -> Iterator[Quay]:
    quay = Quay()
    with _serving(quay):
        yield quay


@pytest.fixture
def settings(engine: Engine, tmp_path: Path, quay: Quay, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")
    engine.dispose()  # nothing of it may go into a fork
    settings = get_project_settings()
    told = {
        "OUTPUT_DIR": str(tmp_path),
        "DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "PRIVATE_ALLOWED": [quay.host(number) for number in range(1, 9)],
        "AUTOTHROTTLE_ENABLED": False,
        "LOG_FILE": str(tmp_path / "run.log"),
        "STOP_AFTER": 0.2,
        "COMMIT_SECONDS": 0.05,
        "RETRY_WAIT": 0,
        "TRANSLATIONS": False,
    }
    settings.setdict(told, priority="cmdline")
    return settings


Outlets = Callable[..., Crawl]


@pytest.fixture
def outlet(quay: Quay) -> Outlets:
    """Return a factory of crawls: an outlet by its name, the number of its host, its articles."""

    def make(name: str, host: int, articles: int = 2) -> Crawl:
        base = f"http://{quay.host(host)}/{name}"
        quay.feeds[name] = tuple(f"/{name}/{number}" for number in range(articles))
        declared = {"name": name, "languages": ("en",), "home": f"{base}/", "feeds": (f"{base}/feed",)}
        return Crawl(type(name.title(), (NewsSpider,), declared | {"sites": (f"127.0.0.{host}",)}))

    return make


class Watched:
    """Keeps what it is told; does what a test wants done when an outlet begins."""

    def __init__(self, on_begin: Callable[[str], object] = id) -> None:
        self.told: list[str] = []
        self._on_begin = on_begin

    def began(self, outlet: str) -> None:
        self.told.append(f"began {outlet}")
        self._on_begin(outlet)

    def progress(self, *told: object) -> None:
        self.told.append(f"progress {told}")

    def ended(self, result: Result) -> None:
        self.told.append(f"ended {result.outlet}")

    def tick(self) -> None:
        pass


def crawl(settings: Settings, crawls: list[Crawl], watcher: Any = None, **options: Any) -> dict[str, Result]:
    """Run crawls in two processes; return what each came to."""
    crew = Crew(settings, crawls, watcher or Watched(), **({"jobs": 2} | options))
    return {result.outlet: result for result in crew.run()}


def states(settings: Settings, outlet: str) -> dict[str, int]:
    engine = open_database(settings["DATABASE_URL"])
    with read(engine) as connection:
        found = ledger.counts(connection, outlet).get(outlet, {})
    engine.dispose()
    return found


def test_outlets_are_crawled_in_two_processes_and_each_is_told_of_once(
    settings: Settings, outlet: Outlets, tmp_path: Path
) -> None:
    watcher = Watched()
    crawls = [outlet(name, number + 1) for number, name in enumerate(("alpha", "beta", "gamma"))]
    results = crawl(settings, crawls, watcher)
    assert {
        name: (result.exit, result.tally and result.tally.new) for name, result in results.items()
    } == dict.fromkeys(("alpha", "beta", "gamma"), (Exit.DONE, 2))
    assert sorted(watcher.told) == sorted(
        [f"{word} {name}" for word in ("began", "ended") for name in ("alpha", "beta", "gamma")]
    )
    assert sum(file.records for result in results.values() for file in result.published) == 6
    assert (tmp_path / "run.log").read_text().count("2 records in") == 3


@pytest.mark.sqlite
def test_a_run_s_row_tells_what_was_asked_of_the_network(settings: Settings, outlet: Outlets) -> None:
    results = crawl(settings, [outlet("alpha", 1)])
    engine = open_database(settings["DATABASE_URL"])
    with read(engine) as connection:
        row = runs.last_of(connection, "alpha")
    engine.dispose()
    assert row is not None
    counts = json.loads(row.counts)
    assert (row.run_id, row.outcome) == (results["alpha"].run_id, "finished")
    assert (counts["requests"], counts["source_requests"], counts["not_modified"]) == (4, 2, 0)
    assert counts["hosts"]["127.0.0.1"].items() >= {"requests": 4, "failed": 0}.items()
    assert counts["bytes"] > 1000
    assert counts["seconds"] > 0


@pytest.mark.sqlite
def test_outlets_of_one_host_are_never_asked_at_the_same_time(
    settings: Settings, outlet: Outlets, quay: Quay
) -> None:
    settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", 1, priority="cmdline")
    results = crawl(settings, [outlet(name, 1, 6) for name in ("alpha", "beta", "gamma")])
    assert {result.exit for result in results.values()} == {Exit.DONE}
    assert quay.at_once_most == 1
    order = [path.split("/")[1] for path in quay.asked if path.endswith("/feed")]
    assert order == ["alpha", "beta", "gamma"]


@pytest.mark.sqlite
def test_a_worker_that_is_killed_takes_its_outlets_with_it_and_no_other(
    settings: Settings, outlet: Outlets, quay: Quay
) -> None:
    settings.set("OUTLETS_AT_ONCE", 1, priority="cmdline")
    crawls = [outlet(name, number + 1) for number, name in enumerate(("alpha", "beta", "gamma"))]
    quay.hang.add("/alpha/feed")

    def kill(outlet: str) -> None:
        if outlet == "alpha":
            pid = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()[-1]
            os.kill(int(pid), signal.SIGKILL)

    results = crawl(settings, crawls, Watched(kill), jobs=1)
    assert results["alpha"].exit is Exit.ERROR
    assert results["alpha"].error == "its process was killed by signal 9"
    assert [results[name].exit for name in ("beta", "gamma")] == [Exit.DONE, Exit.DONE]
    quay.over.set()
    assert crawl(settings, crawls)["alpha"].exit is Exit.DONE


def test_a_signal_ends_the_run_soon_with_everything_kept(
    settings: Settings, outlet: Outlets, quay: Quay
) -> None:
    crawls = [outlet("alpha", 1, 9), outlet("beta", 2)]
    quay.hang |= {f"/alpha/{number}" for number in range(1, 9)}
    quay.signal_at, quay.signals = (
        2,
        (signal.SIGTERM,),
    )  # two at once at a host: by then the first has been answered
    results = crawl(settings, crawls)
    assert results["alpha"].exit is Exit.INTERRUPTED
    assert states(settings, "alpha") == {"article": 1, "queued": 8}
    assert sum(file.records for file in results["alpha"].published) == 1
    assert results["beta"].exit in (Exit.DONE, Exit.INTERRUPTED)
    quay.over.set()
    again = crawl(settings, crawls)["alpha"]  # the lock is free
    assert (again.exit, again.tally and again.tally.new) == (Exit.DONE, 8)


@pytest.mark.sqlite
def test_a_second_signal_ends_the_run_at_once(settings: Settings, outlet: Outlets, quay: Quay) -> None:
    settings.set("STOP_AFTER", 60, priority="cmdline")
    quay.hang |= {f"/{name}/{number}" for name in ("alpha", "beta") for number in range(4)}
    quay.signal_at, quay.signals = 2, (signal.SIGINT, signal.SIGINT)
    began = monotonic()
    results = crawl(settings, [outlet("alpha", 1, 4), outlet("beta", 2, 4)])
    assert monotonic() - began < 30
    assert {result.exit for result in results.values()} == {Exit.INTERRUPTED}


@pytest.mark.sqlite
def test_when_the_time_is_up_the_rest_waits(settings: Settings, outlet: Outlets, quay: Quay) -> None:
    quay.hang |= {f"/alpha/{number}" for number in range(3)}
    results = crawl(settings, [outlet("alpha", 1, 3)], ends_at=monotonic() + 1)
    assert (results["alpha"].exit, showing.words_of(results["alpha"])) == (Exit.DONE, "its time is up")
    assert states(settings, "alpha") in ({"queued": 3}, {})  # a slow machine has not read the feed yet


@pytest.mark.sqlite
def test_what_never_began_in_time_is_told_of(settings: Settings, outlet: Outlets) -> None:
    results = crawl(settings, [outlet("alpha", 1), outlet("beta", 2)], ends_at=monotonic() - 1)
    assert {showing.words_of(result) for result in results.values()} == {"not begun: the time is up"}
    assert heaviest([result.exit for result in results.values()]) is Exit.DONE


def test_an_outlet_that_another_run_holds_is_passed_over(
    settings: Settings, outlet: Outlets, engine: Engine, tmp_path: Path
) -> None:
    crawls = [outlet("alpha", 1), outlet("beta", 2)]
    with outlet_lock(engine, "alpha", tmp_path / "locks"):
        results = crawl(settings, crawls)
    assert (results["alpha"].exit, results["alpha"].error) == (Exit.LOCKED, "another run holds alpha")
    assert results["beta"].exit is Exit.DONE
    assert heaviest([result.exit for result in results.values()]) is Exit.DONE
    assert heaviest([Exit.LOCKED, Exit.LOCKED]) is Exit.LOCKED


@pytest.mark.sqlite
def test_a_host_that_asks_to_wait_longer_than_the_run_keeps_its_rows(
    settings: Settings, outlet: Outlets, quay: Quay
) -> None:
    wanted = outlet("alpha", 1, 2)
    quay.answers["/alpha/1"] = (429, {"Retry-After": "3600"})
    quay.answers["/alpha/0"] = (503, {"Retry-After": "3600"})
    result = crawl(settings, [wanted])["alpha"]
    assert result.exit is Exit.FAILED
    assert states(settings, "alpha") == {"queued": 2}
    asked = len(quay.asked)
    assert crawl(settings, [wanted])["alpha"].tally is not None
    assert [path for path in quay.asked[asked:] if path.startswith("/alpha/")] == []


@pytest.mark.sqlite
def test_a_program_s_error_in_one_outlet_leaves_the_others_alone(settings: Settings, outlet: Outlets) -> None:
    broken = outlet("alpha", 1)

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of our own")

    broken.spider.from_crawler = classmethod(fail)
    results = crawl(settings, [broken, outlet("beta", 2)], jobs=1)
    assert results["alpha"].exit is Exit.ERROR
    assert results["alpha"].error == "error in the program: ZeroDivisionError: of our own"
    assert results["beta"].exit is Exit.DONE


@pytest.mark.sqlite
def test_a_database_that_cannot_be_opened_ends_the_run(settings: Settings, outlet: Outlets) -> None:
    settings.set("DATABASE_URL", "sqlite:////nowhere/at/all.db", priority="cmdline")
    results = crawl(settings, [outlet("alpha", 1)])
    assert results["alpha"].exit is Exit.STORAGE


# --- the order, the time, what is shown: pure ---


def test_who_has_waited_longest_comes_first_and_in_their_order_who_never_ran(outlet: Outlets) -> None:
    crawls = [outlet(name, 1) for name in ("alpha", "beta", "gamma", "delta")]
    ordered = longest_ago_first(crawls, {"alpha": 30, "gamma": 20})
    assert [crawl.name for crawl in ordered] == ["beta", "delta", "gamma", "alpha"]


@pytest.mark.parametrize(
    ("left", "chains", "slots", "seconds"),
    [(600, 10, 64, 600), (600, 64, 64, 600), (600, 65, 64, 300), (600, 220, 64, 150), (150, 1, 64, 150)],
)
def test_the_time_is_shared_out_among_the_rounds_that_are_left(
    left: float, chains: int, slots: int, seconds: float
) -> None:
    assert turn(left, chains, slots) == seconds


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("12m", 720), ("1h", 3600), ("45", 45)])
def test_a_time_span_is_a_number_and_a_unit(text: str, seconds: float) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize("text", ["", "m", "0", "0m", "-5m", "1.5h", "12 minutes", "１２m", "9999999m"])
def test_what_is_no_time_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a time span"):
        duration(text)


def result(outlet: str, exit_code: Exit = Exit.DONE, **told: Any) -> Result:
    return Result(outlet, exit_code, tally=Tally(looks=4, new=2, waiting=1), **told)


def test_a_line_an_outlet_for_cron_and_every_outlet_in_the_summary() -> None:
    many = [result(f"outlet{number:03}") for number in range(220)]
    console = Console(width=100, record=True, file=io.StringIO())
    lines = Lines(console)
    for one in many:
        lines.began(one.outlet)
        lines.ended(one)
    showing.summary(many, console)
    told = console.export_text().splitlines()
    assert sum(line.endswith("done; 2 new, 0 changed (no page asked for, 1 waiting)") for line in told) == 220
    assert [sum(one.outlet in line for line in told) for one in many] == [2] * 220


def test_the_summary_counts_articles_looked_at_again_where_there_are_any() -> None:
    told = []
    for again in (0, 7):
        console = Console(width=100, record=True, file=io.StringIO())
        tally = Tally(looks=9, new=2, rechecks=again)
        showing.summary([Result("post", Exit.DONE, tally=tally), Result("mail", Exit.LOCKED)], console)
        told.append(console.export_text().splitlines())
    assert told[0][0].split() == ["outlet", "new", "changed", "waiting", "result"]
    assert told[1][0].split() == ["outlet", "new", "changed", "again", "waiting", "result"]
    assert told[1][1].split()[:5] == ["post", "2", "·", "7", "·"]
    assert told[1][2].split()[:5] == ["mail", "·", "·", "·", "·"]


def test_a_heavy_code_names_its_outlets() -> None:
    results = [result("alpha", Exit.STORAGE), result("beta"), *[result("x", Exit.FAILED)] * 7]
    assert showing.why_not_done(results, Exit.STORAGE) == "storage: alpha"
    assert showing.why_not_done(results, Exit.FAILED) == "failed: x, x, x, x, x and 2 more"


def test_the_display_counts_outlets_pages_and_what_is_left() -> None:
    counters = Counters(4)
    counters.running["alpha"] = (10, 30)
    assert counters.rate(100.0) == 0.0
    counters.running["alpha"] = (30, 10)
    assert counters.rate(110.0) == 2.0
    counters.ended("alpha", 40)
    assert (counters.looks, counters.waiting, counters.left(60.0)) == (40, 0, 180.0)
    console = Console(width=120, force_terminal=True, record=True, file=io.StringIO())
    with Display(console, 4) as display:
        display.began("beta")
        display.progress("beta", 7, 12)
        display.ended(result("alpha", Exit.FAILED))
        display.tick()
        console.print(display._screen(monotonic()))
    told = console.export_text()
    assert "1/4 outlets" in told
    assert "11 pages" in told
    assert "12 waiting" in told
    assert "now: beta" in told
    assert "alpha: failed" in told


# --- as cron calls it ---


@pytest.mark.sqlite
def test_all_outlets_held_is_75_and_the_log_stays_out_of_cron_s_mail(engine: Engine, tmp_path: Path) -> None:
    with outlet_lock(engine, "korrespondent", tmp_path / "locks"):
        said = run("run", "korrespondent", output=tmp_path)
    assert said.code == 75
    assert said.err.splitlines() == [
        "korrespondent: another run holds korrespondent",
        "newscrawl: another run holds it: korrespondent",
    ]
    assert said.out.splitlines()[1].split()[0] == "korrespondent"
    assert (tmp_path / "logs" / "run.log").exists()
