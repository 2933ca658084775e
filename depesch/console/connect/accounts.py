"""`depesch connect account`: a company's account added after asking the hub, listed, removed."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from depesch.connect.words import said
from depesch.console.connect.common import (
    DONE,
    TRY_LATER,
    WRONG_CONFIGURATION,
    WRONG_USE,
    add_part,
    path_of,
    settings_of,
    tell,
    tell_faults,
)
from depesch.console.connect.config import change_file
from depesch.console.connect.secrets import add_place, put_secret, read_secret
from depesch.console.connect.texts import SAID
from depesch.console.languages import language_of

if TYPE_CHECKING:
    from depesch.connect.settings import Account, AgentSettings

_SEND_MODES = ("production", "test", "certification")


def add_account_parts(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `account add|list|remove`."""
    below = add_part(parts, "account", "add, list and remove accounts: one for each company").add_subparsers(
        metavar="add|list|remove", required=True
    )
    _add_add(below)
    listing = add_part(below, "list", "list the accounts", _list)
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    remove = add_part(below, "remove", "take an account out of the configuration and forget its key", _remove)
    remove.add_argument("name", metavar="NAME")


def _add_add(below: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = add_part(below, "add", "add an account; its key is read from stdin or asked for, and shown to the hub", _add)
    add.add_argument("name", metavar="NAME", help="how it is called here: a-z, 0-9, - and _")
    add.add_argument("--hub", required=True, metavar="URL", help="https://HOST; http only for a hub on this machine")
    add.add_argument("--send", type=Path, action="append", default=[], metavar="FOLDER", help="a folder to watch")
    add.add_argument("--collect", type=Path, metavar="FOLDER", help="where documents that come in are laid")
    add.add_argument("--create-folders", action="store_true", help="make folders that are missing")
    add.add_argument("--mode", choices=_SEND_MODES, default="production", help="send mode (default: production)")
    add.add_argument("--format", default="", metavar="SYNTAX", help="what comes in is wanted in, such as ubl21")
    add.add_argument("--company", default="", metavar="TEXT", help="its name in folders (default: as the hub has it)")
    add_place(add)


def _add(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration.online import PASSING, verdict
    from depesch.kit.secret import Secret

    language, settings = language_of(arguments), settings_of(arguments)
    if any(account.name == arguments.name for account in settings.accounts):
        tell([said(SAID["account-there"], language, name=arguments.name)])
        return WRONG_USE
    if path_of(arguments).suffix.lower() == ".toml":
        tell([said(SAID["toml"], language, path=path_of(arguments))])
        return WRONG_USE
    account = _account(arguments)
    key = read_secret(f"account/{arguments.name}", language)
    if faults := _faults_before_asking(arguments, settings, account):
        tell(faults)
        return WRONG_CONFIGURATION
    if not key or not key.isprintable() or not key.isascii():
        tell([said(SAID["no-key"], language)])
        return WRONG_USE
    found = verdict(account, Secret(key), proxy=settings.proxy, ca_file=settings.ca_file)
    if found.caller is None or any(fault.code == "key-may-not" for fault in found.faults):
        tell_faults(path_of(arguments), found.faults, language)
        return TRY_LATER if any(fault.code in PASSING for fault in found.faults) else WRONG_CONFIGURATION
    tell_faults(path_of(arguments), found.faults, language)
    company = found.caller.company
    status = _written(arguments, _account(arguments, company.name), key)
    if status == DONE:
        number = company.organisation_number
        print(said(SAID["account-added"], language, name=account.name, company=company.name, number=number))
    return status


def _account(arguments: argparse.Namespace, company: str = "") -> Account:
    """Return the account that the arguments tell. Folders are absolute: the file may lie elsewhere."""
    from depesch.connect.settings import Account, Collecting, Sending, SendMode

    mode = SendMode(arguments.mode)
    sending = tuple(Sending(folder=folder.absolute(), send_mode=mode) for folder in arguments.send)
    collecting = Collecting(folder=arguments.collect.absolute(), syntax=arguments.format) if arguments.collect else None
    name = arguments.company or company
    return Account(name=arguments.name, hub=arguments.hub, company=name, sending=sending, collecting=collecting)


def _faults_before_asking(arguments: argparse.Namespace, settings: AgentSettings, account: Account) -> list[str]:
    """Return what is wrong with the account in itself and beside the others, before the key goes anywhere."""
    import re

    import msgspec

    from depesch.connect.configuration import BadConfiguration, Fault
    from depesch.connect.configuration.completing import complete
    from depesch.connect.configuration.consistency import inconsistencies
    from depesch.connect.configuration.shape import keys_of
    from depesch.connect.settings import Account

    pattern = keys_of(Account)["name"].pattern
    if not re.search(pattern, account.name):
        details = {"allowed": pattern}
        faults = [Fault(code="not-fitting", key="accounts.name", value=account.name, details=details)]
    else:
        whole = msgspec.structs.replace(settings, accounts=(*settings.accounts, account))
        known = {(fault.code, fault.key) for fault in inconsistencies(settings)}
        found = inconsistencies(complete(whole, path_of(arguments)))
        faults = [fault for fault in found if (fault.code, fault.key) not in known]
    return BadConfiguration(path_of(arguments), faults).lines(language_of(arguments)) if faults else []


def _written(arguments: argparse.Namespace, account: Account, key: str) -> int:
    """Make the folders, put the key away and write the account; the key is forgotten when it cannot be written."""
    from depesch.connect.configuration.editing import Tree
    from depesch.connect.configuration.secrets import remove

    name, home = f"account/{account.name}", settings_of(arguments).home
    assert home is not None, "settings are complete"  # noqa: S101
    if arguments.create_folders and not _folders_made(account, language_of(arguments)):
        return WRONG_CONFIGURATION
    if not put_secret(arguments, name, key, is_told=False):
        return WRONG_USE

    def changed(content: bytes) -> bytes:
        tree = Tree(content)
        tree.add("accounts", account)
        return tree.content()

    status = change_file(arguments, changed)
    if status != DONE:
        remove(name, home)
    return status


def _folders_made(account: Account, language: str) -> bool:
    folders = [folder for each in account.sending for folder in (
        each.folder, each.sent or each.folder.parent / "sent", each.failed or each.folder.parent / "failed",
    )]  # fmt: skip
    for folder in [*folders, *([account.collecting.folder] if account.collecting else [])]:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            tell([said(SAID["folder-not-made"], language, folder=folder, reason=error.strerror)])
            return False
    return True


def _list(arguments: argparse.Namespace) -> int:
    for account in settings_of(arguments).accounts:
        sending = [str(each.folder) for each in account.sending]
        collecting = str(account.collecting.folder) if account.collecting else None
        row = {
            "name": account.name, "enabled": account.enabled, "hub": account.hub, "company": account.company,
            "sending": sending, "collecting": collecting,
        }  # fmt: skip
        if arguments.json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            off = "" if account.enabled else "  (off)"
            print(f"{account.name}  {account.company}  {account.hub}{off}")
            for folder in sending:
                print(f"  -> {folder}")
            if collecting:
                print(f"  <- {collecting}")
    return DONE


def _remove(arguments: argparse.Namespace) -> int:
    from depesch.connect.configuration.editing import Tree
    from depesch.connect.configuration.secrets import remove

    language, settings = language_of(arguments), settings_of(arguments)
    found = next((account for account in settings.accounts if account.name == arguments.name), None)
    if found is None:
        known = ", ".join(account.name for account in settings.accounts) or "-"
        tell([said(SAID["no-account"], language, name=arguments.name, known=known)])
        return WRONG_USE

    def changed(content: bytes) -> bytes:
        tree = Tree(content)
        tree.take(f"accounts.{arguments.name}")
        return tree.content()

    status = change_file(arguments, changed)
    if status == DONE:
        assert settings.home is not None, "settings are complete"  # noqa: S101
        if all(account.key != found.key for account in settings.accounts if account is not found):
            remove(found.key, settings.home)
        print(said(SAID["account-removed"], language, name=arguments.name))
    return status
