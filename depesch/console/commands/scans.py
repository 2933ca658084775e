"""Take a batch of the scanning centre, open a company's box there, or list the scans that lead to nobody.

`take` reads a ZIP file of scans, with a manifest or with the box codes in the files' names (docs/paper.md). Each scan
becomes an incoming document of the company whose box it names; the others stand in the cockpit under Scans. The same
file again changes nothing, and one that broke off is gone on with.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from depesch.console.command_line import wrong_use
from depesch.console.companies import company_named, hub_at_work, note, show

SUMMARY = "take scans of letters, open a company's box"
ACTOR = "console"
SOME_STRAY = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="take|box|strays", required=True)
    take = parts.add_parser("take", help="take a batch of scans")
    take.add_argument("file", type=Path, metavar="FILE", help="the ZIP file")
    take.add_argument("--json", action="store_true", help="one JSON object a line and scan")
    take.set_defaults(act=_take)
    box = parts.add_parser("box", help="give a company a box at the scanning centre, or close it")
    box.add_argument("--company", required=True, metavar="NUMBER", help="organisation number or id")
    box.add_argument("--close", action="store_true", help="close it: what still comes waits for the operator")
    box.add_argument("--json", action="store_true", help="one JSON object")
    box.set_defaults(act=_box)
    strays = parts.add_parser("strays", help="list the scans that lead to no company")
    strays.add_argument("--json", action="store_true", help="one JSON object a line and scan")
    strays.set_defaults(act=_strays)


def run(arguments: argparse.Namespace) -> int:
    """Take, open or list; 0 done, 1 when some scans lead to nobody, 2 when something given is wrong."""
    result: int = arguments.act(arguments)
    return result


def _take(arguments: argparse.Namespace) -> int:
    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        wrong_use(f"{arguments.file}: {error.strerror}")
    with hub_at_work():
        from depesch.hub.paper.batch_files import BatchRefused
        from depesch.hub.paper.taking import take_batch

        try:
            taken = take_batch(data, name=arguments.file.name, actor=ACTOR)
        except BatchRefused as error:
            wrong_use(f"{arguments.file}: {error.detail}\nnext: nothing of it was taken; have it made anew")
    if taken.was_known:
        note(f"{arguments.file}: taken before, nothing was changed")
        return 0
    rows = [
        {"file": each.name, "box": each.box, "document": str(each.document_id or ""), "stray": each.reason}
        for each in taken.scans
    ]
    show(rows, as_json=arguments.json)
    strays = [each for each in taken.scans if each.reason]
    if strays:
        note(f"next: {len(strays)} of {len(rows)} lead to no company; say whose they are in the cockpit under Scans")
    return SOME_STRAY if strays else 0


def _box(arguments: argparse.Namespace) -> int:
    with hub_at_work():
        from depesch.hub.paper.boxes import close_box, open_box, postal_address

        company = company_named(arguments.company)
        if arguments.close:
            close_box(company, actor=ACTOR)
            note(f"{company.name} has no box now")
            return 0
        box = open_box(company, actor=ACTOR)
        address = postal_address(company, box.code)
    show([{"company": company.name, "box": box.code, "address": ", ".join(address)}], as_json=arguments.json)
    if not address:
        note("next: set DEPESCH_SCANNING_ADDRESS, so that the company sees its whole address")
    return 0


def _strays(arguments: argparse.Namespace) -> int:
    with hub_at_work():
        from depesch.hub.paper.strays import open_strays

        rows = [
            {"batch": each.batch.name, "file": each.name, "box": each.box, "reason": each.reason}
            for each in open_strays()
        ]
    show(rows, as_json=arguments.json)
    return 0
