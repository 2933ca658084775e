"""Identifiers: made by one parsing function each, and not checked again.

Participants (EAS scheme and value), organisation numbers and VAT numbers by country (python-stdnum, loaded when
first needed), and the payment references of the Nordic banks, whose check digits are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import msgspec

# Schemes that have left Peppol, and what took their place, so that old address books still work.
SUCCESSORS = {"0037": "0216", "9908": "0192", "9909": "0192", "9902": "0184", "9904": "0198", "9955": "0007"}
_CANONICAL = "iso6523-actorid-upis::"
_DOUBLED = str.maketrans("0123456789", "0246813579")  # the digits of twice each digit, added up
_VALUE = re.compile(r"[A-Za-z0-9\-._~+*:/]{1,135}")

# Country: the module of python-stdnum that knows its organisation numbers, and its EAS scheme.
_ORGANISATIONS = {
    "SE": ("stdnum.se.orgnr", "0007"),
    "NO": ("stdnum.no.orgnr", "0192"),
    "DK": ("stdnum.dk.cvr", "0184"),
    "FI": ("stdnum.fi.ytunnus", None),
    "EE": ("stdnum.ee.registrikood", "0191"),
}


class InvalidIdentifier(ValueError):
    """The text is no such identifier; the message says what was read and what is wrong with it."""


class ParticipantId(msgspec.Struct, frozen=True, order=True):
    """A participant of an e-invoicing network: EAS scheme and value, such as 0192:991825827."""

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def canonical(self) -> str:
        """The form that Peppol hashes and compares: lower case, with its scheme of schemes."""
        return f"{_CANONICAL}{self.scheme}:{self.value}".lower()


class OrgNumber(msgspec.Struct, frozen=True, order=True):
    """An organisation number of one country, in its compact form and with a valid check digit."""

    country: str
    value: str

    def __str__(self) -> str:
        return self.value


class VatNumber(msgspec.Struct, frozen=True, order=True):
    """A VAT number with its country's letters, in its compact form and with valid check digits."""

    country: str
    value: str

    def __str__(self) -> str:
        return self.value


def participant_id(text: str) -> ParticipantId:
    """Return the participant that `text` names: `scheme:value`, with or without `iso6523-actorid-upis::`.

    Schemes that were taken out of use become their successors; a bare Finnish OVT code keeps its leading 0037.

    >>> str(participant_id("ISO6523-ACTORID-UPIS::0192:991825827")), participant_id("9908:991825827").canonical
    ('0192:991825827', 'iso6523-actorid-upis::0192:991825827')
    >>> str(participant_id("0037:12345671"))
    '0216:003712345671'
    """
    plain = text.strip()
    if plain.lower().startswith(_CANONICAL):
        plain = plain[len(_CANONICAL) :]
    scheme, colon, value = plain.partition(":")
    if not colon or not re.fullmatch(r"\d{4}|[A-Z]{2}", scheme) or not _VALUE.fullmatch(value):
        raise InvalidIdentifier(f"{text!r} is no participant identifier such as 0192:991825827")
    if scheme == "0037" and not value.startswith("0037"):
        value = f"0037{value}"
    if scheme == "9955":  # a Swedish VAT number: SE, the organisation number, 01
        value = value.removeprefix("SE").removesuffix("01")
    return ParticipantId(SUCCESSORS.get(scheme, scheme), value)


def org_number(text: str, country: str) -> OrgNumber:
    """Return the organisation number of the country (`SE`, `NO`, `DK`, `FI`, `EE`), check digit proved.

    >>> str(org_number("556036-0793", "SE")), str(org_number("991 825 827", "NO"))
    ('5560360793', '991825827')
    """
    if country not in _ORGANISATIONS:
        raise InvalidIdentifier(f"organisation numbers of {country!r} are not known")
    module = _stdnum(_ORGANISATIONS[country][0])
    return OrgNumber(country, _validated(text, module, f"no organisation number of {country}"))


def organisation_as_participant(number: OrgNumber) -> ParticipantId | None:
    """Return the participant identifier that the country makes from the number, or None where it makes none.

    >>> str(organisation_as_participant(org_number("991825827", "NO"))), str(organisation_as_participant(
    ...     org_number("20774740", "FI")))
    ('0192:991825827', '0216:003720774740')
    """
    if number.country == "FI":
        return ParticipantId("0216", f"0037{number.value}")
    scheme = _ORGANISATIONS[number.country][1]
    return ParticipantId(scheme, number.value) if scheme else None


def vat_number(text: str) -> VatNumber:
    """Return the VAT number, country letters in front; a Norwegian one ends in MVA.

    >>> str(vat_number("SE 5560360793 01")), str(vat_number("NO 991 825 827 MVA"))
    ('SE556036079301', 'NO991825827MVA')
    """
    country = text.strip()[:2].upper()
    if country == "NO":
        digits = re.sub(r"\s|^NO|MVA$", "", text.strip().upper())
        return VatNumber("NO", f"NO{org_number(digits, 'NO')}MVA")
    number = _validated(text, _stdnum("stdnum.eu.vat"), "no VAT number of an EU country")
    return VatNumber(number[:2], number)


def luhn_digit(digits: str) -> str:
    """Return the check digit that makes `digits` plus it pass mod 10 (Luhn).

    >>> luhn_digit("123456")
    '6'
    """
    total = sum(map(int, digits[::-1].translate(_DOUBLED)[::2])) + sum(map(int, digits[-2::-2]))
    return str(-total % 10)


