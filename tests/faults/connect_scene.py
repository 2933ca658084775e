"""Three companies that send to each other, each with an agent's account: made inside the hub's own Python.

    python -m tests.faults.connect_scene        prints {company: key} as JSON

The environment is the hub's (`DEPESCH_HOME`). `tests.faults.scene report` looks at what became of everything.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from decimal import Decimal

import msgspec

from depesch.model.invoice import (
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Party,
    Payment,
    PaymentMeans,
    PostalAddress,
    Price,
    Totals,
    VatBreakdown,
)


def _party(name: str, number: str, city: str) -> Party:
    return Party(
        name=name,
        legal_registration=Identifier(value=number, scheme="0007"),
        vat_identifier=f"SE{number}01",
        electronic_address=Identifier(value=number, scheme="0007"),
        address=PostalAddress(line_1="Storgatan 1", city=city, post_code="802 67", country="SE"),
    )


COMPANIES = {
    "nordbygg": _party("Nordbygg Fasad AB", "5566010103", "Gävle"),
    "maleri": _party("Carls Måleri AB", "5566020201", "Umeå"),
    "alvsala": _party("Älvsala kommun", "2120009804", "Älvsala"),
}
NAMES = tuple(COMPANIES)


def create() -> dict[str, str]:
    """Make the companies, reachable over their inboxes, and return a key of a program of each."""
    from depesch.hub.directory.participants import register_company
    from depesch.hub.tenancy.companies import create_company
    from depesch.hub.tenancy.models import Role
    from depesch.hub.tenancy.scope import acting_for
    from depesch.hub.tenancy.tokens import create_token

    keys = {}
    for name, party in COMPANIES.items():
        number = (party.legal_registration or Identifier(value="")).value
        company = create_company(
            name=party.name or "", country="SE", organisation_number=number, vat_number=f"SE{number}01"
        )
        with acting_for(company.id):
            register_company(company)
        keys[name] = create_token(company.id, "agent", Role.PROGRAM)[1].reveal()
    return keys


def invoice(number: str, seller: str, buyer: str) -> bytes:
    """Return the UBL of an invoice between two of the companies."""
    from depesch.syntaxes import syntaxes

    net = Decimal(1 + sum(number.encode()) % 40) * Decimal("120.00")
    vat = (net * Decimal("0.25")).quantize(Decimal("0.01"))
    line = Line(
        identifier="1", quantity=net / 120, unit="HUR", net_amount=net, price=Price(net_price=Decimal("120.00")),
        vat=LineVat(category="S", rate=Decimal(25)), item=Item(name=f"Arbete, {number}"),
    )  # fmt: skip
    totals = Totals(
        line_net_amount=net, amount_excl_vat=net, vat_amount=vat, amount_incl_vat=net + vat, amount_due=net + vat
    )
    account = CreditTransfer(account="58-8001", provider="SE:BANKGIRO")
    whole = Invoice(
        number=number, issue_date=date(2026, 11, 2), due_date=date(2026, 12, 2), type_code="380", currency="SEK",
        buyer_reference="Ref 7", business_process="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        specification="urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        seller=COMPANIES[seller], buyer=COMPANIES[buyer],
        payment=Payment(
            remittance_information=number, means=(PaymentMeans(code="30", credit_transfer=account),)
        ),
        totals=totals,
        vat_breakdown=(VatBreakdown(taxable_amount=net, tax_amount=vat, category="S", rate=Decimal(25)),),
        lines=(line,),
    )  # fmt: skip
    write = syntaxes()["ubl21"].write
    assert write is not None, "UBL is written"
    return write(whole).data


def main() -> None:
    """Make the scene and print the keys."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesch.hub.settings")
    django.setup()
    sys.stdout.write(msgspec.json.encode(create()).decode())


if __name__ == "__main__":
    main()
