"""Rules on the numbers of parties, by their scheme: form and check digit, wherever a number stands.

The numbers are the electronic addresses, identifiers and registrations of every party in the document, also of
parties that EN 16931 does not know. They are looked through once; a rule then lists those with its fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from depesch.model.facts import Said
from depesch.model.invoice import Identifier, Invoice, Party
from depesch.model.issue import Severity
from depesch.rules import Check, Context, Rule, Scope
from depesch.rules.billing import check_digits
from depesch.rules.billing.identifier_words import NUMBER_WORDS
from depesch.rules.billing.making import rule
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import CII, never, on

_TERMS = "BT-34 BT-49 BT-29 BT-46 BT-60 BT-30 BT-47 BT-61"
_ADDRESSES = "BT-34 BT-49"
_VAT_TERMS = "BT-31 BT-48 BT-63"
_TRIMMINGS = str.maketrans("", "", " \t\r\n-.\u00a0")
DUTCH_VAT_NUMBER = "PEPPOL-COMMON-R056-2"


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """What the numbers of one scheme must look like."""

    rule: str
    looks_right: Callable[[str], bool]
    severity: Severity = Severity.FATAL
    only_addresses: bool = False
    as_it_stands: bool = False  # white space around it counts
    looks_right_in_cii: Callable[[str], bool] | None = None  # where the artefact for CII asks for less


def _so_many_digits(length: int) -> Callable[[str], bool]:
    return lambda text: check_digits.digits(text, length)


_WARNING = Severity.WARNING
NUMBERS: dict[str, Number] = {
    "0088": Number(rule="PEPPOL-COMMON-R040", looks_right=check_digits.gln),
    "0192": Number(rule="PEPPOL-COMMON-R041", looks_right=check_digits.norwegian),
    "0184": Number(rule="PEPPOL-COMMON-R042", looks_right=check_digits.danish_company, as_it_stands=True),
    "0208": Number(rule="PEPPOL-COMMON-R043", looks_right=check_digits.belgian),
    "0201": Number(rule="PEPPOL-COMMON-R044", looks_right=check_digits.italian_office, severity=_WARNING),
    "0210": Number(rule="PEPPOL-COMMON-R045", looks_right=check_digits.italian_tax_number, severity=_WARNING),
    "9907": Number(
        rule="PEPPOL-COMMON-R046",
        looks_right=check_digits.italian_tax_number,
        severity=_WARNING,
        only_addresses=True,
    ),
    "0211": Number(rule="PEPPOL-COMMON-R047", looks_right=check_digits.italian_vat, severity=_WARNING),
    "9906": Number(
        rule="PEPPOL-COMMON-R048", looks_right=check_digits.italian_vat, severity=_WARNING, only_addresses=True
    ),
    "0007": Number(rule="PEPPOL-COMMON-R049", looks_right=check_digits.swedish),
    "0151": Number(
        rule="PEPPOL-COMMON-R050",
        looks_right=check_digits.australian,
        looks_right_in_cii=check_digits.begins_australian,
    ),
    "0096": Number(rule="PEPPOL-COMMON-R052", looks_right=_so_many_digits(10), as_it_stands=True),
    "0198": Number(rule="PEPPOL-COMMON-R053", looks_right=check_digits.danish_vat, as_it_stands=True),
    "0106": Number(rule="PEPPOL-COMMON-R054", looks_right=_so_many_digits(8), severity=_WARNING),
    "0190": Number(rule="PEPPOL-COMMON-R055", looks_right=_so_many_digits(20), severity=_WARNING),
    "9944": Number(rule="PEPPOL-COMMON-R056-1", looks_right=check_digits.dutch_vat, severity=_WARNING),
    "0217": Number(rule="PEPPOL-COMMON-R057", looks_right=_so_many_digits(12), severity=_WARNING),
}
# The artefact looks at each number once: at a VAT number that carries one of these schemes, only for the scheme.
_AFTER_VAT = "0217"  # the other way round: a Dutch VAT number is not looked at for this one
_BEFORE_VAT = frozenset(scheme for scheme, n in NUMBERS.items() if not n.only_addresses) - {_AFTER_VAT}


def number_rules(source: str, schemes: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules on the numbers of these schemes."""
    return tuple(_number_rule(source, scheme) for scheme in schemes)


def _number_rule(source: str, scheme: str) -> Rule:
    number = NUMBERS[scheme]

    def nodes(context: Context) -> list[Said]:
        return context.once(_wrong_numbers).get(scheme, [])

    scope = Scope(
        name=f"wrong numbers of scheme {scheme}",
        nodes=nodes,
        paths=lambda context: [place_of(said, context) for said in nodes(context)],
        only_if=_has_wrong_numbers,
    )
    return rule(
        number.rule,
        source,
        _ADDRESSES if number.only_addresses else _TERMS,
        NUMBER_WORDS[number.rule],
        on(scope, never, "value"),
        severity=number.severity,
        mend=lambda invoice: _without_trimmings(invoice, scheme),
    )


def dutch_vat_rule(source: str, *more: Check) -> Rule:
    """Return PEPPOL-COMMON-R056-2: a VAT number that begins with NL has the form of a Dutch one."""
    return rule(
        DUTCH_VAT_NUMBER,
        source,
        _VAT_TERMS,
        NUMBER_WORDS[DUTCH_VAT_NUMBER],
        on(_DUTCH_NUMBERS, never, "value"),
        *more,
        severity=_WARNING,
    )


def identifiers(context: Context) -> tuple[Said, ...]:
    """Return every number with a scheme: those that the source states, or else the model's, which are then all."""
    return context.stated.identifiers or context.once(_modelled)


