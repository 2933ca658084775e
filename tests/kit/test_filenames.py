"""Any text becomes one safe component of a path."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.kit.filenames import MAX_NAME_BYTES, safe_file_name


@given(name=st.text())
def test_name_is_one_visible_component(name: str) -> None:
    safe = safe_file_name(name)
    assert safe
    assert not set("/\\\0:\n\r") & set(safe)
    assert not safe.startswith((".", "-"))


@given(name=st.text(min_size=100, max_size=400))
def test_name_is_never_too_long(name: str) -> None:
    assert len(safe_file_name(name).encode()) <= MAX_NAME_BYTES


@given(name=st.text())
def test_safe_name_stays_as_it_is(name: str) -> None:
    once = safe_file_name(name)
    assert safe_file_name(once) == once


@pytest.mark.parametrize(
    ("name", "safe"),
    [("F-1042.xml", "F-1042.xml"), ("Faktura Åsa.PDF", "Faktura_Åsa.pdf"), ("../../etc/passwd", "etc_passwd"),
     ("CON.xml", "_CON.xml"), ("..", "file"), ("", "file"), ("å" * 300 + ".xml", "å" * 87 + ".xml"),
     ("a\u202egpj.exe", "a_gpj.exe")],
)  # fmt: skip
def test_known_names(name: str, safe: str) -> None:
    assert safe_file_name(name) == safe
