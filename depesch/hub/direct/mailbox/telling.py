"""What the mailbox writes itself: the text beside a file in `errors/`, the receipts, the note of losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from depesch.hub.flows.evidence_words import word as evidence_word
from depesch.hub.flows.models import Attempt, Delivery, Document
from depesch.hub.flows.problems import problem_of
from depesch.model.issue import Issue
from depesch.rules.explaining import explain
from depesch.syntaxes import Loss

_LINE = "\r\n"  # Windows' own editor shows such a text as it is meant; every other one as well
_WORDS: Mapping[str, Mapping[str, str]] = {
    "file": {"en": "File", "sv": "Fil", "nb": "Fil"},
    "number": {"en": "Number", "sv": "Nummer", "nb": "Nummer"},
    "received": {"en": "Handed over", "sv": "Inlämnad", "nb": "Levert inn"},
    "document": {"en": "Document", "sv": "Dokument", "nb": "Dokument"},
    "why": {"en": "What is wrong", "sv": "Vad som är fel", "nb": "Hva som er feil"},
    "next": {"en": "What to do", "sv": "Vad du kan göra", "nb": "Hva du kan gjøre"},
    "findings": {"en": "Findings", "sv": "Anmärkningar", "nb": "Merknader"},
    "losses": {
        "en": "Some of what the sender wrote has no place in the format that this login collects in. The portal shows"
        " the document as it came.",
        "sv": "En del av det som avsändaren skrev får inte plats i det format som den här inloggningen hämtar i."
        " Portalen visar dokumentet som det kom.",
        "nb": "Noe av det som avsenderen skrev, har ingen plass i formatet som denne innloggingen henter i."
        " Portalen viser dokumentet slik det kom.",
    },
}


def error_text(document: Document, language: str) -> bytes:
    """Return why the document stands among the errors, what to do, and each finding, in the company's language."""
    words = problem_of(document, language)
    head = [
        f"{_word('file', language)}: {document.file_name or '-'}",
        *([f"{_word('number', language)}: {document.number}"] if document.number else []),
        f"{_word('received', language)}: {document.received_at:%Y-%m-%d %H:%M} UTC",
        f"{_word('document', language)}: {document.id}",
    ]
    why = [_word("why", language), words.title, *([words.detail] if words.detail else [])]
    then = [_word("next", language), words.what_next]
    findings = [_finding(issue, language) for issue in msgspec.convert(document.findings, list[Issue])]
    found = [[f"{_word('findings', language)} ({len(findings)})", *findings]] if findings else []
    return _paragraphs([head, why, then, *found])


def receipt(document: Document, delivery: Delivery | None, attempts: Sequence[Attempt], language: str) -> bytes:
    """Return where a document that was handed over is, as JSON: the answer of the message level and of the business."""
    told: dict[str, Any] = {
        "document": document.id,
        "file": document.file_name,
        "sha256": document.original_sha256,
        "send_mode": document.send_mode,
        "handed_over_at": document.received_at,
        "number": document.number or None,
        "message": {
            "state": document.state,
            "since": document.state_since,
            "channel": (delivery.channel or None) if delivery else None,
            "delivered_at": delivery.delivered_at if delivery else None,
            "tries": len(attempts),
            "message_id": attempts[-1].message_id if attempts else None,
            "problem": _problem(document, language),
        },
        "business": {
            "status": document.business_status or None,
            "since": document.business_status_since,
        },
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def loss_note(losses: Sequence[Loss], language: str) -> bytes:
    """Return the values that the login's format has no place for, one a line."""
    return _paragraphs([[_word("losses", language)], [_loss(each, language) for each in losses]])


def _loss(loss: Loss, language: str) -> str:
    return f"- {loss.term or loss.path}: {loss.value} ({evidence_word(loss.done.value, language)})"


def _finding(issue: Issue, language: str) -> str:
    words = explain(issue, language)
    place = issue.where or issue.path
    return f"- {issue.rule}: {words.message}" + (f" [{place}]" if place else "")


def _problem(document: Document, language: str) -> dict[str, str] | None:
    if not document.problem_code:
        return None
    words = problem_of(document, language)
    return {"code": document.problem_code, "title": words.title, "detail": words.detail, "next": words.what_next}


def _word(name: str, language: str) -> str:
    words = _WORDS[name]
    return words.get(language, words["en"])


def _paragraphs(paragraphs: Sequence[Sequence[str]]) -> bytes:
    """Return the text in UTF-8 with its mark, by which Windows knows the encoding."""
    text = (_LINE * 2).join(_LINE.join(each) for each in paragraphs) + _LINE
    return "\N{ZERO WIDTH NO-BREAK SPACE}".encode() + text.encode()
