"""A disk that fills up: the run ends with 5, no file holds half a line, and with room again all goes on."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from library import ARCHIVED, CRAWL, Library, every_page_is_archived, nothing_is_lost_of_a_crawl


@dataclass(frozen=True)
class SmallDisk:
    """A file system in memory whose size is set."""

    folder: Path

    def mount(self, kilobytes: int) -> None:
        self.folder.mkdir()
        self._mount(f"size={kilobytes}k", "tmpfs")

    def try_out(self) -> str | None:
        """Return why it cannot be mounted here, None when it can."""
        try:
            self.mount(64)
        except (OSError, subprocess.CalledProcessError) as error:
            return str(getattr(error, "stderr", b"").decode() or error)
        self.unmount()
        self.folder.rmdir()
        return None

    def grow(self) -> None:
        self._mount("remount,size=256m")

    def _mount(self, options: str, *of_kind: str) -> None:
        kind = ["-t", *of_kind, "tmpfs"] if of_kind else []
        subprocess.run(["mount", "-o", options, *kind, str(self.folder)], check=True, capture_output=True)

    def unmount(self) -> None:
        subprocess.run(["umount", str(self.folder)], check=False, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    disk = SmallDisk(tmp_path / "disk")
    if refusal := disk.try_out():
        pytest.skip(f"no small disk can be mounted here: {refusal}")
    try:
        yield disk
    finally:
        disk.unmount()


def used(folder: Path) -> int:
    """Return the kilobytes that a folder takes."""
    return sum(path.stat().st_blocks // 2 for path in folder.rglob("*"))


def hold_whole(folder: Path) -> None:
    for path in folder.glob("articles/*/*.jsonl"):
        data = path.read_bytes()
        assert data.endswith(b"\n")
        assert all(json.loads(line)["id"] for line in data.splitlines())


@pytest.mark.parametrize("part", [0.2, 0.5, 0.7, 0.8, 0.9, 0.95])
@pytest.mark.parametrize("arguments", [CRAWL, ARCHIVED], ids=["crawl", "archive"])
def test_a_full_disk_ends_a_crawl_with_5_and_with_room_again_it_goes_on(
    arguments: list[str], part: float, library: Library, disk: SmallDisk
) -> None:
    commands = library.commands
    whole = disk.folder.with_name("whole")
    assert commands.run(whole, arguments)["code"] == 0
    disk.mount(int(used(whole) * part))
    folder = disk.folder / "output"
    for _ in range(2):  # as cron would
        told = commands.run(folder, arguments)
        assert (told["code"], told["errors"]) == (5, "")
        hold_whole(folder)
    disk.grow()
    assert commands.run(folder, arguments)["code"] == 0
    (every_page_is_archived if arguments is ARCHIVED else nothing_is_lost_of_a_crawl)(library, folder)


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet", "out/", "backup"])
def test_a_full_disk_leaves_the_last_export_as_it_was(name: str, library: Library, disk: SmallDisk) -> None:
    commands, folder = library.commands, disk.folder / "output"
    arguments = ["backup" if name == "backup" else "export", *(["-o"] if name != "backup" else [])]
    arguments.append(f"{disk.folder}/{name}")
    disk.mount(32_000)
    library.copy_database(folder)
    assert commands.run(folder, arguments)["code"] == 0
    before = files_in(disk.folder)
    filler = disk.folder / "filler"
    with filler.open("wb") as file, pytest.raises(OSError, match="No space"):
        while True:
            os.write(file.fileno(), bytes(1 << 12))
    told = commands.run(folder, arguments)
    assert (told["code"], told["errors"]) == (5, "")
    filler.unlink()
    assert files_in(disk.folder) == before
    assert commands.run(folder, arguments)["code"] == 0


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and "output" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}
