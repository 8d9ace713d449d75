"""Kept blocks to plain paragraphs and to safe HTML with the few tags that carry meaning."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby, takewhile
from urllib.parse import urljoin, urlsplit

from newscrawl.extract.blocks import Block, Box

MAX_HREF = 2000
MAX_NESTING = 8  # lists in lists
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}


def render(kept: list[Block], base: str) -> tuple[list[str], str]:
    """Return the plain paragraphs and the HTML of the blocks that form a text.

    List items are paragraphs of their own; a table's rows are lines, its
    cells parted by a blank.
    """
    paragraphs: list[str] = []
    html: list[str] = []
    for (kind, _), group in groupby(kept, key=_group_of):
        blocks = list(group)
        if kind == "table":
            paragraphs.append("\n".join(" ".join(b.text for b in row) for row in _rows(blocks)))
            html.append(_table(blocks, base))
            continue
        paragraphs.extend(block.text for block in blocks)
        if kind == "list":
            html.append(_list(blocks, base))
            continue
        inner = "".join(_element(block, None, base) for block in blocks)
        html.append(inner if kind == "plain" else f"<{kind}>{inner}</{kind}>")
    return paragraphs, "\n".join(html)


def _group_of(block: Block) -> tuple[str, int]:
    if block.tag == "p" and not block.box.around:  # 6 of 10
        return "plain", 0
    nearest = block.box.nearest
    if (table := nearest("table")) is not None and _is_data(table):
        return "table", id(table)
    if block.is_heading:
        return "plain", 0
    if (quote := nearest("quote")) is not None:
        return "blockquote", id(quote)
    if nearest("item") and (lists := _lists_of(block)):
        return "list", id(lists[0][0])
    return "plain", 0


def _lists_of(block: Block) -> list[tuple[Box, Box | None]]:
    """Return the lists that hold a block, each with its item that does, the outer ones first."""
    lists: list[tuple[Box, Box | None]] = []
    box, item = block.box.nearest("list"), block.box.nearest("item")
    while box is not None and len(lists) < MAX_NESTING:
        lists.append((box, item))
        around = box.around
        box, item = around.get("list"), around.get("item")
    return lists[::-1]


def _list(blocks: list[Block], base: str) -> str:
    """Return one list with the lists in its items; what one item holds in several blocks is its lines."""
    out: list[str] = []
    opened: list[tuple[Box, Box | None]] = []
    for block in blocks:
        lists = _lists_of(block)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, lists, strict=False)))
        goes_on = same < min(len(opened), len(lists)) and opened[same][0] is lists[same][0]
        out.extend(f"</li></{box.tag}>" for box, _ in reversed(opened[same + goes_on :]))
        if goes_on:
            out.append("</li><li>")
        elif same == len(lists):
            out.append("<br>")
        out.extend(f"<{box.tag}><li>" for box, _ in lists[same + goes_on :])
        out.append(_inline(block, base))
        opened = lists
    out.extend(f"</li></{box.tag}>" for box, _ in reversed(opened))
    return "".join(out)


def _is_data(table: Box) -> bool:
    """Whether a table holds short cells, several a row, rather than the page's layout."""
    return 3 < table.blocks <= 2000 and table.raw / table.blocks < 60


def _rows(blocks: list[Block]) -> Iterator[list[Block]]:
    for _, row in groupby(blocks, key=lambda block: id(block.box.nearest("row"))):
        yield list(row)


def _table(blocks: list[Block], base: str) -> str:
    rows = []
    for row in _rows(blocks):
        cells = (_element(block, "th" if block.box.tag == "th" else "td", base) for block in row)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _element(block: Block, tag: str | None, base: str) -> str:
    tag = tag or _HEADINGS.get(block.tag, "p")
    return f"<{tag}>{_inline(block, base)}</{tag}>"


def _inline(block: Block, base: str) -> str:
    """Return a block's text with links, emphasis and line breaks; each mark is closed where it was opened."""
    if len(block.parts) == 1 and "\n" not in block.text:
        return escape(block.text, quote=False)
    out: list[str] = []
    opened: list[str] = []
    for part in block.parts:
        if isinstance(part, str):
            out.append(escape(part, quote=False).replace("\x0b", "\x00"))
            continue
        mark, href = part
        if not mark.startswith("/"):
            if mark == "a" and (address := _address(href, base)) is None:
                opened.append("")
                continue
            out.append(f'<a href="{escape(address)}">' if mark == "a" and address else f"<{mark}>")
            opened.append(mark)
        else:
            _close(mark[1:], opened, out)
    out.extend(f"</{mark}>" for mark in reversed(opened) if mark)
    text = " ".join("".join(out).replace("\x00", " \x00 ").split())
    return text.replace(" \x00 ", "<br>").replace("\x00", "").strip()


def _close(mark: str, opened: list[str], out: list[str]) -> None:
    """Close a mark, and what was opened inside it; what was opened in an earlier block has no end here."""
    name = mark if mark in opened else ""
    if name not in opened or (mark != "a" and name == ""):
        return
    while opened:
        last = opened.pop()
        if last:
            out.append(f"</{last}>")
        if last == name:
            return


def _address(href: str | None, base: str) -> str | None:
    address = (href or "").strip()
    try:
        if not (address.startswith(("https://", "http://")) and address.isprintable()):
            address = urljoin(base, address)
        parts = urlsplit(address)
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= MAX_HREF
    return address if usable and len(address.split()) == 1 else None
