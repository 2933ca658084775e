"""What the hub lends to the post channel: it takes letters, and says where they are. Each call commits before it ends.

The first send of a document puts its letter down until its hour: nothing has left, and whoever withdraws the document
withdraws the letter. The send at that hour makes it ready: from then on nobody can stop it, and the next job takes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import InterfaceError, OperationalError

from depesch.channels import (
    Delivered,
    File,
    InboxUnavailable,
    LetterDesk,
    LetterOrder,
    Outcome,
    Parcel,
    Refused,
    TryLater,
    Unknown,
)
from depesch.channels.mailing import files_inside
from depesch.hub.letters.enveloping import TooHeavy, postage_for
from depesch.hub.letters.hours import due_at, told
from depesch.hub.letters.models import Letter, LetterState
from depesch.hub.letters.partner import BadPartner, Partner, print_partner
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from depesch.rendering.letters import PdfFile, Print, Unprintable
from depesch.rendering.letters.printing import make_print

ASK_AFTER_S = 24 * 3600.0  # answers are looked at when they come; this is for one that was missed
EARLY_S = 2.0  # how much before its hour a job may come, for two machines' clocks
_ENDED = (LetterState.RETURNED, LetterState.REFUSED)
_HAS_IT = (LetterState.PACKED, LetterState.RECEIVED, LetterState.PRODUCED)


def desk_of(company_id: UUID) -> LetterDesk:
    """Return the desk of a company."""
    return HubLetterDesk(company_id)


class HubLetterDesk(LetterDesk):
    """One company's desk."""

    def __init__(self, company_id: UUID) -> None:
        self._company_id = company_id

    def is_open(self) -> bool:
        """Tell whether the operator has a print partner."""
        return _partner() is not None

    def take(self, parcel: Parcel, order: LetterOrder) -> Outcome:
        """Put the letter down, or make it ready when its hour has come."""
        with _asked(), acting_for(self._company_id):
            letter = _letter(parcel.message_id)
            if letter is not None and (said := _on(letter)) is not None:
                return said
        partner = _partner()
        if partner is None:
            return Refused(code="post-no-partner", detail="whoever runs the hub has set up no print partner")
        try:
            made = _printed(parcel, order, partner)
        except Unprintable as error:
            return Refused(code=error.code, detail=error.detail)
        with _asked(), acting_for(self._company_id):
            return _put_down(self._company_id, parcel, order, made)

    def ask(self, message_id: str) -> Outcome:
        """Say where the letter is."""
        with _asked(), acting_for(self._company_id):
            letter = Letter.objects.filter(message_id=message_id).first()
            if letter is None or letter.state == LetterState.WAITING:
                return TryLater(code="post-not-handed-over", detail="the letter was not handed over")
            return _said(letter)


def _letter(message_id: str) -> Letter | None:
    return Letter.objects.select_for_update().filter(message_id=message_id).first()


def _on(letter: Letter) -> Outcome | None:
    """Say where a letter is that was taken before; None when it is to be made anew."""
    if letter.state in _ENDED:
        return None  # somebody sends it once more, perhaps to another address
    if letter.state != LetterState.WAITING:
        return _said(letter)
    left_s = (letter.due_at - now()).total_seconds()
    if left_s > EARLY_S:
        return _waits(letter, left_s)
    move(letter, LetterState.READY, now())
    return _said(letter)


def _put_down(company_id: UUID, parcel: Parcel, order: LetterOrder, made: Print) -> Outcome:
    company = Company.objects.select_for_update().get(pk=company_id)  # one at a time
    letter = _letter(parcel.message_id)
    if letter is not None and letter.state not in _ENDED:
        return _on(letter) or _said(letter)
    at = now()
    letter = letter or Letter(tenant_id=company_id, message_id=parcel.message_id)
    letter.document_id, letter.number = UUID(parcel.document_id), parcel.subject.get("number", "")[:200]
    letter.send_mode, letter.lines, letter.country = parcel.send_mode.value, list(order.lines), order.country
    letter.colour, letter.returns, letter.pdf = order.colour, order.returns, made.pdf
    letter.sha256, letter.pages, letter.sheets = sha256_hex(made.pdf), made.pages, made.sheets
    letter.job, letter.envelope, letter.reason, letter.answered_at = None, None, "", None
    letter.state, letter.state_since = LetterState.WAITING, at
    letter.due_at = due_at(at, order.goes_at, company.time_zone)
    letter.save()
    return _waits(letter, (letter.due_at - at).total_seconds())


def move(letter: Letter, state: LetterState, at: datetime) -> None:
    """Note where a letter is."""
    letter.state, letter.state_since = state, at
    letter.save(update_fields=["state", "state_since", "reason", "answered_at", "job", "envelope"])


def _waits(letter: Letter, left_s: float) -> TryLater:
    detail = told(letter.due_at, letter.tenant.time_zone)
    return TryLater(code="post-waits", detail=detail, retry_after_s=left_s, is_planned=True)


def _said(letter: Letter) -> Outcome:
    """Return what is known of a letter that nobody can stop any more."""
    if letter.state == LetterState.POSTED:
        when = (letter.answered_at or letter.state_since).isoformat()
        receipt = {"letter": str(letter.id), "job": str(letter.job_id), "state": "posted", "at": when}
        return Delivered(receipt=msgspec.json.encode(receipt), reference=f"{letter.job_id}/{letter.envelope}")
    if letter.state in _ENDED:
        return Refused(code=f"post-{letter.state}", detail=letter.reason)
    detail = {LetterState.RECEIVED: "received", LetterState.PRODUCED: "printed and packed"}.get(
        LetterState(letter.state), "on its way to the print partner"
    )
    return Unknown(code="post-at-printer", detail=detail, is_taken=True, ask_after_s=ASK_AFTER_S)


def _printed(parcel: Parcel, order: LetterOrder, partner: Partner) -> Print:
    """Return the letter as it is printed; raises Unprintable."""
    document = parcel.rendering or parcel.main
    inside = () if parcel.rendering is None else tuple(f for f in files_inside(parcel.main) if f != parcel.main)
    beside = {file.content: file for file in (*inside, *parcel.attachments)}  # each once
    made = make_print(
        _pdf(document), [_pdf(file) for file in beside.values()], order.lines,
        window=partner.window, most_pages=partner.most_pages,
    )  # fmt: skip
    try:
        postage_for(made.sheets, partner)
    except TooHeavy as error:
        raise Unprintable("post-too-many-pages", f"{error}; send it another way") from error
    return made


def _pdf(file: File) -> PdfFile:
    return PdfFile(name=file.name, content=file.content)


def _partner() -> Partner | None:
    try:
        return print_partner()
    except BadPartner as error:
        raise InboxUnavailable(str(error)) from error


@contextmanager
def _asked() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise InboxUnavailable(str(error)) from error
