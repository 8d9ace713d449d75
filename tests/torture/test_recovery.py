"""docs/recovery.md followed word by word: every way leads from a damaged database to the same articles."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from kills import read
from library import ARCHIVED, Library

PAGE = (Path(__file__).parents[2] / "docs" / "recovery.md").read_text("utf-8")
WAYS = dict(re.findall(r"^## (With.*?)\n\n```\n(.*?)```", PAGE, re.M | re.S))
PAGE_SIZE = 4096


def newscrawl(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script as an operator would: in the output folder, with our program on the path."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-ec", script],
        cwd=folder,
        env=os.environ | {"PATH": path, "NEWSCRAWL_OUTPUT_DIR": str(folder), "NEWSCRAWL_TRANSLATIONS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )


def damage(database: Path, what: str) -> None:
    """Overwrite a page as a failing disk does: the first of the file, or the root of a table or index."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = connection.execute(query, (what,)).fetchone() or (1,)
    with database.open("r+b") as file:
        file.seek((page - 1) * PAGE_SIZE)
        file.write(b"\xff" * PAGE_SIZE)


def test_the_page_names_every_way() -> None:
    assert len(WAYS) == 4


@pytest.mark.parametrize("what", ["first page", "records", "addresses", "addresses_due", "articles_key"])
@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_page_is_found_and_every_way_leads_back(
    way: str, what: str, library: Library, tmp_path: Path
) -> None:
    if "sqlite3" in WAYS[way] and not shutil.which("sqlite3"):
        pytest.skip("this way needs the program sqlite3")
    folder = tmp_path / "output"
    shutil.copytree(library.folder, folder)
    assert newscrawl(folder, "newscrawl backup backup.db").returncode == 0
    before = read(folder)
    damage(folder / "newscrawl.db", what)
    found = newscrawl(folder, "newscrawl check")
    assert found.returncode == 5
    assert "docs/recovery.md" in found.stderr
    if "replay" in WAYS[way]:
        shutil.rmtree(folder / "articles")
    done = newscrawl(folder, WAYS[way])
    if "sqlite3" in WAYS[way] and what == "first page":
        return  # nothing can be read of it: the page says which way is next
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "nothing is wrong"), done.stderr
    assert library.commands.run(folder, ARCHIVED)["code"] == 0
    after = read(folder)
    assert set(after.exported.values()) == {1}
    assert after.latest.keys() == before.latest.keys() == after.in_ledger
    if "replay" not in WAYS[way]:
        assert after.exported == before.exported
        assert after.marks == before.marks
