"""The scene of the fault campaign, made and looked at inside the hub's own Python, in a process of its own.

    python -m tests.faults.scene create FOLDERS SMTP_PORT    prints the seller's API token
    python -m tests.faults.scene report FILE                 writes every document and what the archive's proof says

The environment is the hub's (`DEPESCH_HOME`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
import msgspec

from tests.faults.documents import BUYERS, SELLER


class DocumentSeen(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `flows_document`, and the original's hash as the archive holds it."""

    id: str
    company: str
    direction: str
    state: str
    problem_code: str
    number: str
    original_sha256: str
    attempts: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the campaign judges by."""

    documents: tuple[DocumentSeen, ...]
    files: int
    events: int
    is_sound: bool
    faults: tuple[str, ...]


def create(smtp_port: int) -> str:
    """Make the seller, three buyers reached over three channels, and return the seller's token."""
    from depesch.hub.directory.channel_settings import save_settings
    from depesch.hub.directory.customers import add_customer
    from depesch.hub.directory.identifiers import of_company
    from depesch.hub.directory.participants import register_company
    from depesch.hub.flows.services import exchange_folder
    from depesch.hub.tenancy.companies import create_company
    from depesch.hub.tenancy.scope import acting_for
    from depesch.hub.tenancy.tokens import create_token

    companies = {}
    for party in (SELLER, *BUYERS.values()):
        assert party.name is not None
        assert party.address is not None
        assert party.legal_registration is not None
        company = create_company(
            name=party.name,
            country=party.address.country or "",
            organisation_number=party.legal_registration.value,
            vat_number=party.vat_identifier or "",
        )
        with acting_for(company.id):
            register_company(company)
        companies[party.name] = company
    seller = companies["Nordbygg Fasad AB"]
    (exchange_folder(seller.id) / "havneby").mkdir(parents=True)
    with acting_for(seller.id):
        for channel, party in BUYERS.items():
            company = companies[party.name or ""]
            add_customer(
                company.name,
                identifiers=of_company(company.country, company.organisation_number, company.vat_number),
                email="faktura@jarvipuu.example" if channel == "email" else "",
                folder="havneby" if channel == "folder" else "",
                run=(channel,),
            )
        save_settings("folder", {}, rank=1)
        relay = {"host": "127.0.0.1", "port": smtp_port, "tls": "none", "from_address": "faktura@nordbygg.example"}
        save_settings("email", relay, rank=2)
    _, token = create_token(seller.id, "campaign")
    return token.reveal()


def report() -> Report:
    """Return all documents of all companies, and the verdict on archive and history."""
    from depesch.hub.archive.verification import verify
    from depesch.hub.flows.models import Attempt, Document
    from depesch.hub.tenancy.models import Company
    from depesch.hub.tenancy.scope import acting_for

    documents: list[DocumentSeen] = []
    for company in Company.objects.order_by("name"):
        with acting_for(company.id):
            attempts: dict[object, int] = {}
            for attempt in Attempt.objects.select_related("delivery"):
                document_id = attempt.delivery.document_id
                attempts[document_id] = attempts.get(document_id, 0) + 1
            documents.extend(
                DocumentSeen(
                    id=str(row.id),
                    company=company.name,
                    direction=row.direction,
                    state=row.state,
                    problem_code=row.problem_code,
                    number=row.number,
                    original_sha256=row.original_sha256,
                    attempts=attempts.get(row.id, 0),
                )
                for row in Document.objects.all()
            )
    proof = verify()
    faults = (*proof.missing, *proof.changed, *(repr(chain) for chain in proof.chains if not chain.is_sound))
    return Report(
        documents=tuple(documents), files=proof.files, events=proof.events, is_sound=proof.is_sound, faults=faults
    )


def main(arguments: list[str]) -> None:
    """Do what the command line asks for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesch.hub.settings")
    django.setup()
    if arguments[0] == "create":
        sys.stdout.write(create(int(arguments[1])))
    else:
        Path(arguments[1]).write_bytes(msgspec.json.encode(report()))


if __name__ == "__main__":
    main(sys.argv[1:])
