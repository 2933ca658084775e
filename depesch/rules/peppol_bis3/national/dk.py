"""Denmark: CVR numbers, ways to pay (bank, giro, FIK, direct debit), agreed allowances, UNSPSC.

Source: Peppol BIS Billing 3.0, national rules, DK-R; Erhvervsstyrelsen, OIOUBL payment means and CVR.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from depesch.model.facts import Said, SaidAllowance, SaidMeans, SaidParty
from depesch.model.invoice import AllowanceCharge, Invoice, Line
from depesch.model.issue import Severity
from depesch.rules import Context, Rule
from depesch.rules.billing.countries import sellers_from, stated_country
from depesch.rules.billing.making import PEPPOL_CII, PEPPOL_UBL, rule
from depesch.rules.billing.parties import buyer, means, seller, the_only, the_text
from depesch.rules.billing.xpath import normalised, number
from depesch.rules.making import ZERO, on
from depesch.rules.peppol_bis3.national import dk_words as words
from depesch.rules.peppol_bis3.national.making import is_credit_note, scope, with_scheme

CVR = "0184"
_GATE = sellers_from("DK")
_WAYS = " 1 10 31 42 48 49 50 58 59 93 97 "
_UNSPSC = frozenset({"19.05.01", "19.0501", "26.08.01", "26.0801"})
_GIRO_ACCOUNT = r"[0-9]{7,8}"
_GIRO_KINDS = ("01#", "04#", "15#")
_FIK_KINDS = ("71#", "73#", "75#")
_CVR_NUMBER = r"(?:DK)?([0-9]{8})"
_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)

Holds = Callable[[Any, Context], bool]


def _sellers(context: Context) -> Sequence[SaidParty]:
    """Give the seller whose address says DK, exactly so."""
    found = seller(context)
    return (found,) if found is not None and stated_country(found) == "DK" else ()


def _within(context: Context) -> bool:
    """Return whether the buyer's address says DK too."""
    return bool(_sellers(context)) and stated_country(buyer(context)) == "DK"


def _buyers(context: Context) -> Sequence[SaidParty]:
    found = buyer(context)
    return (found,) if found is not None and _within(context) else ()


def _documents(context: Context) -> Sequence[Invoice]:
    return (context.invoice,) if _within(context) else ()


def _identifiers(context: Context) -> Sequence[Said]:
    return (
        [one for party in (*_sellers(context), *_buyers(context)) for one in party.identifiers]
        if _within(context)
        else ()
    )


def _ways_ubl(context: Context) -> Sequence[SaidMeans]:
    """Give the ways to pay of an invoice; those of a credit note are not looked at."""
    return [way for way in _ways_cii(context) if way.place] if not is_credit_note(context) else ()


def _ways_cii(context: Context) -> Sequence[SaidMeans]:
    return means(context) if _within(context) else ()


def _lines(context: Context) -> Sequence[Line]:
    return context.invoice.lines if _within(context) else ()


def _has_cvr(party: SaidParty, context: Context) -> bool:
    return normalised(the_text(party.companies)) != ""


def _is_cvr(party: SaidParty, context: Context) -> bool:
    """Hold for a company number that is marked as CVR, and for none at all."""
    schemes = [company.scheme for company in party.companies if company.scheme is not None]
    return not party.companies or normalised(the_only(schemes)) == CVR


def _has_scheme(identifier: Said, context: Context) -> bool:
    return normalised(identifier.scheme) != ""


def _all_have_scheme(invoice: Invoice, context: Context) -> bool:
    """Hold when neither party has identifiers without a scheme; asked of each party's as one."""
    groups = [party.identifiers for party in (*_sellers(context), *_buyers(context)) if party.identifiers]
    return all(normalised(the_only([one.scheme for one in group if one.scheme is not None])) for group in groups)


def _is_no_negative_credit(invoice: Invoice, context: Context) -> bool:
    due = invoice.totals.amount_due if invoice.totals else None
    is_credit = normalised(invoice.type_code) == "381" if context.syntax == "cii_d16b" else is_credit_note(context)
    return not is_credit or due is None or due >= ZERO


