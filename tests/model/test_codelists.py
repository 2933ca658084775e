"""Code lists: each file names its source and version, and is what the script makes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from depesch.model import codelists
from depesch.model.codelists import code_list, codes
from tests.shared_data import needs_shared, shared

NAMES = sorted(path.stem for path in Path(codelists.__file__).parent.glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
def test_a_list_says_where_it_comes_from(name: str) -> None:
    found = code_list(name)
    assert found.name == name
    assert found.source
    assert found.version
    assert len(found.codes) == len(set(found.codes)) > 0


@pytest.mark.parametrize(
    ("name", "code"),
    [("currency", "NOK"), ("country", "NO"), ("unit", "H87"), ("eas", "0192"), ("participant_scheme_active", "0192")],
)
def test_well_known_codes_are_there(name: str, code: str) -> None:
    assert code in codes(name)


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        codes("planets")


@needs_shared
def test_the_files_are_what_the_script_makes() -> None:
    script = Path(__file__).parents[2] / "scripts" / "make_codelists.py"
    done = subprocess.run([sys.executable, script, shared(), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
