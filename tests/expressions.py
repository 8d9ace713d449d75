"""Every regular expression of the package, with the ways it is used."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import newscrawl

PACKAGE = Path(newscrawl.__file__).parent
USES = {"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
# What functions that make an expression of a word list are asked for, by the name of their parameter.
ASKED = {
    "language": (None, "de", "zh"),
    "table": ("dates",),
    "key": ("today", "yesterday", "now", "minutes", "hours", "days", "weeks"),
}
UNPACKED = {"_prefixes": {"match"}, "_junk": {"match"}}  # given with something else
SPIDERS = ("article_pattern", "skip_pattern", "child_sitemaps")


class Expression(NamedTuple):
    name: str  # "extract.credits._CLOSING"
    pattern: re.Pattern[Any]
    use: str


@cache
def expressions() -> tuple[Expression, ...]:
    """All of them, each with each use once; those of spiders are used by search."""
    found: dict[tuple[re.Pattern[Any], str], Expression] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if not {"spiders", "migrations", "demo"} & set(path.parts):
            for one in of_module(path):
                found.setdefault(one[1:], one)
    for one in of_spiders():
        found.setdefault(one[1:], one)
    return tuple(found.values())


def of_module(path: Path) -> Iterator[Expression]:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    name = ".".join(part for part in parts if part != "__init__")
    module = importlib.import_module(f"newscrawl.{name}" if name else "newscrawl")
    tree = ast.parse(path.read_text("utf-8"))
    uses = uses_in(tree)
    for key, value in vars(module).items():
        for pattern in patterns_in(value):
            yield from (Expression(f"{name}.{key}", pattern, use) for use in uses.get(key, {"search"}))
        if getattr(value, "__module__", None) == module.__name__ and makes_patterns(value):
            yield from (
                Expression(f"{name}.{key}", p, use)
                for p in made_by(value)
                for use in uses.get(key, UNPACKED.get(key, {"search"}))
            )
    yield from inline(name, tree)


def uses_in(tree: ast.AST) -> dict[str, set[str]]:
    """The methods called on each name of a module; for what has none here (a loop over patterns): search."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in USES:
            held = node.value.func if isinstance(node.value, ast.Call) else node.value
            found.setdefault(ast.unparse(held), set()).add(node.attr)
    return found


def inline(name: str, tree: ast.AST) -> Iterator[Expression]:
    """The patterns written where they are used: re.search(r"…", line), by the name of the function."""
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            first = node.args[0] if node.args else None
            if (
                node.func.attr in USES
                and ast.unparse(node.func.value) == "re"
                and isinstance(first, ast.Constant)
            ):
                yield Expression(f"{name}.{function.name}", re.compile(first.value), node.func.attr)


def patterns_in(value: object) -> list[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict):
        return [pattern for inner in value.values() for pattern in patterns_in(inner)]
    return [p for inner in value for p in patterns_in(inner)] if isinstance(value, tuple | list) else []


def makes_patterns(value: Any) -> bool:
    told = getattr(value, "__annotations__", {})
    return hasattr(value, "cache_parameters") and "re.Pattern" in str(told.get("return"))


def made_by(function: Callable[..., Any]) -> Iterator[re.Pattern[Any]]:
    names = [name for name in function.__annotations__ if name != "return"]
    for arguments in product(*(ASKED[name] for name in names)):
        yield from patterns_in(function(*arguments))


def of_spiders() -> Iterator[Expression]:
    """The patterns of addresses that outlets declare."""
    for path in sorted((PACKAGE / "spiders").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in SPIDERS:
                value = ast.literal_eval(node.value)
                yield Expression(
                    f"spiders.{path.stem}.{ast.unparse(node.targets[0])}", re.compile(value), "search"
                )