def _is_known_way(way: SaidMeans, context: Context) -> bool:
    return f" {way.value or ''} " in _WAYS


def _has_bank_account(way: SaidMeans, context: Context) -> bool:
    if way.value not in {"31", "42"}:
        return True
    return normalised(way.provider) != "" and normalised(the_text(way.accounts)) != ""


def _has_mandate(way: SaidMeans, context: Context) -> bool:
    return way.value != "49" or (normalised(way.mandate) != "" and normalised(way.debited) != "")


def _giro(account_holds: Callable[[str], bool]) -> Holds:
    """Return the check of a payment to a giro account: what its reference begins with, and its account."""

    def holds(way: SaidMeans, context: Context) -> bool:
        if way.value != "50":
            return True
        return account_holds(the_text(way.accounts)) and the_only(way.references)[:3] in _GIRO_KINDS

    return holds


def _is_giro_account(account: str) -> bool:
    return re.fullmatch(_GIRO_ACCOUNT, account) is not None


def _giro_length(way: SaidMeans, context: Context) -> bool:
    if way.value != "50" or the_only(way.references)[:3] not in {"04#", "15#"}:
        return True
    return len(the_only(way.references)) == 19


def _fik(way: SaidMeans, context: Context) -> bool:
    if way.value != "93":
        return True
    return len(the_text(way.accounts)) == 8 and the_only(way.references)[:3] in _FIK_KINDS


def _fik_length(way: SaidMeans, context: Context) -> bool:
    if way.value != "93" or the_only(way.references)[:3] not in {"71#", "75#"}:
        return True
    return len(the_only(way.references)) in {18, 19}


def _knows_unspsc(line: Line, context: Context) -> bool:
    kinds = line.item.classifications if line.item else ()
    return all(one.scheme != "TST" for one in kinds) or any(one.scheme_version in _UNSPSC for one in kinds)


def _is_agreed(reason: str) -> bool:
    """Return whether the reason is four digits, or two parts with a # between them."""
    as_code = len(normalised(reason)) == 4 and 0 <= number(reason) <= 9999
    return as_code or ("#" in reason and not reason.startswith("#") and not reason.endswith("#"))


def _says_why(allowance: SaidAllowance, context: Context) -> bool:
    return _is_agreed(the_only(allowance.reasons))


def _agreed_ubl(context: Context) -> Sequence[SaidAllowance]:
    """Give every allowance and charge with the reason code ZZZ, wherever it stands."""
    if not _within(context):
        return ()
    national = context.stated.national
    return national.allowances if national else [one for one in _allowances(context) if one.value == "ZZZ"]


def _agreed_cii(context: Context) -> Sequence[SaidAllowance]:
    """Give the allowances of the document as one, with the reasons of all, once one has the reason code ZZZ."""
    invoice = context.invoice
    found = [*_told("allowances", invoice.allowances), *_told("charges", invoice.charges)]
    agreed = next((one for one in found if one.value == "ZZZ"), None) if _within(context) else None
    if agreed is None:
        return ()
    reasons = tuple(reason for one in found for reason in one.reasons)
    return (SaidAllowance(value=agreed.value, place=agreed.place, reasons=reasons),)


def _allowances(context: Context) -> list[SaidAllowance]:
    invoice = context.invoice
    found = [*_told("allowances", invoice.allowances), *_told("charges", invoice.charges)]
    for i, line in enumerate(invoice.lines):
        found += _told(f"lines[{i}].allowances", line.allowances)
        found += _told(f"lines[{i}].charges", line.charges)
    return found


def _told(path: str, group: Sequence[AllowanceCharge]) -> list[SaidAllowance]:
    return [
        SaidAllowance(value=one.reason_code, place=f"{path}[{i}]", reasons=() if one.reason is None else (one.reason,))
        for i, one in enumerate(group)
    ]


