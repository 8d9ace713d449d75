"""What the conventions test checks of a spider's file; a new spider can be held against it anywhere."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections import Counter
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from dateparser.data.languages_info import language_order

from newscrawl.platforms import NewsSpider

_SOURCES = ("feeds", "news_sitemaps", "sitemaps", "listings", "archives")
_PATTERNS = ("article_pattern", "skip_pattern", "child_sitemaps")
_KNOWN = {"name", *dir(NewsSpider)}
_TAG = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_LANGUAGES = {*language_order, "no", "xh"}
_COUNTRIES = re.findall(
    "^([A-Z]{2})\t", resources.files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(), re.M
)


def faults_of_spider(path: Path) -> list[str]:
    """Return what is wrong with the spider in a file, in words; [] when nothing is."""
    text = path.read_text("utf-8")
    faults = ["a TODO is left"] if "TODO" in text else []
    if not re.fullmatch(r"[a-z][a-z0-9_]*", path.stem):
        faults.append("its file is not in lower case with underscores")
    classes = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)]
    if len(classes) != 1:
        return [*faults, f"{len(classes)} classes in one file"]
    return faults + _faults_of_class(_load(path, classes[0].name), path.stem, text)


def _load(path: Path, name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"spider_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


def _faults_of_class(spider: Any, stem: str, text: str) -> list[str]:
    faults = []
    if spider.__name__.lower() != f"{stem.replace('_', '')}spider":  # BunaTimesSpider in bunatimes.py
        faults.append(f"its class {spider.__name__} is not called by its file")
    if spider.name != stem:
        faults.append("its name is not its file's")
    if not issubclass(spider, NewsSpider):
        return [*faults, "it is no NewsSpider"]
    if stem == "any":
        return faults
    return faults + _faults_of_facts(spider, text) + _faults_of_addresses(spider, text)


def _faults_of_facts(spider: type[NewsSpider], text: str) -> list[str]:
    faults = [] if spider.publisher and spider.publisher.strip() else ["no publisher"]
    if spider.country is not None and spider.country not in _COUNTRIES:
        faults.append(f"country {spider.country} is no ISO 3166 code")
    if spider.country is None and "#" not in text:
        faults.append("no country, and no comment why")
    if not spider.languages and "languages = ()  #" not in text:
        faults.append("no language, and no comment why")
    tags = [_TAG.fullmatch(tag) for tag in spider.languages]
    if not all(tag and tag[1] in _LANGUAGES for tag in tags):
        faults.append(f"languages {spider.languages} are no BCP 47 tags")
    if spider.timezone is not None and spider.timezone not in available_timezones():
        faults.append(f"timezone {spider.timezone} is no IANA name")
    unknown = sorted(name for name in vars(spider) if not name.startswith("_") and name not in _KNOWN)
    return [*faults, *(f"{name} is nothing that a spider declares" for name in unknown)]


def _faults_of_addresses(spider: type[NewsSpider], text: str) -> list[str]:
    """Look at what the class itself declares: a platform's addresses begin at the home page."""
    told = [spider.home, *(url for kind in _SOURCES for url in vars(spider).get(kind, ()))]
    faults = [f"no web address: {url}" for url in told if not _is_address(url)]
    faults += [f"named twice: {url}" for url, times in Counter(told[1:]).items() if times > 1]
    safe = spider.home.startswith("https://") or "# no https" in text
    if not safe or not spider.home.endswith("/"):
        faults.append("home is no https address with a closing slash")
    faults += [f for name in _PATTERNS if (f := _fault_of_pattern(name, getattr(spider, name)))]
    return faults or _faults_of_sources(spider)


def _fault_of_pattern(name: str, pattern: str | None) -> str | None:
    try:
        re.compile(pattern or "")
    except re.error as error:
        return f"{name} is none: {error}"
    return None


def _faults_of_sources(spider: type[NewsSpider]) -> list[str]:
    try:
        sources = spider().sources(datetime(2026, 5, 23, tzinfo=UTC))
    except Exception as error:
        return [f"it cannot name its sources: {error!r}"]
    return [] if sources else ["it has no source"]


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    if re.search(r"\s", url):
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and "//" not in parts.path


def functions_over(path: Path, most: int) -> list[str]:
    """Return the functions of a module that are longer than so many lines."""
    tree = ast.parse(path.read_text("utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return [
        f"{path.name}:{node.name} {length}"
        for node in found
        if (length := (node.end_lineno or 0) - node.lineno + 1) > most
    ]


def imports_of(path: Path) -> set[str]:
    """Return the modules that a file imports, wherever in it; what only type checkers see is left out."""
    found: set[str] = set()
    for node in _run_nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _run_nodes(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
        return []
    return [node, *(inner for child in ast.iter_child_nodes(node) for inner in _run_nodes(child))]
