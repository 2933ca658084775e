"""Make a company on the hub, list those there are, or settle what one demands of documents to it.

`create` checks the organisation number and the VAT number, makes the company and puts it into the network's directory,
so that other companies of the hub can send to it. `rules` puts a rule pack in force: every document to the company
meets it from then on, whoever sends it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from depesch.console.companies import LANGUAGES, hub_at_work, name_faults, note, refuse, show
from depesch.console.demands import add_rules
from depesch.model.identifiers import InvalidIdentifier, org_number, vat_number

if TYPE_CHECKING:
    from depesch.hub.directory.identifiers import PartyIdentifier
    from depesch.hub.tenancy.models import Company

SUMMARY = "make a company, list all, or settle what one demands"
# The countries whose organisation numbers can be checked: the time zone and the language that go with each.
COUNTRIES = {
    "SE": ("Europe/Stockholm", "sv"),
    "NO": ("Europe/Oslo", "nb"),
    "DK": ("Europe/Copenhagen", "en"),
    "FI": ("Europe/Helsinki", "en"),
    "EE": ("Europe/Tallinn", "en"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="create|list|rules", required=True)
    create = parts.add_parser("create", help="make a company and put it into the directory")
    create.add_argument("--name", required=True, help="the company's legal name")
    create.add_argument(
        "--country", required=True, type=str.upper, choices=tuple(COUNTRIES), help="where it is registered"
    )
    create.add_argument("--org-number", required=True, metavar="NUMBER", help="organisation number")
    create.add_argument("--vat-number", default="", metavar="NUMBER", help="VAT number, with the country's letters")
    create.add_argument("--language", choices=LANGUAGES, help="of its texts (default: sv in SE, nb in NO, else en)")
    create.add_argument(
        "--takes", default="ubl21", metavar="SYNTAX", help="format it wants to receive (default: ubl21)"
    )
    create.add_argument("--json", action="store_true", help="one JSON object")
    create.set_defaults(act=_create)
    listing = parts.add_parser("list", help="list all companies")
    listing.add_argument("--json", action="store_true", help="one JSON object a line and company")
    listing.set_defaults(act=_list)
    add_rules(parts)


def run(arguments: argparse.Namespace) -> int:
    """Make, list or settle; 0 done, 2 when something given is wrong or taken."""
    result: int = arguments.act(arguments)
    return result


def _create(arguments: argparse.Namespace) -> int:
    organisation, vat = _checked(arguments)
    with hub_at_work():
        company = _made(arguments, organisation, vat)
        show([_row(company)], as_json=arguments.json)
    note(f"next: `depesch person create --company {organisation}`, `depesch channel set --company {organisation}`")
    return 0


def _made(arguments: argparse.Namespace, organisation: str, vat: str) -> Company:
    """Make the company and its entry in the directory, both or neither; ends when one of its numbers is taken."""
    from django.db import transaction

    from depesch.hub.directory.identifiers import of_company
    from depesch.hub.directory.participants import register_company
    from depesch.hub.tenancy.companies import create_company, wait_for_turn
    from depesch.hub.tenancy.scope import acting_for

    time_zone, language = COUNTRIES[arguments.country]
    with transaction.atomic():
        wait_for_turn()
        if taken := _taken(arguments.country, organisation, of_company(arguments.country, organisation, vat)):
            refuse("no company was made", taken)
        company = create_company(
            name=arguments.name.strip(),
            country=arguments.country,
            organisation_number=organisation,
            vat_number=vat,
            language=arguments.language or language,
            time_zone=time_zone,
        )
        with acting_for(company.id):
            register_company(company, syntax=arguments.takes)
    return company


def _checked(arguments: argparse.Namespace) -> tuple[str, str]:
    """Return the organisation number and the VAT number ("" for none) as they are stored; ends on any fault."""
    from depesch.documents.targets import targets

    faults, organisation, vat = [], "", ""
    try:
        organisation = org_number(arguments.org_number, arguments.country).value
    except InvalidIdentifier as error:
        faults.append(f"--org-number: {error}")
    try:
        vat = vat_number(arguments.vat_number).value if arguments.vat_number else ""
    except InvalidIdentifier as error:
        faults.append(f"--vat-number: {error}")
    if vat and not vat.startswith(arguments.country):
        faults.append(f"--vat-number: {vat} should begin with {arguments.country}, as --country says")
    faults.extend(name_faults(arguments.name))
    if arguments.takes not in targets():
        faults.append(f"--takes: {arguments.takes!r} is none of {', '.join(targets())}")
    if faults:
        refuse("no company was made", faults)
    return organisation, vat


def _taken(country: str, organisation: str, identifiers: Sequence[PartyIdentifier]) -> list[str]:
    """Return what to say of each number that a company of this hub or a participant has already."""
    from depesch.hub.directory.models import ParticipantIdentifier
    from depesch.hub.tenancy.models import Company

    company = Company.objects.filter(country=country, organisation_number=organisation).first()
    if company:
        return [f"--org-number: {organisation} is {company.name} already, company {company.id} on this hub"]
    rows = ParticipantIdentifier.objects.select_related("participant")
    found = [(each, rows.filter(scheme=each.scheme, value=each.value).first()) for each in identifiers]
    return [f"{each} belongs to the participant {row.participant.name} already" for each, row in found if row]


def _list(arguments: argparse.Namespace) -> int:
    with hub_at_work():
        from depesch.hub.tenancy.models import Company

        rows = [_row(company) for company in Company.objects.order_by("name", "id")]
    show(rows, as_json=arguments.json)
    if not rows:
        note("there is no company yet\nnext: `depesch company create --help`")
    return 0


def _row(company: Company) -> dict[str, object]:
    return {
        "id": str(company.id),
        "country": company.country,
        "organisation_number": company.organisation_number,
        "vat_number": company.vat_number or None,
        "language": company.language,
        "name": company.name,
    }
