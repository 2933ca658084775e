"""`import depesch` is the library's whole public face, and costs nothing until a name is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import depesch


def loaded_after(statement: str) -> set[str]:
    script = f"import sys\n{statement}\nprint(' '.join(sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


def test_importing_the_package_loads_neither_lxml_nor_msgspec_nor_anything_of_ours() -> None:
    loaded = loaded_after("import depesch")
    assert not loaded & {"lxml", "msgspec", "django", "typst", "decimal"}
    assert {name for name in loaded if name.startswith("depesch")} == {"depesch"}


@pytest.mark.parametrize("name", depesch.__all__)
def test_every_public_name_is_found_at_its_home(name: str) -> None:
    assert getattr(depesch, name).__name__ == name


def test_an_unknown_name_is_an_attribute_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'sennd'"):
        depesch.sennd  # noqa: B018


def test_names_are_listed_before_they_are_used() -> None:
    assert set(depesch.__all__) <= set(dir(depesch))
