"""What veraPDF, the reference judge of PDF/A and PDF/UA, finds in our PDFs. `scripts/setup.sh dev` gets it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

_JARS = Path(__file__).parents[3] / ".venv" / "verapdf"
_JUDGE = Path(__file__).with_name("Judge.java")
FLAVOURS = ("3a", "ua1")  # PDF/A-3a, PDF/UA-1

needs_verapdf = pytest.mark.skipif(
    not any(_JARS.glob("validation-model-*.jar")) or shutil.which("java") is None,
    reason="veraPDF is not here: it takes java, and maven once to get it (scripts/setup.sh dev)",
)


class Verdict(msgspec.Struct, frozen=True):
    """What was found in one PDF: how many assertions each flavour tried, and the clauses that are broken."""

    tried: dict[str, int]
    broken: tuple[str, ...]


def judged(pdfs: Mapping[str, bytes], folder: Path) -> dict[str, Verdict]:
    """Return what veraPDF finds in each PDF, by its name; they are put into `folder`."""
    for name, content in pdfs.items():
        (folder / name).write_bytes(content)
    command = ["java", "-cp", f"{_JARS}/*", str(_JUDGE), ",".join(FLAVOURS), *pdfs]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=240)
    assert run.returncode == 0, run.stderr
    tried: dict[str, dict[str, int]] = {name: {} for name in pdfs}
    broken: dict[str, list[str]] = {name: [] for name in pdfs}
    for line in run.stdout.splitlines():
        kind, file, flavour, what, *message = line.split("\t")
        if kind == "judged":
            tried[file][flavour] = int(what)
        else:
            broken[file].append(f"{flavour} {what}: {' '.join(message)}")
    return {name: Verdict(tried[name], tuple(broken[name])) for name in pdfs}
