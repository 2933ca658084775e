"""The evidence pack of a document: original, what was sent, receipts, attachments, check, history, losses, hashes.

The same state gives the same bytes. What only tells that somebody fetched a pack is left out of it: each pack would
otherwise differ from the one of a minute before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import msgspec

from depesch.documents.evidence_pack import HISTORY, INDEX, ChainedEvent, PackEntry, listed, packed, zipped
from depesch.documents.reading import read
from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.readable import readable_of
from depesch.hub.archive.store import content_of
from depesch.hub.flows.evidence_page import Part, Row, moment, page
from depesch.hub.flows.evidence_words import word
from depesch.hub.flows.lost import lost_from
from depesch.hub.flows.models import Attempt, BusinessAnswer, Document
from depesch.hub.flows.own_receipts import role_told
from depesch.hub.flows.queries import Story, story
from depesch.hub.history.actors import words_of_actors
from depesch.hub.history.events import event_from
from depesch.hub.history.kinds.answers import answer_word
from depesch.hub.history.kinds.documents import DocumentChecked
from depesch.hub.history.kinds.evidence import EvidenceMade, FilesFetched
from depesch.hub.history.models import EventRow
from depesch.hub.history.record import canonical, record
from depesch.hub.history.words import describe
from depesch.hub.tenancy.models import ApiToken, Company, User
from depesch.kit.filenames import safe_file_name
from depesch.kit.hashing import sha256_hex
from depesch.model.issue import Issue
from depesch.rendering.html import render_html_page
from depesch.rules.explaining import explain, field_name
from depesch.syntaxes import Reading, UnreadableDocument

_FOLDERS = {
    FileRole.ORIGINAL: "original",
    FileRole.ATTACHMENT: "attachments",
    FileRole.TRANSCRIPT: "transcript",
    FileRole.ENVELOPE: "message",
    FileRole.SENT: "sent",
    FileRole.BESIDE: "beside",
    FileRole.RENDERING: "readable",
    FileRole.RECEIPT: "receipts",
}
_NOT_TOLD = ("document.evidence_made", "document.files_fetched")
_JSON = "application/json"


class Packed(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A pack, or an archive of files, as it is handed out."""

    name: str
    content: bytes


def evidence_of(document_id: UUID, *, language: str, actor: str) -> Packed:
    """Return the document's evidence pack and record that it was fetched. Call it inside `acting_for`.

    `language` (sv, nb, en) is that of its first page. Raises Document.DoesNotExist.
    """
    told = story(document_id)
    content = _pack(told, language)
    record(EvidenceMade(sha256=sha256_hex(content), size=len(content)), document_id=document_id, actor=actor)
    return Packed(name=_name(told.document, "evidence"), content=content)


def all_files(document_id: UUID, *, actor: str) -> Packed:
    """Return all files of a document in one archive, and record it; those inside the document lie beside it there."""
    told = story(document_id)
    entries = list(_archived(told.files))
    entries += _inside(_reading(told), entries)
    record(FilesFetched(count=len(entries)), document_id=document_id, actor=actor)
    return Packed(name=_name(told.document, ""), content=zipped((each.path, each.content) for each in entries))


def _name(document: Document, what: str) -> str:
    stem = "-".join(part for part in (document.number or str(document.id), what) if part)
    return safe_file_name(f"{stem}.zip")


def _pack(told: Story, language: str) -> bytes:
    document = told.document
    events = list(EventRow.objects.filter(document_id=document.id).exclude(kind__in=_NOT_TOLD).order_by("sequence"))
    answers = list(BusinessAnswer.objects.filter(document=document).order_by("said_at", "id"))
    company = Company.objects.get(id=document.tenant_id)
    reading = _reading(told)
    entries = list(_archived(told.files))
    entries += _inside(reading, entries)
    if reading is not None:
        html = render_html_page(reading.invoice, language=language, send_mode=document.send_mode)
        entries.append(PackEntry(path="invoice.html", content=html.encode(), role="readable", media_type="text/html"))
    entries += _reports(told, events, answers)
    parts = _parts(told, events, answers, language)
    last = events[-1] if events else None
    lead = word("lead", language).format(
        company=company.name, sequence=last.sequence if last else 0, at=moment(last.at if last else None)
    )
    title = f"{word('title', language)}: {document.number or document.file_name or document.id}"
    index = page(title=title, lead=lead, language=language, parts=parts, files=listed(entries))
    entries.insert(0, PackEntry(path=INDEX, content=index, role="report", media_type="text/html"))
    return packed(entries, _identity(document, company, last))


