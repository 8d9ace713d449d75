"""Fingerprints of a body, by our own definition: stored, so a change needs a new name."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Shorter bodies ("Photo: …", "More soon.") are alike by chance.
_LEAST_CHARACTERS = 150
_NOT_WORD = re.compile(r"[\W_]+")


def body_hash(body: str | None) -> str | None:
    """Return 32 hex digits that bodies equal but for case, punctuation and white space share.

    None for a body too short to tell anything: below 150 letters and digits.
    Definition: NFKC, casefold, all but letters and digits out, UTF-8, BLAKE2b of 16 bytes.
    """
    folded = _NOT_WORD.sub("", unicodedata.normalize("NFKC", body or "").casefold())
    if len(folded) < _LEAST_CHARACTERS:
        return None
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
