"""Check digits and forms of identifiers, computed as the official artefacts do.

Not always what an issuer would say: an Italian tax number of 11 digits passes without its check digit, and a number
that only looks wrong to us may be fine to the network. What a text is to look like is asked of it without white space
around it, except for the Danish numbers. python-stdnum is not used: it forgives what these rules do not, and the
other way round.
Source: Peppol BIS Billing 3.0, functions of the validation artefacts.
"""

from __future__ import annotations

import re
from operator import mul

_WHOLE_NUMBER = re.compile(r"[ \t\r\n]*[+-]?[0-9]+[ \t\r\n]*").fullmatch
_LETTERS = re.compile(r"[A-Za-z]*").fullmatch
_DUTCH_VAT = re.compile(r"NL[0-9]{9}B[0-9]{2}").fullmatch
_DANISH_VAT = re.compile(r"DK[0-9]{8}").fullmatch
_ITALIAN_OFFICE = re.compile(r"[A-Za-z0-9]{6}").fullmatch
_DOUBLED = "0246813579"  # the digits of twice each digit, added up
_DIGIT_SUMS = str.maketrans("0123456789", _DOUBLED)
_ZERO = ord("0")
_NORWEGIAN_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_AUSTRALIAN_WEIGHTS = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)


def digits(text: str, length: int | None = None) -> bool:
    """Return whether the text is so many digits 0 to 9, or any number of them but none.

    >>> digits("0123", 4), digits("٣"), digits("")
    (True, False, False)
    """
    return text.isascii() and text.isdigit() and (length is None or len(text) == length)


def gln(text: str) -> bool:
    """Return whether the last digit fits the others by the rule of GS1, at any length.

    >>> gln("7350053850019"), gln("7350053850018")
    (True, False)
    """
    if not digits(text):
        return False
    tripled, others = text[-2::-2].encode(), text[-3::-2].encode()
    total = 3 * (sum(tripled) - _ZERO * len(tripled)) + sum(others) - _ZERO * len(others)
    return -total % 10 == int(text[-1])


def norwegian(text: str) -> bool:
    """Return whether the text is a Norwegian organisation number: nine digits, modulus 11.

    >>> norwegian("991825827"), norwegian("000000000")
    (True, False)
    """
    if not digits(text, 9) or int(text) == 0:
        return False
    total: int = sum(map(mul, text.encode(), _NORWEGIAN_WEIGHTS)) - _ZERO * sum(_NORWEGIAN_WEIGHTS)
    return -total % 11 == int(text[-1])


def danish_company(text: str) -> bool:
    """Return whether the text is a Danish CVR number: eight digits, with or without DK in front, nothing around it.

    >>> danish_company("DK12345678"), danish_company(" 12345678")
    (True, False)
    """
    return digits(text, 8) or danish_vat(text)


def danish_vat(text: str) -> bool:
    """Return whether the text is DK and eight digits."""
    return _DANISH_VAT(text) is not None


def belgian(text: str) -> bool:
    """Return whether the text is a Belgian enterprise number: ten digits, modulus 97.

    >>> belgian("0848934496"), belgian("0848934497")
    (True, False)
    """
    return digits(text, 10) and int(text[8:]) == 97 - int(text[:8]) % 97


def italian_office(text: str) -> bool:
    """Return whether the text is an Italian Codice IPA: six letters or digits."""
    return _ITALIAN_OFFICE(text) is not None


def italian_tax_number(text: str) -> bool:
    """Return whether the text looks like an Italian Codice Fiscale: 11 digits, or 16 characters of a person.

    >>> italian_tax_number("RSSMRA85T10A562S"), italian_tax_number("12345678901"), italian_tax_number("123")
    (True, True, False)
    """
    if len(text) == 11:
        return _whole(text)
    return (
        len(text) == 16
        and _letters(text[:6] + text[8] + text[15])
        and _whole(text[6:8])
        and _whole(text[9:11])
        and _whole(text[14])
    )


def italian_vat(text: str) -> bool:
    """Return whether an Italian VAT number has the right check digit; those of other countries always have.

    >>> italian_vat("IT00743110157"), italian_vat("IT00743110158"), italian_vat("SE1")
    (True, False, True)
    """
    if text[:2] not in ("IT", "it"):
        return True
    number = text[2:]
    if not digits(number, 11):
        return False
    total = sum(int(_DOUBLED[int(digit)]) if i % 2 else int(digit) for i, digit in enumerate(number))
    return total % 10 == 0


def swedish(text: str) -> bool:
    """Return whether the text is a Swedish organisation number: ten digits, the last by Luhn's rule.

    >>> swedish("5560360793"), swedish("5560360794")
    (True, False)
    """
    if not digits(text, 10):
        return False
    doubled, others = text[:9:2].translate(_DIGIT_SUMS).encode(), text[1:9:2].encode()
    total = sum(doubled) + sum(others) - 9 * _ZERO
    return -total % 10 == int(text[9])


def australian(text: str) -> bool:
    """Return whether the text is an Australian Business Number: eleven digits, modulus 89.

    >>> australian("51824753556"), australian("51824753557")
    (True, False)
    """
    if not digits(text, 11):
        return False
    weighed = zip(text, _AUSTRALIAN_WEIGHTS, strict=True)
    return (sum(int(digit) * weight for digit, weight in weighed) - 10) % 89 == 0


def begins_australian(text: str) -> bool:
    """Return whether the first eleven characters weigh what those of such a number do: whatever they are, and follows.

    >>> begins_australian("51824753556"), begins_australian("51824753556 X"), begins_australian("5182475355")
    (True, True, False)
    """
    if len(text) < len(_AUSTRALIAN_WEIGHTS):
        return False
    weighed = zip(map(ord, text), _AUSTRALIAN_WEIGHTS, strict=False)
    return (sum((code - _ZERO) * weight for code, weight in weighed) - 10) % 89 == 0


def dutch_vat(text: str) -> bool:
    """Return whether the text is a Dutch VAT number in form: NL, nine digits, B, two digits."""
    return _DUTCH_VAT(text) is not None


def _whole(text: str) -> bool:
    return _WHOLE_NUMBER(text) is not None


def _letters(text: str) -> bool:
    return _LETTERS(text) is not None
