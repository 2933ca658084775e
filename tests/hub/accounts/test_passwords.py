"""Which passwords are refused, and what is said of the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.hub.accounts.passwords import PasswordFault, Strength, faults, strength

ABOUT = ("astrid.ek@nordbygg.example", "Astrid Ek", "Nordbygg Fasad AB")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("kort", PasswordFault.SHORT), ("123456789", PasswordFault.SHORT), ("1234567890", PasswordFault.COMMON),
        ("password123", PasswordFault.COMMON), ("aaaaaaaaaaaa", PasswordFault.PLAIN),
        ("abababababab", PasswordFault.PLAIN),
        ("456789012345", PasswordFault.PLAIN), ("nordbygg2026", PasswordFault.PERSONAL),
        ("ASTRID-ek-1", PasswordFault.PERSONAL), ("x" * 201, PasswordFault.LONG),
    ],
)  # fmt: skip
def test_weak_passwords_are_refused(password: str, fault: PasswordFault) -> None:
    assert faults(password, about=ABOUT) == (fault,)


@pytest.mark.parametrize("password", ["segel-och-barlast-7", "tre gröna segel", "nordbygg-har-sju-segel-till-havs"])
def test_long_ones_are_taken_whatever_they_are_made_of(password: str) -> None:
    assert faults(password, about=ABOUT) == ()


def test_longer_ones_are_stronger() -> None:
    said = [strength(text) for text in ("segelbarlast", "segelbarlast7!", "segel-barlast-och-7-vindar")]
    assert said == [Strength.FAIR, Strength.GOOD, Strength.STRONG]


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    if not faults(text, about=ABOUT):
        assert strength(text) in Strength
