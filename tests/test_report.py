"""The report: its figures, its words, and the page as a browser shows it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from chrome import CHROMIUM, Tab, chromium
from loopback import Said
from months import HOSTILE, Months
from scrapy.cmdline import execute
from sqlalchemy.engine import Engine

from newscrawl.outlets import Rules
from newscrawl.report import shown
from newscrawl.report.charts import charts_of
from newscrawl.report.copies import drawing, height_of
from newscrawl.report.data import gather
from newscrawl.report.figures import (
    Alarm,
    Announced,
    Copies,
    Coverage,
    Fault,
    Host,
    LastRun,
    Outlet,
    Pause,
    Report,
    delivered,
)
from newscrawl.report.library import script
from newscrawl.report.page import render
from newscrawl.report.queries import Scope
from newscrawl.store.database import read, write
from newscrawl.store.tables import alarms, looks
from newscrawl.store.times import iso, micros
from newscrawl.watching import overviews

NOW = datetime(2026, 5, 23, 11, 30, tzinfo=UTC)
DAYS = (date(2026, 5, 21), date(2026, 5, 22), date(2026, 5, 23))
RAN = LastRun("finished", NOW)
FAULT = Fault("https://a/feed", "feed", "HTTP 404", NOW)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def small(**values: Any) -> Report:
    """Return a report of three days and one outlet."""
    outlet = Outlet("post", daily=(4, 6, 2), day=2, states={"article": 12}, newest=NOW, last_run=RAN)
    return replace(Report(NOW, DAYS, (outlet,)), **values)


def nameless(outlet: str) -> tuple[None, None]:
    return None, None


def hostile() -> Report:
    """Return a report in which every text that comes from outside is an attack."""
    alarm = Alarm(HOSTILE, HOSTILE, f"{HOSTILE}<!--\u2028", NOW)
    faults = (
        Fault("javascript:alert(1)", HOSTILE, f"{HOSTILE}!", NOW),
        Fault(f"https://a/{HOSTILE}", "feed", "x", NOW),
    )
    told = {"alarms": (alarm,), "faults": faults, "last_run": LastRun(HOSTILE, NOW)}
    names = {"publisher": f'"><img src=x onerror=alert(1)>{HOSTILE}', "country": HOSTILE}
    covered = {"coverage": Coverage(20, {HOSTILE: 3}), "coverage_before": Coverage(20, {HOSTILE: 20})}
    outlet = Outlet(
        HOSTILE,
        health="alarm",
        daily=(4, 6, 2),
        day=2,
        states={HOSTILE: 1, "article": 3},
        **told,
        **names,
        **covered,
    )
    return Report(
        NOW,
        DAYS,
        (outlet, Outlet("post", daily=(1, 1, 1))),
        (Announced(DAYS[0], HOSTILE, HOSTILE, 3),),
        (Host(HOSTILE, 9, 4, 12.0),),
        (alarm,),
        (Copies(HOSTILE, "post", 7, 1),),
        (HOSTILE,),
        (HOSTILE,),
    )


def test_text_of_outlets_is_escaped_wherever_it_stands() -> None:
    page = render(hostile(), "")
    assert HOSTILE.lower() not in page.lower()
    assert "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 10
    specs = re.search(r'<script type="application/json" id="specs">(.*?)</script>', page)
    assert specs
    assert not set("<>&\u2028") & set(specs[1])
    assert HOSTILE in json.dumps(json.loads(specs[1]))


def test_only_web_addresses_become_links() -> None:
    page = render(hostile(), "")
    assert "javascript:alert(1):" in page
    assert set(re.findall(r'href="(\w+):', page)) == {"https"}
    assert str(shown.link("http://[")) == "http://["


@pytest.mark.parametrize(
    ("health", "values", "level"),
    [
        ("alarm", {"faults": (FAULT,)}, "trouble"),
        ("silent", {}, "trouble"),
        ("paused", {}, "trouble"),
        ("idle", {}, "warning"),
        ("new", {"faults": (FAULT,)}, "warning"),
        ("ok", {"last_run": LastRun("shutdown", NOW)}, "warning"),
        ("ok", {"last_run": LastRun("memusage_exceeded", NOW)}, "warning"),
        ("ok", {"last_run": LastRun("out of time", NOW)}, "fine"),
        ("new", {}, "new"),
        ("ok", {}, "fine"),
    ],
)
def test_faults_and_runs_cut_short_are_worth_a_look_and_a_spent_time_is_not(
    health: str, values: dict[str, Any], level: str
) -> None:
    assert Outlet("post", health=health, **({"last_run": RAN} | values)).level == level


def test_what_an_alarm_tells_is_not_told_again() -> None:
    told = Alarm("post", "source_fault", "the feed https://a/feed since 09:00 UTC: HTTP 404", NOW)
    blocked = Alarm("post", "blocked", "blocked since 09:00 UTC: HTTP 403", NOW)
    other = Fault("https://a/map", "sitemap", "no XML", NOW)
    pause = Pause(NOW + timedelta(hours=1), "HTTP 403")
    outlet = Outlet("post", alarms=(told, blocked), faults=(FAULT, other), pause=pause)
    assert (outlet.faults_untold, outlet.pause_untold) == ((other,), None)
    assert replace(outlet, alarms=()).faults_untold == (FAULT, other)
    assert replace(outlet, alarms=(told,)).pause_untold == pause


def test_cards_are_for_outlets_in_trouble_and_the_others_make_one_list() -> None:
    bad, stopped = Outlet("bad", health="alarm"), Outlet("stopped", last_run=LastRun("shutdown", NOW))
    page = render(small(outlets=(bad, stopped, Outlet("well", last_run=RAN))), "")
    assert re.findall(r'<li class="case.*?>([a-z]+)</a>', page, re.DOTALL) == ["bad"]
    assert re.findall(r'<li class="warning">.*?>([a-z]+)</a>', page, re.DOTALL) == ["stopped"]
    assert "last run stopped by a signal" in page


def test_what_cannot_become_an_article_is_not_missed() -> None:
    assert delivered({"article": 6, "paywalled": 3, "failed": 1, "not_article": 50, "duplicate": 9}) == 0.9
    assert delivered({"article": 1, "queued": 1}) == 0.5
    assert delivered({"not_article": 3}) is None


def test_a_field_that_fell_is_marked_and_small_numbers_are_not() -> None:
    before = Coverage(200, {"authors": 200, "videos": 20})
    [authors, videos] = shown.heat(
        Outlet("post", coverage_before=before, coverage=Coverage(20, {})), ("authors", "videos")
    )
    assert (authors.percent, authors.now, authors.fell) == (90, 0, True)
    assert (videos.percent, videos.fell) == (9, False)
    [authors] = shown.heat(Outlet("post", coverage_before=before, coverage=Coverage(9, {})), ("authors",))
    assert not authors.fell


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "a few seconds"), (61, "1 minute"), (7199, "119 minutes"), (7200, "2 hours"), (172_800, "2 days")],
)
def test_ages_are_told_in_the_largest_unit_of_which_there_are_two(seconds: int, words: str) -> None:
    assert shown.span(seconds) == words


def test_the_largest_outlets_have_a_colour_and_the_others_share_one() -> None:
    outlets = tuple(Outlet(f"paper{n}", daily=(n, n, n)) for n in range(1, 11))
    [flow] = charts_of(small(outlets=outlets))
    assert [key.name for key in flow.keys] == [*(f"paper{n}" for n in range(10, 4, -1)), "all others"]
    assert flow.table.rows[0] == ("2026-05-21", 55, 10, 9, 8, 7, 6, 5, 4 + 3 + 2 + 1)


def test_bands_of_copies_lie_side_by_side_at_their_outlets() -> None:
    pairs = [Copies("a", "x", 40, 0), Copies("a", "y", 9, 9), Copies("b", "y", 30, 1), Copies("c", "x", 1, 0)]
    bands = drawing(pairs)["data"][0]["values"]
    for at, end in (("sy", "first"), ("ty", "later")):
        ranges = sorted((band[at] - band["wide"] / 2, band[at] + band["wide"] / 2) for band in bands)
        assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(ranges)), end
        assert ranges[0][0] >= 0 and ranges[-1][1] <= height_of(pairs)


def test_the_lead_counts_in_words() -> None:
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", render(small(), "")))
    assert "1 outlet, none in trouble. 2 articles in 24 hours. The newest is a few seconds old." in page


def test_an_empty_database_is_told_with_what_to_do() -> None:
    page = render(Report(NOW, DAYS), "")
    assert "Nothing has been crawled yet." in page
    assert "newscrawl run" in page
    assert 'id="specs"' not in page


def test_the_figures_are_those_of_the_database(engine: Engine) -> None:
    press = Months(NOW, outlets=10, days=10)
    names = press.names()
    with write(engine) as connection:
        press.write(connection)
    with read(engine) as connection:
        report = gather(connection, Scope(NOW, 5), nameless)
        since = sa.and_(looks.c.outlet == names[0], looks.c.at >= Scope(NOW, 5).since)
        number = connection.scalar(sa.select(sa.func.count()).where(since, looks.c.fields.is_not(None)))
    told = {outlet.name: outlet for outlet in report.outlets}
    assert [day.day for day in report.days] == [19, 20, 21, 22, 23]
    assert sum(told[names[0]].daily) == number
    assert told[names[3]].daily[-1] == 0
    assert told[names[6]].pause and told[names[6]].alarms[0].kind == "blocked"
    assert told[names[3]].health == "silent"
    assert told[names[6]].health == "paused"
    assert told[names[9]].health == "alarm"
    assert told[names[0]].health == "ok"
    assert told[names[8]].faults[0].words == "HTML where a feed should be"
    assert {found.kind for found in report.announced} == {"feed", "news_sitemap", "sitemap", "listing", "api"}
    assert {host.host for host in report.hosts} == {f"{name}.example" for name in names}
    cell = dict(zip(report.fields, shown.heat(told[names[9]], report.fields), strict=True))
    assert cell["article_body"].fell and not cell["headline"].fell
    assert {pair.first for pair in report.copies} == {names[0], names[4]}  # by the records, not by dates
    assert all(pair.first != pair.later and pair.number >= pair.translations for pair in report.copies)


def test_a_report_counts_the_news_that_status_counts(engine: Engine) -> None:
    press = Months(NOW, outlets=10, days=3)
    with write(engine) as connection:
        press.write(connection)
    ended = [
        NOW - timedelta(minutes=4 + number) for number in range(10)
    ]  # of the last run: status looks back from it
    with read(engine) as connection:
        for name, at in zip(press.names(), ended, strict=True):
            (outlet,) = gather(connection, Scope(at, 3, (name,)), nameless).outlets
            status = overviews(connection, name, NOW, lambda _: Rules())[name]
            newest = outlet.newest and iso(micros(outlet.newest))
            assert (outlet.day, newest) == (status["articles_day"], status["newest_article"])


def test_a_report_of_one_outlet_holds_no_other(engine: Engine) -> None:
    press = Months(NOW, outlets=10, days=6)
    with write(engine) as connection:
        press.write(connection)
    name = press.names()[6]
    with read(engine) as connection:
        report = gather(connection, Scope(NOW, 5, (name,)), nameless)
    assert [outlet.name for outlet in report.outlets] == [name]
    assert {alarm.outlet for alarm in report.alarms} == {name}
    assert {host.host for host in report.hosts} == {f"{name}.example"}
    assert all(name in (pair.first, pair.later) for pair in report.copies)


# --- the command ---


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Return a function that runs `newscrawl report` in this process, its output in the test's folder."""
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")

    def call(*argv: str) -> Said:
        with pytest.raises(SystemExit) as ended:
            execute(["newscrawl", "report", *argv, "-s", f"OUTPUT_DIR={tmp_path}"])
        told = capfd.readouterr()
        return Said(int(ended.value.code or 0), told.out, told.err)

    return call