def place_of(said: Said, context: Context) -> str:
    """Return the model's path of a number, empty when the model has no place for it."""
    for path, kind, identifier in _identifiers_of(context.invoice):
        if identifier.value == (said.value or "") and identifier.scheme == said.scheme and kind == said.place:
            return path
    return ""


def _modelled(context: Context) -> tuple[Said, ...]:
    return tuple(
        Said(value=identifier.value, scheme=identifier.scheme, place=kind)
        for kind, identifier in _numbers_of(context.invoice)
        if identifier.scheme is not None
    )


def _numbers_of(invoice: Invoice) -> Iterator[tuple[str, Identifier]]:
    """Give each number of a party with what it is: endpoint, party or company; the same as below without paths."""
    for party in (invoice.seller, invoice.buyer):
        if party is not None:
            if party.electronic_address is not None:
                yield "endpoint", party.electronic_address
            for identifier in party.identifiers:
                yield "party", identifier
            if party.legal_registration is not None:
                yield "company", party.legal_registration
    payee = invoice.payee
    if payee is not None:
        if payee.identifier is not None:
            yield "party", payee.identifier
        if payee.legal_registration is not None:
            yield "company", payee.legal_registration


def _identifiers_of(invoice: Invoice) -> Iterator[tuple[str, str, Identifier]]:
    """Give each number of a party with its path and what it is: endpoint, party or company."""
    for name, party in (("seller", invoice.seller), ("buyer", invoice.buyer)):
        yield from _identifiers_of_party(name, party)
    payee = invoice.payee
    if payee is not None and payee.identifier is not None:
        yield "payee.identifier", "party", payee.identifier
    if payee is not None and payee.legal_registration is not None:
        yield "payee.legal_registration", "company", payee.legal_registration


def _identifiers_of_party(name: str, party: Party | None) -> Iterator[tuple[str, str, Identifier]]:
    if party is None:
        return
    if party.electronic_address is not None:
        yield f"{name}.electronic_address", "endpoint", party.electronic_address
    for i, identifier in enumerate(party.identifiers):
        yield f"{name}.identifiers[{i}]", "party", identifier
    if party.legal_registration is not None:
        yield f"{name}.legal_registration", "company", party.legal_registration


def _wrong_numbers(context: Context) -> dict[str, list[Said]]:
    """Return the numbers that do not look right, by their scheme."""
    wrong: dict[str, list[Said]] = {}
    find, in_cii = NUMBERS.get, context.syntax in CII
    for said in identifiers(context):
        number = find(said.scheme or "")
        if number is None or (number.only_addresses and said.place != "endpoint"):
            continue
        if said.scheme == _AFTER_VAT and _is_dutch_vat(said, context):
            continue
        value = said.value or ""
        looks_right = (in_cii and number.looks_right_in_cii) or number.looks_right
        if not looks_right(value if number.as_it_stands else normalised(value)):
            wrong.setdefault(said.scheme or "", []).append(said)
    return wrong


def _is_dutch_vat(said: Said, context: Context) -> bool:
    """Return whether the number stands as a VAT number that begins with NL."""
    if said.source is None or not normalised(said.value).startswith("NL"):
        return False
    return any(number.source is said.source for number in context.stated.vat_numbers)


def _has_wrong_numbers(context: Context) -> bool:
    return bool(context.once(_wrong_numbers))


def _wrong_dutch(context: Context) -> list[Said]:
    """Return the VAT numbers that begin with NL and do not go on as they should."""
    return [said for said in _vat_numbers(context) if _is_wrong_dutch(said)]


def _is_wrong_dutch(said: Said) -> bool:
    value = normalised(said.value)
    return value.startswith("NL") and said.scheme not in _BEFORE_VAT and not check_digits.dutch_vat(value)


def _vat_numbers(context: Context) -> tuple[Said, ...]:
    """Return the VAT numbers that the source states, or else the model's, which are then all."""
    return context.stated.vat_numbers or tuple(
        Said(value=value, place=path) for path, value in _modelled_vat_numbers(context.invoice) if "NL" in value
    )


def _modelled_vat_numbers(invoice: Invoice) -> Iterator[tuple[str, str]]:
    for name in ("seller", "buyer", "tax_representative"):
        value = getattr(getattr(invoice, name), "vat_identifier", None)
        if value is not None:
            yield f"{name}.vat_identifier", value


def _dutch_places(context: Context) -> list[str]:
    known = {value: path for path, value in _modelled_vat_numbers(context.invoice)}
    return [known.get(said.value or "", "") for said in _wrong_dutch(context)]


_DUTCH_NUMBERS = Scope(name="wrong Dutch VAT numbers", nodes=_wrong_dutch, paths=_dutch_places)


def _without_trimmings(invoice: Invoice, scheme: str) -> Invoice:
    """Return the invoice with numbers of the scheme freed of blanks, dashes and points, where that makes them right."""
    number = NUMBERS[scheme]

    def tidied(identifier: Identifier) -> Identifier:
        plain = identifier.value.translate(_TRIMMINGS)
        if identifier.scheme != scheme or plain == identifier.value or not number.looks_right(plain):
            return identifier
        return Identifier(value=plain, scheme=scheme)

    for path, _, identifier in _identifiers_of(invoice):
        better = tidied(identifier)
        if better is not identifier:
            invoice = _with_identifier(invoice, path, better)
    return invoice


def _with_identifier(invoice: Invoice, path: str, identifier: Identifier) -> Invoice:
    group, field = path.split(".")
    holder = getattr(invoice, group)
    if field.startswith("identifiers["):
        position = int(field[len("identifiers[") : -1])
        kept = list(holder.identifiers)
        kept[position] = identifier
        better = msgspec.structs.replace(holder, identifiers=tuple(kept))
    else:
        better = msgspec.structs.replace(holder, **{field: identifier})
    return msgspec.structs.replace(invoice, **{group: better})
