"""Customers from a file: read, compared with the register, shown, and then applied all at once.

Comma, semicolon or tab; UTF-8 or Windows-1252; headers in Swedish, Norwegian or English, in any order. An empty cell
leaves what stands on the card. A file of `customer_number,email` gives known customers their addresses.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

import msgspec
from django.db.models import Prefetch

from depesch.documents.targets import targets
from depesch.exchange.mail.message import BadAddress, parse_address
from depesch.hub.directory.customer_cards import (
    FIELDS,
    IDENTIFIERS,
    Card,
    card_of,
    customer_numbers,
    link_to_network,
    write_card,
)
from depesch.hub.directory.customers import add_identifier
from depesch.hub.directory.identifiers import ORGANISATION_SCHEMES, OWN_NUMBER, VAT, PartyIdentifier, canonical
from depesch.hub.directory.models import Customer, CustomerIdentifier
from depesch.hub.directory.search import GLN, Kind, recognise
from depesch.hub.history.kinds.network import CustomersImported
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.table_text import NoTable, folded, guarded, table_rows, unguarded
from depesch.model.identifiers import InvalidIdentifier, org_number, vat_number
from depesch.rendering.words import languages

MOST_BYTES = 5_000_000
MOST_ROWS = 20_000
MOST_FAULTS = 200

# What a column may be called; compared in lower case, letters and digits alone.
_HEADERS: dict[str, tuple[str, ...]] = {
    "name": ("name", "namn", "navn", "customer", "customername", "kund", "kundnamn", "kunde", "kundenavn", "foretag"),
    "organisation": (
        "organisationnumber", "organisationsnummer", "organisasjonsnummer", "orgnr", "orgnummer", "orgno", "companyid",
        "organizationnumber", "cvr", "ytunnus",
    ),
    "vat": ("vatnumber", "vat", "vatnr", "momsnummer", "momsregistreringsnummer", "momsnr", "mvanummer", "mvanr"),
    "gln": ("gln", "ean", "glnnummer", "eannummer", "glnnumber", "eannumber", "lokaliseringsnummer"),
    "email": ("email", "epost", "epostadress", "epostadresse", "mail", "emailaddress"),
    "number": (
        "customernumber", "kundnummer", "kundenummer", "kundnr", "kundenr", "customerno", "customerid", "kundid",
    ),
    "language": ("language", "sprak", "spraket"),
    "street": ("street", "address", "gata", "gatuadress", "adress", "gate", "adresse", "gateadresse", "street1"),
    "street_2": ("street2", "address2", "adress2", "adresse2", "coadress", "coadresse", "co"),
    "postal_code": ("postalcode", "postcode", "zip", "postnummer", "postnr"),
    "city": ("city", "town", "ort", "stad", "postort", "poststed", "by"),
    "country": ("country", "land", "countrycode", "landskod", "landkode"),
    "contact_name": ("contact", "contactname", "kontakt", "kontaktperson"),
    "syntax": ("format", "syntax", "fakturaformat"),
}  # fmt: skip
_COLUMN_OF = {name: column for column, names in _HEADERS.items() for name in names}
_LANGUAGE_WORDS = {
    "svenska": "sv", "swedish": "sv", "se": "sv", "norsk": "nb", "bokmal": "nb", "no": "nb", "norwegian": "nb",
    "engelska": "en", "engelsk": "en", "english": "en", "gb": "en", "dansk": "da", "danska": "da", "danish": "da",
    "dk": "da", "finska": "fi", "finsk": "fi", "suomi": "fi", "finnish": "fi",
    "tyska": "de", "tysk": "de", "deutsch": "de", "german": "de",
}  # fmt: skip
_LENGTHS = {"name": 200, "street": 200, "street_2": 200, "postal_code": 20, "city": 100, "contact_name": 200}
_KEYS = ("number", "organisation", "vat", "gln")


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong in one cell, or with one line or the whole file (line 0); `code` has words in the portal."""

    code: str
    line: int = 0
    column: str = ""  # as the file heads it
    value: str = ""
    other: str = ""  # what it clashes with


