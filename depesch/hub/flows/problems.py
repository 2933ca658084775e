"""Problems: a stable code becomes what is wrong, where, and what to do next, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from depesch.documents.unreadable import Code, explain
from depesch.hub.flows.models import Document
from depesch.hub.flows.problem_words import WORDS
from depesch.model.issue import Issue, Severity
from depesch.rules.explaining import Shown
from depesch.rules.explaining import explain as explain_finding
from depesch.syntaxes import UnreadableDocument

_OF_READING = frozenset(code.value for code in Code)
LANGUAGES = ("sv", "nb", "en")
_UNKNOWN = "unreadable"  # for a code of a reader or channel that has no words of its own
_FIRST = "first"  # the value that names the rule of the first finding
_BLANK = re.compile(r"\{(\w+)\}")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A problem in words. `detail` says where, or what was found; it is empty when nothing is known."""

    title: str
    detail: str
    what_next: str


def problem(
    code: str,
    lang: str,
    values: Mapping[str, str] | None = None,
    findings: Sequence[Issue] = (),
    *,
    shown: Shown | None = None,
) -> Problem:
    """Return the words of `code` in `lang` (English for any other than sv and nb), filled with `values`.

    The detail is left out unless every value that it speaks of is known. Where it speaks of the first of the findings
    and that is among `findings`, its words stand there, with numbers and dates as `shown` writes them.
    """
    if code in _OF_READING:
        return _unreadable(code, lang, values or {})
    sentences = WORDS.get(code, WORDS[_UNKNOWN])
    title, detail, what_next = sentences[lang if lang in LANGUAGES else "en"]
    known = {name: value for name, value in (values or {}).items() if value}
    if first := _first(findings, known.get(_FIRST, "")):
        known[_FIRST] = explain_finding(first, lang, shown=shown).message.removesuffix(".")
    if any(name not in known for name in _BLANK.findall(detail)):
        detail = known.get("detail", "")
    return Problem(title=title, detail=_BLANK.sub(lambda found: known.get(found[1], ""), detail), what_next=what_next)


def problem_of(
    document: Document, lang: str, *, values: Mapping[str, str] | None = None, shown: Shown | None = None
) -> Problem:
    """Return the words of a document's problem; `values` stand in the place of its own of the same name."""
    findings = msgspec.convert(document.findings, list[Issue]) if _FIRST in document.problem_values else []
    return problem(document.problem_code, lang, {**document.problem_values, **(values or {})}, findings, shown=shown)


def _first(findings: Sequence[Issue], rule: str) -> Issue | None:
    return next((each for each in findings if each.rule == rule and each.severity is Severity.FATAL), None)


def _unreadable(code: str, lang: str, values: Mapping[str, str]) -> Problem:
    line = values.get("line", "")
    error = UnreadableDocument(code, values.get("detail", ""), line=int(line) if line.isdigit() else None)
    words = explain(error, lang)
    return Problem(title=words.what, detail=words.where if error.detail else "", what_next=words.next)


def codes() -> tuple[str, ...]:
    """Return every code that has words of its own."""
    return (*sorted(_OF_READING), *WORDS)
