"""The language that the command speaks: what `--lang` says, else what the environment says, else English."""

from __future__ import annotations

import argparse
import os

LANGUAGES = ("sv", "nb", "en")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add `--lang` to a command that writes sentences."""
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        help="language of the messages (default: as LC_ALL, LC_MESSAGES or LANG says, else en)",
    )


def language_of(arguments: argparse.Namespace) -> str:
    """Return `sv`, `nb` or `en`."""
    return arguments.lang or _of_environment()


def _of_environment() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if text := os.environ.get(variable):
            code = text[:2].lower()
            code = "nb" if code in ("no", "nn") else code
            return code if code in LANGUAGES else "en"
    return "en"
