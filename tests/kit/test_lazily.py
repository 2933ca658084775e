"""A function known by its place."""

from __future__ import annotations

import pytest

from depesch.kit.lazily import Lazily, lazily


def test_it_is_called_where_it_stands() -> None:
    assert lazily("depesch.kit.hashing:sha256_hex")(b"").startswith("e3b0c442")


def test_a_wrong_place_is_told_when_it_is_resolved() -> None:
    with pytest.raises(AttributeError):
        Lazily("depesch.kit.hashing:nothing_of_the_kind").resolve()
    with pytest.raises(ModuleNotFoundError):
        Lazily("depesch.kit.nowhere:nothing").resolve()
