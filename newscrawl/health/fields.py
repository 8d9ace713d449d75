"""The fields of a record whose presence is watched, and how looks carry them."""

from __future__ import annotations

# The place of a field is its bit in rows that are there for months: new ones go to the end, none moves.
FIELDS = (
    "headline",
    "description",
    "article_body",
    "authors",
    "date_published",
    "date_modified",
    "article_section",
    "keywords",
    "main_image",
    "in_language",
    "dateline",
    "article_type",
    "images",
    "videos",
    "source_organization",
    "canonical_url",
    "alternative_headline",
    "is_accessible_for_free",
    "corrections",
)
# The others come and go with what is written.
WATCHED = (*FIELDS[:10], "images", "canonical_url")
BITS = {name: 1 << place for place, name in enumerate(FIELDS)}

# What an outlet's file calls the rule of a field; the others have none.
RULES = {
    "headline": "headline",
    "description": "description",
    "article_body": "body",
    "authors": "authors",
    "date_published": "date_published",
    "date_modified": "date_modified",
    "article_section": "section",
    "keywords": "keywords",
    "main_image": "main_image",
}

# Where days count a field.
PLACES = {name: place for place, name in enumerate(WATCHED)}
RULE_PLACES = {name: place for place, name in enumerate(RULES)}
