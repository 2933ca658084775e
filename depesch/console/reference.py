"""`docs/cli.md`: the help of every command as one page. A test compares; `make golden` writes it anew."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from depesch.console.command_line import names, parser_of

HEAD = """# The command `depesch`

Made from the command's own help; change that and run `make golden`. Results go to stdout, all else to stderr.
Exit status: 0 done, 1 some documents were refused, 2 wrong use, 75 try later, 78 wrong configuration.
"""


def markdown() -> str:
    """Return the page, with every command and its parts in the alphabet's order."""
    parts = [HEAD]
    for title, parser in _commands(parser_of(names())):
        parts.append(f"## {title}\n\n```\n{parser.format_help().rstrip()}\n```\n")
    return "\n".join(parts)


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                yield sub.prog, sub
                yield from _commands(sub)
