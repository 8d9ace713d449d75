"""WordPress's REST interface for posts, as far as a crawler asks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from newscrawl.demo.site import JSON, Answer
from newscrawl.demo.stories import Story

Post = tuple[dict[str, Any], Story]
INVALID_PAGE = (
    "rest_post_invalid_page_number",
    "The page number requested is too large.",
)
INVALID_PARAMETER = ("rest_invalid_param", "Invalid parameter(s)")


def posts(known: Sequence[Post], query: str) -> Answer:
    """Answer /wp-json/wp/v2/posts: page, per_page, after, before, modified_after, _fields; newest first."""
    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    try:
        number, size = int(asked.get("page", 1)), int(asked.get("per_page", 10))
        fitting = [post for post, story in known if _fits(story, asked)]
    except ValueError:
        return _refused(*INVALID_PARAMETER)
    if number < 1 or not 1 <= size <= 100:
        return _refused(*INVALID_PARAMETER)
    pages = -(-len(fitting) // size)
    if number > max(pages, 1):
        return _refused(*INVALID_PAGE)
    rows = [_shown(post, asked) for post in fitting[(number - 1) * size : number * size]]
    headers = (("X-WP-Total", str(len(fitting))), ("X-WP-TotalPages", str(pages)))
    return Answer(json.dumps(rows).encode(), JSON, headers=headers)


def _fits(story: Story, asked: dict[str, str]) -> bool:
    after, before, changed = (_moment(asked.get(key)) for key in ("after", "before", "modified_after"))
    return (
        (after is None or story.published > after)
        and (before is None or story.published < before)
        and (changed is None or story.changed > changed)
    )


def _moment(text: str | None) -> datetime | None:
    """A time as asked for; without a zone it is the site's, UTC."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _shown(post: dict[str, Any], asked: dict[str, str]) -> dict[str, Any]:
    """The fields that `_fields` names (their first parts), `_embedded` only when asked for."""
    fields = {name.partition(".")[0] for name in asked.get("_fields", "").split(",") if name}
    embedded = "_embed" in asked or "_embedded" in fields
    return {
        name: value
        for name, value in post.items()
        if (not fields or name in fields) and (name != "_embedded" or embedded)
    }


def _refused(code: str, message: str) -> Answer:
    body = {"code": code, "message": message, "data": {"status": 400}}
    return Answer(json.dumps(body).encode(), JSON, status=400)
