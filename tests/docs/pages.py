"""The pages of the documentation, taken apart: links, code blocks, and the files that a page says to write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])

_FENCE = re.compile(r"^```([\w-]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^File `([^`]+)`:\s*\Z", re.MULTILINE)


class Block(NamedTuple):
    """One fenced block: its language, its text, and the file that it is, when the page says so just above it."""

    language: str
    text: str
    file: str | None


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for fence in _FENCE.finditer(text):
        named = _FILE.search(text[: fence.start()])
        found.append(Block(language=fence[1], text=fence[2], file=named[1] if named else None))
    return found


def prose(page: Path) -> str:
    """Return the page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))
