"""German rules on payment: accounts, cards, direct debit, and the discount for early payment (Skonto).

In UBL the direct debit is the mandate within one way to pay; in CII its parts stand in three places of the invoice.
Source: XRechnung 3.0.2, BR-DE-1, BR-DE-18 to BR-DE-20, BR-DE-23 to BR-DE-25, BR-DE-30 and BR-DE-31.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from depesch.model.facts import Said, SaidPaymentMeans
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import Context, Words
from depesch.rules.billing.german_making import Definition, define
from depesch.rules.billing.german_mends import (
    with_debited_iban_in_capitals,
    with_payee_iban_in_capitals,
    with_readable_discounts,
)
from depesch.rules.billing.german_scopes import accounts_with_code, means_with_code
from depesch.rules.billing.german_statements import direct_debit, said
from depesch.rules.billing.iban import has_check_digits
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import cii, on, ubl
from depesch.rules.scopes import DOCUMENT
from depesch.rules.wordings import MISSING

_SKONTO = re.compile(r"#SKONTO#TAGE=[0-9]+#PROZENT=[0-9]+\.[0-9]{2}(?:#BASISBETRAG=-?[0-9]+\.[0-9]{2})?#")
_LINE_END = re.compile(r"\r?\n")
_MARKED = re.compile(r"#[^\r\n]+#")
_NEW_LINE = re.compile(r"[ \t\r\n]*\n")


def is_iban(account: Said, context: Context) -> bool:
    """Hold when the number has the form and the check digits of an IBAN."""
    return has_check_digits(account.value or "")


def has_means(invoice: Invoice, context: Context) -> bool:
    """Hold when the invoice says how it is to be paid."""
    return bool(said(context).means)


def discounts_are_readable(invoice: Invoice, context: Context) -> bool:
    """Hold when each line of the payment terms that begins with # is a discount as machines read it.

    Behind the last of them there must be a line end.
    """
    terms = said(context).payment_terms
    marked = [line for text in terms for line in _LINE_END.split(text) if normalised(line).startswith("#")]
    return all(_SKONTO.fullmatch(normalised(line)) and _ends_its_line(terms) for line in marked)


def _ends_its_line(terms: tuple[str, ...]) -> bool:
    """Return whether a line end follows the last # of the terms; ValueError when there are several terms.

    The artefact breaks off at several terms, so the rule does as well.
    """
    rests = [_MARKED.split(text)[-1] for text in terms if text]
    if len(rests) > 1:
        raise ValueError("there are several payment terms, of which one has a discount")
    return any(_NEW_LINE.match(rest) for rest in rests)


def has(*groups: str) -> Callable[[SaidPaymentMeans, Context], bool]:
    """Return a check that holds when a way to pay has all of the groups."""
    return lambda means, context: all(group in means.groups for group in groups)


def lacks(*groups: str) -> Callable[[SaidPaymentMeans, Context], bool]:
    """Return a check that holds when a way to pay has none of the groups."""
    return lambda means, context: not any(group in means.groups for group in groups)


def lacks_and_debits_nothing(group: str) -> Callable[[SaidPaymentMeans, Context], bool]:
    """Return a check for CII: the way to pay has not the group, and nothing speaks of a direct debit."""
    return lambda means, context: group not in means.groups and not debits(means, context)


def debits(means: SaidPaymentMeans, context: Context) -> bool:
    """Return whether, in CII, a mandate, a creditor or this way's account to debit is given."""
    debit = direct_debit(context)
    of_all = debit is not None and (debit.mandate_reference is not None or debit.creditor_identifier is not None)
    return of_all or means.debited is not None


def mandate_names_creditor(invoice: Invoice, context: Context) -> bool:
    """Hold when with a mandate the creditor's identifier (BT-90) is given."""
    debit = direct_debit(context)
    return not _has_mandate(context) or (debit is not None and debit.creditor_identifier is not None)


def mandate_names_account(invoice: Invoice, context: Context) -> bool:
    """Hold when with a mandate the account to debit (BT-91) is given."""
    return not _has_mandate(context) or any(means.debited is not None for means in said(context).means)


def _has_mandate(context: Context) -> bool:
    return any("mandate" in means.groups for means in said(context).means)


def debit_names_creditor(invoice: Invoice, context: Context) -> bool:
    """Hold when, in CII, a direct debit has its creditor's identifier and something beside it."""
    mandate, creditor, account = _parts_of_debit(context)
    return ((mandate or account) and creditor) or not (mandate or creditor or account)


def debit_names_account(invoice: Invoice, context: Context) -> bool:
    """Hold when, in CII, a direct debit has its account and something beside it."""
    mandate, creditor, account = _parts_of_debit(context)
    return ((mandate or creditor) and account) or not (mandate or creditor or account)


def _parts_of_debit(context: Context) -> tuple[bool, bool, bool]:
    """Return whether a mandate, a creditor and an account to debit are given, anywhere in CII."""
    debit = direct_debit(context)
    return (
        debit is not None and debit.mandate_reference is not None,
        debit is not None and debit.creditor_identifier is not None,
        any(means.debited is not None for means in said(context).means),
    )


def _payee_account(means: SaidPaymentMeans) -> str | None:
    """Return the number of the payee's account; ValueError when there are several, where the artefact breaks off."""
    if len(means.accounts) > 1:
        raise ValueError("one way to pay names several accounts")
    return means.accounts[0] if means.accounts else None


