"""Statements made once, in the driver's own words: on the hot path the toolkit costs as much as the query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError

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

    def run(self, connection: Connection, told: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run the statement with its parameters by name; return its rows, [] when it has none."""
        words, places = self._words(connection.dialect)
        return run(connection, words, tuple(told[name] for name in places) if places else dict(told))

    def value(self, connection: Connection, told: Mapping[str, Any]) -> Any:
        """Return the first value of the statement's first row, None without a row."""
        rows = self.run(connection, told)
        return rows[0][0] if rows else None

    def _words(self, dialect: Dialect) -> tuple[str, list[str] | None]:
        if dialect.name not in self._compiled:
            compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
            places = list(compiled.positiontup) if compiled.positional else None
            self._compiled[dialect.name] = (str(compiled), places)
        return self._compiled[dialect.name]


def run(connection: Connection, words: str, told: Parameters) -> list[tuple[Any, ...]]:
    """Run a statement in the driver's words within the connection's transaction; return its rows.

    Raises what the connection itself would.  A server's connection, which may
    break, is left to the toolkit.
    """
    if connection.dialect.name != "sqlite":
        found = connection.exec_driver_sql(words, told)
        return [tuple(row) for row in found] if found.returns_rows else []
    try:
        rows: list[tuple[Any, ...]] = _driver(connection).execute(words, told).fetchall()
        return rows
    except _driver_error(connection) as error:
        raise _as_told(connection, words, error) from error


def run_each(connection: Connection, words: str, told: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement of the driver's words, that gives no rows, once for each of its parameters."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(words, list(told))
        return
    try:
        _driver(connection).executemany(words, told)
    except _driver_error(connection) as error:
        raise _as_told(connection, words, error) from error


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _driver_error(connection: Connection) -> type[Exception]:
    return connection.dialect.loaded_dbapi.Error


def _as_told(connection: Connection, words: str, error: Exception) -> BaseException:
    """Return a driver's error as the toolkit would raise it; the parameters, whole articles, are left out."""
    return DBAPIError.instance(words, None, error, _driver_error(connection), dialect=connection.dialect)
