"""Rules on the head of an invoice, and on empty elements: the process, the currencies, the electronic addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from depesch.model.facts import Said
from depesch.model.invoice import Invoice, Party, Struct
from depesch.rules import Check, Context, Rule, Scope, Words
from depesch.rules.billing.making import Mend, rule
from depesch.rules.billing.mends import with_one_currency
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import never, on, ubl
from depesch.rules.scopes import BUYER, DOCUMENT
from depesch.rules.wordings import MISSING


def _empties(context: Context) -> Sequence[Said]:
    """Return the empty elements; where no source states anything, the empty texts that its writer would write."""
    stated = context.stated
    if stated.gather_empty is not None:
        return context.once(_gathered)
    return stated.empty_elements if stated.gathered else stated.empty_elements or context.once(_empty_texts)


def _gathered(context: Context) -> Sequence[Said]:
    gather: Callable[[], Sequence[Said]] = context.stated.gather_empty
    return gather()


def _empty_texts(context: Context) -> list[Said]:
    return list(_empty_texts_in(context.invoice, ""))


def _empty_texts_in(value: Any, path: str) -> Iterator[Said]:
    if isinstance(value, str) and not normalised(value):
        yield Said(name=path.rpartition(".")[2], place=path)
    elif isinstance(value, tuple):
        for i, one in enumerate(value):
            yield from _empty_texts_in(one, f"{path}[{i}]")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _empty_texts_in(getattr(value, name), f"{path}.{name}" if path else name)


EMPTY_ELEMENTS = Scope(
    name="empty elements",
    nodes=_empties,
    paths=lambda context: [said.place for said in _empties(context)],
    only_if=lambda context: bool(_empties(context)),
)
_NOBODY = Party()


def _sellers(context: Context) -> tuple[Party, ...]:
    """Return the seller's party; an empty one where the source has it with nothing that the model holds."""
    seller = context.invoice.seller
    if seller is not None:
        return (seller,)
    return (_NOBODY,) if "seller" in context.stated.empty_parties else ()


SELLER_PARTY = Scope(name="seller's party", nodes=_sellers, paths=lambda context: ("seller",))


def has_process(invoice: Invoice, context: Context) -> bool:
    """Hold when the business process (BT-23) stands there, with a text or empty."""
    return invoice.business_process is not None


def has_address(party: Any, context: Context) -> bool:
    """Hold when the party's electronic address stands there."""
    return party.electronic_address is not None


def currencies_differ(invoice: Invoice, context: Context) -> bool:
    """Hold when the currency for VAT accounting is another one than the invoice's, or is not there."""
    accounting = invoice.vat_currency
    return accounting is None or normalised(accounting) != normalised(invoice.currency)


def empty_element(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R008: no element may stand there with nothing in it."""
    terms = "BG-4 BG-7 BG-25"  # it may be any; where the finding stands says which
    checks = (on(EMPTY_ELEMENTS, never, "name"), *more)
    return rule("PEPPOL-EN16931-R008", source, terms, _EMPTY, *checks, mend=without_empty_texts)


def business_process(source: str, mend: Mend | None = None) -> Rule:
    """Return PEPPOL-EN16931-R001: the business process (BT-23) must be there."""
    check = on(DOCUMENT, has_process, "business_process")
    return rule("PEPPOL-EN16931-R001", source, "BT-23", MISSING, check, mend=mend)


def accounting_currency(source: str) -> Rule:
    """Return PEPPOL-EN16931-R005: the currency for VAT accounting (BT-6) is another one than the invoice's."""
    check = on(DOCUMENT, currencies_differ, "vat_currency")
    return rule("PEPPOL-EN16931-R005", source, "BT-6 BT-5", _SAME_CURRENCY, check, mend=with_one_currency)


def buyer_address(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R010: the buyer has an electronic address (BT-49); `more` are the checks of CII."""
    own = ubl(BUYER, has_address, "electronic_address")
    return rule("PEPPOL-EN16931-R010", source, "BT-49", _NO_ADDRESS, own, *more)


def seller_address(source: str, *more: Check) -> Rule:
    """Return PEPPOL-EN16931-R020: the seller has an electronic address (BT-34); `more` are the checks of CII."""
    own = ubl(SELLER_PARTY, has_address, "electronic_address")
    return rule("PEPPOL-EN16931-R020", source, "BT-34", _NO_ADDRESS, own, *more)


def without_empty_texts(invoice: Invoice) -> Invoice:
    """Return the invoice without texts that hold nothing: what is written anew has no element for them."""
    better = _without_empty(invoice)
    return better if isinstance(better, Invoice) else invoice


def _without_empty(value: Any) -> Any:
    """Return the value without empty texts and the groups that are then empty; None when nothing is left."""
    if isinstance(value, str):
        return value if normalised(value) else None
    if isinstance(value, tuple):
        return tuple(kept for one in value if (kept := _without_empty(one)) is not None)
    if not isinstance(value, Struct):
        return value
    fields = {name: getattr(value, name) for name in value.__struct_fields__}
    kept = {name: _without_empty(old) for name, old in fields.items()}
    if all(kept[name] is old for name, old in fields.items()):
        return value
    if kept.get("value", "") is None or not any(one is not None and one != () for one in kept.values()):
        return None  # an identifier is nothing without its number
    return msgspec.structs.replace(value, **kept)


_EMPTY = Words(
    sv="Fältet {value} finns i filen men är tomt. Fyll i det, eller ta bort det.",
    nb="Feltet {value} finnes i filen, men er tomt. Fyll det ut, eller fjern det.",
    en="The field {value} stands in the file but is empty. Fill it in, or leave it out.",
)
_SAME_CURRENCY = Words(
    sv="Momsens redovisningsvaluta är {value}, samma som fakturans valuta. Ange den bara om den är en annan.",
    nb="Regnskapsvalutaen for merverdiavgift er {value}, den samme som fakturaens valuta. Oppgi den bare når den er "
    "en annen.",
    en="The currency for VAT accounting is {value}, the same as the invoice's. State it only when it is another one.",
)
_NO_ADDRESS = Words(
    sv="”{name}” saknas. Fyll i adressen som används för e-fakturor, till exempel organisationsnumret med typen 0007 "
    "eller ett GLN med typen 0088.",
    nb="«{name}» mangler. Fyll ut adressen som brukes for e-fakturaer, for eksempel organisasjonsnummeret med typen "
    "0192 eller et GLN med typen 0088.",
    en="“{name}” is missing. Fill in the address used for e-invoices, such as the organisation number with its scheme "
    "or a GLN with the scheme 0088.",
)
