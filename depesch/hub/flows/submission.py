"""Submit: a document is handed over. One transaction takes the original, the row, the history and the job, or nothing.

Whoever gets the id as an answer knows that the document is safe: the answer comes after the commit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID, uuid4

import msgspec
from django.db import IntegrityError

from depesch.channels import File, SendMode
from depesch.documents.media_types import UNKNOWN, media_type_of
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file
from depesch.hub.flows.announcing import announce
from depesch.hub.flows.jobs import Job, JobKind, enqueue
from depesch.hub.flows.models import Direction, Document, DocumentState, IdempotencyKey
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.documents import DocumentSubmitted
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.filenames import safe_file_name
from depesch.kit.hashing import sha256_hex
from depesch.kit.xml import MAX_BYTES

MAX_KEY_LENGTH = 200
MAX_ATTACHMENTS = 100
_TYPE_NAME = re.compile(r"[A-Za-z0-9.+-]{1,50}/[A-Za-z0-9.+-]{1,49}")


class SubmissionRefused(Exception):
    """Nothing was taken over. `code` is one of `problems`; `detail` says in English what was found."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken over; `created` is False when the idempotency key gave an earlier document."""

    document_id: UUID
    created: bool


def submit(
    content: bytes,
    *,
    company_id: UUID,
    actor: str,
    route: str,
    file_name: str = "",
    send_mode: str = "production",
    attachments: Sequence[File] = (),
    idempotency_key: str | None = None,
) -> Submission:
    """Take over a document of the company and return its id, after the commit.

    The same key with the same bytes gives the same document; raises SubmissionRefused (`idempotency-conflict`) for
    other bytes, and for what is refused before it is taken over: `empty`, `too-large`, `unknown-send-mode`,
    `too-many-attachments`, `bad-idempotency-key`, `invoicing-stopped`. Whether the caller may send is the
    caller's to check.
    """
    _must_be_acceptable(content, send_mode, attachments, idempotency_key)
    request_sha256 = _request_hash(content, send_mode, attachments)
    for _ in range(2):  # the second time, the document of a simultaneous request with the same key is there
        try:
            with acting_for(company_id):
                earlier = _earlier(idempotency_key, request_sha256)
                if earlier is not None:
                    return Submission(document_id=earlier, created=False)
                if is_stopped(company_id):
                    raise SubmissionRefused("invoicing-stopped", "the company has stopped invoicing")
                return _take(
                    content, company_id, actor=actor, route=route, file_name=file_name, send_mode=SendMode(send_mode),
                    attachments=attachments, key=idempotency_key, request_sha256=request_sha256,
                )  # fmt: skip
        except IntegrityError as error:
            if idempotency_key is None or "idempotency_once" not in str(error):
                raise
    raise SubmissionRefused("idempotency-conflict", "another request with this key is under way")


def is_stopped(company_id: UUID) -> bool:
    """Return whether the company has stopped all its people and programs from invoicing (settings of the company)."""
    return Company.objects.filter(pk=company_id, invoicing_stopped_at__isnull=False).exists()


def _must_be_acceptable(content: bytes, send_mode: str, attachments: Sequence[File], key: str | None) -> None:
    if not content.strip():
        raise SubmissionRefused("empty", "the file is empty")
    size = len(content) + sum(len(file.content) for file in attachments)
    if size > MAX_BYTES:
        raise SubmissionRefused("too-large", f"{size} bytes were handed over, at most {MAX_BYTES} are taken")
    if send_mode not in {mode.value for mode in SendMode}:
        raise SubmissionRefused("unknown-send-mode", f"{send_mode!r} is none of {', '.join(SendMode)}")
    if len(attachments) > MAX_ATTACHMENTS:
        raise SubmissionRefused("too-many-attachments", f"{len(attachments)} attachments, at most {MAX_ATTACHMENTS}")
    if key is not None and not (0 < len(key) <= MAX_KEY_LENGTH and key.isprintable()):
        raise SubmissionRefused("bad-idempotency-key", f"the key must have 1 to {MAX_KEY_LENGTH} printable characters")


def _request_hash(content: bytes, send_mode: str, attachments: Sequence[File]) -> str:
    digest = sha256(sha256(content).digest() + send_mode.encode())
    for file in attachments:
        digest.update(b"\0" + file.name.encode() + b"\0" + sha256(file.content).digest())
    return digest.hexdigest()


def _earlier(key: str | None, request_sha256: str) -> UUID | None:
    found = IdempotencyKey.objects.filter(key=key).values_list("document_id", "request_sha256").first() if key else None
    if found is None:
        return None
    if found[1] != request_sha256:
        raise SubmissionRefused("idempotency-conflict", f"the key was used for document {found[0]} with other content")
    return found[0]


def _take(
    content: bytes,
    company_id: UUID,
    *,
    actor: str,
    route: str,
    file_name: str,
    send_mode: SendMode,
    attachments: Sequence[File],
    key: str | None,
    request_sha256: str,
) -> Submission:
    document = new_document(content, company_id, actor=actor, route=route, file_name=file_name, send_mode=send_mode)
    sha256 = document.original_sha256
    event = DocumentSubmitted(route=route, file_name=document.file_name, sha256=sha256, size=len(content))
    take_over(document, content, attachments, event, actor=actor)
    if key:
        IdempotencyKey.objects.create(
            tenant_id=company_id, key=key, request_sha256=request_sha256, document_id=document.id
        )
    return Submission(document_id=document.id, created=True)


def new_document(
    content: bytes, company_id: UUID, *, actor: str, route: str, file_name: str, send_mode: SendMode
) -> Document:
    """Return a document of the company, received just now, which is not in the database yet."""
    at = now()
    name = safe_file_name(file_name) if file_name else ""
    return Document(
        id=uuid4(), tenant_id=company_id, direction=Direction.OUT, state=DocumentState.RECEIVED, state_since=at,
        send_mode=send_mode.value, route_in=route, file_name=name, original_sha256=sha256_hex(content),
        submitted_by=actor, received_at=at, search_text=name.lower(),
    )  # fmt: skip


def take_over(document: Document, content: bytes, attachments: Sequence[File], event: Event, *, actor: str) -> None:
    """Write a new document with its files, its first event and its job into the present transaction."""
    document.save(force_insert=True)
    keep_file(document.id, FileRole.ORIGINAL, document.file_name or "document", media_type_of(content), content)
    for file in attachments:
        keep_file(
            document.id, FileRole.ATTACHMENT, safe_file_name(file.name), _named_type(file.media_type), file.content
        )
    record(event, document_id=document.id, actor=actor, at=document.received_at)
    announce(document, (event,), actor=actor)
    enqueue(Job(kind=JobKind.PROCESS, company_id=document.tenant_id, document_id=document.id))


def _named_type(media_type: str) -> str:
    """Return the media type that came with a file, when it is of the form of one and fits its column."""
    return media_type if _TYPE_NAME.fullmatch(media_type) else UNKNOWN
