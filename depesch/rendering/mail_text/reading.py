"""What is wrong with a text, and the pieces of one that is right."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from depesch.rendering.mail_text import MOST_BODY, MOST_LINES, MOST_SUBJECT, MailText
from depesch.rendering.mail_text.fields import MergeField, field_named, nearest

MOST_FAULTS = 5  # of one part of a text: who mends those sees the rest
_SHOWN = 40
_PIECE = re.compile(r"\{([^{}\r\n]*)\}|([{}])|([^{}]+)")


class FaultCode(StrEnum):
    """What can be wrong. The API says these names."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    TOO_MANY_LINES = "too-many-lines"
    LINE_BREAK = "line-break"  # in the subject
    UNPRINTABLE = "unprintable"  # a control sign
    UNKNOWN_FIELD = "unknown-field"
    LONE_BRACE = "lone-brace"  # not closed, not opened, or doubled


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong: in `subject` or `body`, with what stands there, and the field that may be meant."""

    part: str
    code: FaultCode
    found: str = ""
    line: int = 0  # of the body, from 1
    meant: str = ""


def tidied(text: MailText) -> MailText:
    """Return the text as it is kept: one kind of line break, nothing behind a line's last sign, none at the ends."""
    lines = [line.rstrip() for line in text.body.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return MailText(subject=text.subject.strip(" "), body="\n".join(lines).strip("\n"))


def faults_of(text: MailText) -> tuple[Fault, ...]:
    """Return what is wrong with a text that was `tidied`, the subject first; nothing when it can be used."""
    return (*_faults("subject", text.subject, MOST_SUBJECT), *_faults("body", text.body, MOST_BODY))


def pieces(line: str) -> tuple[str | MergeField, ...]:
    """Return one line of a right text as words and fields, in their order."""
    found: list[str | MergeField] = []
    for match in _PIECE.finditer(line):
        field = field_named(match[1]) if match[1] is not None else None
        found.append(field or match[0])
    return tuple(found)


def _faults(part: str, text: str, most: int) -> list[Fault]:
    if not text.strip():
        return [Fault(part=part, code=FaultCode.EMPTY)]
    lines = text.split("\n")
    found = []
    if len(text) > most:
        found.append(Fault(part=part, code=FaultCode.TOO_LONG, found=str(len(text))))
    if len(lines) > MOST_LINES:
        found.append(Fault(part=part, code=FaultCode.TOO_MANY_LINES, found=str(len(lines))))
    if part == "subject" and ("\n" in text or "\r" in text):
        found.append(Fault(part=part, code=FaultCode.LINE_BREAK))
    for number, line in enumerate(lines[:MOST_LINES], 1):
        found += _faults_in_line(part, line[:most], number)
    return found[:MOST_FAULTS]


def _faults_in_line(part: str, line: str, number: int) -> list[Fault]:
    found = []
    if hidden := [c for c in line if _is_hidden(c)]:
        found.append(Fault(part=part, code=FaultCode.UNPRINTABLE, found=f"U+{ord(hidden[0]):04X}", line=number))
    for match in _PIECE.finditer(line):
        if match[2]:
            near = line[match.start() : match.start() + _SHOWN]
            found.append(Fault(part=part, code=FaultCode.LONE_BRACE, found=near, line=number))
        elif match[1] is not None and field_named(match[1]) is None:
            name = match[1].strip()
            shown = "{" + name[:_SHOWN] + "}"
            found.append(Fault(part=part, code=FaultCode.UNKNOWN_FIELD, found=shown, line=number, meant=nearest(name)))
    return found


def _is_hidden(sign: str) -> bool:
    """Tell whether nobody would see the sign: control signs, marks that turn a line round; blanks and tabs are seen."""
    return not sign.isprintable() and sign not in " \t\u00a0\n\r" and sign != "\u200d"  # the joiner of emoji
