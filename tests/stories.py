"""A story of our own and pages around it, for the tests of extraction."""

from __future__ import annotations

from datetime import UTC, datetime

from newscrawl.extract.engine import Reading, read
from newscrawl.outlets import Outlet

URL = "https://harbour.example/news/20418-night-ferry-returns"
STANDFIRST = "After eleven winters the night ferry is coming back to the northern islands this October."
STORY = [
    "The council of Vellmar voted on Monday evening to reopen the line between the old harbour and the"
    " northern islands, which had been closed since the storm tore away the lower pier.",
    "“We have waited long enough, and so have the people who live out there,” said the harbour master,"
    " Ilse Brandt, after the vote, which passed with nine voices against four.",
    "The first crossing is planned for the second week of October. The ship, which was built in a yard on"
    " the river and carries two hundred passengers, has been lying at the quay since the spring.",
    "Shopkeepers on the islands hope that visitors will stay longer once the last boat no longer leaves in"
    " the afternoon. A return ticket is to cost twelve crowns, and children travel without one.",
    "The line is to be paid for by the region for three years. After that, the council wants to look again"
    " at the number of passengers and decide whether the ferry can carry itself.",
]


def paragraphs(*texts: str) -> str:
    return "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in texts)


def page(content: str, *, head: str = "", title: str = "Night ferry returns", after: str = "") -> str:
    """Return a page with a header, an article of this content, a sidebar and a footer."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title}</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="2024-09-03T08:15:00+00:00">{head}</head><body>
<nav><ul><li><a href="/a">Town</a></li><li><a href="/b">Sport</a></li></ul></nav>
<article><h1>{title}</h1><div class="entry-content">{content}</div></article>{after}
<aside class="sidebar"><h3>Latest</h3><ul><li><a href="/n/1">The mayor opens a bridge over the canal</a></li>
<li><a href="/n/2">Swimmers win three medals in the lake</a></li></ul></aside>
<footer><p>All rights reserved.</p></footer></body></html>"""


def reading(html: str | bytes, *, url: str = URL, outlet: Outlet | None = None, **more: object) -> Reading:
    at = datetime(2024, 9, 4, tzinfo=UTC)
    return read(html, url=url, fetched_at=at, outlet=outlet or Outlet("harbour"), **more)  # type: ignore[arg-type]


def body_of(content: str, **more: str) -> list[str]:
    return (reading(page(content, **more)).article.article_body or "").split("\n\n")
