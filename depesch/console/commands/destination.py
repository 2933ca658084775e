"""Set up the servers that a company's documents are brought to: its own, or with --customer a customer's.

What a page or a program sets up is seen here, and the other way round. Secrets are read from files (or - for stdin),
stored encrypted, and never shown. `set` keeps every setting that is not given; `--setting key=` puts one back to its
default. `test` logs in over SFTP and FTPS and looks, without leaving anything; of the others it looks at the settings.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from depesch.console.command_line import wrong_use
from depesch.console.companies import TRY_LATER, company_named, hub_at_work, note, refuse, show

if TYPE_CHECKING:
    from depesch.channels import Channel
    from depesch.hub.directory.models import Customer, Destination
    from depesch.hub.tenancy.models import Company

SUMMARY = "set up the servers that documents are brought to"
ACTOR = "console"
_NOT_LET_IN = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="list|add|set|test|pause|remove", required=True)
    listing = _part(parts, "list", "list the servers, the company's own first")
    listing.set_defaults(act=_list)
    for name, words in (("add", "set up a server, and switch it on"), ("set", "change a server, and switch it on")):
        setting = _part(parts, name, words, with_channel=True)
        setting.add_argument("--setting", action="append", default=[], metavar="KEY=VALUE", help="may be repeated")
        setting.add_argument(
            "--secret", action="append", default=[], metavar="KEY=FILE", help="read from a file, - for stdin"
        )
        setting.add_argument(
            "--format", metavar="FORMAT", help="what the company's own server gets, empty: as the document came"
        )
        setting.set_defaults(act=_add if name == "add" else _set)
    _part(parts, "test", "try whether the server lets us in", with_channel=True).set_defaults(act=_test)
    _part(parts, "pause", "bring nothing there until `set` switches it on", with_channel=True).set_defaults(act=_pause)
    _part(parts, "remove", "forget the server with its secrets", with_channel=True).set_defaults(act=_remove)


def _part(
    parts: argparse._SubParsersAction[argparse.ArgumentParser], name: str, words: str, *, with_channel: bool = False
) -> argparse.ArgumentParser:
    parser = parts.add_parser(name, help=words)
    parser.add_argument("--company", required=True, metavar="NUMBER", help="organisation number, or the company's id")
    parser.add_argument("--customer", metavar="ID", help="a customer's server (default: the company's own)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    if with_channel:
        parser.add_argument("channel", metavar="CHANNEL", help="sftp, ftps, https_push or as2")
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Act for the company; 0 done, 1 the server does not let us in, 2 when something given is wrong."""
    with hub_at_work():
        from django.db import IntegrityError

        company = company_named(arguments.company)
        try:
            status: int = arguments.act(company, arguments)
        except IntegrityError:
            note("depesch: somebody else sets up the same server just now\nnext: look at `depesch destination list`")
            status = TRY_LATER
    return status


def _list(company: Company, arguments: argparse.Namespace) -> int:
    from depesch.hub.directory.destinations import known_destinations
    from depesch.hub.tenancy.scope import acting_for

    with acting_for(company.id):
        chosen = (_customer(arguments.customer),) if arguments.customer else ()
        rows = [_listed(row, arguments) for row in known_destinations(*chosen)]
    show(rows, as_json=arguments.json)
    if not rows:
        note("no server is set up\nnext: `depesch destination add`")
    return 0


def _add(company: Company, arguments: argparse.Namespace) -> int:
    from depesch.hub.directory.destinations import known_destinations
    from depesch.hub.tenancy.scope import acting_for

    with acting_for(company.id):
        channel, customer = _channel(arguments.channel), _customer(arguments.customer)
        there = [row.channel for row in known_destinations(customer) if customer is None or row.channel == channel.name]
        if there:
            wrong_use(f"there is a server over {there[0]} already\nnext: `depesch destination set`, or remove it first")
        _saved(channel, customer, None, arguments)
    return 0


def _set(company: Company, arguments: argparse.Namespace) -> int:
    from depesch.hub.tenancy.scope import acting_for

    with acting_for(company.id):
        customer = _customer(arguments.customer)
        _saved(_channel(arguments.channel), customer, _row(customer, arguments.channel), arguments)
    return 0


