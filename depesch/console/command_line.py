"""The command line: finds the command by its module's name and loads that module alone, so that it starts fast."""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, cast

from depesch.console import commands
from depesch.console.commands import Command
from depesch.kit.discovery import BrokenPlugin

WRONG_USE = 2
TRY_LATER = 75
WRONG_CONFIGURATION = 78


def run(arguments: Sequence[str] | None = None) -> int:
    """Parse the arguments, run the command and return its exit status."""
    _open_what_is_closed()
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = parser_of(given[:1] if given and given[0] in names() else names())
    try:
        parsed = parser.parse_args(given)
        status = cast(Command, parsed.command).run(parsed)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read us has enough, such as `| head`
        _write_no_more()
        return 0
    except BrokenPlugin as error:
        print(f"depesch: {error}", file=sys.stderr)
        return WRONG_CONFIGURATION
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(f"depesch: {error.strerror}; make room and try again", file=sys.stderr)
        _write_no_more()
        return TRY_LATER
    except KeyboardInterrupt:
        return 130
    return status


def _open_what_is_closed() -> None:
    """Let a stream that the caller closed (`>&-`) be an empty one: Python would have None in its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open until the end


def _write_no_more() -> None:
    """Let what is still to be flushed go nowhere, or Python would fail on it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def names() -> list[str]:
    """Return the names of all commands, in the alphabet's order."""
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def parser_of(wanted: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser that knows the commands in `wanted`."""
    parser = argparse.ArgumentParser(
        prog="depesch",
        description="An open e-invoicing network that you run yourself.",
        epilog="Exit status: 0 done, 1 some documents were refused, 2 wrong use, 75 try later, 78 wrong configuration.",
    )
    parsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in wanted:
        command = cast(Command, importlib.import_module(f"{commands.__name__}.{name}"))
        sub = parsers.add_parser(name, help=command.SUMMARY, description=command.__doc__, formatter_class=_Paragraphs)
        command.add_arguments(sub)
        sub.set_defaults(command=command)
    return parser


def wrong_use(message: str) -> NoReturn:
    """End with exit status 2 and say why on stderr."""
    print(f"depesch: {message}", file=sys.stderr)
    raise SystemExit(WRONG_USE)


class _Paragraphs(argparse.RawDescriptionHelpFormatter):
    """Keeps a description's paragraphs, and makes help look alike on every screen."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)
