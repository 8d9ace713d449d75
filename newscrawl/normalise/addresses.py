"""Web addresses: one spelling for each, and a key that twins of a page share."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

MAX_LENGTH = 2000
_DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that tell where a reader came from, never what the page shows.
_TRACKING_NAMES = """
fbclid gclid gclsrc dclid yclid ymclid msclkid gbraid wbraid igshid igsh twclid ttclid li_fat_id
mibextid _ga _gl _openstat __twitter_impression mc_cid mc_eid mkt_tok cmpid cmp ito ocid smid smtyp
smprod s_cid ncid icid int_cmp intcid xtor wt_mc wtmc wt_zmc dicbo traffic_source sref ref ref_src
ref_url referrer guccounter guce_referrer guce_referrer_sig rb_clickid oly_anon_id oly_enc_id
vero_id vero_conv trk trkcampaign spm share_source sharetype xing_share partner_id ftag
fb_action_ids fb_action_types fb_source fb_ref at_medium at_campaign at_custom1 at_custom2
at_custom3 at_custom4 at_link_id at_link_type at_link_origin at_ptr_name at_bbc_team at_format
phpsessid jsessionid sessionid session_id cfid cftoken
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_", "_hs", "aspsessionid", "__hs")
_SESSION = re.compile(r"(?:sid|s|sess)=[0-9a-f]{24,64}", re.I)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.I)

_UNSEEN = (range(0x21), range(0x7F, 0xA1), range(0x200B, 0x2010), range(0x2028, 0x202F), (0x2060, 0xFEFF))
_JUNK = "".join(chr(code) for codes in _UNSEEN for code in codes)
_INNER_JUNK = re.compile(r"[\x00-\x1f\x7f]+")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PLAIN = re.compile(r"[A-Za-z0-9\-._~/]*\Z")
_PATH_SAFE = "/%:@!$&'()*+,;=-._~"
_QUERY_SAFE = _PATH_SAFE + "?"
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\Z")

_TWIN_LABELS = ("www", "m", "mobile", "amp")
_TWIN_SEGMENTS = frozenset(("amp", "print", "amphtml"))
_TWIN_PARAMETERS = re.compile(
    r"(?:amp|print|printable|outputtype|output|view|mode|format|mobile)"
    r"(?:=(?:|1|y|yes|true|amp|print|printable|mobile|amp-type))?\Z",
    re.I,
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)\Z", re.I)


def clean_url(url: str, base: str | None = None) -> str | None:
    """Return `url` as an absolute http(s) address in its one spelling.

    Lower host, no default port, user, fragment, tracking parameter or session
    id; dot segments resolved, percent-encoding normalised.  None when it is no
    web address or longer than 2,000 characters.  Cleaning twice changes nothing.
    """
    url = _trimmed(url)
    if not url or len(url) > 2 * MAX_LENGTH or url[0] == "#":
        return None
    return _cleaned(url, base[: 2 * MAX_LENGTH] if base else None)


@lru_cache(maxsize=4096)
def _cleaned(url: str, base: str | None) -> str | None:
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        return _assemble(parts)
    except ValueError:  # a broken IPv6 literal, port or host name
        return None


def address_key(url: str) -> str:
    """Return what equal addresses share: no scheme, `www.`, closing slash, AMP, print or mobile mark.

    What is no web address comes back as it is, so that it equals only itself.
    """
    cleaned = clean_url(url)
    if cleaned is None:
        return url
    parts = urlsplit(cleaned)
    path = _INDEX.sub("/", _untwinned_path(parts.path)).rstrip("/")
    query = "&".join(sorted(p for p in parts.query.split("&") if p and not _TWIN_PARAMETERS.match(p)))
    return f"{_untwinned_host(parts.netloc)}{path}" + (f"?{query}" if query else "")


def page_key(url: str) -> str | None:
    """Return what spellings of one address share: cleaned, without scheme, `www.`, closing slash.

    AMP and print twins keep their own, since they are pages of their own.
    None when it is no web address.
    """
    cleaned = clean_url(url)
    if cleaned is None:
        return None
    return cleaned.partition("://")[2].removeprefix("www.").rstrip("/")


def same_page(key: str, other: str) -> bool:
    """Tell whether two page keys name one page: alike but for the query, which feeds add their marks to."""
    return key.partition("?")[0] == other.partition("?")[0]


def host_of(url: str) -> str:
    """Return the host in lower case, without www; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def site_of(url: str) -> str:
    """Return the registrable part of an address's host ("news.example.co.uk": "example.co.uk").

    A rule of thumb, no public suffix list: a second-level label of at most three letters
    before a country's two counts as part of the suffix.  "" for no address.
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    labels = host.split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if short else labels[-2:])


def is_home(url: str) -> bool:
    """Tell whether an address is a site's front page: no path, or a bare index or language."""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[x"
        return False
    path = _INDEX.sub("/", parts.path).strip("/")
    return not parts.query and (not path or (len(path) == 2 and path.isalpha()))


def _trimmed(url: str) -> str:
    if url.isascii() and url.isprintable():
        return url.strip()
    return _INNER_JUNK.sub("", url.strip(_JUNK))


def _assemble(parts: SplitResult) -> str | None:
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        return None
    host = _host(parts)
    if host is None:
        return None
    address = f"{scheme}://{host}{_path(parts.path)}"
    query = _query(parts.query)
    if query:
        address += f"?{query}"
    return address if len(address) <= MAX_LENGTH else None


def _host(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    port = parts.port
    if ":" in host:
        host = f"[{host}]"
    elif not _HOST.match(host) or ("." not in host and host != "localhost"):
        return None
    default = _DEFAULT_PORTS[parts.scheme.lower()]
    return host if port in (None, default) else f"{host}:{port}"


def _path(path: str) -> str:
    if ";" in path:
        path = _PATH_SESSION.sub("", path)
    path = path.replace("\\", "/")
    if not _PLAIN.match(path):
        path = _escaped(path, _PATH_SAFE)
    if "/." in path:
        path = _without_dots(path)
    return path if path.startswith("/") else "/" + path


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", "..") and kept[-1:] != [""]:
        kept.append("")
    return "/".join(kept)


def _escaped(text: str, safe: str) -> str:
    text = _BARE_PERCENT.sub("%25", text)
    return _ESCAPE.sub(_escape, quote(text, safe=safe, errors="replace"))


def _escape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _query(query: str) -> str:
    if not query:
        return ""
    kept = [p for p in query.replace("&amp;", "&").split("&") if p and not _is_tracking(p)]
    return _escaped("&".join(kept), _QUERY_SAFE)


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or bool(_SESSION.fullmatch(parameter))


def _untwinned_host(host: str) -> str:
    first, _, rest = host.partition(".")
    while first in _TWIN_LABELS and "." in rest:
        host = rest
        first, _, rest = host.partition(".")
    return host


def _untwinned_path(path: str) -> str:
    segments = path.split("/")
    while len(segments) > 2 and segments[-1] == "":
        segments.pop()
    if len(segments) > 2 and segments[-1].lower() in _TWIN_SEGMENTS:
        segments.pop()
    if len(segments) > 2 and segments[1].lower() == "amp":
        del segments[1]
    last = segments[-1]
    for mark in (".amp.html", ".amp"):
        if last.endswith(mark):
            segments[-1] = last[: -len(mark)] + (".html" if mark == ".amp.html" else "")
    return "/".join(segments)