def _identity(document: Document, company: Company, last: EventRow | None) -> dict[str, Any]:
    return {
        "id": str(document.id),
        "number": document.number,
        "direction": document.direction,
        "company": {"name": company.name, "country": company.country, "number": company.organisation_number},
        "original_sha256": document.original_sha256,
        "last_event": {"sequence": last.sequence, "hash": last.hash} if last else None,
    }


def _reading(told: Story) -> Reading | None:
    original = readable_of(told.files)
    if original is None or not told.document.syntax:
        return None
    try:
        return read(content_of(original))
    except UnreadableDocument:
        return None


def _archived(files: Sequence[ArchivedFile]) -> Iterator[PackEntry]:
    taken: set[str] = set()
    for file in files:
        path = _free(f"{_FOLDERS[FileRole(file.role)]}/{safe_file_name(file.name)}", taken)
        yield PackEntry(
            path=path, content=content_of(file), role=role_told(file), name=file.name, media_type=file.media_type,
            archived_at=file.archived_at.isoformat(),
        )  # fmt: skip


def _inside(reading: Reading | None, others: Sequence[PackEntry]) -> list[PackEntry]:
    """Return the files that lie inside the document itself (BT-125)."""
    taken = {each.path.casefold() for each in others}
    return [
        PackEntry(
            path=_free(f"inside/{safe_file_name(held.filename or each.reference or 'attachment')}", taken),
            content=held.content, role="inside", name=held.filename or "", media_type=held.mime_code or "",
        )
        for each in (reading.invoice.supporting_documents if reading else ())
        if (held := each.attachment) is not None
    ]  # fmt: skip


def _free(path: str, taken: set[str]) -> str:
    """Return the path, numbered where another file has it; no two differ by the case of their letters alone."""
    folder, _, name = path.partition("/")
    number, free = 1, path
    while free.casefold() in taken:
        number += 1
        free = f"{folder}/{number}-{name}"
    taken.add(free.casefold())
    return free


def _reports(told: Story, events: Sequence[EventRow], answers: Sequence[BusinessAnswer]) -> Iterator[PackEntry]:
    chain = [
        ChainedEvent(
            sequence=row.sequence, canonical=canonical(row).decode(), previous_hash=row.previous_hash, hash=row.hash
        )
        for row in events
    ]
    checks = [each for each in told.events if isinstance(each.event, DocumentChecked)]
    report = {
        "checks": [{"at": each.at, "rule_sets": each.event.rule_sets} for each in checks],  # type: ignore[attr-defined]
        "problem": {"code": told.document.problem_code, "values": told.document.problem_values},
        "findings": told.document.findings,
    }
    conversions = [
        {"format": each.syntax, "sent_sha256": each.sent_sha256, "lost": each.lost}
        for each in told.attempts
        if each.lost
    ]
    said = [
        {
            "at": each.said_at, "status": each.status, "reason": each.reason_code, "text": each.text,
            "given": each.is_given, "sha256": each.sha256,
        }
        for each in answers
    ]  # fmt: skip
    for name, content in (
        (HISTORY, chain), ("check-report.json", report), ("deliveries.json", _deliveries(told)),
        ("conversions.json", conversions), ("answers.json", said),
    ):  # fmt: skip
        text = msgspec.json.format(msgspec.json.encode(content), indent=2)
        yield PackEntry(path=name, content=text, role="report", media_type=_JSON)


def _deliveries(told: Story) -> list[dict[str, Any]]:
    return [
        {
            "number": each.number, "channel": each.channel, "message_id": each.message_id, "format": each.syntax,
            "started_at": each.started_at, "ended_at": each.ended_at, "outcome": each.outcome, "code": each.code,
            "detail": each.detail, "sent_sha256": each.sent_sha256, "receipt_sha256": each.receipt_sha256,
        }
        for each in told.attempts
    ]  # fmt: skip


def _parts(told: Story, events: Sequence[EventRow], answers: Sequence[BusinessAnswer], language: str) -> list[Part]:
    parts = [_facts(told.document, language), _check(told, language)]
    if told.attempts:
        parts.append(_way(told, language))
    parts += _lost(told, language)
    if answers:
        parts.append(_answers(answers, language))
    return [*parts, _history(events, language), _how_to_verify(language)]


