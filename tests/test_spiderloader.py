"""The loader: our files by their names and only when asked for, a user's beside them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.settings import Settings

import newscrawl.spiders
from newscrawl.spiderloader import OutletLoader

SPIDER = """from newscrawl.platforms import NewsSpider


class {title}Spider(NewsSpider):
    name = "{name}"
    home = "https://{name}.example/"
    feeds = ("https://{name}.example/feed",)
"""


def write(folder: Path, name: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.py").write_text(SPIDER.format(title=name.title(), name=name))


def loader(*own: str) -> OutletLoader:
    return OutletLoader(Settings({"SPIDER_MODULES": ["newscrawl.spiders", *own]}))


def test_the_names_are_known_before_a_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("newscrawl.spiders.")]:
        monkeypatch.delitem(sys.modules, name)
    found = loader()
    assert {"any", "korrespondent", "zviazda"} <= set(found.list())
    assert not any(name.startswith("newscrawl.spiders.") for name in sys.modules)
    assert found.load("zviazda").name == "zviazda"
    assert [name for name in sys.modules if name.startswith("newscrawl.spiders.")] == [
        "newscrawl.spiders.zviazda"
    ]


def test_a_folder_of_one_s_own_is_read_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    write(tmp_path / "harbour_papers", "foghorn")
    found = loader(str(tmp_path / "harbour_papers"))
    assert "foghorn" in found.list()
    assert found.load("foghorn").__module__ == "harbour_papers.foghorn"
    assert {spider.name for spider in found.every()} >= {"foghorn", "korrespondent"}


def test_a_folder_is_known_by_its_name_alone_where_one_stands_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "jetty_papers", "gangway")
    assert "gangway" in loader("jetty_papers").list()


def test_what_holds_no_spiders_of_one_s_own_is_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    write(tmp_path / "json", "foghorn")
    named = (str(tmp_path / "json"), str(tmp_path / "none"), "no.such.package")
    for _ in range(2):
        found = loader(*named)
        assert "foghorn" not in found.list()
        assert [found.broken[name] for name in named] == [
            f"ImportError: {json.__file__} is called json too: give the folder another name",
            "ImportError: no such folder",
            "ModuleNotFoundError: No module named 'no'",
        ]
    assert caplog.text.count("cannot be loaded") == 3


def test_one_s_own_outlet_takes_the_place_of_ours_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    write(tmp_path / "other_papers", "zviazda")
    with pytest.warns(UserWarning, match="other_papers.zviazda takes the place of the outlet zviazda"):
        found = loader(str(tmp_path / "other_papers"))
    assert found.load("zviazda").__module__ == "other_papers.zviazda"
    found.every()
    assert found.load("zviazda").__module__ == "other_papers.zviazda"


def test_a_broken_file_among_ours_is_named_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "frayed.py").write_text("this is no Python")
    monkeypatch.setattr(newscrawl.spiders, "__path__", [*newscrawl.spiders.__path__, str(tmp_path)])
    found = loader()
    assert "frayed" in found.list()
    with pytest.raises(KeyError):
        found.load("frayed")
    assert "frayed" not in {spider.name for spider in found.every()}
    assert found.broken["newscrawl.spiders.frayed"].startswith("SyntaxError")
    assert caplog.text.count("cannot be loaded") == 1


def test_whose_address_it_is_can_be_asked_of_the_loader() -> None:
    assert "korrespondent" not in loader().find_by_request(Request("https://nobody.example/"))
