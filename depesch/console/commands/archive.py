"""Look after the archive: `verify` reads every archived byte and every event of the history again.

`verify-pack` checks an evidence pack, on any machine: it needs neither the hub nor its database.

Exit status: 0 everything is there and unchanged, 1 something is missing, changed or out of order (named on stderr),
2 the file is no evidence pack.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from depesch.documents.evidence_pack import PackReport
    from depesch.hub.archive.verification import ArchiveReport

SUMMARY = "verify the archive and the history"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="verify|verify-pack", required=True)
    verify = parts.add_parser("verify", help="read everything again and compare hashes and chains")
    verify.add_argument("--json", action="store_true", help="the report as one JSON object")
    pack = parts.add_parser("verify-pack", help="check an evidence pack: every file's hash, every event's link")
    pack.add_argument("pack", type=Path, metavar="FILE", help="the pack as it was fetched, a ZIP file")
    pack.add_argument("--json", action="store_true", help="the report as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Verify, with the hub running or not."""
    if "pack" in arguments:
        return _verify_pack(arguments.pack, as_json=arguments.json)
    from depesch.console.hub import database_running, open_hub

    open_hub()
    with database_running():
        from depesch.hub.archive.verification import verify

        report = verify()
    _tell(report, as_json=arguments.json)
    return 0 if report.is_sound else 1


def _verify_pack(path: Path, *, as_json: bool) -> int:
    from depesch.documents.evidence_pack import NoPack, verify_pack

    try:
        with path.open("rb") as file:
            report = verify_pack(file)
    except (NoPack, OSError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    _tell_pack(report, as_json=as_json)
    return 0 if report.is_sound else 1


def _tell_pack(report: PackReport, *, as_json: bool) -> None:
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
        return
    print(f"{report.document.get('number') or report.document.get('id')}: {report.files} files, {report.events} events")
    for fault in report.faults:
        print(fault, file=sys.stderr)
    print("the pack is whole" if report.is_sound else "next: fetch the pack again from the hub that made it")


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
