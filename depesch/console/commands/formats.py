"""List the document formats, the profiles that can be written by name, and the rule sets that this version knows."""

from __future__ import annotations

import argparse
import sys

SUMMARY = "list the document formats and rule sets"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print every format with its directions, the profiles written, then every rule set."""
    import msgspec

    rows = _rows()
    if arguments.json:
        for row in rows:
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
        return 0
    width = max(len(row["name"]) for row in rows)
    for row in rows:
        print(f"{row['kind']:<8} {row['name']:<{width}}  {row['does']:<10}  {row['title']}")
    return 0


def _rows() -> list[dict[str, str]]:
    from depesch.documents.targets import targets
    from depesch.rules import rule_sets
    from depesch.syntaxes import syntaxes

    written = [
        {"kind": "profile", "name": target.name, "does": "write", "title": target.title}
        for target in targets().values()
        if target.name not in syntaxes()
    ]
    formats = [
        {"kind": "format", "name": name, "does": "read,write" if syntax.write else "read", "title": syntax.title}
        for name, syntax in syntaxes().items()
    ]
    rules = [
        {"kind": "rules", "name": name, "does": rule_set.version, "title": rule_set.title}
        for name, rule_set in rule_sets().items()
    ]
    return formats + written + rules
