"""Fill an empty home from a backup and bring it to this version. Every hash is checked before anything is changed.

Afterwards `depesch archive verify` reads everything again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from depesch.console.hub import configuration_told

SUMMARY = "restore a backup into an empty home"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that `depesch backup` made")


def run(arguments: argparse.Namespace) -> int:
    """Restore; 1 when the backup is damaged or the home is not empty."""
    with configuration_told():
        from depesch.hub.server.backup import BackupFailed, RestoreRefused, restore
        from depesch.hub.server.config import load

        try:
            manifest = restore(load(), arguments.folder)
        except RestoreRefused as error:
            print(f"depesch: nothing was restored: {error}", file=sys.stderr)
            return 1
        except BackupFailed as error:
            print(f"depesch: the home is incomplete: {error}\nnext: remove it and try again", file=sys.stderr)
            return 1
    print(
        f"restored {len(manifest.files)} files of {manifest.made_at:%Y-%m-%d %H:%M} UTC\nnext: depesch archive verify"
    )
    return 0
