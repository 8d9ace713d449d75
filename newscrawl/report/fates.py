"""The ledger's states in four groups, for whoever wants to see at a glance where addresses went."""

from __future__ import annotations

from typing import Literal, get_args

from newscrawl.store.states import EXPORTED

Fate = Literal["exported", "waiting", "left out", "lost"]
ORDER: tuple[Fate, ...] = get_args(Fate)

FATES: dict[Fate, tuple[str, ...]] = {
    "exported": EXPORTED,
    "waiting": ("queued",),
    "left out": ("duplicate", "not_article", "out_of_window", "robots_disallowed"),
    "lost": ("blocked", "gone", "too_large", "unparsed", "failed"),
}
FATE_OF: dict[str, Fate] = {state: fate for fate, states in FATES.items() for state in states}

WORDS: dict[Fate, str] = {
    "exported": "became records",
    "waiting": "in the queue, or to be tried again",
    "left out": "no article, a twin, out of the days asked for, or not to be read by robots.txt",
    "lost": "could not be had or read",
}
