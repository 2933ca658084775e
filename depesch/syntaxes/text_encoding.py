"""Bytes of a format that is text and no XML, as a text: declared nowhere, so by evidence; see `kit/characters.py`."""

from __future__ import annotations

from depesch.kit.characters import How, NoEncoding, decoded
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import UnreadableDocument


def text_of(data: bytes, *, demanded: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """Return the text, and a warning when its encoding is not `demanded` by the format, or could only be assumed.

    Raises UnreadableDocument with code `wrong-encoding` for bytes that are in no one encoding.
    """
    try:
        found = decoded(data)
    except NoEncoding as error:
        line = data.count(b"\n", 0, error.offset) + 1
        raise UnreadableDocument("wrong-encoding", str(error), line=line) from error
    if found.how is How.ASSUMED:
        return found.text, (assumed(found.encoding),)
    if demanded is not None and found.encoding != demanded:
        detail = f"the format is in {demanded} and the file in {found.encoding}"
        return found.text, (_issue("READ-ENCODING", demanded, found.encoding, detail),)
    return found.text, ()


def assumed(encoding: str) -> Issue:
    """Return the warning that an encoding was assumed."""
    detail = f"the characters could be in several encodings, and are read as {encoding}"
    return _issue("READ-ENCODING-ASSUMED", None, encoding, detail)


def _issue(rule: str, value: str | None, expected: str, detail: str) -> Issue:
    return Issue(rule=rule, severity=Severity.WARNING, line=1, value=value, expected=expected, detail=detail)
