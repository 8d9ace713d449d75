"""WARC files wherever they are: paths, s3://, https://, as fsspec reads them."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


class PlaceError(Exception):
    """A file that is not there, or cannot be had: one line for the operator."""


def expand(name: str) -> list[str]:
    """Return the files that a name means, so that every worker finds them.

    A path becomes absolute; of an object store's `*` every match is named.
    Raises PlaceError where there is none.
    """
    if not _is_remote(name):
        if not Path(name).is_file():
            raise PlaceError(f"no such file: {name}")
        return [str(Path(name).absolute())]
    with _reached(name):
        import fsspec

        system, path = fsspec.core.url_to_fs(name)
        found = (
            [system.unstrip_protocol(match) for match in sorted(system.glob(path))] if "*" in name else [name]
        )
    if not found:
        raise PlaceError(f"no such file: {name}")
    return found


@contextlib.contextmanager
def on_this_disk(names: list[str]) -> Iterator[list[Path]]:
    """The files as paths, those that are elsewhere copied for a while.  Raises PlaceError.

    Copied, since a file of a gigabyte is read for many minutes, and a
    connection that ends by then would end the reading.
    """
    with tempfile.TemporaryDirectory(prefix="newscrawl-warc-") as folder:
        places = [Path(folder) / str(number) for number in range(len(names))]
        yield [
            _fetched(*told) if _is_remote(told[0]) else Path(told[0])
            for told in zip(names, places, strict=True)
        ]


def _is_remote(name: str) -> bool:
    return "://" in name


def _fetched(name: str, folder: Path) -> Path:
    folder.mkdir()
    path = folder / (name.split("?")[0].rstrip("/").rpartition("/")[2] or "warc")
    with _reached(name):
        import fsspec

        with fsspec.open(name, "rb") as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
    return path


@contextlib.contextmanager
def _reached(name: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise PlaceError(
            f"{name} needs more: pip install 'newscrawl[cluster]', s3fs for s3:// ({error})"
        ) from error
    except Exception as error:  # each kind of store has errors of its own
        raise PlaceError(f"cannot read {name}: {error or type(error).__name__}") from error