def _facts(document: Document, language: str) -> Part:
    amount = "" if document.amount_due is None else f"{document.amount_due.normalize():f} {document.currency}"
    pairs = (
        (word("number", language), document.number),
        (word("seller", language), document.seller_name),
        (word("buyer", language), document.buyer_name),
        (word("issued", language), document.issue_date.isoformat() if document.issue_date else ""),
        (word("due", language), document.due_date.isoformat() if document.due_date else ""),
        (word("amount", language), amount),
        (word("state", language), f"{word(document.state, language)}, {moment(document.state_since)}"),
        (word("business", language), answer_word(document.business_status, language)),
        (word("mode", language), word(document.send_mode, language)),
        (word("id", language), str(document.id)),
    )
    return Part(heading=word("facts", language), pairs=pairs)


def _check(told: Story, language: str) -> Part:
    last = next((each.event for each in reversed(told.events) if isinstance(each.event, DocumentChecked)), None)
    issues = msgspec.convert(told.document.findings, list[Issue])
    if last is not None:
        sentences = [word("sets", language).format(sets=", ".join(last.rule_sets))]
    else:
        sentences = [word("unchecked", language)]
    if last is not None and not issues:
        sentences.append(word("clean", language))
    rows = tuple(
        Row(
            cells=(
                explain(issue, language).message,
                issue.rule,
                word(issue.severity.value, language),
                " ".join(part for part in (issue.where or "", f"({issue.line})" if issue.line else "") if part),
            )
        )
        for issue in issues
    )
    columns = tuple(word(name, language) for name in ("finding", "rule", "weight", "place"))
    return Part(heading=word("check", language), sentences=tuple(sentences), columns=columns, rows=rows)


def _way(told: Story, language: str) -> Part:
    columns = tuple(word(name, language) for name in ("channel", "message", "began", "ended", "outcome"))
    rows = tuple(
        Row(
            cells=(
                each.channel,
                each.message_id,
                moment(each.started_at),
                moment(each.ended_at),
                _outcome(each, language),
            )
        )
        for each in told.attempts
    )
    return Part(heading=word("way", language), columns=columns, rows=rows)


def _outcome(attempt: Attempt, language: str) -> str:
    said = word(f"outcome-{attempt.outcome}", language) if attempt.outcome else ""
    return f"{said} ({attempt.code})" if attempt.code else said


def _lost(told: Story, language: str) -> Iterator[Part]:
    for attempt in {each.sent_sha256: each for each in told.attempts if each.lost}.values():
        lost = lost_from(attempt.lost)
        rows = tuple(
            Row(
                cells=(
                    field_name(each.term, language) if each.term else each.place,
                    each.value,
                    word(each.done or "unread", language),
                )
            )
            for each in lost.values
        )
        yield Part(
            heading=word("lost", language),
            sentences=(word("lost_lead", language).format(format=attempt.syntax, count=lost.total),),
            columns=tuple(word(name, language) for name in ("field", "value", "done")),
            rows=rows,
        )


def _answers(answers: Sequence[BusinessAnswer], language: str) -> Part:
    names = _names({each.said_by for each in answers}, language)
    rows = tuple(
        Row(
            cells=(
                moment(each.said_at),
                answer_word(each.status, language),
                " ".join(part for part in (each.text, f"({each.reason_code})" if each.reason_code else "") if part),
                names.get(each.said_by, each.said_by),
            )
        )
        for each in answers
    )
    columns = tuple(word(name, language) for name in ("when", "state", "text", "who"))
    return Part(heading=word("answers", language), columns=columns, rows=rows)


def _history(events: Sequence[EventRow], language: str) -> Part:
    names = _names({row.actor for row in events}, language)
    rows = tuple(
        Row(
            cells=(
                str(row.sequence),
                moment(row.at),
                describe(event_from(row.kind, row.payload), language, time_zone="UTC"),
                names.get(row.actor, word("hub", language)),
                row.hash,
            )
        )
        for row in events
    )
    columns = ("#", *(word(name, language) for name in ("when", "event", "who", "hash")))
    return Part(heading=word("history", language), columns=columns, rows=rows)


def _names(actors: set[str], language: str) -> dict[str, str]:
    people = {UUID(each.removeprefix("user:")) for each in actors if _has_id(each, "user:")}
    programs = {UUID(each.removeprefix("token:")) for each in actors if _has_id(each, "token:")}
    found = {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=people)}
    if programs:
        found |= {f"token:{token.pk}": token.name for token in ApiToken.objects.filter(pk__in=programs)}
    return found | words_of_actors(actors, language)


def _has_id(actor: str, prefix: str) -> bool:
    return actor.startswith(prefix) and len(actor) == len(prefix) + 36


def _how_to_verify(language: str) -> Part:
    return Part(
        heading=word("verify", language),
        sentences=tuple(word(name, language) for name in ("verify_files", "verify_chain", "verify_command")),
    )
