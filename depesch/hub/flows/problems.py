"""Problems: a stable code becomes what is wrong, where, and what to do next, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from depesch.documents.unreadable import Code, explain
from depesch.hub.flows.problem_words import WORDS
from depesch.syntaxes import UnreadableDocument

_OF_READING = frozenset(code.value for code in Code)
LANGUAGES = ("sv", "nb", "en")
_UNKNOWN = "unreadable"  # for a code of a reader or channel that has no words of its own
_BLANK = re.compile(r"\{(\w+)\}")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A problem in words. `detail` says where, or what was found; it is empty when nothing is known."""

    title: str
    detail: str
    what_next: str


def problem(code: str, lang: str, values: Mapping[str, str] | None = None) -> Problem:
    """Return the words of `code` in `lang` (English for any other than sv and nb), filled with `values`.

    The detail is left out unless every value that it speaks of is known.
    """
    if code in _OF_READING:
        return _unreadable(code, lang, values or {})
    sentences = WORDS.get(code, WORDS[_UNKNOWN])
    title, detail, what_next = sentences[lang if lang in LANGUAGES else "en"]
    known = {name: value for name, value in (values or {}).items() if value}
    if any(name not in known for name in _BLANK.findall(detail)):
        detail = known.get("detail", "")
    return Problem(title=title, detail=_BLANK.sub(lambda found: known.get(found[1], ""), detail), what_next=what_next)


def _unreadable(code: str, lang: str, values: Mapping[str, str]) -> Problem:
    line = values.get("line", "")
    error = UnreadableDocument(code, values.get("detail", ""), line=int(line) if line.isdigit() else None)
    words = explain(error, lang)
    return Problem(title=words.what, detail=words.where if error.detail else "", what_next=words.next)


def codes() -> tuple[str, ...]:
    """Return every code that has words of its own."""
    return (*sorted(_OF_READING), *WORDS)
