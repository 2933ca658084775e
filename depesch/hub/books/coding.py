"""Codings: what is proposed for a document, what was saved, and saving it. Call everything inside `acting_for`.

Saving says which version it goes out from. When somebody else saved meanwhile, nothing is written and both are shown:
of two people at one coding, neither loses anything in silence. Saving what stands there already writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import F

from depesch.hub.books.chart import find_account, known, nearest
from depesch.hub.books.models import Coding, CodingMemory, CodingPart, CodingVersion, LedgerAccount
from depesch.hub.books.proposing import KnownAccount, Origin, Proposal
from depesch.hub.books.rows import Row, memory_keys
from depesch.hub.books.splitting import MOST_PARTS, BadSplit, shares
from depesch.hub.history.kinds.coding import CodingChanged, CodingSaved
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now


class WantedPart(msgspec.Struct, frozen=True, kw_only=True):
    """What goes to one account: as somebody typed it, or its number; no amount takes the rest of the row."""

    account: str
    amount: Decimal | None = None


Wanted = Mapping[int, Sequence[WantedPart]]  # by the row's number


class SavedPart(msgspec.Struct, frozen=True, kw_only=True):
    """What of a row goes to one account."""

    account: KnownAccount
    amount: Decimal
    origin: Origin = Origin.HAND


class SavedCoding(msgspec.Struct, frozen=True, kw_only=True):
    """A coding as it was saved last."""

    version: int
    rows_sha256: str
    saved_by: str
    saved_at: datetime
    parts: Mapping[int, tuple[SavedPart, ...]]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one field of a coding; `near` is an account that was perhaps meant.

    Codes: account-missing, account-unknown, account-closed, too-many-parts, and those of `BadSplit`.
    """

    row: int
    part: int
    field: str  # account, amount
    code: str
    value: str = ""
    near: KnownAccount | None = None


