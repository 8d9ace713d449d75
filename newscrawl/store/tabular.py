"""Records as tables: CSV for spreadsheets, Parquet for everything else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from newscrawl.items import Article
from newscrawl.store.database import StoreError

_CHUNK = 1000
# What a spreadsheet would run as a formula.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
COLUMNS = tuple(Article.__dataclass_fields__)


def csv_lines(records: Iterator[str]) -> Iterator[str]:
    """Yield CSV lines, the header first; lists and objects as JSON, formulas made inert by an apostrophe."""
    yield _line(COLUMNS)
    for record in records:
        row = msgspec.json.decode(record)
        yield _line([_cell(row.get(column)) for column in COLUMNS])


def _line(cells: Any) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)  # it quotes what holds a letter of that
    return text.getvalue().removesuffix("\r\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False)


def write_parquet(records: Iterator[str], path: Path) -> int:
    """Write a Parquet file, whole or not at all; lists and objects stay nested as JSON text.

    Returns the number of records.  Raises ImportError without pyarrow,
    StoreError when the file cannot be written.
    """
    unfinished = path.with_name(path.name + ".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number = _write_parquet(records, unfinished)
        unfinished.replace(path)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
    return number


def _write_parquet(records: Iterator[str], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(column, _type(column, pa)) for column in COLUMNS])
    number = 0
    with pq.ParquetWriter(path, schema) as writer:
        while chunk := list(islice(records, _CHUNK)):
            rows = [_plain(msgspec.json.decode(record)) for record in chunk]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            number += len(rows)
    return number


def _type(column: str, pa: Any) -> Any:
    if column in ("schema_version", "version", "word_count"):
        return pa.int64()
    if column == "confidence":
        return pa.float64()
    if column in ("is_accessible_for_free", "is_truncated"):
        return pa.bool_()
    return pa.list_(pa.string()) if column in ("alternate_urls", "keywords") else pa.string()


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    kept = ("alternate_urls", "keywords")
    return {
        key: json.dumps(value, ensure_ascii=False)
        if isinstance(value, (dict, list)) and key not in kept
        else value
        for key, value in row.items()
    }
