"""What comes of the form as it stands: its sums, the way it will go, and what is left to do before it can be sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from depesch.hub.drafts.look import Finding, Look
from depesch.hub.drafts.sums import Sums
from depesch.hub.flows.planner import Step
from depesch.model.invoice import VatBreakdown
from depesch.portal.document.way import WHY
from depesch.portal.formatting import amount, exact
from depesch.portal.invoice.sections import is_shown
from depesch.portal.invoice.shape import EXEMPT
from depesch.portal.run_words import taken_words
from depesch.portal.words import channel_word, is_pdf_only, syntax_word
from depesch.rendering.words import words

MOST_LEFT = 6
_ROW = re.compile(r"^(Rad|Linje|Line|Row) \d+: ")  # how a finding of a line begins, see `rules.explaining`
_OF_ROW = re.compile(r"lines\.(\d+)\.")
FIRST_CELL = "lines.0.name"
_FROM_NO_ROW = ("", FIRST_CELL, "vat_exchange_rate")  # where the rules miss rows, their sums and their VAT
_SHARED = ("vat_category", "exemption_reason", "exemption_reason_code")


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount with its label."""

    label: str
    amount: str
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of the way: over which channel, and why."""

    channel: str
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is left to do: the element to go to, or the field that would have to be added first."""

    words: str
    id: str = ""
    add: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What stands beside the form."""

    sums: tuple[Sum, ...]
    taken: str  # which run, and why
    steps: tuple[ShownStep, ...]
    no_way: str
    left: tuple[Left, ...]
    more_left: int
    can_be_sent: bool


def result_of(look: Look, fields: Mapping[str, str], language: str, *, is_exempt: bool) -> Result:
    """Return what the page says about a look."""
    left = _left(look, fields, is_exempt=is_exempt)
    return Result(
        sums=tuple(_sums(look.sums, language)),
        taken=taken_words(look.way.taken) if look.way.taken and look.way.steps else "",
        steps=tuple(_step(step, language) for step in look.way.steps),
        no_way=_no_way(look),
        left=left[:MOST_LEFT],
        more_left=max(0, len(left) - MOST_LEFT),
        can_be_sent=look.can_be_sent,
    )


def _step(step: Step, language: str) -> ShownStep:
    if is_pdf_only(step.channel):
        return ShownStep(channel=channel_word(step.channel, language), why="")
    words = _("{channel}, as {format}")
    return ShownStep(
        channel=words.format(channel=channel_word(step.channel, language), format=syntax_word(step.syntax)),
        why=_why(WHY[step.why]),
    )


def _why(words_of_step: Promise) -> str:
    return _("Because: {why}.").format(why=words_of_step)


def _no_way(look: Look) -> str:
    if look.problem is None:
        return _("The way is shown as soon as it is known who is to have it.")
    return f"{look.problem.title} {look.problem.what_next}"


def _sums(sums: Sums, language: str) -> list[Sum]:
    totals, currency = sums.totals, sums.currency
    shown = [Sum(_("Rows without VAT"), _money(totals.line_net_amount))]
    if totals.allowance_amount:
        shown.append(Sum(_("Discounts"), _money(-totals.allowance_amount)))
    if totals.charge_amount:
        shown.append(Sum(_("Charges"), _money(totals.charge_amount)))
    shown += [Sum(_vat_label(group, language), _money(group.tax_amount)) for group in sums.vat]
    if totals.paid_amount:
        shown.append(Sum(_("Paid already"), _money(-totals.paid_amount)))
    if totals.rounding_amount:
        shown.append(Sum(_("Rounding"), _money(totals.rounding_amount)))
    shown.append(Sum(_("To pay"), amount(totals.amount_due or Decimal(0), currency), is_due=True))
    if totals.vat_amount_accounting is not None and sums.invoice.vat_currency:
        label = _("VAT in {currency}").format(currency=sums.invoice.vat_currency)
        shown.append(Sum(label, amount(totals.vat_amount_accounting, sums.invoice.vat_currency)))
    return shown


def _money(value: Decimal | None) -> str:
    return amount(value or Decimal(0))


def _vat_label(group: VatBreakdown, language: str) -> str:
    if group.category in ("S", None):
        rate = exact(group.rate.normalize() if group.rate else Decimal(0)) if group.rate is not None else "–"
        return _("VAT {rate} %").format(rate=rate)
    return words(language).vat_categories.get(group.category or "", group.category or "")


def _left(look: Look, fields: Mapping[str, str], *, is_exempt: bool) -> tuple[Left, ...]:
    found: dict[str, Left] = {}
    if look.problem is not None and look.way.steps:  # else it is told where the way would stand
        found[look.problem.title] = Left(look.problem.title)
    has_rows = bool(look.sums.lines)
    if not has_rows:
        words = _("Write the first row: what it is, how many, at what price.")
        found[words] = Left(words, id=f"f-{FIRST_CELL}")
    said: set[str] = set()
    for finding in look.faults:
        shown = shown_path(finding.path, fields, is_exempt=is_exempt)
        if shown in said:
            continue  # one thing at a time: what else is wrong there mostly follows
        said |= {shown} - {""}
        if not has_rows and finding.path in _FROM_NO_ROW and not fields.get(finding.path):
            continue  # it follows from there being no row
        words = _with_row(finding)
        found.setdefault(words, _place(words, finding.path, fields, is_exempt=is_exempt))
    return tuple(found.values())


def without_row(text: str) -> str:
    """Return what a finding says without the row that it begins with: for where it stands at its row already."""
    return _ROW.sub("", text)


def _with_row(finding: Finding) -> str:
    """Return what a finding says, with the number that its row has in the form."""
    row = _OF_ROW.match(finding.path)
    if row is None:
        return finding.words
    return _("Row {number}: {what}").format(number=int(row[1]) + 1, what=without_row(finding.words))


def _place(words_of_it: str, path: str, fields: Mapping[str, str], *, is_exempt: bool) -> Left:
    if not path:
        return Left(words_of_it)
    shown = shown_path(path, fields, is_exempt=is_exempt)
    if is_shown(shown, fields):
        return Left(words_of_it, id=f"f-{shown}")
    return Left(words_of_it, add=path)


def shown_path(path: str, fields: Mapping[str, str], *, is_exempt: bool) -> str:
    """Return the name under which the page shows a field: a row's exemption may be the shared one, or its VAT rate."""
    head, _dot, name = path.rpartition(".")
    if not head.startswith("lines.") or name not in _SHARED:
        return path
    if is_exempt:
        return f"{EXEMPT.partition('.')[0]}.{name}"
    shows = any(each.startswith(f"{head}.exemption") for each in fields)
    return path if shows else f"{head}.vat_rate"
