"""The form of a coding: a field for the account of each part of each row, as it was typed, with what is wrong in it.

Rows beyond the first MOST_ROWS are one field, `rest`: what stands there goes for each of them. Left empty, they keep
what was saved for them, or what is proposed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise

from depesch.hub.books.chart import as_typed, nearest
from depesch.hub.books.coding import Fault, SavedPart, WantedPart
from depesch.hub.books.proposing import Proposal
from depesch.hub.books.reason_words import reason
from depesch.hub.books.rows import Row
from depesch.hub.books.splitting import MOST_PARTS
from depesch.hub.drafts.numbers import NotRead, number_of, text_of_number
from depesch.hub.drafts.typed_words import fault_words
from depesch.hub.flows.coding import CodingSheet
from depesch.portal.coding.words import KINDS, fault_told
from depesch.portal.formatting import language

MOST_ROWS = 150
LONGEST = 130  # an account's number and name
REST = -1  # the number under which faults of `rest` are told


@dataclass(slots=True)
class Part:
    """One account of a row, as it stands in the form."""

    account: str = ""
    amount: str = ""
    account_fault: str = ""
    amount_fault: str = ""
    near: str = ""  # an account that was perhaps meant


@dataclass(slots=True)
class FormRow:
    """A row of the document with its parts."""

    row: Row
    proposal: Proposal
    parts: list[Part]
    meanwhile: str = ""  # what somebody else saved for it
    opened: bool = False  # amounts are shown: it is split, or somebody is about to

    @property
    def label(self) -> str | Promise:
        """Return what the row is called."""
        return self.row.text or KINDS[self.row.kind]

    @property
    def article(self) -> str:
        """Return the article numbers of the line."""
        return ", ".join(self.row.articles)

    @property
    def reason(self) -> str:
        """Return why the account is proposed, or none is."""
        return reason(self.proposal, language())

    @property
    def proposed(self) -> str:
        """Return the proposed account as it would be typed."""
        return as_typed(self.proposal.account) if self.proposal.account else ""

    @property
    def is_other(self) -> bool:
        """Return whether something else than the proposed account stands in the row, so that the reason is not its."""
        return bool(self.proposed) and [part.account for part in self.parts] != [self.proposed]

    @property
    def remembered(self) -> str:
        """Return the account that was saved last for such a row, where it is not the one that stands in the field."""
        known = self.proposal.remembered
        told = as_typed(known) if known else ""
        return "" if [part.account for part in self.parts] == [told] else told


@dataclass(slots=True)
class CodingForm:
    """The whole form."""

    rows: list[FormRow]
    rest: Part = field(default_factory=Part)
    rest_rows: tuple[Row, ...] = ()

    @property
    def takes_memory(self) -> int:
        """Return how many empty rows could take what was saved last."""
        return sum(1 for each in self.rows if each.remembered and not each.parts[0].account)

    @property
    def rest_amount(self) -> Decimal:
        """Return what the rows beyond those that are shown come to."""
        return sum((row.amount for row in self.rest_rows), Decimal(0))


def form_of(sheet: CodingSheet, *, from_proposal: bool = False) -> CodingForm:
    """Return the form filled with what was saved; else, or when it is asked for, with the proposal."""
    saved = sheet.saved if sheet.saved and not from_proposal and not sheet.is_of_other_rows else None
    rows = []
    for row, proposal in _shown(sheet):
        parts = _as_saved(saved.parts.get(row.number, ())) if saved else []
        proposed = as_typed(proposal.account) if proposal.account and not saved else ""
        rows.append(FormRow(row, proposal, parts or [Part(account=proposed)], opened=len(parts) > 1))
    return CodingForm(rows=rows, rest_rows=sheet.rows[MOST_ROWS:])


def typed_form(sheet: CodingSheet, typed: Mapping[str, str]) -> CodingForm:
    """Return the form as it was sent, whatever stands in it."""
    rows = []
    for row, proposal in _shown(sheet):
        count = next((n for n in range(MOST_PARTS + 1) if f"account-{row.number}-{n}" not in typed), MOST_PARTS)
        parts = [_typed_part(typed, f"{row.number}-{at}") for at in range(count)] or [Part()]
        rows.append(FormRow(row, proposal, parts, opened=len(parts) > 1))
    rest = Part(account=typed.get("rest", "")[:LONGEST])
    return CodingForm(rows=rows, rest=rest, rest_rows=sheet.rows[MOST_ROWS:])


def wanted(form: CodingForm, sheet: CodingSheet) -> dict[int, list[WantedPart]] | None:
    """Return what the form asks for; None when an amount cannot be read, which then stands at its field."""
    is_readable = True
    found: dict[int, list[WantedPart]] = {}
    for each in form.rows:
        used = [part for part in each.parts if part.account.strip() or part.amount.strip()] or each.parts[:1]
        each.parts = used
        found[each.row.number] = []
        for part in used:
            try:
                amount = number_of(part.amount, language()) if part.amount.strip() else None
            except NotRead as error:
                part.amount_fault, is_readable = (
                    fault_words(error.code, language(), path="", value=part.amount.strip()),
                    False,
                )
                amount = None
            found[each.row.number].append(WantedPart(account=part.account, amount=amount))
    for row in form.rest_rows:
        found[row.number] = list(_wanted_of_rest(row, form.rest, sheet))
    return found if is_readable else None


def tell(form: CodingForm, faults: tuple[Fault, ...], currency: str) -> None:
    """Put every fault at its field, with the account that was perhaps meant."""
    by_row = {each.row.number: each for each in form.rows}
    for fault in faults:
        shown = by_row.get(fault.row)
        part = shown.parts[min(fault.part, len(shown.parts) - 1)] if shown else form.rest
        words = fault_told(fault, currency)
        if fault.field == "amount" and shown:
            part.amount_fault, shown.opened = part.amount_fault or words, True
        else:
            part.account_fault = part.account_fault or words
            part.near = as_typed(fault.near) if fault.near else ""


def change(form: CodingForm, wish: str, sheet: CodingSheet) -> str:
    """Do what a button asks for that saves nothing, and return the name of the field that has the focus then.

    `split:3` adds a part to row 3, `drop:3:1` takes its second one away, `take:3` puts in what was saved last and
    `near:3:0` what was perhaps meant. `take` puts in what was saved last in every empty row.
    """
    what, *numbers = wish.split(":")
    number, at = ([int(each) for each in numbers if each.isdecimal() and len(each) < 7] + [-2, 0])[:2]
    row = next((each for each in form.rows if each.row.number == number), None)
    if what == "take" and not numbers:
        for each in form.rows:
            if each.remembered and not each.parts[0].account:
                each.parts = [Part(account=each.remembered)]
    elif row is None or at >= len(row.parts):
        return ""
    elif what == "split" and len(row.parts) < MOST_PARTS:
        row.parts.append(Part())
        row.opened = True
        return f"account-{number}-{len(row.parts) - 1}" if row.parts[0].amount else f"amount-{number}-0"
    elif what == "drop" and len(row.parts) > 1:
        del row.parts[at]
        row.opened = len(row.parts) > 1
        row.parts[0].amount = row.parts[0].amount if row.opened else ""
    elif what == "take" and row.remembered:
        row.parts, row.opened = [Part(account=row.remembered)], False
    elif what == "near":
        meant = nearest(row.parts[at].account, sheet.accounts)
        row.parts[at].account = as_typed(meant) if meant else row.parts[at].account
        return f"account-{number}-{at}"
    return f"account-{number}-0" if row else ""


def _shown(sheet: CodingSheet) -> Iterator[tuple[Row, Proposal]]:
    return zip(sheet.rows[:MOST_ROWS], sheet.proposals[:MOST_ROWS], strict=True)


def _as_saved(parts: tuple[SavedPart, ...]) -> list[Part]:
    amounts = len(parts) > 1
    return [
        Part(as_typed(each.account), text_of_number(_short(each.amount), language()) if amounts else "")
        for each in parts
    ]


def _short(amount: Decimal) -> Decimal:
    """Return the amount without the zeros that the database adds, with two decimals at least."""
    plain = amount.normalize()
    return plain.quantize(Decimal("0.01")) if int(plain.as_tuple().exponent) > -2 else plain


def _typed_part(typed: Mapping[str, str], place: str) -> Part:
    return Part(typed.get(f"account-{place}", "")[:LONGEST], typed.get(f"amount-{place}", "")[:40])


def _wanted_of_rest(row: Row, rest: Part, sheet: CodingSheet) -> Iterator[WantedPart]:
    if rest.account.strip():
        yield WantedPart(account=rest.account)
        return
    saved = sheet.saved.parts.get(row.number, ()) if sheet.saved and not sheet.is_of_other_rows else ()
    for each in saved:
        yield WantedPart(account=each.account.number, amount=each.amount)
    proposed = sheet.proposals[row.number].account
    if not saved:
        yield WantedPart(account=proposed.number if proposed else "")
