"""Problems: a stable code becomes what is wrong, where, and what to do next, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from depesch.hub.flows.problem_words import WORDS

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
    sentences = WORDS.get(code, WORDS[_UNKNOWN])
    title, detail, what_next = sentences[lang if lang in LANGUAGES else "en"]
    known = {name: value for name, value in (values or {}).items() if value}
    if any(name not in known for name in _BLANK.findall(detail)):
        detail = known.get("detail", "")
    return Problem(title=title, detail=_BLANK.sub(lambda found: known.get(found[1], ""), detail), what_next=what_next)
