"""What a conditional request sends: the validators of the answer that was read last."""

from __future__ import annotations


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the request headers for an answer's ETag and Last-Modified, without those that it had not."""
    told = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in told.items() if value}
