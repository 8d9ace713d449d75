"""What strangers write into headlines, names, addresses and headers does nothing wherever it is shown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import SITE, Answer, faulty_server, http, page, said
from scrapy.cmdline import execute
from test_faults import SPIDER, crawl

from newscrawl.cli import Exit, say
from newscrawl.discover.addresses import absolute
from newscrawl.discover.titles import headline_of
from newscrawl.inert import inert
from newscrawl.results import Result
from newscrawl.showing import line
from newscrawl.store.names import folder_name

ESCAPE = "\x1b[31m\x1b]0;mine\x07\x9b2J\x7f"
TURNED = "\u202egpj.exe\u2066"
SCRIPT = "<script>alert(1)</script>"
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOST = f"inert.{SITE}"
HOME = f"https://{HOST}/news/2026/"


def hostile_page(headline: str, path: str) -> bytes:
    told = f"{headline}{ESCAPE}{TURNED}".encode()
    names = "".join(f'<meta name="{name}" content="=1+1{ESCAPE}">' for name in ("author", "keywords"))
    names += f'<meta property="og:site_name" content="{ESCAPE}The Post">'
    names += f'<meta property="article:modified_time" content="2026-05-23T10:00:00Z{ESCAPE}">'
    names += f'<link rel="canonical" href="https://{HOST}{path}?{ESCAPE}">'
    words = bytes(97 + (ord(letter) * 7) % 26 for letter in path[-6:])  # a text of its own
    return page("FERRY", head=names).replace(b"<h1>FERRY", b"<h1>" + told).replace(b"FERRY", words * 3)


def feed() -> bytes:
    """Return a JSON feed, which can hold any character."""
    urls = {
        "formula": f'=HYPERLINK("http://x.example"){ESCAPE}',
        "markup": SCRIPT,
        "..%2F..%2Fetc%2Fpasswd": "../../../etc/passwd\0\ud800",
        f"escape{ESCAPE}\0{TURNED}\ud800": f"A ferry {ESCAPE}{TURNED}",
        "led-astray": "Led astray",
        "torn": "Torn",
    }
    items = [{"id": url, "url": HOME + url, "title": title} for url, title in urls.items()]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()


def answer_of(name: str, path: str) -> Answer | None:
    if path == "/feed":
        return said(http(feed(), kind="application/feed+json"))
    if path == "/robots.txt":
        return None
    last = path.rpartition("/")[2]
    if last in ("led-astray", "none"):
        return said(http(b"", f"Location: gopher://x/{ESCAPE}\0", status="302 Found"))
    if last == "torn":
        return said(http(b"%PDF", kind=f"text/{ESCAPE}"))
    titles = {"formula": '=HYPERLINK("http://x.example")', "markup": "&lt;script&gt;alert(1)&lt;/script&gt;"}
    return said(http(hostile_page(titles.get(last, f"@ferry of {len(last)}"), path)))


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("inert")
    (folder / "outlets").mkdir()
    spider = SPIDER.format(name="inert", host=HOST, kind="feeds").replace(
        '/feed",)', '/feed", "https://' + HOST + '/none")'
    )
    (folder / "outlets" / "inert.py").write_text(spider)
    with faulty_server(answer_of) as server:
        code, _, log = crawl(server.port, folder, "crawl", "inert")
    assert code == 0, log
    yield folder, log


Call = Callable[..., str]


@pytest.fixture
def call(
    crawled: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Call:
    """Return a function that runs a command over the crawl; it returns all that was printed."""
    folder = crawled[0]
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "newscrawl.settings")
    monkeypatch.setenv("NEWSCRAWL_SPIDER_MODULES", str(folder / "outlets"))

    def call(*argv: str) -> str:
        with pytest.raises(SystemExit):
            execute(
                [
                    "newscrawl",
                    *argv,
                    "-s",
                    f"OUTPUT_DIR={folder}",
                    "-s",
                    f"SPIDER_MODULES={folder / 'outlets'}",
                ]
            )
        told = capfd.readouterr()
        return told.out + told.err

    return call


def records(folder: Path) -> list[dict[str, object]]:
    (path,) = folder.glob("articles/*/*.jsonl")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_log_shows_no_command_to_a_terminal(crawled: tuple[Path, str]) -> None:
    assert "newscrawl" in crawled[1]
    assert not COMMANDS.search(crawled[1])
    assert "Traceback" not in crawled[1]


def test_records_and_names_of_files_hold_none(crawled: tuple[Path, str]) -> None:
    told = records(crawled[0])
    assert len(told) == 4
    assert any(str(record["headline"]).startswith(SCRIPT) for record in told)
    assert not COMMANDS.search(json.dumps(told, ensure_ascii=False))
    assert not COMMANDS.search(" ".join(str(path) for path in crawled[0].rglob("*")))


@pytest.mark.parametrize(
    ("verb", "shown"),
    [
        (("status",), "fault at"),
        (("status", "inert"), r"\x1b[31m"),
        (("status", "--json"), "inert"),
        (("why", f"{HOME}led-astray"), r"gopher://x/\x1b[31m"),
        (("why", f"{HOME}torn"), r"text/\x1b[31m"),
        (("why", f"{HOME}formula"), "headline there: =HYPERLINK"),
        (("history", f"{HOME}formula"), "=HYPERLINK"),
        (("history", f"{HOME}{ESCAPE}"), r"is known by"),
        (("check",), "nothing is wrong"),
        (("export",), "HYPERLINK"),
        (("status", f"no{ESCAPE}"), r"unknown outlet: no\x1b[31m"),
    ],
    ids=lambda value: inert(" ".join(value)) if isinstance(value, tuple) else "",
)
def test_no_verb_shows_one(call: Call, verb: tuple[str, ...], shown: str) -> None:
    told = call(*verb)
    assert shown in told
    assert not COMMANDS.search(told.replace("\r\n", "\n"))


def test_a_spreadsheet_gets_no_formula(call: Call) -> None:
    rows = list(csv.reader(io.StringIO(call("export", "--format", "csv"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert any(cell.startswith("'@ferry") for cell in cells)
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t"))] == []
    assert not [cell for cell in cells if COMMANDS.search(cell)]


def test_a_report_shows_a_script_as_text(call: Call, crawled: tuple[Path, str]) -> None:
    call("report")
    shown = (crawled[0] / "report.html").read_text("utf-8")
    assert r"\x1b[31m" in shown
    assert "\x1b" not in shown
    assert SCRIPT not in shown


def test_a_line_for_a_terminal_is_one_line_without_commands(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"a\nb\r{ESCAPE}{TURNED}\ud800 – é, 你好")
    told = capsys.readouterr().out
    assert told == inert(f"a\nb\r{ESCAPE}{TURNED}\ud800 – é, 你好") + "\n"
    assert told.startswith(r"a\nb\r\x1b[31m")
    assert told.endswith("\\ud800 – é, 你好\n")
    assert not COMMANDS.search(told)


def test_a_headline_of_a_feed_is_one_line_of_what_shows() -> None:
    assert headline_of(f"Ferry{ESCAPE}{TURNED}\0 waits\ud800") == "Ferry[31m]0;mine›2Jgpj.exe waits"
    assert headline_of("\x1b\0") is None
    assert headline_of("می‌خواهم") == "می‌خواهم"  # a joiner that does not show is part of the word


def test_an_address_of_a_feed_is_written_in_what_shows() -> None:
    assert absolute("/a\x1b[1m\u202e\0 b\ud800", "https://post.example/") == (
        "https://post.example/a%1B[1m%E2%80%AE%00%20b%3F"
    )


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "..", ".", "a\0b", f"a{ESCAPE}", "a" * 300, "CON:"]
)
def test_a_folder_of_any_name_lies_where_it_should(name: str, tmp_path: Path) -> None:
    place = tmp_path / folder_name(name)
    place.mkdir()
    assert place.resolve().parent == tmp_path.resolve()
    assert not COMMANDS.search(place.name)


def test_a_run_that_failed_is_told_without_commands() -> None:
    told = line(Result("post", Exit.ERROR, error=f"error in the program: {ESCAPE}\n"))
    assert told.startswith(r"post: error in the program: \x1b[31m")
    assert not COMMANDS.search(told)
