"""A file layer that knows what a crash may leave: of a file its synced bytes, of a folder its synced names.

`recorded` watches a folder while something writes into it.  Before each of its
steps, and after each sync, it notes every state in which a crash could leave the folder:
names that were changed since their folder was synced may have been kept or
not, each change for itself; of bytes written since the file was synced, none
or half may be there, or all.  SQLite's files are left out: its own syncs are trusted.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree")
_CHANGES_MOST = 6  # of which every choice is looked at: more are kept or lost from some point on

Names = dict[str, int]  # of a folder: name -> number of the file or folder
State = tuple[tuple[str, bytes | None], ...]  # (path, bytes; None: a folder), as a reader finds them


@dataclass
class _Disk:
    """What is on the disk for good, and what is only written; files and folders go by their inode."""

    root: Path
    bytes_kept: dict[int, bytes] = field(default_factory=dict)
    bytes_now: dict[int, bytes] = field(default_factory=dict)
    names_kept: dict[int, Names] = field(default_factory=dict)
    names_now: dict[int, Names] = field(default_factory=dict)
    changes: list[tuple[int, dict[str, int | None]]] = field(
        default_factory=list
    )  # (folder, names), in order
    held: dict[int, int] = field(default_factory=dict)  # open, so that no inode is given out twice

    def look(self) -> None:
        """Learn what has changed since the last look: it was one step."""
        for folder, _, _ in os.walk(self.root):
            self._look_at(Path(folder))

    def _look_at(self, folder: Path) -> None:
        number, found = folder.stat().st_ino, {}
        for path in folder.iterdir():
            if path.name.startswith("newscrawl.db"):
                continue
            found[path.name] = one = path.stat().st_ino
            if one not in self.held:
                self.held[one] = os.open(path, os.O_RDONLY)
            if path.is_file():
                self.bytes_now[one] = path.read_bytes()
        before = self.names_now.get(number, {})
        changed = {name: found.get(name) for name in before | found if before.get(name) != found.get(name)}
        self.names_now[number] = found
        if changed:
            self.changes.append((number, changed))

    def keep_all(self) -> None:
        """Let what is there now be on the disk."""
        self.bytes_kept, self.changes = dict(self.bytes_now), []
        self.names_kept = {folder: dict(names) for folder, names in self.names_now.items()}

    def synced(self, descriptor: int) -> None:
        told = os.fstat(descriptor)
        if stat.S_ISDIR(told.st_mode):
            self.names_kept[told.st_ino] = dict(self.names_now.get(told.st_ino, {}))
            self.changes = [change for change in self.changes if change[0] != told.st_ino]
        elif told.st_ino in self.bytes_now:
            self.bytes_kept[told.st_ino] = self.bytes_now[told.st_ino]

    def states(self) -> Iterator[State]:
        """Yield every state that a crash can leave now."""
        for kept in self._choices():
            names = {folder: dict(found) for folder, found in self.names_kept.items()}
            for (folder, changed), stays in zip(self.changes, kept, strict=True):
                if stays:
                    _change(names.setdefault(folder, {}), changed)
            for part in (0.0, 0.5, 1.0):
                yield tuple(self._tree(names, self.root.stat().st_ino, "", part))

    def _choices(self) -> Iterator[tuple[bool, ...]]:
        number = len(self.changes)
        if number <= _CHANGES_MOST:
            yield from product((False, True), repeat=number)
        else:
            yield from (tuple(place < most for place in range(number)) for most in range(number + 1))
            yield from (tuple(place >= least for place in range(number)) for least in range(number + 1))

    def _tree(
        self, names: dict[int, Names], folder: int, path: str, part: float
    ) -> Iterator[tuple[str, bytes | None]]:
        for name, number in sorted(names.get(folder, {}).items()):
            place = f"{path}/{name}".lstrip("/")
            if number not in self.bytes_now:
                yield place, None
                yield from self._tree(names, number, place, part)
            else:
                yield place, _written(self.bytes_kept.get(number, b""), self.bytes_now[number], part)


def _written(kept: bytes, now: bytes, part: float) -> bytes:
    """Return what is there of a file when so much of what was written since is."""
    appended = len(kept) if now.startswith(kept) else 0
    return now[: appended + int((len(now) - appended) * part)] if part or appended == len(kept) else kept


def _change(names: Names, changed: dict[str, int | None]) -> None:
    for name, number in changed.items():
        if number is None:
            names.pop(name, None)
        else:
            names[name] = number


_watching: list[Callable[[], None]] = []  # an audit hook cannot be taken away again


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if event in _EVENTS and _watching:
        look = _watching.pop()  # what looks must not see itself
        try:
            look()
        finally:
            _watching.append(look)


sys.addaudithook(_hook)


@contextmanager
def recorded(root: Path, beside: Callable[[], Any] = lambda: None) -> Iterator[dict[tuple[State, Any], None]]:
    """Record what happens in a folder; yield what a crash could leave at each step, with what `beside` told.

    `beside` says what else was so at that moment: what the database had committed.
    """
    states: dict[tuple[State, Any], None] = {}
    disk = _Disk(root)
    disk.look()
    disk.keep_all()

    def look() -> None:
        disk.look()
        told = beside()
        states.update({(state, told): None for state in disk.states()})

    sync = os.fsync

    def fsync(descriptor: int) -> None:
        _hook("os.rename", ())
        sync(descriptor)
        disk.synced(descriptor)
        _hook("os.rename", ())

    os.fsync = fsync  # type: ignore[assignment]
    _watching.append(look)
    try:
        yield states
        look()
    finally:
        _watching.clear()
        os.fsync = sync
        for descriptor in disk.held.values():
            os.close(descriptor)
