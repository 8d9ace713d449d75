"""requirements.lock agrees with pyproject.toml, and names no place to fetch from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def locked() -> list[Requirement]:
    return [Requirement(line.rstrip(" \\")) for line in LOCK.splitlines() if line[:1].isalnum()]


def test_the_lock_holds_a_version_within_bounds_of_all_that_is_required() -> None:
    """After a change of pyproject.toml: `make lock`."""
    versions = {(canonicalize_name(one.name), next(iter(one.specifier)).version) for one in locked()}
    for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]):
        asked = Requirement(line)
        found = [version for name, version in versions if name == canonicalize_name(asked.name)]
        assert found, f"{asked.name} is not in the lock"
        assert all(asked.specifier.contains(version) for version in found), line


def test_each_line_of_the_lock_is_one_version_with_hashes() -> None:
    for block in re.split(r"\n(?=\w)", LOCK.strip()):
        name, *hashes = block.split("\n")
        assert re.match(r"[a-z0-9.-]+==\S+ ", name), name
        assert hashes, name
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes), name


def test_the_lock_names_no_place_to_fetch_from() -> None:
    assert "://" not in LOCK
    assert "index" not in LOCK


def test_what_the_extras_ask_for_is_tested_too() -> None:
    extras = PROJECT["optional-dependencies"]
    asked = {line for name, lines in extras.items() if name != "dev" for line in lines}
    assert asked <= set(extras["dev"])