def is_cvr_number(text: str) -> bool:
    """Return whether eight digits, with or without DK before them, are a CVR number (modulo 11).

    >>> is_cvr_number("DK13585628"), is_cvr_number("13585629")
    (True, False)
    """
    found = re.fullmatch(_CVR_NUMBER, text.replace(" ", ""))
    return found is not None and not sum(w * int(d) for w, d in zip(_CVR_WEIGHTS, found.group(1), strict=True)) % 11


def _marked_as_cvr(invoice: Invoice) -> Invoice:
    """Return the invoice with its Danish parties' company numbers marked as CVR, where they are such and unmarked."""
    return with_scheme(invoice, CVR, "DK", is_cvr_number)


_SELLER = scope("Danish seller", _GATE, _sellers, "seller")
_BUYER = scope("Danish buyer", _GATE, _buyers, "buyer")
_DOCUMENT = scope("Danish document", _GATE, _documents)
_COMPANY = "legal_registration.scheme"
_ACCOUNT = "credit_transfer.account"
_LINES = scope("Danish lines", _GATE, _lines, "lines")


def _rules(source: str, ways: Any, agreed: Any, identified: Any, giro: Holds, unspsc: Severity) -> tuple[Rule, ...]:
    """Return the rules that both syntaxes have, each with what it looks at there."""
    way = scope("Danish ways to pay", _GATE, ways)
    return (
        rule("DK-R-002", source, "BT-30", words.CVR_MISSING, on(_SELLER, _has_cvr, "legal_registration")),
        rule("DK-R-003", source, "BT-158", words.UNSPSC, on(_LINES, _knows_unspsc), severity=unspsc),
        rule(
            "DK-R-004",
            source,
            "BT-97 BT-104 BT-139 BT-144",
            words.AGREED,
            on(scope("Danish agreed allowances", _GATE, agreed), _says_why, "reason"),
        ),
        rule("DK-R-005", source, "BT-81", words.WAY, on(way, _is_known_way, "code")),
        rule("DK-R-006", source, "BT-84 BT-86", words.BANK, on(way, _has_bank_account, _ACCOUNT)),
        rule("DK-R-007", source, "BT-89 BT-91", words.MANDATE, on(way, _has_mandate)),
        rule("DK-R-008", source, "BT-83 BT-84", words.GIRO, on(way, giro, _ACCOUNT)),
        rule("DK-R-009", source, "BT-83", words.GIRO_LENGTH, on(way, _giro_length, "reference")),
        rule("DK-R-010", source, "BT-83 BT-84", words.FIK, on(way, _fik, _ACCOUNT)),
        rule("DK-R-011", source, "BT-83", words.FIK_LENGTH, on(way, _fik_length, "reference")),
        rule("DK-R-013", source, "BT-29 BT-46", words.SCHEME, identified),
        rule(
            "DK-R-014",
            source,
            "BT-30",
            words.NOT_CVR,
            on(_SELLER, _is_cvr, _COMPANY, lambda party, context: CVR),
            mend=_marked_as_cvr,
        ),
        rule("DK-R-016", source, "BT-115", words.NEGATIVE, on(_DOCUMENT, _is_no_negative_credit, "totals.amount_due")),
    )


UBL_RULES = (
    *_rules(
        PEPPOL_UBL,
        _ways_ubl,
        _agreed_ubl,
        on(scope("Danish identifiers", _GATE, _identifiers, "seller.identifiers"), _has_scheme),
        _giro(_is_giro_account),
        Severity.FATAL,
    ),
    rule(
        "DK-R-017",
        PEPPOL_UBL,
        "BT-47",
        words.NOT_CVR,
        on(_BUYER, _is_cvr, _COMPANY, lambda party, context: CVR),
        mend=_marked_as_cvr,
    ),
)
CII_RULES = _rules(
    PEPPOL_CII,
    _ways_cii,
    _agreed_cii,
    on(_DOCUMENT, _all_have_scheme),
    _giro(lambda account: len(account) == 7),
    Severity.WARNING,
)