def _saved(channel: Channel, customer: Customer | None, row: Destination | None, arguments: argparse.Namespace) -> None:
    from depesch.console.channel_form import given_values
    from depesch.documents.targets import targets
    from depesch.hub.directory.destinations import save_destination, settings_in
    from depesch.kit.settings import BadSettings

    kept = settings_in(row) if row else None
    values, faults = given_values(channel, arguments.setting, arguments.secret, kept=kept)
    syntax = arguments.format if arguments.format is not None else (row.syntax if row else "")
    if syntax and customer is not None:
        faults.append("--format: is for the company's own server; what a customer takes stands on its card")
    elif syntax and syntax not in targets():
        faults.append(f"--format: {syntax!r} is none of {', '.join(targets())}")
    if faults:
        refuse("no server was set up", faults)
    try:
        save_destination(channel.name, values, customer=customer, syntax=syntax, actor=ACTOR)
    except BadSettings as error:
        refuse("no server was set up", [str(error)])
    show([_listed(_row(customer, channel.name), arguments)], as_json=arguments.json)


def _test(company: Company, arguments: argparse.Namespace) -> int:
    from depesch.hub.directory.destinations import settings_in
    from depesch.hub.flows.bringing_trial import try_server
    from depesch.hub.tenancy.scope import acting_for

    with acting_for(company.id):
        channel = _channel(arguments.channel)
        settings = settings_in(_row(_customer(arguments.customer), channel.name))
    if settings is None:
        wrong_use("the settings are not complete any more\nnext: `depesch destination set`")
    trial = try_server(company.id, channel, settings)
    answers = {True: "lets us in", False: "does not let us in", None: "cannot be asked without sending"}[trial.answers]
    told = {"channel": channel.name, "answers": trial.answers, "code": trial.code, "detail": trial.detail}
    show([told if arguments.json else {**told, "answers": answers}], as_json=arguments.json)
    return _NOT_LET_IN if trial.answers is False else 0


def _pause(company: Company, arguments: argparse.Namespace) -> int:
    from depesch.console.channel_form import given_values
    from depesch.hub.directory.destinations import save_destination, settings_in
    from depesch.hub.tenancy.scope import acting_for

    with acting_for(company.id):
        channel, customer = _channel(arguments.channel), _customer(arguments.customer)
        row = _row(customer, channel.name)
        settings = settings_in(row)
        if settings is None:
            wrong_use("the settings are not complete any more, so nothing is brought there\nnext: set or remove it")
        values, _faults = given_values(channel, (), (), kept=settings)
        save_destination(channel.name, values, customer=customer, syntax=row.syntax, enabled=False, actor=ACTOR)
        show([_listed(_row(customer, channel.name), arguments)], as_json=arguments.json)
    return 0


def _remove(company: Company, arguments: argparse.Namespace) -> int:
    from depesch.hub.directory.destinations import remove_destination
    from depesch.hub.tenancy.scope import acting_for

    with acting_for(company.id):
        customer = _customer(arguments.customer)
        row = _row(customer, arguments.channel)
        remove_destination(row.channel, customer=customer, actor=ACTOR)
    note(f"the server over {row.channel} is forgotten, with its secrets")
    return 0


def _channel(name: str) -> Channel:
    from depesch.hub.directory.destinations import receiver_channels

    known = receiver_channels()
    if name not in known:
        wrong_use(f"there is no channel {name} to a server\nnext: give one of {', '.join(sorted(known))}")
    return known[name]


def _customer(wanted: str | None) -> Customer | None:
    """Return the customer with this id, None for the company itself; ends the process when there is none."""
    from uuid import UUID

    from depesch.hub.directory.customer_cards import customer_of

    if wanted is None:
        return None
    try:
        found = customer_of(UUID(wanted))
    except ValueError:
        found = None
    if found is None:
        wrong_use(f"there is no customer {wanted}\nnext: give its id, as `customer create` and the API tell it")
    return found


def _row(customer: Customer | None, channel: str) -> Destination:
    from depesch.hub.directory.destinations import known_destinations

    found = next((row for row in known_destinations(customer) if row.channel == channel), None)
    if found is None:
        wrong_use(
            f"there is no server over {channel} here\nnext: `depesch destination list` shows all, `add` makes one"
        )
    return found


def _listed(row: Destination, arguments: argparse.Namespace) -> dict[str, object]:
    """Return one line of the list: whose, over what, the state and where it leads; no secret."""
    from depesch.console.channel_form import told_values
    from depesch.hub.directory.destinations import receiver_channels, settings_in

    settings = settings_in(row)
    state = "incomplete" if settings is None else "on" if row.enabled else "paused"
    told = told_values(receiver_channels()[row.channel], settings) if settings is not None else {}
    line = ", ".join(f"{name}={value}" for name, value in told.items())
    return {
        "owner": str(row.customer_id) if row.customer_id else "own", "channel": row.channel, "state": state,
        "format": row.syntax, "settings": told if arguments.json else line,
    }  # fmt: skip
