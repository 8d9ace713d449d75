"""The archive: WARC files of what was asked for and what came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Archived:
    """An archived response, decoded: what replay reads."""

    url: str
    date: datetime
    status: int
    headers: list[tuple[str, str]]
    content_type: str | None
    body: bytes


class Archive:
    """One run's WARC file, open for writing."""

    def __init__(self, folder: Path, run_id: str, software: str, operator: str | None = None) -> None:
        self.path = folder / f"{run_id}.warc.gz"

    def write(
        self,
        *,
        method: str,
        url: str,
        request_headers: list[tuple[str, str]],
        request_body: bytes = b"",
        status: int,
        reason: str,
        response_headers: list[tuple[str, str]],
        body: bytes,
        date: datetime,
        ip: str | None = None,
    ) -> None:
        """Write one exchange as a request and a response record."""

    def flush(self, fsync: bool = True) -> None:
        """Hand what was written to the disk."""

    def close(self) -> None:
        """Flush and close."""


def repair(path: Path) -> int:
    """Cut off a half-written last member; return the bytes removed."""
    return 0


def read_responses(source: Path | BinaryIO) -> Iterator[Archived]:
    """Yield the responses of a WARC file, decoded."""
    yield from ()
