"""Records as Parquet: nested types, times as times.

A record's date may be a day whose time is not known.  As a timestamp that
would be a midnight that nobody meant, so a date has three columns: as the
record has it (`date_published`, text), the moment (`date_published_at`, null
where only the day is known) and the day in UTC (`date_published_day`).  Our
own times (first_seen, date_downloaded, indexed_at) are moments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from typing import Any, BinaryIO

import msgspec

from newscrawl.items import Article
from newscrawl.store.selecting import Picked

_CHUNK = 1000  # records turned into columns at once
_ROW_GROUP = 16 * 1024 * 1024  # bytes before compression: what a reader takes in hand at least
_DATES = ("date_published", "date_modified")
_MOMENTS = ("first_seen", "date_downloaded", "indexed_at")


def is_available() -> bool:
    """Tell whether pyarrow is installed: newscrawl[parquet]."""
    return find_spec("pyarrow") is not None


def write_parquet(rows: Iterable[Picked], file: BinaryIO, *, without: tuple[str, ...] = ()) -> None:
    """Write the records; `without` leaves columns out that a partition's folder tells."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schema_of(without)
    group: list[Any] = []
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(iter(rows), schema):
            group.append(batch)
            if sum(one.nbytes for one in group) > _ROW_GROUP:
                writer.write_table(pa.Table.from_batches(group), row_group_size=len(group) * _CHUNK)
                group = []
        if group:
            writer.write_table(pa.Table.from_batches(group), row_group_size=len(group) * _CHUNK)


def schema_of(without: tuple[str, ...] = ()) -> Any:
    """Return the Arrow schema: the record's keys in their order, the typed dates beside theirs."""
    import pyarrow as pa

    fields: list[tuple[str, Any]] = []
    types = _types(pa)
    for name in Article.__dataclass_fields__:
        if name not in without:
            fields.append((name, types.get(name, pa.string())))
        if name in _DATES:
            fields += [(f"{name}_at", types["moment"]), (f"{name}_day", pa.date32())]
    return pa.schema(fields)


def _types(pa: Any) -> dict[str, Any]:
    """Return the types of the keys that are no plain text."""
    text, texts = pa.string(), pa.list_(pa.string())
    media = _struct(pa, "url", "caption", "credit")
    moment = pa.timestamp("us", tz="UTC")
    origin = [("id", text), ("outlet", text), ("url", text), ("relation", text), ("similarity", pa.float64())]
    return {
        "moment": moment,
        **dict.fromkeys(("schema_version", "version", "word_count"), pa.int64()),
        **dict.fromkeys(("is_accessible_for_free", "is_truncated"), pa.bool_()),
        **dict.fromkeys(("alternate_urls", "keywords"), texts),
        **dict.fromkeys(_MOMENTS, moment),
        "confidence": pa.float64(),
        "authors": pa.list_(_struct(pa, "name", "url", "description", "type")),
        "main_image": media,
        "images": pa.list_(media),
        "videos": pa.list_(media),
        "source_organization": pa.list_(_struct(pa, "name", "url", "outlet", "evidence")),
        "copy_of": pa.struct([*origin, ("evidence", texts)]),
        "corrections": pa.list_(_struct(pa, "text", "date")),
        "discovered_by": _struct(pa, "kind", "url", "date", "headline"),
        "provenance": pa.map_(text, text),
    }


def _struct(pa: Any, *names: str) -> Any:
    return pa.struct([(name, pa.string()) for name in names])


def _batches(rows: Iterator[Picked], schema: Any) -> Iterator[Any]:
    import pyarrow as pa

    while chunk := [msgspec.json.decode(raw) for raw, _ in islice(rows, _CHUNK)]:
        yield pa.record_batch([_column(field, chunk) for field in schema], schema=schema)


def _column(field: Any, rows: list[dict[str, Any]]) -> Any:
    import pyarrow as pa

    name = field.name
    if pa.types.is_timestamp(field.type):
        key = name if name in _MOMENTS else name.removesuffix("_at")
        return _cast(
            [row.get(key) for row in rows], field.type, lambda text: text if len(text) > 10 else None
        )
    if pa.types.is_date(field.type):
        key = name.removesuffix("_day")
        return _cast([row.get(key) for row in rows], field.type, lambda text: text[:10])
    values = [row.get(name) for row in rows]
    if pa.types.is_map(field.type):
        values = [list(value.items()) if value is not None else None for value in values]
    return pa.array(values, type=field.type)


def _cast(texts: list[str | None], kind: Any, part: Callable[[str], str | None]) -> Any:
    """Return ISO times as an array; the 30th of February is null: its text stands beside it."""
    import pyarrow as pa

    wanted = [part(text) if text else None for text in texts]
    try:
        return pa.array(wanted, type=pa.string()).cast(kind)
    except pa.ArrowInvalid:
        return pa.concat_arrays([_cast_one(text, kind) for text in wanted])


def _cast_one(text: str | None, kind: Any) -> Any:
    import pyarrow as pa

    try:
        return pa.array([text], type=pa.string()).cast(kind)
    except pa.ArrowInvalid:
        return pa.nulls(1, kind)