class FieldChange(msgspec.Struct, frozen=True):
    """One field of a card before and after."""

    field: str
    before: str
    after: str


class PlannedCard(msgspec.Struct, frozen=True, kw_only=True):
    """What one line does: a new card, changes of one, or nothing."""

    line: int
    name: str
    card: Card
    customer_id: UUID | None = None
    changes: tuple[FieldChange, ...] = ()


class ImportPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a file would do. With faults, nothing of it can be applied."""

    new: tuple[PlannedCard, ...] = ()
    changed: tuple[PlannedCard, ...] = ()
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    columns: tuple[str, ...] = ()  # that were understood, as the file heads them
    ignored: tuple[str, ...] = ()  # columns that were not

    @property
    def digest(self) -> str:
        """Return what tells this plan from any other: the one applied is the one that was looked at."""
        return sha256(msgspec.json.encode(self)).hexdigest()

    @property
    def does_something(self) -> bool:
        """Return whether there is anything to apply."""
        return not self.faults and bool(self.new or self.changed)


class _Table(msgspec.Struct, frozen=True):
    heads: dict[str, str]  # column to its head in the file
    ignored: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


class PlanChanged(Exception):
    """The register is no longer as it was when the plan was shown."""


def plan_import(content: bytes) -> ImportPlan:
    """Return what the file would do to the acting company's register; call it inside `acting_for`. Three queries."""
    table, faults = _read(content)
    if table is None:
        return ImportPlan(faults=tuple(faults))
    planned, cell_faults = _planned(table)
    faults += cell_faults
    return ImportPlan(
        new=tuple(each for each in planned if each.customer_id is None),
        changed=tuple(each for each in planned if each.customer_id is not None and each.changes),
        unchanged=sum(1 for each in planned if each.customer_id is not None and not each.changes),
        faults=tuple(faults[:MOST_FAULTS]),
        columns=tuple(table.heads.values()),
        ignored=table.ignored,
    )


def apply_import(content: bytes, *, digest: str, file_name: str, actor: str) -> ImportPlan:
    """Do what the file's plan says, all of it or nothing, and return the plan; raises PlanChanged when it is not that
    with the digest any more. Call it inside `acting_for`.
    """
    plan = plan_import(content)
    if plan.digest != digest or plan.faults:
        raise PlanChanged
    for each in plan.new:
        values = {name: getattr(each.card, name) for name in FIELDS} | {"run": list(each.card.run)}
        customer = Customer.objects.create(tenant_id=tenant_id(), **values)
        for identifier in each.card.identifiers:
            add_identifier(customer, identifier)
        link_to_network(customer, each.card.identifiers)
    cards = Customer.objects.in_bulk([each.customer_id for each in plan.changed])
    for each in plan.changed:
        write_card(cards[each.customer_id], each.card)
    event = CustomersImported(file_name=file_name, added=len(plan.new), changed=len(plan.changed))
    record(event, document_id=None, actor=actor)
    return plan