_TRANSFERS, _CARDS, _DEBITS = means_with_code("30", "58"), means_with_code("48", "54", "55"), means_with_code("59")
_PAYEE_IBANS = accounts_with_code("58", "credit_transfer.account", _payee_account)
_DEBITED_IBANS = accounts_with_code("59", "payment.direct_debit.debited_account", lambda means: means.debited)

_NO_IBAN = Words(
    sv="”{name}” är {value}, vilket inte är ett riktigt IBAN. Skriv av det från kontoutdraget eller välj ett annat "
    "betalningssätt.",
    nb="«{name}» er {value}, som ikke er et riktig IBAN. Skriv det av fra kontoutskriften eller velg en annen "
    "betalingsmåte.",
    en="“{name}” is {value}, which is no correct IBAN. Copy it from a bank statement, or choose another means of "
    "payment.",
)
_NO_ACCOUNT = Words(
    sv="Fakturan ska betalas till konto, men inget konto är angivet. Ange kontonumret.",
    nb="Fakturaen skal betales til konto, men ingen konto er oppgitt. Oppgi kontonummeret.",
    en="The invoice is to be paid by credit transfer, but no account is given. Give the account number.",
)
_NO_CARD = Words(
    sv="Fakturan betalas med kort, men inget kort är angivet. Ange kortets sista siffror.",
    nb="Fakturaen betales med kort, men ikke noe kort er oppgitt. Oppgi de siste sifrene på kortet.",
    en="The invoice is paid by card, but no card is given. Give the last digits of the card.",
)
_NO_DEBIT = Words(
    sv="Fakturan betalas med autogiro, men inget medgivande är angivet. Ange medgivandets nummer och kontot.",
    nb="Fakturaen betales med avtalegiro, men ingen avtale er oppgitt. Oppgi mandatreferansen og kontoen.",
    en="The invoice is paid by direct debit, but no mandate is given. Give the mandate reference and the account.",
)
_OTHER_WAY_TOO = Words(
    sv="Ett betalningssätt har uppgifter som hör till ett annat. Behåll bara dem som hör till koden: konto, kort eller "
    "autogiro.",
    nb="En betalingsmåte har opplysninger som hører til en annen. Behold bare dem som hører til koden: konto, kort "
    "eller avtalegiro.",
    en="A means of payment has details that belong to another. Keep only those of its code: account, card or direct "
    "debit.",
)
_BAD_DISCOUNT = Words(
    sv="En rad i betalningsvillkoren börjar med # men går inte att läsa som kassarabatt. Skriv en rad för sig som "
    "#SKONTO#TAGE=14#PROZENT=2.00# och avsluta den med radbrytning.",
    nb="En linje i betalingsvilkårene begynner med #, men kan ikke leses som kontantrabatt. Skriv en egen linje som "
    "#SKONTO#TAGE=14#PROZENT=2.00# og avslutt den med linjeskift.",
    en="A line of the payment terms begins with # but cannot be read as a discount. Write it on a line of its own, "
    "like #SKONTO#TAGE=14#PROZENT=2.00#, and end it with a line break.",
)

PAYMENT: tuple[Definition, ...] = (
    define("1", "BG-16", MISSING, on(DOCUMENT, has_means, "payment")),
    define(
        "18",
        "BT-20",
        _BAD_DISCOUNT,
        on(DOCUMENT, discounts_are_readable, "payment_terms"),
        mend=with_readable_discounts,
    ),
    define(
        "19", "BT-84", _NO_IBAN, on(_PAYEE_IBANS, is_iban), severity=Severity.WARNING, mend=with_payee_iban_in_capitals
    ),
    define(
        "20",
        "BT-91",
        _NO_IBAN,
        on(_DEBITED_IBANS, is_iban),
        severity=Severity.WARNING,
        mend=with_debited_iban_in_capitals,
    ),
    define("23-a", "BG-17", _NO_ACCOUNT, on(_TRANSFERS, has("account"))),
    define(
        "23-b",
        "BG-16",
        _OTHER_WAY_TOO,
        ubl(_TRANSFERS, lacks("card", "mandate")),
        cii(_TRANSFERS, lacks_and_debits_nothing("card")),
    ),
    define("24-a", "BG-18", _NO_CARD, on(_CARDS, has("card"))),
    define(
        "24-b",
        "BG-16",
        _OTHER_WAY_TOO,
        ubl(_CARDS, lacks("account", "mandate")),
        cii(_CARDS, lacks_and_debits_nothing("account")),
    ),
    define("25-a", "BG-19", _NO_DEBIT, ubl(_DEBITS, has("mandate")), cii(_DEBITS, debits)),
    define(
        "25-b",
        "BG-16",
        _OTHER_WAY_TOO,
        ubl(_DEBITS, lacks("account", "card")),
        cii(_DEBITS, lacks("account", "payee_bank", "payer_bank", "card")),
    ),
    define(
        "30",
        "BT-90",
        MISSING,
        ubl(DOCUMENT, mandate_names_creditor, "payment.direct_debit.creditor_identifier"),
        cii(DOCUMENT, debit_names_creditor, "payment.direct_debit.creditor_identifier"),
    ),
    define(
        "31",
        "BT-91",
        MISSING,
        ubl(DOCUMENT, mandate_names_account, "payment.direct_debit.debited_account"),
        cii(DOCUMENT, debit_names_account, "payment.direct_debit.debited_account"),
    ),
)
