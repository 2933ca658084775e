"""Look at the process settings (`DEPESCH_*`): `check` says whether they are right, `show` prints them.

Secrets are masked. Exit status: 0 all are right, 78 with every fault on stderr.
"""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit, urlunsplit

from depesch.console.hub import configuration_told
from depesch.kit.secret import Secret

SUMMARY = "check or show the process settings"
_SECRET = frozenset({"secret_key"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="check|show", required=True)
    parts.add_parser("check", help="say whether all settings are right").set_defaults(show=False)
    parts.add_parser("show", help="print every setting with its value").set_defaults(show=True)


def run(arguments: argparse.Namespace) -> int:
    """Load the settings and, for `show`, print them one a line."""
    from msgspec.structs import asdict

    from depesch.hub.server.config import PREFIX, load

    with configuration_told():
        config = load()
    if not arguments.show:
        print("the configuration is right")
        return 0
    values = {f"{PREFIX}{name.upper()}": _shown(name, value) for name, value in asdict(config).items()}
    width = max(map(len, values))
    for name, text in values.items():
        print(f"{name:<{width}}  {text}")
    return 0


def _shown(name: str, value: object) -> str:
    """Return a setting's value as text, without the secrets in it."""
    if name in _SECRET:
        return "***" if value else "(made at the first start)"
    if isinstance(value, Secret):
        return "***" if value else ""
    text = "" if value is None else str(value)
    return _without_password(text) if name.endswith("_url") and "@" in text else text


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    user, _, place = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}:***@{place}"))
