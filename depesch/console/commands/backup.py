"""Copy everything that a hub cannot do without into an empty folder, with a hash for each file; the hub may run.

Keep backups as safe as the hub: they hold all documents and the key that settings are encrypted with.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from depesch.console.hub import configuration_told

SUMMARY = "back the hub up into a folder"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="an empty or new folder")


def run(arguments: argparse.Namespace) -> int:
    """Back up; 1 when it could not be made."""
    with configuration_told():
        from depesch.hub.server.backup import BackupFailed, backup
        from depesch.hub.server.config import load

        try:
            manifest = backup(load(), arguments.folder)
        except BackupFailed as error:
            print(f"depesch: no backup was made: {error}", file=sys.stderr)
            return 1
    print(f"{len(manifest.files)} files ({manifest.size} bytes) in {arguments.folder}")
    return 0