def export_customers() -> bytes:
    """Return the acting company's register as a file that can be read in again: CSV with semicolons, UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    columns = ("name", "organisation", "vat", "gln", "number", "email", "language", "street", "street_2",
               "postal_code", "city", "country", "contact_name", "syntax")  # fmt: skip
    writer.writerow([_HEADERS[column][0] for column in columns])
    rows = Customer.objects.filter(removed_at=None).order_by("name", "id")
    for customer in rows.prefetch_related(_identifiers()).iterator(chunk_size=1000):
        card = card_of(customer, list(customer.identifiers.all()))
        writer.writerow([guarded(_cell(card, column)) for column in columns])
    return ("\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()).encode()


def _read(content: bytes) -> tuple[_Table | None, list[Fault]]:
    if len(content) > MOST_BYTES:
        return None, [Fault(code="too-large", value=str(len(content)))]
    try:
        rows = table_rows(content)
    except NoTable as error:
        return None, [Fault(code=error.code, value=error.value)]
    (_, head), body = rows[0], rows[1:]
    heads, ignored, faults = _heads(head)
    if not {*_KEYS, "name"} & set(heads.values()):
        return None, [Fault(code="no-known-column", line=1, value=", ".join(head)[:200])]
    if len(body) > MOST_ROWS:
        return None, [Fault(code="too-many-rows", value=str(len(body)))]
    table = [(line, {column: unguarded(row[at]) for at, column in heads.items() if at < len(row)})
             for line, row in body]  # fmt: skip
    faults += [Fault(code="too-many-cells", line=line, value=str(len(row)), other=str(len(head)))
               for line, row in body if len(row) > len(head)]  # fmt: skip
    named = {column: head[at].strip() for at, column in heads.items()}
    return _Table(named, tuple(ignored), tuple(table)), faults


def _heads(head: Sequence[str]) -> tuple[dict[int, str], list[str], list[Fault]]:
    heads: dict[int, str] = {}
    ignored: list[str] = []
    faults: list[Fault] = []
    for at, cell in enumerate(head):
        column = _COLUMN_OF.get(folded(cell))
        if column is None:
            ignored += [cell.strip()[:60]] if cell.strip() else []
        elif column in heads.values():
            faults.append(Fault(code="column-twice", line=1, column=cell.strip()[:60]))
        else:
            heads[at] = column
    return heads, ignored, faults


class _Register:
    """The acting company's cards, as far as the file speaks of them."""

    def __init__(self, rows: Sequence[tuple[int, dict[str, str]]], pairs: Sequence[PartyIdentifier]) -> None:
        found = CustomerIdentifier.objects.filter(value__in={each.value for each in pairs})
        self.owner = {(row.scheme, row.value): row.customer_id for row in found}
        cards = Customer.objects.filter(id__in=set(self.owner.values())).prefetch_related(_identifiers())
        self.cards = {card.id: card for card in cards}


def _planned(table: _Table) -> tuple[list[PlannedCard], list[Fault]]:
    faults: list[Fault] = []
    read: list[tuple[int, dict[str, str], dict[str, object], tuple[PartyIdentifier, ...]]] = []
    for line, row in table.rows:
        values, identifiers, wrong = _values(line, row, table.heads)
        faults += wrong
        read.append((line, row, values, identifiers))
    register = _Register(table.rows, [each for *_, identifiers in read for each in identifiers])
    taken: dict[tuple[str, str], int] = {}
    planned: list[PlannedCard] = []
    for line, row, values, identifiers in read:
        clash = next((each for each in identifiers if (each.scheme, each.value) in taken), None)
        if clash is not None:
            other = str(taken[clash.scheme, clash.value])
            faults.append(Fault(code="twice-in-file", line=line, value=clash.value, other=other))
            continue
        taken |= {(each.scheme, each.value): line for each in identifiers}
        found = _placed(line, row, values, identifiers, register, table.heads)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            planned.append(found)
    return planned, faults


def _placed(
    line: int, row: Mapping[str, str], values: dict[str, object], identifiers: tuple[PartyIdentifier, ...],
    register: _Register, heads: Mapping[str, str],
) -> PlannedCard | Fault:  # fmt: skip
    owners = list(dict.fromkeys(
        register.owner[each.scheme, each.value] for each in identifiers if (each.scheme, each.value) in register.owner
    ))  # fmt: skip
    if len(owners) > 1:
        names = " / ".join(register.cards[each].name for each in owners)
        return Fault(code="several-customers", line=line, value=_shown(identifiers), other=names)
    if not owners:
        if not values.get("name"):
            code = "unknown-number" if row.get("number", "").strip() else "no-name"
            return Fault(code=code, line=line, column=heads.get("number", ""), value=row.get("number", "").strip()[:60])
        card = Card(**values, identifiers=identifiers)  # type: ignore[arg-type]  # the cells were checked one by one
        return PlannedCard(line=line, name=card.name, card=card)
    before = card_of(register.cards[owners[0]], list(register.cards[owners[0]].identifiers.all()))
    after = msgspec.structs.replace(before, **values, identifiers=_both(before.identifiers, identifiers))
    return PlannedCard(
        line=line, name=after.name, card=after, customer_id=owners[0], changes=tuple(_changes(before, after))
    )  # fmt: skip


