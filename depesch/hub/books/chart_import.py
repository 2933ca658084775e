"""A chart of accounts from a file: read, compared with the register, shown, and then applied all at once.

A table with a column of numbers and one of names (and, where it is there, one that says whether an account is in use),
or a SIE 4 file, of which the lines `#KONTO` are read. What the file does not name stays as it is.

Source: SIE file format 4B: fields apart by blanks, in quotation marks where they hold any; character set IBM PC 8-bit
(code page 437).
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec
from django.db import transaction

from depesch.hub.books.chart import MOST, fault_of
from depesch.hub.books.models import LedgerAccount
from depesch.hub.history.kinds.coding import ChartImported
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.table_text import NoTable, folded, table_rows, unguarded

MOST_BYTES = 2_000_000
_HEADERS = {
    "number": ("number", "account", "accountnumber", "accountno", "konto", "kontonummer", "kontonr", "nummer", "nr"),
    "name": ("name", "accountname", "namn", "navn", "kontonamn", "kontonavn", "benamning", "betegnelse", "text"),
    "use": ("active", "inuse", "aktiv", "aktivt", "anvands", "ibruk"),
}
_NO = ("0", "no", "n", "nej", "nei", "false", "closed", "stangt", "stengt", "inaktiv", "inactive")


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a line, or with the whole file (line 0). Codes: too-large, no-text, empty, no-table,
    no-known-column, no-accounts, bad-number, bad-name, twice-in-file (`value` is the number), too-many.
    """

    code: str
    line: int = 0
    value: str = ""


class PlannedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account as the file has it; `before` is its name so far, empty for a new one."""

    number: str
    name: str
    is_active: bool = True
    before: str = ""
    was_active: bool = True


class ChartPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a file would do. With faults, nothing of it can be applied."""

    new: tuple[PlannedAccount, ...] = ()
    changed: tuple[PlannedAccount, ...] = ()
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def digest(self) -> str:
        """Return what tells this plan from any other: the one applied is the one that was looked at."""
        return sha256(msgspec.json.encode(self)).hexdigest()

    @property
    def does_something(self) -> bool:
        """Return whether there is anything to apply."""
        return not self.faults and bool(self.new or self.changed)


class _Read(msgspec.Struct, frozen=True):
    number: str
    name: str
    is_active: bool | None = None  # None: the file does not say


class PlanChanged(Exception):
    """The chart is no longer as it was when the plan was shown."""


def plan_chart(content: bytes) -> ChartPlan:
    """Return what the file would do to the acting company's chart. Two queries."""
    if len(content) > MOST_BYTES:
        return ChartPlan(faults=(Fault(code="too-large", value=str(len(content))),))
    try:
        read = _sie(content) if _is_sie(content) else _table(content)
    except NoTable as error:
        return ChartPlan(faults=(Fault(code=error.code, value=error.value),))
    faults = [] if read else [Fault(code="no-accounts")]
    seen: set[str] = set()
    for line, account in read:
        wrong = fault_of(account.number, account.name)
        if wrong is not None:
            faults.append(Fault(code=wrong.code, line=line, value=getattr(account, wrong.field)[:60]))
        elif account.number in seen:
            faults.append(Fault(code="twice-in-file", line=line, value=account.number))
        seen.add(account.number)
    there = {row.number: row for row in LedgerAccount.objects.all()}
    if len(seen | there.keys()) > MOST:
        faults.append(Fault(code="too-many", value=str(MOST)))
    return ChartPlan(faults=tuple(faults)) if faults else _compared([account for _line, account in read], there)


@transaction.atomic
def apply_chart(content: bytes, *, digest: str, file_name: str, actor: str) -> ChartPlan:
    """Do what the plan with this digest said, and return it. Raises PlanChanged when the file would do otherwise."""
    Company.objects.select_for_update(no_key=True).get(pk=tenant_id())
    plan = plan_chart(content)
    if plan.digest != digest or not plan.does_something:
        raise PlanChanged
    LedgerAccount.objects.bulk_create(
        [LedgerAccount(tenant_id=tenant_id(), number=each.number, name=each.name, is_active=each.is_active)
         for each in (*plan.new, *plan.changed)],
        update_conflicts=True, unique_fields=["tenant", "number"], update_fields=["name", "is_active"], batch_size=1000,
    )  # fmt: skip
    event = ChartImported(file_name=file_name[:200], new=len(plan.new), changed=len(plan.changed))
    record(event, document_id=None, actor=actor)
    return plan


def _compared(read: Sequence[_Read], there: Mapping[str, LedgerAccount]) -> ChartPlan:
    new, changed = [], []
    for each in read:
        row = there.get(each.number)
        is_active = each.is_active if each.is_active is not None else row is None or row.is_active
        if row is None:
            new.append(PlannedAccount(number=each.number, name=each.name, is_active=is_active))
        elif (each.name, is_active) != (row.name, row.is_active):
            changed.append(
                PlannedAccount(number=each.number, name=each.name, is_active=is_active, before=row.name,
                               was_active=row.is_active)
            )  # fmt: skip
    unchanged = len(read) - len(new) - len(changed)
    return ChartPlan(new=tuple(new), changed=tuple(changed), unchanged=unchanged)


def _table(content: bytes) -> list[tuple[int, _Read]]:
    (_line, head), *body = table_rows(content)
    columns = {name: at for name, known in _HEADERS.items() for at, cell in enumerate(head) if folded(cell) in known}
    if "number" not in columns or "name" not in columns:
        raise NoTable("no-known-column", ", ".join(head)[:200])

    def cell(row: Sequence[str], name: str) -> str:
        at = columns.get(name, len(row))
        return " ".join(unguarded(row[at]).split()) if at < len(row) else ""

    return [(line, _Read(cell(row, "number"), cell(row, "name"), _use(cell(row, "use")))) for line, row in body]


def _use(text: str) -> bool | None:
    return folded(text) not in _NO if text else None


def _is_sie(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \r\n")[:7].upper() == b"#FLAGGA"


def _sie(content: bytes) -> list[tuple[int, _Read]]:
    found = []
    for number, line in enumerate(content.decode("cp437").splitlines(), start=1):
        if not line.upper().startswith("#KONTO "):
            continue
        try:
            parts = _fields(line)
        except ValueError as error:
            raise NoTable("no-table", f"{number}: {line[:60]}") from error
        name = " ".join(parts[2].split())[:100] if len(parts) > 2 else ""
        found.append((number, _Read(parts[1] if len(parts) > 1 else "", name)))
    return found


def _fields(line: str) -> list[str]:
    fields = shlex.shlex(line, posix=True)
    fields.whitespace_split, fields.quotes, fields.escapedquotes, fields.commenters = True, '"', '"', ""
    return list(fields)
