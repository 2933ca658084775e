"""`depesch connect secret`: keys and passwords put away by name, listed, forgotten; never shown."""

from __future__ import annotations

import argparse
import getpass
import json
import sys

from depesch.connect.words import said
from depesch.console.connect.common import DONE, SOME_REFUSED, WRONG_USE, add_part, settings_of, tell
from depesch.console.connect.texts import SAID
from depesch.console.languages import language_of


def add_secret_parts(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `secret set|list|remove`."""
    below = add_part(parts, "secret", "put keys and passwords away, list them, forget them").add_subparsers(
        metavar="set|list|remove", required=True
    )
    put = add_part(below, "set", "put a secret away, read from stdin or asked for", _set)
    put.add_argument("name", metavar="NAME", help="such as account/nordbygg, or mail")
    add_place(put)
    listing = add_part(below, "list", "list the secrets that the configuration names, and where each lies", _list)
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    remove = add_part(below, "remove", "forget a secret", _remove)
    remove.add_argument("name", metavar="NAME")


def add_place(parser: argparse.ArgumentParser) -> None:
    """Add `--in`."""
    parser.add_argument(
        "--in", dest="place", choices=("file", "keyring"), default="file",
        help="a file that only its owner can read, below the agent's home (default), or the system's keyring, which "
        "opens only for the user who is signed in",
    )  # fmt: skip


def read_secret(name: str, language: str) -> str:
    """Return a secret: asked for at a terminal, without showing it, else the first line of stdin."""
    if sys.stdin.isatty():
        return getpass.getpass(said(SAID["ask-for"], language, name=name)).strip()
    return sys.stdin.readline().rstrip("\r\n")


def put_secret(arguments: argparse.Namespace, name: str, text: str, *, is_told: bool = True) -> bool:
    """Put a secret away where `--in` says; tells what keeps it from being put there."""
    from depesch.connect.configuration import keyrings
    from depesch.connect.configuration.secrets import put_away

    language, home = language_of(arguments), settings_of(arguments).home
    assert home is not None, "settings are complete"  # noqa: S101
    try:
        place = put_away(name, text, home, in_keyring=arguments.place == "keyring")
    except (ValueError, OSError, keyrings.KeyringUnusable) as error:
        tell([said(SAID["bad-secret"], language, reason=error)])
        return False
    if is_told:
        print(said(SAID["put-away"], language, name=name, place=place))
    return True


def _set(arguments: argparse.Namespace) -> int:
    settings_of(arguments)  # a bad configuration is told before anybody types
    text = read_secret(arguments.name, language_of(arguments))
    return DONE if put_secret(arguments, arguments.name, text) else WRONG_USE


def _list(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration.secrets import SecretUnreadable, where_is

    settings = settings_of(arguments)
    assert settings.home is not None, "settings are complete"  # noqa: S101
    names = {account.key: account.name for account in settings.accounts}
    if settings.mail and settings.mail.user:
        names.setdefault(settings.mail.password, "mail")
    for name, use in names.items():
        try:
            place = where_is(name, settings.home) or "-"
        except SecretUnreadable:
            place = "unreadable"
        print(json.dumps({"name": name, "of": use, "place": place}) if arguments.json else f"{name:<30}  {place}")
    return DONE


def _remove(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration import keyrings
    from depesch.connect.configuration.secrets import remove

    language, home = language_of(arguments), settings_of(arguments).home
    assert home is not None, "settings are complete"  # noqa: S101
    try:
        was_there = remove(arguments.name, home)
    except (ValueError, OSError, keyrings.KeyringUnusable) as error:
        tell([f"depesch: {error}"])
        return WRONG_USE
    tell([] if was_there else [said(SAID["no-secret"], language, name=arguments.name)])
    if was_there:
        print(said(SAID["forgotten"], language, name=arguments.name))
    return DONE if was_there else SOME_REFUSED