def kid_mod11_digit(digits: str) -> str:
    """Return the check digit of a KID by mod 11, weights 2 to 7 from the right; `-` where the remainder asks for ten.

    >>> kid_mod11_digit("123456789")
    '2'
    """
    total = sum(int(digit) * (2 + place % 6) for place, digit in enumerate(reversed(digits)))
    check = -total % 11
    return "-" if check == 10 else str(check)


def kid(text: str) -> str:
    """Return a Norwegian KID (2 to 25 places) without spaces, its last place proved by mod 10 or mod 11.

    >>> kid("1234 566")
    '1234566'
    """
    number = _digits_of(text, r"\d{1,24}[\d-]", "KID of 2 to 25 digits")
    if number[-1] not in (luhn_digit(number[:-1]), kid_mod11_digit(number[:-1])):
        raise InvalidIdentifier(f"{text!r} has a wrong check digit for a KID")
    return number


def bankgiro(text: str) -> str:
    """Return a Swedish bankgiro number (7 or 8 digits) with its hyphen, check digit proved.

    >>> bankgiro("54029681"), bankgiro("991-2346")
    ('5402-9681', '991-2346')
    """
    number = _luhn(_digits_of(text, r"\d{7,8}", "bankgiro number of 7 or 8 digits"), text, "a bankgiro number")
    return f"{number[:-4]}-{number[-4:]}"


def plusgiro(text: str) -> str:
    """Return a Swedish plusgiro number (2 to 8 digits) with its hyphen, check digit proved.

    >>> plusgiro("4789418"), plusgiro("28 65 43-4")
    ('478941-8', '286543-4')
    """
    number = _luhn(_digits_of(text, r"\d{2,8}", "plusgiro number of 2 to 8 digits"), text, "a plusgiro number")
    return f"{number[:-1]}-{number[-1]}"


def swedish_ocr(text: str, *, length_digit: bool = False) -> str:
    """Return a Swedish OCR reference (2 to 25 digits), check digit proved; with `length_digit` the one before it too.

    The length digit is the last digit of the reference's length, counting the length digit and the check digit.

    >>> swedish_ocr("1234 566"), swedish_ocr(make_swedish_ocr("12345", length_digit=True), length_digit=True)
    ('1234566', '1234574')
    """
    number = _luhn(_digits_of(text, r"\d{2,25}", "OCR reference of 2 to 25 digits"), text, "an OCR reference")
    if length_digit and int(number[-2]) != len(number) % 10:
        raise InvalidIdentifier(f"{text!r} says {number[-2]} as its length, but has {len(number)} digits")
    return number


def make_swedish_ocr(digits: str, *, length_digit: bool = False) -> str:
    """Return an OCR reference for the digits, such as a customer's and an invoice's number.

    >>> make_swedish_ocr("123456")
    '1234566'
    """
    with_length = f"{digits}{(len(digits) + 2) % 10}" if length_digit else digits
    return with_length + luhn_digit(with_length)


def viitenumero(text: str) -> str:
    """Return a Finnish payment reference (4 to 20 digits) without leading zeros, check digit proved.

    >>> viitenumero("00012 34561"), make_viitenumero("123456")
    ('1234561', '1234561')
    """
    number = _digits_of(text, r"\d{4,20}", "viitenumero of 4 to 20 digits").lstrip("0")
    if len(number) < 4 or make_viitenumero(number[:-1]) != number:
        raise InvalidIdentifier(f"{text!r} has a wrong check digit for a viitenumero")
    return number


def make_viitenumero(digits: str) -> str:
    """Return the reference for the digits: weights 7, 3, 1 from the right."""
    total = sum(int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"


def rf_reference(text: str) -> str:
    """Return a creditor reference (ISO 11649, `RF` and 2 check digits) without spaces, proved by mod 97.

    >>> rf_reference("RF91 1234 5678 9012 0")
    'RF911234567890120'
    """
    number = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"RF\d{2}[0-9A-Z]{1,21}", number) or _mod97(number[4:] + number[:4]) != 1:
        raise InvalidIdentifier(f"{text!r} is no creditor reference such as RF9112345678901 20")
    return number


def make_rf_reference(reference: str) -> str:
    """Return the creditor reference for up to 21 letters and digits.

    >>> make_rf_reference("1234561")
    'RF341234561'
    """
    return f"RF{98 - _mod97(f'{reference.upper()}RF00'):02d}{reference.upper()}"


def holds(parse: Callable[[str], object], text: str) -> bool:
    """Return whether `parse` takes the text.

    >>> holds(bankgiro, "5402-9681"), holds(bankgiro, "5402-9682")
    (True, False)
    """
    try:
        parse(text)
    except InvalidIdentifier:
        return False
    return True


def _mod97(text: str) -> int:
    return int("".join(str(int(character, 36)) for character in text)) % 97


def _digits_of(text: str, pattern: str, what: str) -> str:
    number = re.sub(r"[\s-](?=.)", "", text.strip())
    if not number.isascii() or not re.fullmatch(pattern, number):
        raise InvalidIdentifier(f"{text!r} is no {what}")
    return number


def _luhn(number: str, text: str, what: str) -> str:
    if luhn_digit(number[:-1]) != number[-1]:
        raise InvalidIdentifier(f"{text!r} has a wrong check digit for {what}")
    return number


@cache
def _stdnum(module: str) -> Any:
    return import_module(module)


def _validated(text: str, module: Any, what: str) -> str:
    from stdnum.exceptions import ValidationError

    try:
        return str(module.validate(text))
    except ValidationError as error:
        raise InvalidIdentifier(f"{text!r} is {what}: {error}") from error
