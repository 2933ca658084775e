"""Running the command as people do: a process of its own, with the environment told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "depesch" / "console" / "samples"


def depesch(
    *arguments: str | Path, stdin: bytes | None = None, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `depesch` with the arguments and return what it wrote; fails after 120 s."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DEPESCH_", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "depesch.console", *map(str, arguments)],
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        cwd=cwd,
        timeout=120,
        env={**kept, "PYTHONPATH": str(SAMPLES.parents[2]), **environment},
    )


def first_line(text: bytes) -> str:
    """Return the first line of an output."""
    return text.decode().splitlines()[0] if text.strip() else ""
