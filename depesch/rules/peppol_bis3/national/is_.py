"""Iceland: kennitala, address, ways to pay, and the final due date (eindagi).

Source: Peppol BIS Billing 3.0, national rules, IS-R; Tækniforskrift TS 236 (Icelandic use of BIS Billing).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from depesch.model.facts import SaidMeans, SaidParty, SaidReference
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import Context, Rule, Words
from depesch.rules.billing.countries import sellers_from, stated_country
from depesch.rules.billing.making import PEPPOL_UBL, rule
from depesch.rules.billing.parties import buyer, means, references, seller, the_text
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import on
from depesch.rules.peppol_bis3.national.making import has_parts, scope, with_scheme

_GATE = sellers_from("IS")
KENNITALA = "0196"
FINAL_DUE_DATE = "EINDAGI"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)


def _sellers(context: Context) -> Sequence[SaidParty]:
    """Give the seller whose address says IS, exactly so."""
    found = seller(context)
    return (found,) if found is not None and stated_country(found) == "IS" else ()


def _buyers(context: Context) -> Sequence[SaidParty]:
    found = buyer(context)
    return (found,) if found is not None and _sellers(context) and stated_country(found) == "IS" else ()


def _documents(context: Context) -> Sequence[Invoice]:
    return (context.invoice,) if _sellers(context) else ()


def _final_dates(context: Context) -> list[SaidReference]:
    """Return the additional documents of the invoice that are no document, but hold the final due date."""
    return [one for one in references(context) if one.place and FINAL_DUE_DATE in one.descriptions]


def _dated(context: Context) -> Sequence[Invoice]:
    return _documents(context) if _final_dates(context) else ()


def _is_invoice_or_credit_note(invoice: Invoice, context: Context) -> bool:
    return normalised(invoice.type_code) in {"380", "381"}


def _has_kennitala(party: SaidParty, context: Context) -> bool:
    return any(company.scheme == KENNITALA for company in party.companies)


def _has_address(party: SaidParty, context: Context) -> bool:
    return has_parts(party, "line_1", "post_code")


def _paid_by(code: str) -> Callable[[Context], Sequence[SaidMeans]]:
    """Return what gives the ways to pay with the code, as one: the first of them."""
    return lambda context: _ways(context, code)[:1] if _sellers(context) else ()


def _ways(context: Context, code: str) -> list[SaidMeans]:
    return [way for way in means(context) if way.place and way.value == code]


def _has_one_account_of_12(way: SaidMeans, context: Context) -> bool:
    """Hold when there is one account to pay to with that code, of twelve characters."""
    accounts = [account for one in _ways(context, way.value or "") for account in one.accounts]
    return len(normalised(the_text(accounts))) == 12


def _is_a_day(invoice: Invoice, context: Context) -> bool:
    day = the_text(_final_dates(context))
    if not re.fullmatch(_DAY, day):
        return False
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _due(context: Context) -> str | None:
    national, invoice = context.stated.national, context.invoice
    if national is not None:
        return national.due_date
    return invoice.due_date.isoformat() if invoice.due_date and not invoice.is_credit_note else None


def _has_due_date(invoice: Invoice, context: Context) -> bool:
    return _due(context) is not None


def _due_before_final(invoice: Invoice, context: Context) -> bool:
    """Hold when the due date is, as a text, no later than one of the final ones."""
    due = _due(context)
    return due is not None and any(due <= (one.value or "") for one in _final_dates(context))


def _is_kennitala(number: str) -> bool:
    digits = number.replace("-", "").replace(" ", "")
    is_ten = len(digits) == 10 and digits.isascii() and digits.isdecimal()
    return is_ten and not sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=False)) % 11


def _marked(invoice: Invoice) -> Invoice:
    """Return the invoice with its Icelandic parties' unmarked numbers marked as kennitala, where the digits check."""
    return with_scheme(invoice, KENNITALA, "IS", _is_kennitala)


