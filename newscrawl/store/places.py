"""Where a dataset is put: built out of sight, and put in its place in one step."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from newscrawl.store.database import StoreError
from newscrawl.store.locks import LockedError

IN_FOLDER = "_manifest.json"  # what begins with "_", readers of Parquet folders pass over


class RefusedError(Exception):
    """A place that an export does not replace: it holds something else."""


@contextlib.contextmanager
def storing(path: Path, what: str = "write") -> Iterator[None]:
    """Make what the disk refuses a fault of storage: that one cannot do this to that path."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"cannot {what} {path}: {error.strerror or error}") from error


@contextlib.contextmanager
def building(path: Path, *, folder: bool = False) -> Iterator[Path]:
    """Hold the place where a dataset is built, beside its own; what a failed one leaves is removed.

    Raises LockedError when another export is at work there.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    make_folder(unfinished.parent)
    if folder:
        unfinished.mkdir(exist_ok=True)
    else:
        unfinished.touch()
    handle = os.open(unfinished, os.O_RDONLY)
    try:
        _lock(handle, unfinished, path)
        if folder:
            _empty(unfinished)  # of what a killed export left
        yield unfinished
    except LockedError:
        raise
    except BaseException:
        _remove(unfinished)
        raise
    finally:
        os.close(handle)


def _lock(handle: int, unfinished: Path, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        held = os.fstat(handle).st_ino == unfinished.stat().st_ino  # else the other has just finished
    except (BlockingIOError, FileNotFoundError):
        held = False
    if not held:
        raise LockedError(f"another export writes {path}")


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        _remove(entry)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def refuse_to_replace(folder: Path, filters: dict[str, Any]) -> None:
    """Raise RefusedError unless the folder is free, or holds an export of this selection and nothing else."""
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is a file: name another folder")
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    if not found:
        return
    try:
        told = msgspec.json.decode((folder / IN_FOLDER).read_bytes())
        known = {IN_FOLDER, *(entry["path"] for entry in told["files"])}
        before = told["filters"]
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        raise RefusedError(
            f"{folder} holds files and no {IN_FOLDER} of an export: name another folder"
        ) from None
    if strange := sorted(found - known):
        raise RefusedError(f"{folder} holds {strange[0]}, which is no export's: name another folder")
    if different := [key for key, value in filters.items() if before.get(key) != value]:
        raise RefusedError(
            f"{folder} holds an export of another selection ({', '.join(different)}): "
            "name another folder, or remove it"
        )


def swap(built: Path, folder: Path) -> None:
    """Put the new folder in the place of the old one."""
    old = _old(folder)
    if folder.exists():
        folder.rename(old)
    built.rename(folder)
    sync_folder(folder.parent)
    _remove(old)


def take_back(folder: Path) -> None:
    """Undo a swap that was killed half-way: the old folder comes back, or goes for good."""
    old = _old(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    _remove(old)


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.replaced")


def make_durable(file: IO[Any]) -> None:
    file.flush()
    os.fsync(file.fileno())


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, and their entries durable."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in reversed(missing):
        sync_folder(path.parent)


def sync_folders(folder: Path) -> None:
    """Make the entries of a folder and of those in it durable."""
    for path in (folder, *folder.rglob("*/")):
        sync_folder(path)


def sync_folder(folder: Path) -> None:
    """Make the entries of a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
