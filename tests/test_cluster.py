"""Past one machine: jobs, their locks, workers that are killed, and what they come to together."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import NOW
from servers import empty_beside
from sqlalchemy.engine import Engine
from workplaces import Press, Workplace, printing, until

pytest.importorskip("procrastinate")

from procrastinate import App

from newscrawl.cli import Exit
from newscrawl.cluster import due, overview, queueing, schema
from newscrawl.cluster.opening import app_of
from newscrawl.cluster.outcomes import Again, UndoneError, Verdict, judge
from newscrawl.places import PlaceError, expand, on_this_disk
from newscrawl.store.database import sqlite_url

WAITS = (60.0, 240.0)


def story(name: str, day: int) -> tuple[str, str, str]:
    """Return an article in words of its own: headline, date, body."""
    words = [f"{name}{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(90)]
    body = "".join(f"<p>The {' '.join(words[n : n + 9])} and waited in the fog.</p>" for n in range(0, 90, 9))
    return f"Ferry {name} waits in the fog", f"2026-05-{day:02}T09:00:00Z", body


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    with printing(tmp_path / "papers") as press:
        yield press


@pytest.fixture
def place(press: Press, _server: Engine, tmp_path: Path) -> Iterator[Workplace]:
    with empty_beside(_server) as url:
        place = Workplace(press, url, tmp_path / "output")
        schema.prepare(place.engine)
        yield place
        press.release.set()
        place.close()


@pytest.fixture
def app(place: Workplace) -> Iterator[App]:
    with app_of(place.engine).open() as app:
        yield app


def statuses(app: App) -> list[tuple[str, str]]:
    return [(job.name, job.status) for job in overview.jobs(app)]


# --- what an exit code means ---


@pytest.mark.parametrize(
    ("code", "attempts", "verdict"),
    [
        (Exit.DONE, 0, None),
        (Exit.FAILED, 0, None),
        (Exit.NOTHING_NEW, 0, None),
        (Exit.INTERRUPTED, 9, Verdict("interrupted", 0)),
        (Exit.LOCKED, 9, Verdict("the disk is full", 60)),
        (Exit.STORAGE, 1, Verdict("the disk is full", 240)),
        (Exit.ERROR, 2, Verdict("the disk is full", None)),
        (Exit.USAGE, 0, Verdict("the disk is full", None)),
        (-9, 0, Verdict("its process was killed by signal 9", 60)),
    ],
)
def test_the_exit_code_tells_whether_a_job_is_done_comes_again_or_has_failed(
    code: int, attempts: int, verdict: Verdict | None
) -> None:
    assert judge(code, ["a", "newscrawl: the disk is full", ""], attempts=attempts, waits=WAITS) == verdict


def test_what_comes_again_counts_from_the_databases_time_and_lets_others_of_its_lock_pass() -> None:
    job = SimpleNamespace()
    again = Again().get_retry_decision(exception=UndoneError(Verdict("", 60.0), NOW), job=job)
    at_once = Again().get_retry_decision(exception=UndoneError(Verdict("", 0.0), NOW), job=job)
    assert again and at_once
    assert ((again.retry_at - NOW).total_seconds(), again.priority) == (60, -1)
    assert (at_once.retry_at, at_once.priority) == (NOW, None)
    assert Again().get_retry_decision(exception=UndoneError(Verdict("", None), NOW), job=job) is None
    assert Again().get_retry_decision(exception=ValueError(), job=job) is None


def test_files_are_named_so_that_every_worker_finds_them_and_those_elsewhere_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.warc.gz").write_bytes(b"WARC")
    assert expand("one.warc.gz") == [str(tmp_path / "one.warc.gz")]
    far = f"file://{tmp_path}/*.gz"
    assert expand(far) == [f"file://{tmp_path}/one.warc.gz"]
    with on_this_disk([*expand(far), "near"]) as (copy, near):
        assert (copy.name, copy.read_bytes(), near) == ("one.warc.gz", b"WARC", Path("near"))
        assert copy.parent != tmp_path
    assert not copy.exists()
    for name in ("two.warc.gz", f"file://{tmp_path}/*.zip", "what://is/that"):
        with pytest.raises(PlaceError):
            expand(name)
    with pytest.raises(PlaceError), on_this_disk([f"file://{tmp_path}/two.gz"]):
        pass


# --- jobs ---


def test_without_a_postgresql_workers_say_so(press: Press, tmp_path: Path) -> None:
    place = Workplace(press, sqlite_url(tmp_path / "newscrawl.db"), tmp_path / "output")
    code, _, err = place.run("worker")
    place.close()
    assert (code, err) == (2, "newscrawl: workers need a PostgreSQL: DATABASE_URL=postgresql://…\n")


def test_the_tables_of_the_jobs_are_made_once_by_several_at_once_and_later_brought_up_to_date(
    _server: Engine,
) -> None:
    with empty_beside(_server) as url:
        place = Workplace(Press(Path()), url, Path())
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(schema.prepare, [place.engine] * 4))
        place.close()
    newest = schema.missing("00")
    assert newest and schema.missing("99") == [] == schema.missing("")
    assert len(schema.missing(None)) == 1


def test_of_an_outlet_one_job_waits_and_a_failed_one_can_be_tried_again(app: App) -> None:
    assert queueing.crawl(app, "post", "sites mail")
    assert not queueing.crawl(app, "post", "sites mail")
    assert queueing.crawl(app, "mail", "sites mail")
    (post, _) = overview.jobs(app)
    assert (post.name, post.status, post.why) == ("post", "waits", None)
    assert "no failed job" in (overview.retry(app, post.id) or "")


def test_schedules_defer_what_is_due_and_nothing_twice(app: App, place: Workplace, press: Press) -> None:
    locks = {name: f"sites {name}" for name in ("post", "mail", "star")}
    assert queueing.crawl(app, "star", "sites star")
    now = due.now_of(place.engine)
    assert abs((now - datetime.now(UTC)).total_seconds()) < 60
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda _: due.defer_due(app, place.engine, locks, now), range(2)))
    assert sorted(told[0] + told[1]) == ["mail", "post"]
    assert sorted(statuses(app)) == [("mail", "waits"), ("post", "waits"), ("star", "waits")]


# --- workers ---


def test_workers_come_to_what_one_process_does_though_one_of_them_is_killed(
    app: App, place: Workplace, press: Press, tmp_path: Path
) -> None:
    """Each record once, versions and copy_of the same, outlets of one host not at the same time.

    At the end: told to stop, a worker is gone in time, and its job waits again.
    """
    names = ("anchor", "beacon", "cable", "dinghy")
    for number, name in enumerate(names, 1):
        own = [story(f"{name}{n}", 3 + n) for n in range(2)]
        shared = [story(f"shared{n}", 10 + (n + number) % 4) for n in range(3)]
        press.outlet(name, min(number, 3), *own, *shared)
    alone = Workplace(press, sqlite_url(tmp_path / "alone.db"), tmp_path / "alone")
    code, _, err = alone.run("run", *names, "--jobs", "1")
    assert code == 0, err
    press.asked.clear()

    press.held = {"/dinghy/1"}
    for name in reversed(names):
        queueing.crawl(app, name, "sites cable" if name in ("cable", "dinghy") else f"sites {name}")
    first = place.start("worker")
    until(lambda: "/dinghy/1" in press.asked)
    second = place.start("worker", "--concurrency", "3")
    until(lambda: "/anchor/1" in press.asked)
    first.kill()
    press.held = {"/anchor/feed"}
    press.release.set()
    until(lambda: not overview.jobs(app))
    assert sorted(record["url"] for record in latest(place)) == sorted(told(alone))
    assert told(place) == told(alone)
    assert sum(copy is not None for _, copy in told(alone).values()) == 9
    assert len({record["id"] for record in latest(place)}) == len(told(alone)) == 20
    one_host = [path.split("/")[1] for path in press.asked if path[1:7] in ("cable/", "dinghy")]
    assert one_host == sorted(one_host, reverse=True)

    press.release.clear()
    queueing.crawl(app, "anchor", "sites anchor", due=False)
    until(lambda: press.asked.count("/anchor/feed") == 2)
    second.send_signal(signal.SIGTERM)
    assert second.wait(10) == Exit.INTERRUPTED
    assert [(job.name, job.status, job.why) for job in overview.jobs(app)] == [
        ("anchor", "waits", "interrupted")
    ]


def latest(place: Workplace) -> list[dict[str, Any]]:
    """Return the latest record of each article; one that is written again has got another copy_of."""
    return list({record["id"]: record for record in place.records()}.values())


def told(place: Workplace) -> dict[str, tuple[int, tuple[str, str] | None]]:
    """Return the latest of each article by its address: version, and of what it is a copy."""
    return {
        record["url"]: (
            record["version"],
            record["copy_of"] and (record["copy_of"]["url"], record["copy_of"]["relation"]),
        )
        for record in latest(place)
    }
