"""The notes beside what was laid: the receipt, for programs, and the reason, for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from depesch.connect.hub_client import FindingAnswer
from depesch.connect.sending import sender_words as words
from depesch.connect.sending.claiming import Manifest
from depesch.connect.sending.names import shown
from depesch.connect.sending.records import ParcelRow
from depesch.connect.sending.stops import Told
from depesch.connect.words import said


def receipt(manifest: Manifest, row: ParcelRow, hub: str) -> bytes:
    """Return the receipt (JSON): the hub has the document, under which id, with which key, and what exactly it has."""
    told = {
        "file": shown(manifest.document.file_name),
        "document": row.document_id,
        "hub": hub,
        "account": row.account,
        "send_mode": row.send_mode,
        "key": row.key,
        "claimed_at": row.claimed_at,
        "accepted_at": row.state_at,
        "size": manifest.document.size,
        "sha256": manifest.document.sha256,
        "attachments": [
            {"file": shown(each.file_name), "size": each.size, "sha256": each.sha256} for each in manifest.attachments
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def reason(
    name: str,
    why: Told,
    *,
    language: str,
    row: ParcelRow,
    at: datetime,
    findings: Sequence[FindingAnswer] = (),
    document: UUID | None = None,
) -> bytes:
    """Return why a file was not sent or did not arrive, and what to do: plain text in the agent's language, UTF-8."""
    document = document or row.document_id
    heading = words.HEADING_STOPPED if document else words.HEADING_FAILED
    lines = [
        said(heading, language, name=name),
        "",
        f"{said(words.WHAT, language)}: {why.reason}",
        f"{said(words.NEXT, language)}: {why.next_step}",
    ]
    if findings:
        lines += ["", f"{said(words.FINDINGS, language)}:"]
        for finding in findings:
            lines += _finding(finding, language)
    lines += ["", f"{said(words.WHEN, language)}: {at.isoformat(timespec='seconds')}"]
    lines += [f"{said(words.KEY, language)}: {row.key}"]
    if document:
        lines += [f"{said(words.DOCUMENT, language)}: {document}"]
    return ("\n".join(lines) + "\n").encode()


def _finding(finding: FindingAnswer, language: str) -> list[str]:
    terms = f" ({', '.join(finding.terms)})" if finding.terms else ""
    lines = [f"  {finding.rule}{terms}: {finding.message}"]
    place = [said(words.LINE, language, line=finding.line)] if finding.line is not None else []
    place += [finding.where] if finding.where else []
    lines += [f"    {', '.join(place)}"] if place else []
    lines += [f"    {said(words.VALUE, language, value=finding.value)}"] if finding.value else []
    return lines + ([f"    {said(words.EXPECTED, language, expected=finding.expected)}"] if finding.expected else [])
