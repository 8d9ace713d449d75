"""Records as tables: CSV that no spreadsheet runs, Parquet whose times are times."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from newscrawl.items import Article, Author, CopyOf, Correction, Credit, Discovery, Media
from newscrawl.store.parquet import schema_of, write_parquet
from newscrawl.store.selecting import Facts
from newscrawl.store.tabular import COLUMNS, write_csv, write_jsonl

MakeArticle = Callable[..., Article]


def rows(*articles: Article) -> Any:
    return [(msgspec.json.encode(article), Facts()) for article in articles]


def cells(article: Article) -> dict[str, str]:
    file = io.BytesIO()
    write_csv(rows(article), file)
    header, row = csv.reader(io.StringIO(file.getvalue().decode(), newline=""))
    return dict(zip(header, row, strict=True))


def test_lines_are_the_records_as_stored(make_article: MakeArticle) -> None:
    file = io.BytesIO()
    write_jsonl(rows(make_article("one"), make_article("two")), file)
    assert [msgspec.json.decode(line)["headline"] for line in file.getvalue().splitlines()] == [
        "Ferry one leaves",
        "Ferry two leaves",
    ]


def test_a_table_has_a_column_for_each_key_and_survives_lines_and_quotes(make_article: MakeArticle) -> None:
    row = cells(
        make_article(headline='He said "no",\r\nand left', keywords=["sea", "порт"], is_truncated=True)
    )
    assert tuple(row) == COLUMNS
    assert row["headline"] == 'He said "no",\r\nand left'
    assert (row["keywords"], row["is_truncated"], row["description"]) == ('["sea","порт"]', "true", "")
    assert (row["version"], row["confidence"], row["main_image"]) == ("1", "", "")


def test_a_record_older_than_a_key_has_an_empty_cell_there() -> None:
    file = io.BytesIO()
    write_csv([(b'{"headline":"Old"}', Facts())], file)
    (row,) = csv.DictReader(io.StringIO(file.getvalue().decode(), newline=""))
    assert (row["headline"], row["confidence"], row["keywords"]) == ("Old", "", "")


@pytest.mark.parametrize(
    "headline", ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]
)
def test_no_cell_of_a_table_is_a_formula(make_article: MakeArticle, headline: str) -> None:
    assert cells(make_article(headline=headline))["headline"] == f"'{headline}"


def test_a_table_s_ordinary_cells_are_left_alone(make_article: MakeArticle) -> None:
    assert cells(make_article(headline="Ferry = late"))["headline"] == "Ferry = late"


def read_back(*articles: Article, **told: Any) -> list[dict[str, Any]]:
    parquet = pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    write_parquet(rows(*articles), file, **told)
    found: list[dict[str, Any]] = parquet.read_table(io.BytesIO(file.getvalue())).to_pylist()
    return found


def test_parquet_keeps_what_is_nested(make_article: MakeArticle) -> None:
    article = make_article(
        authors=[Author("Ann Lee", url="https://post.example/ann")],
        images=[Media("https://post.example/1.jpg", credit="AFP")],
        source_organization=[Credit("AFP", evidence="(AFP)")],
        copy_of=CopyOf("a1", "mail", "https://mail.example/1", "copy", 0.9, ["text: 0.9 alike"]),
        corrections=[Correction("The ferry was late.", "2026-05-24")],
        discovered_by=Discovery("feed", "https://post.example/feed"),
        provenance={"headline": "json-ld"},
        keywords=["sea"],
    )
    (row,) = read_back(article)
    told = msgspec.to_builtins(article)
    for key in ("authors", "images", "source_organization", "copy_of", "corrections", "discovered_by"):
        assert row[key] == told[key]
    assert (row["keywords"], row["provenance"]) == (["sea"], [("headline", "json-ld")])


def test_a_day_is_no_midnight_in_parquet(make_article: MakeArticle) -> None:
    day, moment, wrong = read_back(
        make_article(date_published="2026-05-23"),
        make_article(date_published="2026-05-23T23:30:00Z"),
        make_article(date_published="2026-02-30T10:00:00Z"),
    )
    assert (day["date_published"], day["date_published_at"], day["date_published_day"]) == (
        "2026-05-23",
        None,
        date(2026, 5, 23),
    )
    assert moment["date_published_at"] == datetime(2026, 5, 23, 23, 30, tzinfo=UTC)
    assert moment["date_published_day"] == date(2026, 5, 23)
    assert (wrong["date_published"], wrong["date_published_at"]) == ("2026-02-30T10:00:00Z", None)
    assert day["first_seen"] == datetime(2026, 5, 23, 11, tzinfo=UTC)


def test_parquet_has_a_column_for_each_key_in_its_order() -> None:
    pytest.importorskip("pyarrow")
    names = schema_of().names
    typed = [f"date_{which}_{part}" for which in ("published", "modified") for part in ("at", "day")]
    assert tuple(name for name in names if name not in typed) == COLUMNS
    assert "outlet" not in schema_of(("outlet",)).names


def test_parquet_without_a_record_has_its_columns_all_the_same() -> None:
    assert read_back() == []
