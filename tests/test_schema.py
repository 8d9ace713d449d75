"""The record's schema, against the contract's keys and the item class."""

from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import msgspec
import pytest

from newscrawl import schema
from newscrawl.items import Article, Author, CopyOf, Correction, Credit, Discovery, Media

MakeArticle = Callable[..., Article]
KEYS = [
    "schema_version",
    "id",
    "version",
    "content_hash",
    "outlet",
    "publisher",
    "country",
    "url",
    "requested_url",
    "canonical_url",
    "alternate_urls",
    "headline",
    "alternative_headline",
    "description",
    "article_body",
    "article_body_html",
    "authors",
    "date_published",
    "date_modified",
    "date_published_raw",
    "date_modified_raw",
    "in_language",
    "article_section",
    "keywords",
    "dateline",
    "article_type",
    "main_image",
    "images",
    "videos",
    "is_accessible_for_free",
    "is_truncated",
    "confidence",
    "source_organization",
    "copy_of",
    "corrections",
    "word_count",
    "discovered_by",
    "first_seen",
    "date_downloaded",
    "indexed_at",
    "provenance",
    "run_id",
    "crawler_version",
]


def line(article: Article) -> dict[str, object]:
    told: dict[str, object] = json.loads(msgspec.json.encode(article))
    return told


def valid(record: dict[str, object]) -> bool:
    validator = jsonschema.Draft202012Validator(json.loads(schema.PATH.read_text("utf-8")))
    return not list(validator.iter_errors(record))


@pytest.fixture
def full(make_article: MakeArticle) -> Article:
    """Return an article with every key filled."""
    picture = Media("https://post.example/ferry.jpg", "The ferry", "Ann Marsh")
    return make_article(
        country="UA",
        canonical_url="https://post.example/one",
        alternate_urls=["https://post.example/one/amp"],
        alternative_headline="Ferry",
        description="It left at last.",
        article_body_html="<p>It left.</p>",
        authors=[
            Author("Ann Marsh", "https://post.example/ann", "writes of ships"),
            Author("The Post", type="organization"),
        ],
        date_modified="2026-05-23",
        date_published_raw="today, 9:00",
        date_modified_raw="today",
        in_language="en",
        article_section="Sea",
        keywords=["ferry"],
        dateline="PORT",
        article_type="NewsArticle",
        main_image=picture,
        images=[picture],
        videos=[Media("https://post.example/ferry.mp4")],
        is_accessible_for_free=True,
        confidence=0.97,
        source_organization=[Credit("The Mail", "https://mail.example/", "mail", "(The Mail)")],
        copy_of=CopyOf("abc", "mail", "https://mail.example/one", "copy", 1.0, ["text"]),
        corrections=[Correction("The ferry is white.", "2026-05-23")],
        word_count=120,
        discovered_by=Discovery("feed", "https://post.example/feed", "2026-05-23", "Ferry"),
        indexed_at="2026-05-23T11:30:00.000000Z",
        provenance={"headline": "json-ld"},
        run_id="R1",
    )


def test_the_schema_file_is_the_one_that_the_item_class_gives() -> None:
    assert schema.PATH.read_text("utf-8") == schema.text()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema.generate())


def test_the_record_has_the_contract_s_keys_in_its_order() -> None:
    assert list(Article.__dataclass_fields__) == KEYS
    assert list(line(Article())) == KEYS


def test_every_value_is_null_or_empty_when_unknown() -> None:
    told = line(Article())
    assert (told.pop("schema_version"), told.pop("version"), told.pop("word_count")) == (1, 1, 0)
    assert told.pop("is_truncated") is False
    assert [key for key, value in told.items() if value not in (None, [], {})] == []


def test_a_full_record_and_a_bare_one_validate(full: Article) -> None:
    assert [key for key, value in line(full).items() if value in (None, [], {}, "")] == []
    assert valid(line(full))
    assert valid(line(Article()))
    assert schema.faults_of(full) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_record_without_one_of_its_keys_does_not_validate(full: Article, key: str) -> None:
    told = line(full)
    del told[key]
    assert not valid(told)


def test_values_of_another_kind_do_not_validate(full: Article) -> None:
    told = line(full)
    assert not valid(told | {"schema_version": 2})
    assert not valid(told | {"authors": ["Ann Marsh"]})
    assert not valid(told | {"copy_of": {"id": "abc"}})
    assert not valid(
        told | {"discovered_by": {"kind": "hearsay", "url": None, "date": None, "headline": None}}
    )
    assert valid(told | {"added_later": 1})


def test_a_record_comes_back_from_json_as_it_was(full: Article) -> None:
    assert msgspec.json.decode(msgspec.json.encode(full), type=Article) == full


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"headline": None}, "no headline"),
        ({"content_hash": ""}, "no content_hash"),
        ({"date_published": "yesterday"}, "date_published is no time: 'yesterday'"),
        (
            {"date_modified": "2026-05-23T11:30:00+03:00"},
            "date_modified is no time: '2026-05-23T11:30:00+03:00'",
        ),
    ],
)
def test_what_keeps_an_article_from_being_a_record_is_said(
    make_article: MakeArticle, told: dict[str, str | None], fault: str
) -> None:
    assert schema.faults_of(make_article(**told)) == [fault]
