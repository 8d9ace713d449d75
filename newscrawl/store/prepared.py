"""Statements made once, in the driver's own words: on the hot path the toolkit costs as much as the query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, CursorResult, Dialect

Parameters = tuple[Any, ...] | dict[str, Any]


class Prepared:
    """A statement whose parameters need no conversion: numbers, text, bytes, truth.

    `columns` are those that an insert or update sets.  Its rows come as the
    driver has them: truth out of SQLite is 0 or 1.
    """

    def __init__(self, statement: sa.Executable, columns: Iterable[str] | None = None) -> None:
        self._statement: Any = statement
        self._columns = list(columns) if columns is not None else None
        self._compiled: dict[str, tuple[str, list[str] | None]] = {}

    def run(self, connection: Connection, told: Mapping[str, Any]) -> CursorResult[Any]:
        """Run the statement with its parameters by name."""
        words, places = self._words(connection.dialect)
        parameters: Parameters = tuple(told[name] for name in places) if places is not None else dict(told)
        return connection.exec_driver_sql(words, parameters)

    def _words(self, dialect: Dialect) -> tuple[str, list[str] | None]:
        if dialect.name not in self._compiled:
            compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
            places = list(compiled.positiontup) if compiled.positional else None
            self._compiled[dialect.name] = (str(compiled), places)
        return self._compiled[dialect.name]
