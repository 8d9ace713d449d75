"""Saved pages: the bytes as they came, and beside them what becomes of them, for a person to review."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newscrawl.items import Article
from newscrawl.outlets import Outlet
from newscrawl.reading import read_page
from newscrawl.store.times import iso, micros, parse_time

_LONGEST = 60  # characters of a file's name


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page, where and when it was read, and its record as reviewed (`told`)."""

    path: Path
    body: bytes
    url: str
    content_type: str | None
    fetched_at: datetime
    told: dict[str, Any]

    def read(self, outlet: Outlet) -> dict[str, Any]:
        """Return what becomes of the page today, in the shape of `told`."""
        reading = read_page(
            self.body, url=self.url, content_type=self.content_type, fetched_at=self.fetched_at, outlet=outlet
        )
        return {"state": reading.state, **reviewable(reading.article)}


def save(
    folder: Path, outlet: Outlet, body: bytes, *, url: str, content_type: str | None, fetched_at: datetime
) -> SavedPage:
    """Write a page and its record into `folder`/OUTLET, over an earlier one of its name; return it."""
    path = folder / outlet.name / f"{_file_name(url)}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    page = SavedPage(path, body, url, content_type, fetched_at, {})
    told = {
        "url": url,
        "content_type": content_type,
        "fetched_at": iso(micros(fetched_at)),
        **page.read(outlet),
    }
    path.write_bytes(body)
    text = json.dumps(told, ensure_ascii=False, indent=2)
    path.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")
    return page


def load(path: Path) -> SavedPage:
    """Return the page saved at `path` (NAME.html, with its NAME.json)."""
    told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    url, content_type, at = (told.pop(key) for key in ("url", "content_type", "fetched_at"))
    return SavedPage(path, path.read_bytes(), url, content_type, parse_time(at), told)


def reviewable(article: Article) -> dict[str, Any]:
    """Return what a person can check of a record against its page, the body a paragraph a line."""
    return {
        "headline": article.headline,
        "description": article.description,
        "article_body": (article.article_body or "").split("\n\n"),
        "authors": [author.name for author in article.authors],
        "date_published": article.date_published,
        "date_modified": article.date_modified,
        "article_section": article.article_section,
        "keywords": article.keywords,
        "main_image": article.main_image.url if article.main_image else None,
        "source_organization": [credit.name for credit in article.source_organization],
        "in_language": article.in_language,
        "is_accessible_for_free": article.is_accessible_for_free,
        "is_truncated": article.is_truncated,
    }


def _file_name(url: str) -> str:
    parts = urlsplit(url)
    name = re.sub(r"[^\w-]+", "-", f"{parts.path.strip('/')}-{parts.query}").strip("-")
    return name[-_LONGEST:].strip("-") or "page"
