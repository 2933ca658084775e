"""What all parts of `depesch connect` share: the configuration's path, faults told in the user's language."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from depesch.console.languages import add_language, language_of

if TYPE_CHECKING:
    from depesch.connect.configuration.faults import Fault
    from depesch.connect.settings import AgentSettings

DONE, SOME_REFUSED, WRONG_USE, TRY_LATER, WRONG_CONFIGURATION = 0, 1, 2, 75, 78
Act = Callable[[argparse.Namespace], int]


def add_part(
    parts: argparse._SubParsersAction[argparse.ArgumentParser], name: str, summary: str, act: Act | None = None
) -> argparse.ArgumentParser:
    """Add a part that takes `--config` and `--lang`."""
    parser = parts.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
    if act is not None:
        add_config(parser)
        parser.set_defaults(act=act)
    return parser


def add_config(parser: argparse.ArgumentParser) -> None:
    """Add `--config` and `--lang`."""
    parser.add_argument(
        "--config", type=Path, metavar="PATH", help="the configuration, .xml or .toml (default: where init lays it)"
    )
    add_language(parser)


def path_of(arguments: argparse.Namespace) -> Path:
    """Return the path of the configuration."""
    from depesch.connect.configuration.beginning import default_path

    return arguments.config.absolute() if arguments.config else default_path()


def settings_of(arguments: argparse.Namespace) -> AgentSettings:
    """Return the settings; ends the process with 78 and every fault of the file when it is bad."""
    from depesch.connect.configuration import BadConfiguration, load

    try:
        return load(path_of(arguments))
    except BadConfiguration as error:
        tell(error.lines(language_of(arguments)))
        raise SystemExit(WRONG_CONFIGURATION) from error


def tell_faults(path: Path, faults: Sequence[Fault], language: str) -> None:
    """Print a line for each fault on stderr."""
    from depesch.connect.configuration import BadConfiguration

    tell(BadConfiguration(path, faults).lines(language))


def tell(lines: Sequence[str]) -> None:
    """Print lines on stderr."""
    for line in lines:
        print(line, file=sys.stderr)
