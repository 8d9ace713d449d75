"""What a source's bytes are, whatever its address or header says."""

from __future__ import annotations

from typing import Literal

Kind = Literal["feed", "sitemap", "html", "json"]


def sniff(body: bytes, content_type: str | None = None) -> Kind | None:
    """Return what the body is: "feed" (JSON Feed too), "sitemap", "html", other "json"; None when unclear."""
    return None
