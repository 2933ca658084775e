"""The IBAN as German rules judge it.

Source: ISO 13616 and ISO 7064 (MOD 97-10), as XRechnung 3.0.2 computes it in BR-DE-19 and BR-DE-20.
"""

from __future__ import annotations

import re
from string import ascii_letters

_SPACES = re.compile(r"[ \t\r\n]+")
_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{0,30}")
_NUMBERS = str.maketrans({letter: str(ord(letter) - 55) for letter in ascii_letters})  # A is 10, a is 42
_MODULUS = 97


def has_check_digits(account: str) -> bool:
    """Return whether the number, its spaces left out, has the form and the check digits of an IBAN.

    The artefact takes a small letter behind the fourth place for another number than its capital.

    >>> has_check_digits("DE89 3704 0044 0532 0130 00"), has_check_digits("DE88370400440532013000")
    (True, False)
    """
    bare = _SPACES.sub("", account)
    if _FORM.fullmatch(bare) is None:
        return False
    return int((bare[4:] + bare[:4]).translate(_NUMBERS)) % _MODULUS == 1
