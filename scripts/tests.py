"""Runs all tests in two processes at once, each with a home and a database of its own, for machines of two cores.

What computes goes to one, what waits (a browser, a killed process) to the other. Arguments go to both. The exit status
is the graver one; the output of the first stands after that of the second.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMPUTING = tuple(
    f"tests/{name}"
    for name in (
        "api", "channels", "console", "docs", "documents", "exchange", "hub", "kit", "messages", "model", "rendering",
        "rules", "syntaxes",
    )
)  # fmt: skip
NO_TESTS = 5  # of pytest: what was chosen by arguments stands in the other half


def main(arguments: list[str]) -> int:
    """Run both halves and return what is to be the exit status."""
    pytest = [sys.executable, "-m", "pytest"]
    rest = [f"--ignore={folder}" for folder in COMPUTING]
    started = time.monotonic()
    with tempfile.TemporaryFile() as told:
        computing = subprocess.Popen(  # noqa: S603
            [*pytest, "-p", "no:cacheprovider", *COMPUTING, *arguments], stdout=told, stderr=subprocess.STDOUT
        )
        others = subprocess.run([*pytest, *rest, *arguments], check=False).returncode  # noqa: S603
        status = computing.wait()
        told.seek(0)
        sys.stdout.buffer.write(told.read())
    sys.stdout.write(f"both halves took {time.monotonic() - started:.0f} s\n")
    return max(0 if code == NO_TESTS else code for code in (status, others))


if __name__ == "__main__":
    missing = [folder for folder in COMPUTING if not Path(folder).is_dir()]
    if missing:
        sys.exit(f"not there: {', '.join(missing)}; run it from the checkout's root")
    sys.exit(main(sys.argv[1:]))
