"""The record's JSON Schema, generated from the item class and checked in beside this file.

`python -m newscrawl.schema` writes it again.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from newscrawl.items import Article

PATH = Path(__file__).parent / "article.schema.json"
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?")
_NEEDED = ("id", "content_hash", "outlet", "url", "requested_url", "headline")


def generate() -> dict[str, Any]:
    """Return the schema: every key required, nothing beside them but what later versions add."""
    import msgspec

    (_,), parts = msgspec.json.schema_components([Article], ref_template="#/$defs/{name}")
    for part in parts.values():
        part["required"] = list(part["properties"])
        for told in part["properties"].values():
            told.pop("default", None)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "newscrawl article record"}
    return head | {"$ref": "#/$defs/Article", "$defs": parts}


def text() -> str:
    """Return the schema as the checked-in file has it."""
    return json.dumps(generate(), indent=2, ensure_ascii=False) + "\n"


def faults_of(article: Article) -> list[str]:
    """Return what keeps an article from being a record, in words; [] when nothing does.

    Types are the item class's business; this holds what they cannot say:
    what must be there, the form of times, text that is no UTF-8.
    """
    faults = [f"no {key}" for key in _NEEDED if not getattr(article, key)]
    for key in ("date_published", "date_modified", "first_seen", "date_downloaded"):
        value = getattr(article, key)
        if value is not None and not _TIME.fullmatch(value):
            faults.append(f"{key} is no time: {value!r}")
    return faults
