"""`import depesch` is the library's whole public face, and costs nothing until a name is used."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import depesch
from tests.console.running import SAMPLES


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


def test_the_examples_in_the_docs_run(tmp_path: Path) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "library.md").read_text(encoding="utf-8")
    examples = "\n".join(re.findall(r"```python\n(.*?)```", page, re.DOTALL))
    (tmp_path / "F-1042.xml").write_bytes((SAMPLES / "invoice-municipality.xml").read_bytes())
    ended = subprocess.run(
        [sys.executable, "-c", examples],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(SAMPLES.parents[2])},
    )
    assert ended.returncode == 0, ended.stderr
    assert "ubl21 261101 13370.00" in ended.stdout
    assert "accepted ['en16931', 'peppol_bis3'] True" in ended.stdout
    assert "BR-CL-04 BT-5 sek SEK" in ended.stdout
    assert "accepted True True" in ended.stdout
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".pdf", ".xml", ".xml"]
