"""Numbers that say who somebody is and where they are paid: organisation and VAT numbers, accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from depesch.capture.captured import CHECK_DIGIT, LABEL, POSITION
from depesch.capture.finding import Found, Sheet
from depesch.capture.layout import Cell
from depesch.model.identifiers import InvalidIdentifier, bankgiro, holds, org_number, plusgiro, vat_number

_VAT = re.compile(
    r"(?<![A-Z0-9])(?:(NO)[ -]?)?(\d{3} ?\d{3} ?\d{3}) ?(MVA)\b"
    r"|(?<![A-Z0-9])((?:SE|DK|FI|DE|FR|NL|BE|AT|EE|LV|LT|PL|IT|ES|IE|LU|CZ|SK|HU|PT)"
    r"[ -]?[0-9A-Z]{2}[0-9A-Z .-]{5,14}\d[A-Z0-9]*)"
)
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Z0-9])")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_PROVED = frozenset(
    (
        "NO",
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "EL",
        "ES",
        "FI",
        "FR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
    )
) | frozenset(("MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"))
# How organisation numbers are written; what is right is for their check digits to say.
_ORGANISATIONS = (
    ("SE", re.compile(r"(?:16)?\d{6}-? ?\d{4}")),
    ("NO", re.compile(r"\d{3} ?\d{3} ?\d{3}")),
    ("FI", re.compile(r"\d{7}-\d")),
    ("DK", re.compile(r"\d{2} ?\d{2} ?\d{2} ?\d{2}|\d{8}")),
)


Read = tuple[str, str, bool | None]  # value, country, whether its check digit is right


class Identity(msgspec.Struct, frozen=True):
    """A number that was read: its kind, its value in canonical writing, whether its check digit is right."""

    kind: str  # organisation, vat_number, iban, account, bankgiro, plusgiro, bic
    value: str
    country: str
    cell: Cell
    right: bool | None  # whether its check digit is right; None for one that has none that is known here
    is_buyers: bool = False  # its label says so


def identities_of(sheets: Sequence[Sheet]) -> list[Identity]:
    """Return the numbers on the sheets, by their labels first, then by their form where that is enough to know them."""
    found = [*_by_label(sheets), *(one for sheet in sheets for one in _by_form(sheet))]
    kept: dict[tuple[str, str, bool], Identity] = {}
    for one in found:
        at = (one.kind, one.value, one.is_buyers)
        if (one.kind, one.value, True) not in kept:
            kept.setdefault(at, one)
    ibans = [one.value for one in kept.values() if one.kind == "iban"]  # in which national numbers stand
    return [one for one in kept.values() if one.kind != "account" or not any(one.value in iban for iban in ibans)]


def sure_of(identity: Identity) -> float:
    """Return how sure a number is by its check digit."""
    return LABEL if identity.right is None else (CHECK_DIGIT if identity.right else POSITION)


def _by_label(sheets: Sequence[Sheet]) -> Iterator[Identity]:
    readers: tuple[tuple[str, str, Callable[[str], Read | None]], ...] = (
        ("buyer_organisation", "organisation", _organisation_at),
        ("buyer_vat_number", "vat_number", _vat_at),
        ("organisation", "organisation", _organisation_at),
        ("vat_number", "vat_number", _vat_at),
        ("bankgiro", "bankgiro", _bankgiro_at),
        ("plusgiro", "plusgiro", _plusgiro_at),
        ("account", "account", _account_at),
        ("bic", "bic", _bic_at),
    )
    for term, kind, parse in readers:
        for sheet in sheets:
            for found in sheet.find(term, parse):
                value, country, right = found.value
                yield _identity(found, kind, value, country, right=right, is_buyers=term.startswith("buyer"))


def _identity(
    found: Found[Read], kind: str, value: str, country: str, *, right: bool | None, is_buyers: bool
) -> Identity:
    return Identity(kind, value, country, found.cell, right, is_buyers)


def _by_form(sheet: Sheet) -> Iterator[Identity]:
    """Yield IBANs and VAT numbers with right check digits wherever they stand."""
    for row in sheet.rows:
        for cell in row.cells:
            for match in _IBAN.finditer(cell.text):
                iban = _iban(match[0])
                if iban is not None:
                    yield Identity("iban", iban, iban[:2], _part(cell, match), True)
            for match in _VAT.finditer(cell.text):
                value = _vat_at(match[0])
                if value is not None and value[2]:
                    yield Identity("vat_number", value[0], value[1], _part(cell, match), True)


def _part(cell: Cell, match: re.Match[str]) -> Cell:
    """Return the words of the cell that the match covers."""
    begin = len(cell.text[: match.start()].split())
    count = len(match[0].split())
    return cell.part(begin, begin + count) or cell


def _organisation_at(text: str) -> Read | None:
    plain = re.sub(r"^(?:NO|DK|SE|FI)[ -]?|[ ]?MVA$", "", text.strip(" :.,"))
    wrong: Read | None = None
    for country, form in _ORGANISATIONS:
        if not form.fullmatch(plain):
            continue
        try:
            return org_number(plain, country).value, country, True
        except InvalidIdentifier:
            wrong = wrong or (re.sub(r"[ -]", "", plain), country, False)
    return wrong


def _vat_at(text: str) -> Read | None:
    plain = re.sub(r"[ .\-]", "", text.strip(" :.,;"))
    if re.fullmatch(r"\d{9}MVA", plain):
        plain = f"NO{plain}"
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{7,14}", plain) or sum(letter.isdigit() for letter in plain) < 7:
        return None
    if plain[:2] not in _PROVED:
        return plain, plain[:2], None
    try:
        number = vat_number(plain)
    except InvalidIdentifier:
        return plain, plain[:2], False
    return number.value, number.country, True


def _iban(text: str) -> str | None:
    """Return the IBAN that the text begins with; a word after it may look like a part of it."""
    from stdnum import iban
    from stdnum.exceptions import ValidationError

    words = text.split()
    for end in range(len(words), 0, -1):
        try:
            return str(iban.validate("".join(words[:end]), check_country=False))
        except ValidationError:
            continue
    return None


def _bankgiro_at(text: str) -> Read | None:
    plain = text.strip(" :.,")
    if not re.fullmatch(r"\d{3,4}-\d{4}|\d{7,8}", plain):
        return None
    return (bankgiro(plain), "SE", True) if holds(bankgiro, plain) else (plain, "SE", False)


def _plusgiro_at(text: str) -> Read | None:
    plain = text.strip(" :.,")
    if not re.fullmatch(r"\d{1,3}(?: ?\d{2}){0,3}-\d", plain):
        return None
    return (plusgiro(plain), "SE", True) if holds(plusgiro, plain) else (plain, "SE", False)


def _account_at(text: str) -> Read | None:
    """Return a Norwegian account (11 digits, check digit proved) or a Danish one (4 digits and up to 10, no digit)."""
    from stdnum.no import kontonr

    plain = re.sub(r"[ .]", "", text.strip(" :,."))
    if re.fullmatch(r"\d{11}", plain):
        return plain, "NO", bool(kontonr.is_valid(plain))
    if re.fullmatch(r"\d{4}[-/]?\d{6,10}", plain):
        return re.sub(r"\D", "", plain), "DK", None
    return None


def _bic_at(text: str) -> Read | None:
    plain = text.strip(" :.,")
    return (plain, plain[4:6], None) if _BIC.fullmatch(plain) else None
