"""Alarms to people: one JSON message to a webhook, one mail.

The webhook is the operator's own address: no guard stands before it.
"""

from __future__ import annotations

import json
import re
import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from newscrawl import __version__
from newscrawl.store.times import iso

_LINES = 25
_SECONDS = 10  # for the webhook's answer, and for each word of the mail server


class NotToldError(Exception):
    """A message that did not arrive: one line for the operator."""


def headline(alarms: Sequence[Any]) -> str:
    """Return "newscrawl: 3 alarms (bbc, tsn)" of alarm rows."""
    outlets = list(dict.fromkeys(alarm.outlet for alarm in alarms))
    named = ", ".join(outlets[:5]) + (f" and {len(outlets) - 5} more" if len(outlets) > 5 else "")
    return f"newscrawl: {len(alarms)} alarm{'s' * (len(alarms) > 1)} ({named})"


def lines(alarms: Sequence[Any]) -> list[str]:
    """Return a line an alarm; of very many the first, and where to look instead."""
    told = [f"{alarm.outlet}: {alarm.words}" for alarm in alarms[:_LINES]]
    if len(alarms) > _LINES:
        told.append(
            f"and {len(alarms) - _LINES} more: see `newscrawl status`, and this machine's own network first"
        )
    return told


def post(url: str, alarms: Sequence[Any]) -> None:
    """Post alarm rows as JSON: `text` for chats, `alarms` for programs.  Raises NotToldError."""
    told = [
        {"outlet": row.outlet, "kind": row.kind, "words": row.words, "raised_at": iso(row.raised_at)}
        for row in alarms
    ]
    body = json.dumps({"text": "\n".join([headline(alarms), *lines(alarms)]), "alarms": told}).encode()
    headers = {"Content-Type": "application/json", "User-Agent": f"newscrawl/{__version__}"}
    if not url.lower().startswith(("http://", "https://")):
        raise NotToldError("ALARM_WEBHOOK is no web address")
    try:
        with urlopen(Request(url, body, headers, method="POST"), timeout=_SECONDS) as answer:
            answer.read(1000)
    except HTTPError as error:
        raise NotToldError(f"ALARM_WEBHOOK did not take the alarms: HTTP Error {error.code}") from None
    except URLError as error:
        raise NotToldError(f"ALARM_WEBHOOK did not take the alarms: {_reason(error.reason, url)}") from None
    except (OSError, ValueError, HTTPException) as error:
        raise NotToldError(f"ALARM_WEBHOOK did not take the alarms: {_reason(error, url)}") from None


def mail(server: str, sender: str, to: Sequence[str], alarms: Sequence[Any]) -> None:
    """Mail alarm rows through an SMTP server ("smtp://user:password@host:587").  Raises NotToldError."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = headline(alarms), sender, ", ".join(to)
    message.set_content("\n\n".join(lines(alarms)) + "\n")
    try:
        _send(server, message)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise NotToldError(f"ALARM_MAIL could not be sent: {_reason(error, server)}") from None


def _reason(error: object, address: str) -> str:
    """Return an error's words, or its kind alone where they may quote an address that holds a secret."""
    words = str(error)
    secrets = [part for part in re.split(r"[/:@?&=#\s]+", address) if len(part) > 3]
    quoted = any(part in words or unquote(part) in words for part in secrets)
    return type(error).__name__ if quoted else words


def _send(server: str, message: EmailMessage) -> None:
    parts, safe = urlsplit(server), ssl.create_default_context()
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("SMTP_URL is no address like smtp://host:25")
    if parts.scheme == "smtps":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            parts.hostname, parts.port or 465, timeout=_SECONDS, context=safe
        )
    else:
        client = smtplib.SMTP(parts.hostname, parts.port or 25, timeout=_SECONDS)
    with client:
        client.ehlo()
        if parts.scheme == "smtp" and client.has_extn("starttls"):
            client.starttls(context=safe)
        if parts.username:
            client.login(unquote(parts.username), unquote(parts.password or ""))
        client.send_message(message)
