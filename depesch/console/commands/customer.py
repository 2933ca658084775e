"""Make a card of a customer: by what a document's buyer is recognised, and how it is reached.

Identifiers are a scheme and a value: an EAS code such as 0192:991825827, `vat:` for a VAT number, `EM:` for an e-mail
address as electronic address, or `customer:` for the number that you gave the customer yourself.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from depesch.console.companies import (
    company_named,
    email_faults,
    hub_at_work,
    name_faults,
    note,
    refuse,
    show,
)
from depesch.model.identifiers import InvalidIdentifier, org_number, vat_number
from depesch.rendering.words import languages

if TYPE_CHECKING:
    from depesch.hub.directory.identifiers import PartyIdentifier
    from depesch.hub.directory.models import Customer
    from depesch.hub.tenancy.models import Company

SUMMARY = "make a card of a customer"
_SCHEME = re.compile(r"\d{4}|[A-Z]{2}|vat|customer")
_ORGANISATIONS = {"0007": "SE", "0192": "NO", "0184": "DK", "0212": "FI", "0191": "EE"}
_VAT_CHECKED = ("SE", "NO", "DK", "FI", "EE")
_FOLDER = re.compile(r"[^./\\\0][^/\\\0]{0,99}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="create", required=True)
    create = parts.add_parser("create", help="make a customer's card")
    create.add_argument("--company", required=True, metavar="NUMBER", help="whose customer: organisation number, or id")
    create.add_argument("--name", required=True, help="the customer's name")
    create.add_argument(
        "--identifier", required=True, action="append", metavar="SCHEME:VALUE", help="as above; may be given repeatedly"
    )
    create.add_argument("--email", default="", help="where mails with documents go")
    create.add_argument("--folder", default="", metavar="NAME", help="name of the agreed folder, made if absent")
    create.add_argument("--language", choices=languages(), default="en", help="of texts to the customer (default: en)")
    create.add_argument("--country", default="", type=str.upper, metavar="CC", help="two letters, such as NO")
    create.add_argument(
        "--run", default="", metavar="CH,CH", help="the channels to try, the first first (default: the company's run)"
    )
    create.add_argument(
        "--takes",
        default="",
        metavar="FORMAT",
        help="format or profile it wants (default: what is usual in its country)",
    )
    create.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Make the card; 0 done, 2 when something given is wrong or stands on another card."""
    with hub_at_work():
        from depesch.hub.tenancy.scope import acting_for

        company = company_named(arguments.company)
        with acting_for(company.id):
            customer, identifiers = _made(arguments)
            if customer.folder:
                _make_folder(company, customer.folder)
            _tell_what_is_not_set_up(company, customer.run)
        row = {"id": str(customer.id), "name": customer.name, "identifiers": ",".join(map(str, identifiers))}
        show([row], as_json=arguments.json)
    return 0


def _made(arguments: argparse.Namespace) -> tuple[Customer, list[PartyIdentifier]]:
    """Make the card and return it with its identifiers; ends on any fault, all of them told."""
    from depesch.hub.directory.customers import add_customer

    faults = _faults(arguments)
    identifiers = _identifiers(arguments.identifier, faults)
    if faults:
        refuse("no card was made", faults)
    customer = add_customer(
        arguments.name.strip(),
        identifiers=identifiers,
        email=arguments.email,
        folder=arguments.folder,
        language=arguments.language,
        country=arguments.country,
        syntax=arguments.takes,
        run=_run(arguments),
    )
    return customer, identifiers


def _run(arguments: argparse.Namespace) -> list[str]:
    return [name.strip() for name in arguments.run.split(",") if name.strip()]


def _faults(arguments: argparse.Namespace) -> list[str]:
    """Return what is wrong with all but the identifiers."""
    from depesch.channels import channels
    from depesch.documents.targets import targets

    faults = name_faults(arguments.name) + (email_faults(arguments.email) if arguments.email else [])
    if arguments.folder and not (_FOLDER.fullmatch(arguments.folder) and arguments.folder.isprintable()):
        faults.append(f"--folder: {arguments.folder!r} is no name of a folder: no path, no point in front")
    if arguments.country and not re.fullmatch("[A-Z]{2}", arguments.country):
        faults.append(f"--country: {arguments.country!r} has to be two letters (ISO 3166-1), such as NO")
    if arguments.takes and arguments.takes not in targets():
        faults.append(f"--takes: {arguments.takes!r} is none of {', '.join(targets())}")
    known, run = channels(), _run(arguments)
    faults.extend(f"--run: {name!r} is none of {', '.join(known)}" for name in run if name not in known)
    if "email" in run and not arguments.email:
        faults.append("--run: names email, but there is no --email")
    if "folder" in run and not arguments.folder:
        faults.append("--run: names folder, but there is no --folder")
    return faults


def _identifiers(texts: Sequence[str], faults: list[str]) -> list[PartyIdentifier]:
    """Return the identifiers; adds to `faults` what is none, and what stands on another card."""
    from depesch.hub.directory.models import CustomerIdentifier

    found = []
    for text in texts:
        try:
            identifier = _identifier(text)
        except InvalidIdentifier as error:
            faults.append(f"--identifier: {error}")
            continue
        row = CustomerIdentifier.objects.filter(scheme=identifier.scheme, value=identifier.value).first()
        if row:
            faults.append(f"--identifier: {identifier} stands on the card of {row.customer.name} ({row.customer_id})")
        found.append(identifier)
    return found


def _identifier(text: str) -> PartyIdentifier:
    """Return the identifier as it is stored, with the check digits of the Nordic and Estonian numbers proved."""
    from depesch.hub.directory.identifiers import VAT, canonical

    scheme, _, value = text.partition(":")
    identifier = canonical(scheme, value) if _SCHEME.fullmatch(scheme) else None
    if identifier is None or len(identifier.value) > 60 or not identifier.value.isprintable():
        raise InvalidIdentifier(f"{text!r} has to be SCHEME:VALUE, such as 0192:991825827 or vat:SE556036079301")
    if identifier.scheme in _ORGANISATIONS:
        org_number(identifier.value, _ORGANISATIONS[identifier.scheme])
    if identifier.scheme == VAT and identifier.value.startswith(_VAT_CHECKED):
        vat_number(identifier.value)
    return identifier


def _make_folder(company: Company, name: str) -> None:
    """Make the agreed folder where the company's channel `folder` looks for it, and say where it lies."""
    from depesch.channels.folder.channel import Settings
    from depesch.hub.directory.channel_settings import settings_of
    from depesch.hub.flows.services import exchange_folder

    kept = settings_of("folder")
    settings = kept if isinstance(kept, Settings) else Settings()
    folder = Path(settings.below(str(exchange_folder(company.id))).root) / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        note(f"the agreed folder is {folder}")
    except OSError as error:
        note(f"the agreed folder {folder} could not be made: {error.strerror}\nnext: make it, writable for the hub")


def _tell_what_is_not_set_up(company: Company, run: Sequence[str]) -> None:
    from depesch.hub.directory.channel_settings import channels_on

    ready = {name for name, channel in channels_on().items() if channel.settings is not None}
    for name in run:
        if name not in ready:
            number = company.organisation_number
            note(f"the channel {name} is not set up yet\nnext: `depesch channel set --company {number} {name}`")