class BadCoding(ValueError):
    """The coding cannot be saved so; every fault of it at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"row {each.row} part {each.part}: {each.field} {each.code}" for each in faults))
        self.faults = tuple(faults)


class SavedMeanwhile(Exception):
    """Somebody saved another coding since the version that this one goes out from."""


def saved_coding(document_id: UUID) -> SavedCoding | None:
    """Return the coding that counts, None when none was saved. One query when there is one with parts, else two."""
    rows = list(
        CodingPart.objects.filter(
            version__coding__document_id=document_id, version__number=F("version__coding__version")
        )
        .select_related("account", "version")
        .order_by("row", "part")
    )
    versions = CodingVersion.objects.filter(coding__document_id=document_id, number=F("coding__version"))
    version = rows[0].version if rows else versions.first()
    if version is None:
        return None
    parts: dict[int, list[SavedPart]] = {}
    for part in rows:
        origin = Origin(part.reason)
        parts.setdefault(part.row, []).append(SavedPart(account=known(part.account), amount=part.amount, origin=origin))
    return SavedCoding(
        version=version.number, rows_sha256=version.rows_sha256, saved_by=version.saved_by, saved_at=version.saved_at,
        parts={row: tuple(each) for row, each in parts.items()},
    )  # fmt: skip


def remembered(supplier_id: UUID, rows: Sequence[Row]) -> dict[str, KnownAccount]:
    """Return the accounts that were saved last for such rows of the supplier, by key. One query."""
    keys = {key for row in rows for key in memory_keys(row)}
    found = CodingMemory.objects.filter(supplier_id=supplier_id, key__in=keys).select_related("account")
    return {each.key: known(each.account) for each in found}


def checked(rows: Sequence[Row], wanted: Wanted, accounts: Sequence[KnownAccount]) -> dict[int, tuple[SavedPart, ...]]:
    """Return the parts of every row, proved: accounts in use, amounts that add up. Raises BadCoding.

    A row of 0.00 may be left without an account; it has no parts then.
    """
    faults: list[Fault] = []
    parts: dict[int, tuple[SavedPart, ...]] = {}
    for row in rows:
        wishes = tuple(wanted.get(row.number, ()))
        if not row.amount and all(not each.account.strip() for each in wishes):
            continue
        found, wrong = _row(row, wishes or (WantedPart(account=""),), accounts)
        parts[row.number] = found
        faults += wrong
    if faults:
        raise BadCoding(faults)
    return parts


@transaction.atomic
def save_coding(
    document_id: UUID, rows: Sequence[Row], parts: Mapping[int, tuple[SavedPart, ...]], *, rows_sha256: str, seen: int,
    supplier_id: UUID | None, currency: str, actor: str,
) -> SavedCoding:  # fmt: skip
    """Save the parts that `checked` returned as the document's coding, and return it. Raises SavedMeanwhile.

    `seen` is the version that it goes out from, 0 for the proposal.
    """
    fresh = Coding(tenant_id=tenant_id(), document_id=document_id, supplier_id=supplier_id, currency=currency)
    Coding.objects.bulk_create([fresh], ignore_conflicts=True)
    coding = Coding.objects.select_for_update().get(document_id=document_id)
    before = saved_coding(document_id)
    if before is not None and _says(before.parts) == _says(parts) and before.rows_sha256 == rows_sha256:
        return before
    if coding.version != seen:
        raise SavedMeanwhile
    at = now()
    coding.version, coding.supplier_id, coding.currency = seen + 1, supplier_id, currency
    coding.save(update_fields=["version", "supplier_id", "currency"])
    version = CodingVersion.objects.create(
        tenant_id=tenant_id(),
        coding=coding,
        number=coding.version,
        rows_sha256=rows_sha256,
        saved_by=actor,
        saved_at=at,
    )
    CodingPart.objects.bulk_create(_stored(version, parts), batch_size=1000)
    if supplier_id is not None:
        _learn(document_id, supplier_id, rows, parts, at)
    event: CodingSaved | CodingChanged = CodingSaved(accounts=_numbers(parts), rows=len(parts))
    if before is not None:
        event = CodingChanged(before=_numbers(before.parts), accounts=_numbers(parts), version=coding.version)
    record(event, document_id=document_id, actor=actor, at=at)
    return SavedCoding(version=coding.version, rows_sha256=rows_sha256, saved_by=actor, saved_at=at, parts=parts)


def with_origins(
    parts: Mapping[int, tuple[SavedPart, ...]], proposals: Sequence[Proposal]
) -> dict[int, tuple[SavedPart, ...]]:
    """Return the parts, each with how its account came there: as proposed, as remembered, or by hand."""
    return {
        number: tuple(msgspec.structs.replace(part, origin=_origin(part.account, proposals[number])) for part in each)
        for number, each in parts.items()
    }


def _origin(account: KnownAccount, proposal: Proposal) -> Origin:
    if proposal.account is not None and account.id == proposal.account.id:
        return proposal.origin
    return Origin.MEMORY if proposal.remembered and account.id == proposal.remembered.id else Origin.HAND


def _row(
    row: Row, wishes: Sequence[WantedPart], accounts: Sequence[KnownAccount]
) -> tuple[tuple[SavedPart, ...], list[Fault]]:
    faults: list[Fault] = []
    if len(wishes) > MOST_PARTS:
        return (), [
            Fault(row=row.number, part=MOST_PARTS, field="account", code="too-many-parts", value=str(MOST_PARTS))
        ]
    found = [find_account(each.account, accounts) for each in wishes]
    for at, (wish, account) in enumerate(zip(wishes, found, strict=True)):
        code = "account-closed" if account and not account.is_active else "" if account else "account-unknown"
        code = code if wish.account.strip() else "account-missing"
        if code:
            near = nearest(wish.account, accounts) if wish.account.strip() else None
            faults.append(
                Fault(row=row.number, part=at, field="account", code=code, value=wish.account.strip(), near=near)
            )
    try:
        amounts = shares(row.amount, [each.amount for each in wishes])
    except BadSplit as bad:
        faults.append(Fault(row=row.number, part=bad.at, field="amount", code=bad.code, value=str(bad.value)))
        return (), faults
    parts = zip(found, amounts, strict=True)
    return tuple(SavedPart(account=account, amount=amount) for account, amount in parts if account), faults


def _stored(version: CodingVersion, parts: Mapping[int, tuple[SavedPart, ...]]) -> list[CodingPart]:
    return [
        CodingPart(
            tenant_id=tenant_id(), version=version, row=row, part=at, account_id=part.account.id, amount=part.amount,
            reason=part.origin,
        )
        for row, each in sorted(parts.items())
        for at, part in enumerate(each)
    ]  # fmt: skip


def _learn(
    document_id: UUID, supplier_id: UUID, rows: Sequence[Row], parts: Mapping[int, tuple[SavedPart, ...]], at: datetime
) -> None:
    """Remember the account of each row that went to one whole; a split says nothing of the next invoice."""
    learnt: dict[str, KnownAccount] = {}
    for row in rows:
        each = parts.get(row.number, ())
        if len(each) == 1:
            learnt |= dict.fromkeys(memory_keys(row), each[0].account)
    CodingMemory.objects.bulk_create(
        [
            CodingMemory(
                tenant_id=tenant_id(), supplier_id=supplier_id, key=key, account_id=account.id, document_id=document_id,
                saved_at=at,
            )
            for key, account in sorted(learnt.items())
        ],
        update_conflicts=True, unique_fields=["tenant", "supplier", "key"],
        update_fields=["account", "document_id", "saved_at"], batch_size=1000,
    )  # fmt: skip


def _says(parts: Mapping[int, tuple[SavedPart, ...]]) -> dict[int, list[tuple[UUID, Decimal]]]:
    return {row: [(part.account.id, part.amount) for part in each] for row, each in parts.items()}


def _numbers(parts: Mapping[int, tuple[SavedPart, ...]]) -> tuple[str, ...]:
    return tuple(sorted({part.account.number for each in parts.values() for part in each}))


def accounts_in_reach() -> list[KnownAccount]:
    """Return every account of the company, by number. One query."""
    return [known(row) for row in LedgerAccount.objects.order_by("number")]
