"""The campaign's invoices: each with a number of its own, written by our own UBL writer."""

from __future__ import annotations

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
from depesch.syntaxes import syntaxes

SELLER = Party(
    name="Nordbygg Fasad AB",
    legal_registration=Identifier(value="5566010103", scheme="0007"),
    vat_identifier="SE556601010301",
    electronic_address=Identifier(value="5566010103", scheme="0007"),
    address=PostalAddress(line_1="Verkstadsgatan 4", city="Gävle", post_code="802 67", country="SE"),
)

# Each buyer is reached over another channel; see `scene.py`.
BUYERS = {
    "portal_inbox": Party(
        name="Fjordtre AS",
        legal_registration=Identifier(value="999000053", scheme="0192"),
        electronic_address=Identifier(value="999000053", scheme="0192"),
        address=PostalAddress(line_1="Havnegata 2", city="Trondheim", post_code="7010", country="NO"),
    ),
    "email": Party(
        name="Järvipuu Oy",
        legal_registration=Identifier(value="20774740", scheme="0212"),
        electronic_address=Identifier(value="003720774740", scheme="0216"),
        address=PostalAddress(line_1="Satamakatu 9", city="Kuopio", post_code="70100", country="FI"),
    ),
    "folder": Party(
        name="Havneby Beton ApS",
        legal_registration=Identifier(value="13585628", scheme="0184"),
        electronic_address=Identifier(value="13585628", scheme="0184"),
        address=PostalAddress(line_1="Kajen 1", city="Esbjerg", post_code="6700", country="DK"),
    ),
}
CHANNELS = tuple(BUYERS)


def invoice(number: str, channel: str) -> bytes:
    """Return the UBL of an invoice to the buyer whom `channel` reaches; the quantity varies with the number."""
    quantity = Decimal(1 + sum(number.encode()) % 40)
    net = quantity * Decimal("120.00")
    vat = (net * Decimal("0.25")).quantize(Decimal("0.01"))
    line = Line(
        identifier="1",
        quantity=quantity,
        unit="HUR",
        net_amount=net,
        price=Price(net_price=Decimal("120.00")),
        vat=LineVat(category="S", rate=Decimal(25)),
        item=Item(name=f"Fasadarbete, {number}"),
    )
    totals = Totals(
        line_net_amount=net, amount_excl_vat=net, vat_amount=vat, amount_incl_vat=net + vat, amount_due=net + vat
    )
    whole = Invoice(
        number=number,
        issue_date=date(2026, 11, 2),
        due_date=date(2026, 12, 2),
        type_code="380",
        currency="SEK",
        buyer_reference="Kaia",
        business_process="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        specification="urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        seller=SELLER,
        buyer=BUYERS[channel],
        payment=Payment(
            remittance_information=number,
            means=(PaymentMeans(code="30", credit_transfer=CreditTransfer(account="58-8001", provider="SE:BANKGIRO")),),
        ),
        totals=totals,
        vat_breakdown=(VatBreakdown(taxable_amount=net, tax_amount=vat, category="S", rate=Decimal(25)),),
        lines=(line,),
    )
    write = syntaxes()["ubl21"].write
    assert write is not None, "UBL is written"
    writing = write(whole)
    assert not writing.losses, f"the campaign's invoice fits UBL: {msgspec.json.encode(writing.losses)!r}"
    return writing.data
