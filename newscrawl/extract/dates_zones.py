"""Zones: what a zone's name means, and which zone a page that names none is likely to keep."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newscrawl.extract.wordlists import table_of

MAX_OFFSET = timedelta(hours=15)  # from UTC; no place keeps more

# Hours from UTC; names that mean two offsets in practice (IST, CST outside America) are left out.
_ABBREVIATIONS = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1,
    "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "мск": 3, "trt": 3, "sast": 2, "wat": 1, "eat": 3, "est": -5,
    "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8,
    "hst": -10, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "awst": 8, "aest": 10, "aedt": 11, "nzst": 12,
    "nzdt": 13, "brt": -3, "art": -3,
}  # fmt: skip
_REGIONS = {"et": "America/New_York", "pt": "America/Los_Angeles"}

# Countries of one zone (or whose press keeps one), by the last label of a host.
_COUNTRIES = {
    "at": "Europe/Vienna", "be": "Europe/Brussels", "bg": "Europe/Sofia", "by": "Europe/Minsk",
    "ch": "Europe/Zurich", "cy": "Asia/Nicosia", "cz": "Europe/Prague", "de": "Europe/Berlin",
    "dk": "Europe/Copenhagen", "ee": "Europe/Tallinn", "es": "Europe/Madrid", "fi": "Europe/Helsinki",
    "fr": "Europe/Paris", "ge": "Asia/Tbilisi", "gr": "Europe/Athens", "hk": "Asia/Hong_Kong",
    "hr": "Europe/Zagreb", "hu": "Europe/Budapest", "ie": "Europe/Dublin", "il": "Asia/Jerusalem",
    "in": "Asia/Kolkata", "is": "Atlantic/Reykjavik", "it": "Europe/Rome", "jp": "Asia/Tokyo",
    "ke": "Africa/Nairobi", "kr": "Asia/Seoul", "lt": "Europe/Vilnius", "lu": "Europe/Luxembourg",
    "lv": "Europe/Riga", "ma": "Africa/Casablanca", "md": "Europe/Chisinau", "mk": "Europe/Skopje",
    "mt": "Europe/Malta", "na": "Africa/Windhoek", "ng": "Africa/Lagos", "nl": "Europe/Amsterdam",
    "no": "Europe/Oslo", "nz": "Pacific/Auckland", "pe": "America/Lima", "ph": "Asia/Manila",
    "pk": "Asia/Karachi", "pl": "Europe/Warsaw", "pt": "Europe/Lisbon", "py": "America/Asuncion",
    "ro": "Europe/Bucharest", "rs": "Europe/Belgrade", "ru": "Europe/Moscow", "se": "Europe/Stockholm",
    "sg": "Asia/Singapore", "si": "Europe/Ljubljana", "sk": "Europe/Bratislava", "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul", "tw": "Asia/Taipei", "ua": "Europe/Kyiv", "uk": "Europe/London",
    "uy": "America/Montevideo", "vn": "Asia/Ho_Chi_Minh", "za": "Africa/Johannesburg",
    "ar": "America/Argentina/Buenos_Aires", "co": "America/Bogota", "cl": "America/Santiago",
    "eg": "Africa/Cairo", "lk": "Asia/Colombo", "bd": "Asia/Dhaka", "np": "Asia/Kathmandu",
    "ae": "Asia/Dubai",
}  # fmt: skip
_MORE_LANGUAGES = {
    "lt": "Europe/Vilnius", "lv": "Europe/Riga", "et": "Europe/Tallinn", "sk": "Europe/Bratislava",
    "hr": "Europe/Zagreb", "sr": "Europe/Belgrade", "sl": "Europe/Ljubljana", "th": "Asia/Bangkok",
    "nb": "Europe/Oslo", "nn": "Europe/Oslo", "ka": "Asia/Tbilisi", "ca": "Europe/Madrid",
}  # fmt: skip


@cache
def zone_named(name: str) -> tzinfo | None:
    """Return an IANA zone, or None when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_abbreviated(name: str) -> tzinfo | None:
    """Return the zone that "CEST", "msk" or "ET" means; None for a word that is no zone."""
    name = name.lower()
    if name in _REGIONS:
        return zone_named(_REGIONS[name])
    hours = _ABBREVIATIONS.get(name)
    return None if hours is None else (timezone(timedelta(hours=hours)) if hours else UTC)


def zone_at(hours: str, minutes: str | None, sign: str) -> tzinfo | None:
    """Return the zone of a written offset; None past 15 hours, which no place keeps."""
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > MAX_OFFSET:
        return None
    return timezone(-offset if sign in "-−" else offset)


def likely_zone(host: str, language: str | None) -> tzinfo | None:
    """Return the zone that a site keeps by its country's domain or its language; None when neither tells."""
    name = _COUNTRIES.get(host.rpartition(".")[2].lower())
    if name is None and language:
        tag = language[:2].lower()
        name = table_of("dates", tag).get("zone") or _MORE_LANGUAGES.get(tag)
    return zone_named(name) if name else None
