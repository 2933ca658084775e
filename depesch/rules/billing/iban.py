"""The IBAN as German rules judge it.

Source: ISO 13616 and ISO 7064 (MOD 97-10), as XRechnung 3.0.2 computes it in BR-DE-19 and BR-DE-20.
"""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\r\n]+")
_FORM = re.compile(r"[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{0,30}")
_LETTER_VALUE, _DIGIT_VALUE = 55, 48  # what to take from a character's code: A is 10, 0 is 0
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
    turned = bare[4:] + bare[:4]
    digits = (ord(one) - (_LETTER_VALUE if one > "@" else _DIGIT_VALUE) for one in turned)
    return int("".join(map(str, digits))) % _MODULUS == 1
