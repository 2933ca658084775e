"""The JSON that the API answers with: schemas, from which the OpenAPI document is made. Amounts are strings."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field


class AcceptedOut(Schema):
    """The acknowledgement of a document: it is stored, and the hub's to deliver."""

    id: UUID
    state: str
    href: str


class ProblemOut(Schema):
    """Why a document is refused or stands still: `code` is stable, `detail` says where or what was found."""

    code: str
    title: str
    detail: str
    next: str


class FindingOut(Schema):
    """A finding: which rule, which business terms and fields, where in the file, what stood there, how to mend it.

    `fields` are the names of `terms` as an office calls them, `path` the place in the JSON form of the invoice, `where`
    the XPath in the file, `line` the line there (in EDIFACT the segment), `row` the invoice line, from 1. `mend` says
    what the hub itself can do about it.
    """

    rule: str
    severity: str
    terms: list[str]
    fields: list[str]
    path: str
    where: str | None
    line: int | None
    row: int | None
    value: str | None
    expected: str | None
    message: str
    mend: str | None


class ChangeOut(Schema):
    """One value that mending changes: `old` is null where nothing stood, `new` where nothing stands any more."""

    rule: str
    term: str | None
    field: str
    path: str
    where: str | None
    line: int | None
    old: str | None
    new: str | None
    message: str


class LostValueOut(Schema):
    """A value that did not come across: at `reading` (no business term for it) or at `writing` (no place for it).

    `done` is what the writing did: dropped, noted (it stands in a free text), summed, changed, added, or beside.
    """

    at: str
    term: str
    name: str
    place: str
    line: int | None
    value: str
    why: str
    done: str


class LostOut(Schema):
    """What the receiver does not see of a converted document: how many values, and the first 200 of them."""

    total: int
    values: list[LostValueOut]


class AttemptOut(Schema):
    """One try over one channel. `ended_at` is null while it is under way, `lost` when nothing was lost."""

    number: int
    channel: str
    message_id: str
    syntax: str
    sent_sha256: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str
    code: str
    detail: str
    receipt_sha256: str
    lost: LostOut | None


class DeliveryOut(Schema):
    """The document's way to its receiver."""

    id: UUID
    state: str
    channel: str
    try_at: datetime | None
    delivered_at: datetime | None
    attempts: list[AttemptOut]


class DocumentSummaryOut(Schema):
    """A document as lists show it. What the reading found is empty until the document is read."""

    id: UUID
    href: str
    direction: str
    state: str
    state_since: datetime
    owner: str
    send_mode: str
    route_in: str
    file_name: str
    received_at: datetime
    syntax: str
    type_code: str
    number: str
    issue_date: date | None
    due_date: date | None
    seller_name: str
    buyer_name: str
    currency: str
    amount_due: str | None
    business_status: str = Field("", description="What the receiver's people say: acknowledged, approved, paid, ...")
    collected_at: datetime | None = Field(None, description="Since when a program of the receiver's has it.")
    problem: ProblemOut | None


class DocumentOut(DocumentSummaryOut):
    """A document with everything that is known of it.

    `mending` are the changes that make a refused document acceptable, each of them certain: POST `.../mend` makes them
    and sends the result. `mends` and `mended_by` name the other one of the two documents. A file of several documents
    ends as `unpacked`, with the documents out of it in `parts`; each of them has the file in `unpacked_from`.
    """

    original_sha256: str
    findings: list[FindingOut]
    mends: UUID | None
    mended_by: UUID | None
    mending: list[ChangeOut] | None
    unpacked_from: UUID | None
    parts: list[UUID]
    deliveries: list[DeliveryOut]


class DocumentListOut(Schema):
    """One page of documents; `next` is the address of the following one, null at the end."""

    items: list[DocumentSummaryOut]
    next: str | None


class EventOut(Schema):
    """One event of a document's history; `hash` chains it to the one before."""

    sequence: int
    event: str
    at: datetime
    actor: str
    text: str
    data: dict[str, object]
    hash: str


class HistoryOut(Schema):
    """What happened to a document, the first first."""

    items: list[EventOut]


class FileOut(Schema):
    """One archived file of a document; `href` gives its bytes."""

    id: UUID
    href: str
    role: str
    name: str
    media_type: str
    syntax: str
    size: int
    sha256: str
    archived_at: datetime
    retain_until: date


class FileListOut(Schema):
    """The archived files of a document."""

    items: list[FileOut]


class CompanyOut(Schema):
    """The company that a token belongs to."""

    id: UUID
    name: str
    country: str
    organisation_number: str


class RuleSetOut(Schema):
    """A rule set that had its say; a receiver's own demands are called `pack` and the receiver's name."""

    name: str
    version: str


class MendedOut(Schema):
    """The mended document (XML, base64), what was changed, and what is still wrong with it."""

    document: str
    changes: list[ChangeOut]
    left: list[FindingOut]


class CheckOut(Schema):
    """What checking a document found; nothing was kept of it.

    `verdict` is accepted, refused or unreadable. `receiver` is who would get it, where that is known: then the
    receiver's own demands count too. `mendable` says that mending makes it acceptable and loses nothing.
    """

    verdict: str
    syntax: str | None
    number: str | None
    profile: str | None
    schema_valid: bool | None
    rule_sets: list[RuleSetOut]
    receiver: str
    problem: ProblemOut | None
    findings: list[FindingOut]
    mendable: bool
    mended: MendedOut | None


class RulePackOut(Schema):
    """What the company demands of documents to it, and since when in this version."""

    version: int
    made_at: datetime
    made_by: str
    pack: dict[str, object]


class FaultOut(Schema):
    """One fault of a rule pack: `place` such as `demands[2].term`, empty for the whole."""

    place: str
    text: str


class MeOut(Schema):
    """Who calls, and what it may do."""

    company: CompanyOut
    role: str
    permissions: list[str]


class ProblemDetails(Schema):
    """A refusal (RFC 9457): `code` is stable, `detail` says what is wrong, `next` what to do.

    `faults` names each fault of a rule pack; other refusals have none.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str
    next: str
    faults: list[FaultOut] = []


class CountsOut(Schema):
    """How many documents each view has."""

    received: int = 0
    sent: int = 0
    in_progress: int = 0
    errors: int = 0
    cancelled: int = 0
