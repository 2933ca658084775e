"""Puts this checkout on the virtual environment's path and the command `depesch` into its bin folder."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

COMMAND = """#!{python}
import sys
from depesch.console import main
sys.exit(main())
"""


def main() -> None:
    """Write the path file and the command; both are overwritten when they are there."""
    Path(sysconfig.get_paths()["purelib"], "depesch-checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = Path(sys.prefix, "bin", "depesch")
    command.write_text(COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    main()