def test_the_page_is_written_whole_beside_the_database(call: Callable[..., Said], tmp_path: Path) -> None:
    said = call()
    assert (said.code, said.out, said.err) == (0, f"{tmp_path / 'report.html'}\n", "")
    assert "Nothing has been crawled yet" in (tmp_path / "report.html").read_text()
    assert call("-o", str(tmp_path / "a" / "b.html"), "--outlet", "korrespondent").code == 0
    assert "Nothing has been crawled of korrespondent yet" in (tmp_path / "a" / "b.html").read_text()
    assert not list(tmp_path.rglob("*.tmp"))


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["--days", "0"], 2, "--days is a number from 1 to 400, not 0"),
        (["--days", "month"], 2, "--days is a number"),
        (["--outlet", "korespondent"], 2, "unknown outlet: korespondent; did you mean korrespondent?"),
        (["everything"], 2, "too many arguments"),
        (["--wide"], 2, "unknown option --wide"),
        (["-o", "/proc/nowhere/report.html"], 5, "cannot write /proc/nowhere/report.html"),
    ],
)
def test_what_cannot_be_meant_is_one_line(
    call: Callable[..., Said], argv: list[str], code: int, words: str
) -> None:
    said = call(*argv)
    assert (said.code, said.out, len(said.err.splitlines())) == (code, "", 1)
    assert words in said.err


