"""newscrawl: from an outlet's feed to a clean article record that cannot be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

# The folder of the same name is loaded first, so that the function below keeps the name
# `newscrawl.extract`; `from newscrawl.extract.page import …` still finds the folder.
import newscrawl.extract  # noqa: F401

if TYPE_CHECKING:
    from datetime import datetime

    from newscrawl.items import Article

__version__ = "0.1.0"


def extract(
    html: bytes | str, *, url: str, content_type: str | None = None, fetched_at: datetime | None = None
) -> Article:
    """Return the article record of one page, normalised; nothing is fetched or stored.

    `url` is the page's address (for links, and to find the outlet's spider),
    `content_type` the header if known, `fetched_at` the aware time of the
    download ("today" on the page counts from it; now when None).
    Raises ValueError when `url` is no http address.
    """
    from newscrawl.reading import read_page

    return read_page(html, url=url, content_type=content_type, fetched_at=fetched_at).article