def _both(before: Sequence[PartyIdentifier], added: Sequence[PartyIdentifier]) -> tuple[PartyIdentifier, ...]:
    known = {(each.scheme, each.value) for each in before}
    return (*before, *(PartyIdentifier(a.scheme, a.value) for a in added if (a.scheme, a.value) not in known))


def _changes(before: Card, after: Card) -> Iterator[FieldChange]:
    for name in FIELDS:
        if getattr(before, name) != getattr(after, name):
            yield FieldChange(name, str(getattr(before, name)), str(getattr(after, name)))
    if before.identifiers != after.identifiers:
        yield FieldChange(IDENTIFIERS, _shown(before.identifiers), _shown(after.identifiers))


def _shown(identifiers: Sequence[PartyIdentifier]) -> str:
    return ", ".join(each.value for each in identifiers)


def _values(
    line: int, row: Mapping[str, str], heads: Mapping[str, str]
) -> tuple[dict[str, object], tuple[PartyIdentifier, ...], list[Fault]]:
    """Return the fields that the line gives, its identifiers, and what is wrong with its cells."""
    values: dict[str, object] = {}
    identifiers: list[PartyIdentifier] = []
    faults: list[Fault] = []
    country = row.get("country", "").strip().upper()
    for column, cell in row.items():
        text = " ".join(cell.split())
        if not text:
            continue
        code = _take(column, text, country, values, identifiers)
        if code:
            faults.append(Fault(code=code, line=line, column=heads[column], value=text[:100]))
    return values, tuple(dict.fromkeys(identifiers)), faults


def _take(column: str, text: str, country: str, values: dict[str, object], identifiers: list[PartyIdentifier]) -> str:
    """Put one cell where it belongs and return the code of what is wrong with it; empty when it is right."""
    if not text.isprintable():
        return "unprintable"
    if column in _LENGTHS:
        values[column] = text
        return "too-long" if len(text) > _LENGTHS[column] else ""
    if column in _KEYS:
        found = _identified(column, text, country)
        identifiers.extend(found)
        return "" if found else f"bad-{column}"
    found_value = _CELLS[column](text)
    if found_value:
        values[column] = found_value
    return "" if found_value else f"bad-{column}"


def _identified(column: str, text: str, country: str) -> tuple[PartyIdentifier, ...]:
    if column == "number":
        return customer_numbers(text)
    if column == "gln":
        found = recognise(text)
        return found.identifiers if found.kind is Kind.GLN else ()
    try:
        if column == "vat":
            pair = canonical(VAT, vat_number(text).value)
        elif country in ORGANISATION_SCHEMES:
            pair = canonical(ORGANISATION_SCHEMES[country], org_number(text, country).value)
        else:
            recognised = recognise(text)
            pair = recognised.identifiers[0] if recognised.kind is Kind.ORGANISATION else None
    except InvalidIdentifier:
        return ()
    return (pair,) if pair else ()


def _email(text: str) -> str:
    try:
        return parse_address(text)
    except BadAddress:
        return ""


def _language(text: str) -> str:
    plain = folded(text)
    return plain if plain in languages() else _LANGUAGE_WORDS.get(plain, "")


def _country(text: str) -> str:
    return text.upper() if re.fullmatch(r"[A-Za-z]{2}", text) else ""


def _syntax(text: str) -> str:
    names = {folded(name): name for name in targets()} | {folded(t.title): t.name for t in targets().values()}
    return names.get(folded(text), "")


_CELLS = {"email": _email, "language": _language, "country": _country, "syntax": _syntax}


def _cell(card: Card, column: str) -> str:
    if column not in _KEYS:
        return str(getattr(card, column))
    of = {
        "organisation": set(ORGANISATION_SCHEMES.values()), "vat": {VAT}, "gln": {GLN},
        "number": {OWN_NUMBER},
    }  # fmt: skip
    found = [each.value for each in card.identifiers if each.scheme in of[column]]
    return ", ".join(found) if column == "number" else next(iter(found), "")


def _identifiers() -> Prefetch[str]:
    return Prefetch("identifiers", queryset=CustomerIdentifier.objects.order_by("id"))