TYPE = Words(
    sv="”{name}” är {value}. På Island används 380 för en faktura och 381 för en kreditfaktura.",
    nb="«{name}» er {value}. På Island brukes 380 for en faktura og 381 for en kreditnota.",
    en="“{name}” is {value}. In Iceland 380 is used for an invoice and 381 for a credit note.",
)
NUMBER = Words(
    sv="”{name}” ska vara en isländsk kennitala på tio siffror, märkt med nummertypen 0196. Ange numret och typen.",
    nb="«{name}» skal være en islandsk kennitala på ti sifre, merket med nummertypen 0196. Oppgi nummeret og typen.",
    en="“{name}” must be an Icelandic kennitala of ten digits, with the scheme 0196. Give the number and its scheme.",
)
ADDRESS = Words(
    sv="”{name}” är inte fullständig. På Island krävs gata och postnummer. Fyll i det som saknas.",
    nb="«{name}» er ikke fullstendig. På Island kreves gate og postnummer. Fyll ut det som mangler.",
    en="“{name}” is incomplete. In Iceland street and post code are required. Fill in what is missing.",
)
ACCOUNT = Words(
    sv="Med betalningssätt 9 eller 42 ska kontonumret ha tolv siffror: bank (4), kontotyp (2) och konto (6). Nu är "
    "det {value}.",
    nb="Med betalingsmåte 9 eller 42 skal kontonummeret ha tolv sifre: bank (4), kontotype (2) og konto (6). Nå er "
    "det {value}.",
    en="With the means of payment 9 or 42 the account number must have twelve digits: bank (4), ledger (2) and "
    "account (6). It is {value} now.",
)
DAY = Words(
    sv="Bilagan med beskrivningen EINDAGI ska ha sista betalningsdag som referens, skriven som 2026-05-31.",
    nb="Vedlegget med beskrivelsen EINDAGI skal ha siste betalingsdag som referanse, skrevet som 2026-05-31.",
    en="The attachment described as EINDAGI must have the final due date as its reference, written like 2026-05-31.",
)
DUE = Words(
    sv="Fakturan anger eindagi (sista betalningsdag) men inget förfallodatum. Fyll i ”{name}”.",
    nb="Fakturaen oppgir eindagi (siste betalingsdag), men ingen forfallsdato. Fyll ut «{name}».",
    en="The invoice gives eindagi (the final due date) but no due date. Fill in “{name}”.",
)
ORDER = Words(
    sv="”{name}” ska vara samma dag som eindagi (sista betalningsdag) eller tidigare. Rätta en av dem.",
    nb="«{name}» skal være samme dag som eindagi (siste betalingsdag) eller tidligere. Rett en av dem.",
    en="“{name}” must be the day of eindagi (the final due date) or earlier. Correct one of them.",
)

_SELLER = scope("Icelandic seller", _GATE, _sellers, "seller")
_BUYER = scope("Icelandic buyer", _GATE, _buyers, "buyer")
_DOCUMENT = scope("Icelandic document", _GATE, _documents)
_DATED = scope("Icelandic document with a final due date", _GATE, _dated)
_CLAIMS = scope("Icelandic claims", _GATE, _paid_by("9"))
_TRANSFERS = scope("Icelandic transfers", _GATE, _paid_by("42"))
_COMPANY, _ACCOUNT_FIELD = "legal_registration.scheme", "credit_transfer.account"


def _rule(identifier: str, terms: str, words: Words, *checks: Any, **more: Any) -> Rule:
    return rule(identifier, PEPPOL_UBL, terms, words, *checks, **more)


UBL_RULES = (
    _rule(
        "IS-R-001",
        "BT-3",
        TYPE,
        on(_DOCUMENT, _is_invoice_or_credit_note, "type_code"),
        severity=Severity.WARNING,
    ),
    _rule("IS-R-002", "BT-30", NUMBER, on(_SELLER, _has_kennitala, _COMPANY), mend=_marked),
    _rule("IS-R-003", "BG-5 BT-35 BT-38", ADDRESS, on(_SELLER, _has_address, "address")),
    _rule("IS-R-004", "BT-47", NUMBER, on(_BUYER, _has_kennitala, _COMPANY), mend=_marked),
    _rule("IS-R-005", "BG-8 BT-50 BT-53", ADDRESS, on(_BUYER, _has_address, "address")),
    _rule("IS-R-006", "BT-84", ACCOUNT, on(_CLAIMS, _has_one_account_of_12, _ACCOUNT_FIELD)),
    _rule("IS-R-007", "BT-84", ACCOUNT, on(_TRANSFERS, _has_one_account_of_12, _ACCOUNT_FIELD)),
    _rule("IS-R-008", "BT-122 BT-123", DAY, on(_DATED, _is_a_day, "supporting_documents")),
    _rule("IS-R-009", "BT-9", DUE, on(_DATED, _has_due_date, "due_date")),
    _rule("IS-R-010", "BT-9 BT-122", ORDER, on(_DATED, _due_before_final, "due_date")),
)
CII_RULES: tuple[Rule, ...] = ()
