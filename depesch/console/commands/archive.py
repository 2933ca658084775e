"""Look after the archive: `verify` reads every archived byte and every event of the history again.

Exit status: 0 everything is there and unchanged, 1 something is missing, changed or out of order (named on stderr).
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from depesch.hub.archive.verification import ArchiveReport

SUMMARY = "verify the archive and the history"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="verify", required=True)
    verify = parts.add_parser("verify", help="read everything again and compare hashes and chains")
    verify.add_argument("--json", action="store_true", help="the report as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Verify, with the hub running or not."""
    from depesch.console.hub import database_running, open_hub

    open_hub()
    with database_running():
        from depesch.hub.archive.verification import verify

        report = verify()
    _tell(report, as_json=arguments.json)
    return 0 if report.is_sound else 1


def _tell(report: ArchiveReport, *, as_json: bool) -> None:
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
        return
    print(f"{report.companies} companies, {report.files} files ({report.size} bytes), {report.events} events")
    faults = [
        *(f"missing: {name}" for name in report.missing),
        *(f"changed: {name}" for name in report.changed),
        *(f"history of company {chain.company_id}: {chain.reason}" for chain in report.chains if not chain.is_sound),
    ]
    for fault in faults:
        print(fault, file=sys.stderr)
    if report.orphaned:
        print(f"{len(report.orphaned)} files belong to nobody; they were left by rolled-back submissions, harmless")
    print(
        "the archive is whole" if report.is_sound else "next: restore what is named from a backup; nothing was changed"
    )
