"""What the API answers, as far as the agent looks at it, and the one thing it is told in JSON: how the agent does."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec


class ProblemAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A refusal of the API (application/problem+json)."""

    code: str
    title: str
    status: int
    detail: str = ""
    next: str = ""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The hub's acknowledgement: from now on the document is the hub's to deliver."""

    id: UUID
    state: str
    href: str


class DocumentProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a document stands still."""

    code: str
    title: str
    detail: str = ""
    next: str = ""


class FindingAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as the API tells it; `where` is the XPath in the file, `line` the line there, `terms` as BT-1."""

    rule: str
    severity: str
    message: str
    terms: tuple[str, ...] = ()
    where: str | None = None
    line: int | None = None
    value: str | None = None
    expected: str | None = None


class DocumentAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A document, in lists without `parts`, `mended_by` and `findings`. What the reading found is empty until then."""

    id: UUID
    state: str
    owner: str  # whose turn it is: hub, sender, receiver, operator, nobody
    direction: str = ""
    send_mode: str = ""
    file_name: str = ""
    received_at: datetime | None = None
    syntax: str = ""
    type_code: str = ""
    number: str = ""
    issue_date: date | None = None
    due_date: date | None = None
    seller_name: str = ""
    buyer_name: str = ""
    currency: str = ""
    amount_due: str | None = None
    parts: tuple[UUID, ...] = ()  # the documents out of a file of several
    mended_by: UUID | None = None
    problem: DocumentProblem | None = None
    findings: tuple[FindingAnswer, ...] = ()


class InboxPage(msgspec.Struct, frozen=True, kw_only=True):
    """Documents that came in and are not acknowledged, the oldest first; `next` is null on the last page."""

    items: tuple[DocumentAnswer, ...]
    next: str | None = None


class EventAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a document's history."""

    sequence: int
    event: str
    at: str
    text: str
    data: dict[str, object]


class FileAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One archived file of a document."""

    id: UUID
    role: str
    name: str
    sha256: str
    size: int
    media_type: str = ""
    syntax: str = ""


class BesideAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A file that goes with a converted document outside."""

    number: int
    name: str
    media_type: str
    size: int
    sha256: str


class CompanyAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The company that a key belongs to."""

    id: UUID
    name: str
    country: str
    organisation_number: str


class DirectionReport(msgspec.Struct, frozen=True, kw_only=True):
    """How one direction of an account does: its last run, what keeps it from its work, files waiting and failed."""

    direction: str  # sending, collecting, following
    last_run_at: datetime | None = None
    fault: str = ""
    waiting: int = 0
    failed: int = 0


class MailReport(msgspec.Struct, frozen=True, kw_only=True):
    """Mails of the account's runs that did not go: how many, since when, and why the newest did not."""

    count: int
    since: datetime
    reason: str = ""
    next_step: str = ""


class AccountReport(msgspec.Struct, frozen=True, kw_only=True):
    """The account whose key is used; `mails` is left out when all mails went, as for a hub of an earlier version."""

    name: str
    send_mode: str = ""
    directions: tuple[DirectionReport, ...] = ()
    mails: MailReport | msgspec.UnsetType = msgspec.UNSET


class AgentReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the agent says of itself and of one account."""

    agent: UUID
    machine: str
    system: str
    version: str
    started_at: datetime
    account: AccountReport


class ReportedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The report is taken down; after `silent_after_s` seconds without another people are told (0: never)."""

    reported_at: datetime
    silent_after_s: int
