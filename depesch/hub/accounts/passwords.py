"""Passwords that people choose: what is refused, and how strong what is left is.

Source: NIST SP 800-63B, 3.1.1.2: length counts, common ones are refused, no rules on which characters to mix.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

LEAST = 10
MOST = 200  # characters; hashing more costs us and helps nobody
_OF_THE_PERSON = 4  # letters: a shorter part of a name is in many good passwords


class PasswordFault(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"  # on the list of those that are tried first
    PLAIN = "plain"  # the same few characters again and again, or a row of the keyboard
    PERSONAL = "personal"  # the person's name, address or company


class Strength(StrEnum):
    """How long a password that is not refused would hold."""

    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


_ROWS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyzåäö", "qwertyuiopåasdfghjklöäzxcvbnm")


def faults(password: str, *, about: Sequence[str] = ()) -> tuple[PasswordFault, ...]:
    """Return why the password is refused, nothing when it is not. `about` is what is known of the person.

    >>> faults("sommar"), faults("password123"), faults("nordbygg-2026", about=["Nordbygg Fasad AB"])
    ((<PasswordFault.SHORT: 'short'>,), (<PasswordFault.COMMON: 'common'>,), (<PasswordFault.PERSONAL: 'personal'>,))
    """
    if len(password) < LEAST:
        return (PasswordFault.SHORT,)
    if len(password) > MOST:
        return (PasswordFault.LONG,)
    low = password.lower()
    if _is_common(password):
        return (PasswordFault.COMMON,)
    if len(set(low)) < 5 or any(low in row or low in row[::-1] for row in _ROWS):
        return (PasswordFault.PLAIN,)
    rest = len(low) - max((len(part) for part in _parts(about) if part in low), default=0)
    return (PasswordFault.PERSONAL,) if rest < LEAST and rest < len(low) else ()


def strength(password: str) -> Strength:
    """Return how strong a password is that is not refused: by its length first, then by how mixed it is.

    >>> str(strength("segelbarlast")), str(strength("tre gröna segel till havs"))
    ('fair', 'strong')
    """
    kinds = sum(bool(re.search(kind, password)) for kind in (r"[a-zåäöæø]", r"[A-ZÅÄÖÆØ]", r"\d", r"[^\w]"))
    weight = len(password) + 2 * kinds
    if weight >= 22:
        return Strength.STRONG
    return Strength.GOOD if weight >= 17 else Strength.FAIR


@cache
def _list_of_common_ones() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def _is_common(password: str) -> bool:
    try:
        _list_of_common_ones().validate(password)
    except ValidationError:
        return True
    return False


def _parts(about: Sequence[str]) -> set[str]:
    words = (word for text in about for word in re.split(r"[\W_]+", text.lower()))
    return {word for word in words if len(word) >= _OF_THE_PERSON}
