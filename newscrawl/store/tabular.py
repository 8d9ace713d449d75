"""Records as JSON Lines, and as CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from newscrawl.items import Article
from newscrawl.store.selecting import Picked

# What a spreadsheet would run as a formula.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
COLUMNS = tuple(Article.__dataclass_fields__)
# Text is decoded; numbers, lists and objects go out as the JSON they came in as: 50 µs a record, not 75.
_TEXT = {name for name, field in Article.__dataclass_fields__.items() if field.type == "str | None"}
_NULL = msgspec.Raw(b"null")
_Row = msgspec.defstruct(
    "_Row",
    [(name, str | None, None) if name in _TEXT else (name, msgspec.Raw, _NULL) for name in COLUMNS],
)


def write_jsonl(rows: Iterable[Picked], file: BinaryIO) -> None:
    """Write a record a line, as they stand in the database."""
    for raw, _ in rows:
        file.write(raw)
        file.write(b"\n")


def write_csv(rows: Iterable[Picked], file: BinaryIO) -> None:
    """Write a header and a line a record; lists and objects as JSON, formulas made inert by an apostrophe."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    write = csv.writer(text, lineterminator="\r\n").writerow  # RFC 4180; both letters get quoted in a cell
    write(COLUMNS)
    row_of = msgspec.json.Decoder(_Row).decode
    for raw, _ in rows:
        write([_cell(value) for value in msgspec.structs.astuple(row_of(raw))])
    text.flush()
    text.detach()  # the file stays open: whoever opened it closes it


def _cell(value: str | msgspec.Raw | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value == _NULL else bytes(value).decode()
