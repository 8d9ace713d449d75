"""Names, layout and import rules, over the whole package."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from string import Template

import pytest
from conventions import faults_of_spider, functions_over, imports_of

import newscrawl

PACKAGE = Path(newscrawl.__file__).parent
ROOT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
SPIDERS = [path for path in sorted((PACKAGE / "spiders").glob("*.py")) if path.stem != "__init__"]
PURE = ("discover", "extract", "normalise", "dedupe", "health", "inert", "items", "outlets", "schedule")
OUTER = ("scrapy", "itemadapter", "twisted", "sqlalchemy", "alembic", "newscrawl.store")

# What each part may import of the package beside itself: design.md's arrows, outermost last.
INNER = {"newscrawl", "newscrawl.inert", "newscrawl.items", "newscrawl.outlets"}
LAYERS = {
    "dedupe": {"normalise"},
    "normalise": set(),
    "extract": {"normalise"},
    "discover": {"normalise", "extract"},  # pages are decoded, parsed and worded in one place
    "health": set(),
    "store": {"codings", "discover", "extract", "normalise", "dedupe", "schedule", "health"},
}


def part_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", SPIDERS, ids=lambda path: path.stem)
def test_a_spider_is_its_file_and_declares_its_outlet(path: Path) -> None:
    assert faults_of_spider(path) == []


FILLED = {
    '"TODO"  # TODO: the outlet': '"The Paper"  # the outlet',
    '"TODO"  # TODO: ISO': '"UA"  # ISO',
    '"TODO",)  # TODO: BCP': '"uk",)  # BCP',
    '"TODO"  # TODO: IANA': '"Europe/Kyiv"  # IANA',
    'TODO",)  # TODO: to reach': 'past",)  # to reach',
    "TODO": "news",
}


@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing", "wordpress"])
def test_a_new_spider_fails_until_its_gaps_are_filled(kind: str, tmp_path: Path) -> None:
    template = Template((PACKAGE / "templates" / f"{kind}.tmpl").read_text("utf-8"))
    path = tmp_path / "my_paper.py"
    text = template.substitute(
        name="my_paper", classname="MyPaperSpider", url="https://paper.example", domain="paper.example"
    )
    path.write_text(text)
    assert "a TODO is left" in faults_of_spider(path)
    for gap, value in FILLED.items():
        text = text.replace(gap, value)
    path.write_text(text)
    assert faults_of_spider(path) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('name = "other"', "its name is not its file's"),
        ('country = "Ukraine"', "country Ukraine is no ISO 3166 code"),
        ('country = "XX"', "country XX is no ISO 3166 code"),
        ('languages = ("xq",)', "languages ('xq',) are no BCP 47 tags"),
        ("browser_only = True", "browser_only is nothing that a spider declares"),
        ('sitemaps = ("https://paper.example/feed",)', "named twice: https://paper.example/feed"),
        ('timezone = "Kyiv"', "timezone Kyiv is no IANA name"),
        ("languages = ()", "no language, and no comment why"),
        ('languages = ("english",)', "languages ('english',) are no BCP 47 tags"),
        ('home = "http://paper.example/"', "home is no https address with a closing slash"),
        ('feeds = ("/feed",)', "no web address: /feed"),
        ('feeds = ("https://paper.example/the feed",)', "no web address: https://paper.example/the feed"),
        ('article_pattern = r"("', "article_pattern is none"),
        ("feeds = ()", "it has no source"),
    ],
)
def test_a_wrong_declaration_is_named(line: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "paper.py"
    path.write_text(
        "from newscrawl.platforms import NewsSpider\n\n\nclass PaperSpider(NewsSpider):\n"
        '    name = "paper"\n    publisher = "The Paper"\n    country = "UA"\n    languages = ("uk",)\n'
        '    home = "https://paper.example/"\n    feeds = ("https://paper.example/feed",)\n'
    )
    assert faults_of_spider(path) == []
    path.write_text(path.read_text() + f"    {line}\n")
    assert any(found.startswith(fault) for found in faults_of_spider(path))


@pytest.mark.parametrize(
    "path", [p for p in MODULES if part_of(p) in PURE], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_a_pure_module_imports_neither_scrapy_nor_the_store(path: Path) -> None:
    found = imports_of(path)
    assert [name for name in found if name.startswith(tuple(f"{o}." for o in OUTER)) or name in OUTER] == []


def test_the_pure_folders_load_neither_scrapy_nor_the_store() -> None:
    """What counts is what is loaded, also by what they import."""
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if part_of(path) in PURE
    ]
    code = f"import sys, importlib\nfor n in {names!r}: importlib.import_module(n)\nprint(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(told.stdout.split())
    assert loaded.isdisjoint(OUTER)
    assert loaded.isdisjoint(("dateparser", "trafilatura", "pyarrow"))


@pytest.mark.parametrize(
    "path", [p for p in MODULES if part_of(p) in LAYERS], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_imports_point_inward(path: Path) -> None:
    part = part_of(path)
    allowed = {f"newscrawl.{name}" for name in (part, *LAYERS[part])} | INNER
    ours = {name for name in imports_of(path) if name.split(".")[0] == "newscrawl"}
    strange = [
        name
        for name in ours
        if not any(name == a or name.startswith(f"{a}.") for a in allowed - {"newscrawl"})
    ]
    assert [name for name in strange if name not in ("newscrawl", "newscrawl.__version__")] == []


def test_what_everything_imports_needs_the_standard_library_alone() -> None:
    for name in ("inert", "items", "outlets"):
        tops = {found.split(".")[0] for found in imports_of(PACKAGE / f"{name}.py")}
        assert tops <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_fits_one_head_and_a_function_one_screen(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 350
    assert functions_over(path, 40) == []


def test_most_functions_are_short() -> None:
    long = sum(len(functions_over(path, 25)) for path in MODULES)
    every = sum(len(functions_over(path, 0)) for path in MODULES)
    assert long * 10 <= every


@pytest.fixture(scope="module")
def tracked() -> dict[str, str]:
    """Return the repository's text files by name; without git, those of the package and its tests."""
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = found.stdout.decode().split("\0")[:-1]
    paths = [ROOT / name for name in names] or [*PACKAGE.rglob("*"), *(ROOT / "tests").rglob("*.py")]
    texts = {}
    for path in paths:
        if path.is_file() and b"\0" not in (body := path.read_bytes()):
            texts[str(path.relative_to(ROOT))] = body.decode("utf-8")
    return texts


# Put together, so that this file does not find itself.
_FOREIGN = re.compile(
    "/wo" + "rk/|\\.\\./sha" + "red|pypi\\.o" + "rg|pythonho" + "sted|artif" + "actory|index-u" + "rl"
)


def test_the_repository_speaks_of_the_project_alone(tracked: dict[str, str]) -> None:
    found = [f"{name}: {match[0]}" for name, text in tracked.items() for match in _FOREIGN.finditer(text)]
    assert found == []
