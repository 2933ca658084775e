"""Patterns that somebody else wrote: matched in time linear to the text, within a cap on memory.

RE2 never goes back in the text, so no pattern can hang a process: it has neither look-around nor back-references.
Source: https://github.com/google/re2/wiki/Syntax
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

MAX_LENGTH = 500  # characters of a pattern
MAX_TEXT = 20_000  # characters of a text; a longer one matches nothing
_MAX_MEMORY = 1 << 20  # bytes for a compiled pattern; a text costs at most this many steps for each character


class BadPattern(ValueError):
    """The pattern cannot be used; the message says why."""


def matches(pattern: str, text: str) -> bool:
    """Return whether the whole text is of the pattern's form; raises BadPattern."""
    return len(text) <= MAX_TEXT and _compiled(pattern)(text) is not None


def check_pattern(pattern: str) -> None:
    """Raise BadPattern unless the pattern can be used."""
    _compiled(pattern)


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> Callable[[str], object]:
    import re2  # here, since few documents meet a pattern and the library is not pure Python

    if len(pattern) > MAX_LENGTH:
        raise BadPattern(f"it has {len(pattern)} characters, and may have {MAX_LENGTH}")
    options = re2.Options()
    options.max_mem = _MAX_MEMORY
    options.log_errors = False
    try:
        compiled: Callable[[str], object] = re2.compile(pattern, options=options).fullmatch
    except re2.error as error:
        raise BadPattern(_text(error)) from error
    return compiled


def _text(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
