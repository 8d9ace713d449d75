"""What was taken down, out of the files that hold it: each is written anew beside its place and renamed."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import msgspec

from newscrawl.normalise.addresses import address_key, page_key
from newscrawl.store.database import StoreError
from newscrawl.store.places import storing, sync_folder
from newscrawl.store.warc import Member, members_of


class _Named(msgspec.Struct):
    """What of a published line is looked at."""

    id: str | None = None


@dataclass(slots=True)
class Erased:
    """The files that were written anew, and what could not be looked through: file and reason."""

    files: list[Path] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def erase_lines(folder: Path, article_id: str) -> Erased:
    """Take an article's lines out of the published files of a folder; all others stay byte for byte.

    A file of that article alone goes whole.  Raises StoreError where the disk fails.
    """
    told = f'"id":"{article_id}"'.encode()
    erased = Erased()
    for path in sorted(folder.glob("*.jsonl")):
        with _disk(path), path.open("rb") as lines:
            found = any(_is_of(line, told, article_id) for line in lines)
        if found:
            _without_lines(path, told, article_id)
            erased.files.append(path)
    return erased


def _is_of(line: bytes, told: bytes, article_id: str) -> bool:
    """Tell whether a line is a record of the article; copies of it name its id too."""
    return told in line and msgspec.json.decode(line, type=_Named).id == article_id


def _without_lines(path: Path, told: bytes, article_id: str) -> None:
    with rewriting(path) as out, path.open("rb") as lines:
        out.writelines(line for line in lines if not _is_of(line, told, article_id))
        is_empty = out.tell() == 0
    if is_empty:
        path.unlink()


def erase_members(folder: Path, keys: Collection[str]) -> Erased:
    """Take the exchanges at addresses (by their keys) out of the WARC files of a folder.

    Reads each file once, in bounded memory.  A file is looked through up to a
    member that cannot be read; what is behind that is told in `left`.
    """
    erased = Erased()
    for path in sorted(folder.glob("*.warc.gz")):
        with _disk(path):
            drop, end = _members_at(path, keys)
            if end < path.stat().st_size:
                erased.left.append(f"{path}: not readable from byte {end} on")
        if drop:
            _without_members(path, drop)
            erased.files.append(path)
    return erased


def _members_at(path: Path, keys: Collection[str]) -> tuple[list[Member], int]:
    """Return the members of addresses, and up to which byte the file could be read."""
    end, drop = 0, []
    with path.open("rb") as stream:
        for member in members_of(stream):
            end = member.end
            if member.url and not {page_key(member.url), address_key(member.url)}.isdisjoint(keys):
                drop.append(member)
    return drop, end


def _without_members(path: Path, drop: Sequence[Member]) -> None:
    with rewriting(path) as out, path.open("rb") as stream:
        for member in drop:
            _copy(stream, out, member.start - stream.tell())
            stream.seek(member.end)
        shutil.copyfileobj(stream, out)


def _copy(stream: BinaryIO, out: BinaryIO, size: int) -> None:
    while size > 0 and (piece := stream.read(min(size, 1 << 20))):
        out.write(piece)
        size -= len(piece)


@contextlib.contextmanager
def rewriting(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of `path` when it is whole, with its rights.

    Raises StoreError when that fails; `path` is then as it was.
    """
    unfinished = path.with_name(path.name + ".tmp")
    with _disk(path):
        try:
            with unfinished.open("wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            if path.exists():
                shutil.copymode(path, unfinished)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(path.parent)


@contextlib.contextmanager
def _disk(path: Path) -> Iterator[None]:
    try:
        with storing(path, "rewrite"):
            yield
    except msgspec.DecodeError as error:
        raise StoreError(f"{path} holds a line that is no record: {error}") from error