def test_without_its_libraries_the_report_says_what_to_install(
    call: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.commands.report._NEEDED", ("jinja2", "no_such_library"))
    said = call()
    assert (said.code, said.err) == (
        2,
        "newscrawl: the report needs more libraries: pip install 'newscrawl[report]'\n",
    )


# --- the page in a browser ---


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page of weeks of a press, to which an attack has been added."""
    folder = tmp_path_factory.mktemp("report")
    engine = sa.create_engine(f"sqlite:///{folder / 'newscrawl.db'}")
    press = Months(datetime.now(UTC) - timedelta(minutes=3), outlets=24, days=10, size=0.15)
    with engine.begin() as connection:
        alarms.metadata.create_all(connection)
        press.write(connection)
        report = gather(connection, Scope(press.now, 10), nameless)
    engine.dispose()
    bad = hostile()
    loud = replace(bad.outlets[0], daily=(200,) * 10)  # so that it is among those that are drawn
    mixed = replace(
        report,
        outlets=(loud, *report.outlets),
        announced=(*bad.announced, *report.announced),
        hosts=(*bad.hosts, *report.hosts),
        alarms=(*bad.alarms, *report.alarms),
        copies=(*bad.copies, *report.copies),
    )
    path = folder / "report.html"
    path.write_text(render(mixed, script()), "utf-8")
    return path


DRAWN = """(async () => {
    for (const chart of document.querySelectorAll(".chart")) {
        chart.scrollIntoView();
        while (!chart.querySelector("svg")) await new Promise(go => setTimeout(go, 20));
    }
    return document.querySelectorAll(".chart svg").length;
})()"""
SETTLED = "new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"


@pytest.fixture(scope="module")
def tab(page: Path) -> Iterator[Tab]:
    """Return a tab that shows the page, its charts drawn: one for all tests, for they cost a second each."""
    with chromium() as tab:
        tab.show(page, 1280)
        assert tab.ask(DRAWN) == 7
        yield tab


@needs_chromium
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_page_complains_of_nothing_asks_for_nothing_and_fits(
    tab: Tab, page: Path, width: int, scheme: str
) -> None:
    tab.fit(width, scheme=scheme)
    tab.ask(SETTLED)
    assert tab.complaints() == []
    assert tab.asked_for() == [page.as_uri()]
    assert tab.ask("document.documentElement.scrollWidth") == width
    paper = tab.ask("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paper))) > 600) == (scheme == "light")


@needs_chromium
def test_the_theme_is_switched_by_its_buttons(tab: Tab) -> None:
    tab.fit(1280)
    told = [
        tab.ask(
            f"document.querySelector('button[data-scheme={scheme}]').click();"
            "[getComputedStyle(document.body).backgroundColor,"
            " document.querySelector('[data-scheme][aria-pressed=true]').textContent]"
        )
        for scheme in ("dark", "light", "auto")
    ]
    (dark, _), (light, _), (auto, _) = told
    assert [name for _, name in told] == ["dark", "light", "auto"]
    assert dark != light == auto


NAMES = (
    "[...document.querySelectorAll('#outlets-table tbody tr:not([hidden])')]"
    ".map(row => row.cells[0].dataset.v)"
)
SORT = (
    "[...document.querySelectorAll('#outlets-table thead button')].find(b => b.textContent == {!r}).click();"
)


@needs_chromium
def test_outlets_are_sorted_by_the_buttons_of_their_table(tab: Tab) -> None:
    numbers = (
        "[...document.querySelectorAll('#outlets-table tbody tr')].map(row => Number(row.cells[3].dataset.v))"
    )
    assert tab.ask(NAMES.replace("tr:not([hidden])", "tr") + ".length") > len(tab.ask(NAMES)) == 20
    most = tab.ask(SORT.format("24 h") + numbers)
    least = tab.ask(SORT.format("24 h") + numbers)
    assert most == sorted(most, reverse=True) and least == sorted(most) and most[0] > most[-1]
    names = tab.ask(SORT.format("Outlet") + NAMES)
    assert names == sorted(names)
    assert tab.ask("document.querySelectorAll('#outlets-table [aria-sort]').length") == 1


@needs_chromium
def test_outlets_are_found_by_name_and_by_health(tab: Tab) -> None:
    choose = (
        "{{ const tool = document.querySelector({!r}); tool.value = {!r};"
        " tool.dispatchEvent(new Event({!r})); }}"
    )
    find, health = ("input[data-table]", "select[data-table]")
    found = tab.ask(choose.format(find, "Harbour post", "input") + NAMES)
    assert found == ["harbour_post"]
    tab.ask(choose.format(find, "", "input"))
    assert tab.ask(choose.format(health, "paused", "change") + NAMES) == ["lissa_post"]
    assert set(tab.ask(choose.format(health, "warning", "change") + NAMES)) >= {"quay_post", "severan_post"}
    assert len(tab.ask(choose.format(health, "", "change") + NAMES)) == 20


# Colours come as rgb(), oklab(), color(): a canvas knows them all.
FAINT = """(() => {
    const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const known = new Map();
    const rgba = (colour) => {
        if (!known.has(colour)) {
            pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
            known.set(colour, [...pen.getImageData(0, 0, 1, 1).data]);
        }
        return known.get(colour);
    };
    const light = (c) => [.2126, .7152, .0722].reduce((sum, share, i) => {
        const v = c[i] / 255;
        return sum + share * (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    }, 0);
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = rgba(getComputedStyle(at).backgroundColor);
            if (colour[3] === 255) return colour;
        }
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set(), faint = [];
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement, text = texts.currentNode.data.trim();
        const look = `${element.tagName} ${element.getAttribute("class")} ${element.parentElement.className}`;
        if (!text || seen.has(look) || !element.checkVisibility()) continue;
        seen.add(look);
        const style = getComputedStyle(element);
        const front = rgba(element instanceof SVGElement ? style.fill : style.color);
        const [a, b] = [light(front), light(behind(element))].sort((x, y) => y - x);
        if ((a + .05) / (b + .05) < 4.5) faint.push([text, look, (a + .05) / (b + .05)]);
    }
    return [seen.size, faint];
})()"""


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(tab: Tab, scheme: str) -> None:
    tab.fit(1280, scheme=scheme)
    looked_at, faint = tab.ask(FAINT)
    assert looked_at > 40
    assert faint == []
