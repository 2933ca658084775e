"""A home whose database is made and migrated already, to begin with a copy of it: migrating takes seconds each time.

scripts/tests.py makes one for the whole run and says where in TESTS_MIGRATED_HOME. Without it every home begins empty,
and the tests prove the same. The first start on an empty home is what tests/console and tests/hub/server show.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

VARIABLE = "TESTS_MIGRATED_HOME"


def fill_home(home: Path) -> None:
    """Fill the empty home with a copy of the migrated one, if there is one: owners and rights as they are there."""
    whole = os.environ.get(VARIABLE)
    if whole and (Path(whole) / "whole").exists():
        subprocess.run(["cp", "-a", f"{whole}/home/.", str(home)], check=True)
        (home / "postgres.made").write_text(f"{home / 'postgres'}\n", encoding="utf-8")
