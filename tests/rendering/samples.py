"""Invoices to look at: Nordbygg Fasad AB and its customers, with right check digits, built from the model."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from depesch.model.invoice import (
    AllowanceCharge,
    Attachment,
    Classification,
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    Invoice,
    Item,
    ItemAttribute,
    Line,
    LineVat,
    Note,
    Party,
    Payee,
    Payment,
    PaymentCard,
    PaymentMeans,
    Period,
    PostalAddress,
    PrecedingInvoice,
    Price,
    SupportingDocument,
    TaxRepresentative,
    Totals,
    VatBreakdown,
)

D = Decimal

NORDBYGG = Party(
    name="Nordbygg Fasad AB",
    legal_registration=Identifier(value="5567890123", scheme="0007"),
    vat_identifier="SE556789012301",
    additional_legal_information="Godkänd för F-skatt",
    electronic_address=Identifier(value="5567890123", scheme="0007"),
    address=PostalAddress(line_1="Hantverkargatan 12", city="Västerdal", post_code="782 31", country="SE"),
    contact=Contact(name="Astrid Lind", telephone="+46 243 555 01", email="faktura@nordbygg.example"),
)
REGION = Party(
    name="Region Västerdal",
    legal_registration=Identifier(value="2321000164", scheme="0007"),
    electronic_address=Identifier(value="7300010000001", scheme="0088"),
    address=PostalAddress(
        line_1="Fakturaenheten", line_2="Box 712", city="Västerdal", post_code="782 27", country="SE"
    ),
)
FJELLHUS = Party(
    name="Fjellhus Eiendom AS",
    legal_registration=Identifier(value="974760673", scheme="0192"),
    vat_identifier="NO974760673MVA",
    electronic_address=Identifier(value="974760673", scheme="0192"),
    address=PostalAddress(line_1="Storgata 4", city="Lillehammer", post_code="2609", country="NO"),
)
JARVI = Party(
    name="Järvi Rakennus Oy",
    legal_registration=Identifier(value="2345674-8", scheme="0212"),
    vat_identifier="FI23456748",
    electronic_address=Identifier(value="003723456748", scheme="0216"),
    address=PostalAddress(line_1="Satamakatu 8", city="Tampere", post_code="33200", country="FI"),
)
HAVNEN = Party(
    name="Havnens Byg ApS",
    legal_registration=Identifier(value="13585628", scheme="0184"),
    vat_identifier="DK13585628",
    electronic_address=Identifier(value="13585628", scheme="0184"),
    address=PostalAddress(line_1="Kajgade 21, 2. th.", city="Aarhus C", post_code="8000", country="DK"),
)
BANKGIRO = PaymentMeans(code="30", credit_transfer=CreditTransfer(account="50501055", provider="SE:BANKGIRO"))
SEPA = PaymentMeans(
    code="58",
    credit_transfer=CreditTransfer(account="FI2112345600000785", account_name="Nordbygg Fasad AB", provider="NDEAFIHH"),
)


def line(number: int, name: str, quantity: str, unit: str, price: str, *, rate: str = "25", **more: str) -> Line:
    """Return one line; `more` may hold description and seller_identifier."""
    return Line(
        identifier=str(number),
        quantity=D(quantity),
        unit=unit,
        net_amount=(D(quantity) * D(price)).quantize(D("0.01")),
        price=Price(net_price=D(price)),
        vat=LineVat(category="S", rate=D(rate)),
        item=Item(name=name, description=more.get("description"), seller_identifier=more.get("seller_identifier")),
    )


def invoice_of(lines: tuple[Line, ...], *, currency: str = "SEK", **terms: object) -> Invoice:
    """Return an invoice to Region Västerdal over `lines`, all with 25 % VAT, its totals added up."""
    net = sum((x.net_amount for x in lines if x.net_amount is not None), D(0))
    vat = (net * D("0.25")).quantize(D("0.01"))
    known: dict[str, object] = {
        "number": "20261178",
        "issue_date": date(2026, 11, 19),
        "type_code": "380",
        "currency": currency,
        "due_date": date(2026, 12, 19),
        "buyer_reference": "RV1234567",
        "order_reference": "BE-88123",
        "payment_terms": "30 dagar netto. Dröjsmålsränta enligt räntelagen.",
        "business_process": "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        "specification": "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        "seller": NORDBYGG,
        "buyer": REGION,
        "delivery": Delivery(delivery_date=date(2026, 11, 14)),
        "payment": Payment(remittance_information="202611786", means=(BANKGIRO,)),
        "totals": Totals(
            line_net_amount=net, amount_excl_vat=net, vat_amount=vat, amount_incl_vat=net + vat, amount_due=net + vat
        ),
        "vat_breakdown": (VatBreakdown(taxable_amount=net, tax_amount=vat, category="S", rate=D(25)),),
        "lines": lines,
    }
    return Invoice(**(known | terms))  # type: ignore[arg-type]  # terms are the model's own names, checked by msgspec


SHORT_LINES = (
    line(1, "Fasadrenovering, etapp 2", "1", "C62", "148000.00", seller_identifier="F-210"),
    line(2, "Ställning, hyra", "26", "DAY", "844.62", seller_identifier="S-014", description="Norra och östra gaveln"),
)


def short_invoice() -> Invoice:
    """A Swedish invoice of two lines, paid by bankgiro with OCR."""
    return invoice_of(SHORT_LINES)


def long_invoice(count: int = 90) -> Invoice:
    """Many lines over several pages."""
    names = (
        "Putsbruk KC 50/50",
        "Armeringsnät 10 m",
        "Hörnlist rostfri 3 m",
        "Arbetstid murare",
        "Bortforsling byggavfall",
    )
    units = ("KGM", "XRO", "C62", "HUR", "TNE")
    lines = tuple(
        line(n, names[n % 5], str(n % 7 + 1), units[n % 5], f"{89 + 13 * (n % 11)}.50", seller_identifier=f"A-{n:04d}")
        for n in range(1, count + 1)
    )
    return invoice_of(lines)


def credit_note() -> Invoice:
    """A credit note for part of the short invoice."""
    return invoice_of(
        (line(1, "Ställning, för mycket debiterad hyra", "3", "DAY", "844.62", seller_identifier="S-014"),),
        type_code="381",
        number="20261190",
        due_date=None,
        preceding_invoices=(PrecedingInvoice(number="20261178", issue_date=date(2026, 11, 19)),),
        payment=None,
        payment_terms=None,
        notes=(Note(text="Ställningen hämtades tre dygn tidigare än vi fakturerade."),),
    )


def norwegian_invoice() -> Invoice:
    """An invoice in NOK with a KID, to Fjellhus Eiendom."""
    account = PaymentMeans(code="30", credit_transfer=CreditTransfer(account="86011117947"))
    return invoice_of(
        SHORT_LINES,
        currency="NOK",
        buyer=FJELLHUS,
        payment=Payment(remittance_information="202611786", means=(account,)),
        payment_terms="30 dager netto",
    )


def finnish_invoice() -> Invoice:
    """An invoice in EUR with a viitenumero, to Järvi Rakennus."""
    return invoice_of(
        SHORT_LINES,
        currency="EUR",
        buyer=JARVI,
        payment=Payment(remittance_information="202611789", means=(SEPA,)),
        payment_terms="30 päivää netto",
    )


def danish_invoice() -> Invoice:
    """An invoice in DKK to Havnens Byg, paid to an IBAN; no standard code covers it."""
    account = PaymentMeans(code="30", credit_transfer=CreditTransfer(account="DK5000400440116243", provider="NDEADKKK"))
    return invoice_of(
        SHORT_LINES,
        currency="DKK",
        buyer=HAVNEN,
        payment=Payment(remittance_information="20261178", means=(account,)),
        payment_terms="Netto 30 dage",
    )


def full_invoice() -> Invoice:
    """Every business term of the model, each with a value of its own, so that a missing one is seen."""
    return Invoice(
        number="F-1042",
        issue_date=date(2026, 11, 19),
        type_code="380",
        currency="SEK",
        vat_currency="EUR",
        tax_point_date=date(2026, 11, 18),
        tax_point_date_code="35",
        due_date=date(2026, 12, 19),
        buyer_reference="RV1234567",
        project_reference="PROJ-9",
        contract_reference="AVT-77",
        order_reference="BE-88123",
        sales_order_reference="SO-5512",
        receiving_advice_reference="INL-31",
        despatch_advice_reference="FS-9001",
        tender_or_lot_reference="ANB-2026-4",
        invoiced_object=Identifier(value="MÄT-88", scheme="AAO"),
        buyer_accounting_reference="4010-220",
        payment_terms="30 dagar netto",
        notes=(Note(text="Tack för ordern.", subject_code="AAI"), Note(text="Andra\nraden.")),
        business_process="urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        specification="urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        preceding_invoices=(PrecedingInvoice(number="F-0999", issue_date=date(2026, 10, 2)),),
        seller=_full_seller(),
        buyer=_full_buyer(),
        payee=Payee(
            name="Fordringsbolaget AB",
            identifier=Identifier(value="FB-12", scheme="0060"),
            legal_registration=Identifier(value="5560360793", scheme="0007"),
        ),
        tax_representative=_full_tax_representative(),
        delivery=_full_delivery(),
        period=Period(start=date(2026, 11, 1), end=date(2026, 11, 15)),
        payment=_full_payment(),
        allowances=(
            AllowanceCharge(
                amount=D("100.01"),
                base_amount=D("2000.20"),
                percentage=D("5"),
                vat_category="S",
                vat_rate=D("25"),
                reason="Kundrabatt",
                reason_code="95",
            ),
        ),
        charges=(
            AllowanceCharge(
                amount=D("45.45"),
                base_amount=D("909"),
                percentage=D("5.5"),
                vat_category="Z",
                vat_rate=D("0"),
                reason="Frakt",
                reason_code="FC",
            ),
        ),
        totals=_full_totals(),
        vat_breakdown=(
            VatBreakdown(taxable_amount=D("1883.10"), tax_amount=D("470.78"), category="S", rate=D("25")),
            VatBreakdown(
                taxable_amount=D("45.46"),
                tax_amount=D("0.00"),
                category="E",
                rate=D("0"),
                exemption_reason="Sjukvård enligt 3 kap. 4 § ML",
                exemption_reason_code="VATEX-EU-132-1C",
            ),
        ),
        supporting_documents=(
            SupportingDocument(
                reference="BIL-1",
                description="Mätprotokoll",
                location="https://nordbygg.example/bil-1",
                attachment=Attachment(content=b"x" * 2345, mime_code="application/pdf", filename="protokoll.pdf"),
            ),
            SupportingDocument(reference="BIL-2"),
        ),
        lines=(_full_line(),),
    )


def _full_seller() -> Party:
    """The seller with every term of BG-4."""
    place = PostalAddress(
        line_1="Kajen 1",
        line_2="Port B",
        line_3="Plan 3",
        city="Hamnby",
        post_code="111 22",
        subdivision="Norrland",
        country="SE",
    )
    return Party(
        name="Nordbygg Fasad AB",
        trading_name="Nordbygg Murare",
        tax_registration="556789-0123/F",
        identifiers=(Identifier(value="7365560000017", scheme="0088"), Identifier(value="LEV-4711")),
        legal_registration=Identifier(value="5567890123", scheme="0007"),
        vat_identifier="SE556789012301",
        additional_legal_information="Godkänd för F-skatt",
        address=place,
        electronic_address=Identifier(value="5567890123", scheme="0007"),
        contact=Contact(name="Astrid Lind", telephone="+46 243 555 01", email="faktura@nordbygg.example"),
    )


def _full_buyer() -> Party:
    """The buyer with every term of BG-7."""
    return Party(
        name="Region Västerdal",
        trading_name="Västerdals vård",
        identifiers=(Identifier(value="K-1001", scheme="0199"),),
        legal_registration=Identifier(value="2321000164", scheme="0007"),
        vat_identifier="SE232100016401",
        electronic_address=Identifier(value="7300010000001", scheme="0088"),
        address=PostalAddress(
            line_1="Fakturaenheten",
            line_2="Box 712",
            line_3="Hus 9",
            city="Västerdal",
            post_code="782 27",
            subdivision="Dalarna",
            country="NO",
        ),
        contact=Contact(name="Bo Ek", telephone="+46 243 777 02", email="bo.ek@region.example"),
    )


def _full_tax_representative() -> TaxRepresentative:
    """BG-11."""
    return TaxRepresentative(
        name="Skatteombudet AB",
        vat_identifier="SE556036079301",
        address=PostalAddress(
            line_1="Ombudsgatan 3",
            line_2="Uppgång C",
            line_3="Postfack 4",
            city="Ombudsby",
            post_code="444 55",
            subdivision="Skåne",
            country="FI",
        ),
    )


def _full_delivery() -> Delivery:
    """BG-13."""
    return Delivery(
        party_name="Västerdals lasarett",
        location=Identifier(value="7300010000018", scheme="0088"),
        delivery_date=date(2026, 11, 14),
        address=PostalAddress(
            line_1="Lasarettsvägen 5",
            line_2="Godsmottagning",
            line_3="Dörr 12",
            city="Lasarettsby",
            post_code="666 77",
            subdivision="Värmland",
            country="DK",
        ),
    )


def _full_payment() -> Payment:
    """BG-16 with three ways to pay and a direct debit."""
    return Payment(
        remittance_information="202611786",
        means=(
            PaymentMeans(
                code="30",
                text="Insättning",
                credit_transfer=CreditTransfer(
                    account="50501055", account_name="Fordringsbolaget", provider="SE:BANKGIRO"
                ),
            ),
            PaymentMeans(
                code="58", credit_transfer=CreditTransfer(account="SE4550000000058398257466", provider="ESSESESS")
            ),
            PaymentMeans(code="48", card=PaymentCard(primary_account_number="123456", holder_name="Inköp Region")),
        ),
        direct_debit=DirectDebit(
            mandate_reference="MED-5",
            creditor_identifier="SE97ZZZ5567890123",
            debited_account="SE3550000000054910000003",
        ),
    )


def _full_totals() -> Totals:
    """BG-22."""
    return Totals(
        line_net_amount=D("1983.11"),
        allowance_amount=D("100.01"),
        charge_amount=D("45.45"),
        amount_excl_vat=D("1928.55"),
        vat_amount=D("470.78"),
        vat_amount_accounting=D("41.37"),
        amount_incl_vat=D("2399.33"),
        paid_amount=D("400.00"),
        rounding_amount=D("-0.33"),
        amount_due=D("1999.00"),
    )


def _full_line() -> Line:
    """A line with every term of BG-25."""
    return Line(
        identifier="10",
        note="Utfört på natten.",
        object_identifier=Identifier(value="HUS-3", scheme="AVE"),
        quantity=D("12.5"),
        unit="HUR",
        net_amount=D("1983.11"),
        order_line_reference="OR-7",
        buyer_accounting_reference="4020-221",
        period=Period(start=date(2026, 11, 3), end=date(2026, 11, 9)),
        allowances=(
            AllowanceCharge(
                amount=D("31.13"),
                base_amount=D("622.60"),
                percentage=D("5.25"),
                reason="Mängdrabatt",
                reason_code="64",
            ),
        ),
        charges=(
            AllowanceCharge(
                amount=D("17.77"),
                base_amount=D("177.70"),
                percentage=D("10"),
                reason="Nattillägg",
                reason_code="ABL",
            ),
        ),
        price=Price(
            net_price=D("1597.1736"),
            discount=D("102.83"),
            gross_price=D("1700.0036"),
            base_quantity=D("10"),
            base_quantity_unit="HUR",
        ),
        vat=LineVat(category="S", rate=D("25")),
        item=Item(
            name="Murning",
            description="Tegel i löpförband",
            seller_identifier="M-100",
            buyer_identifier="KUND-55",
            standard_identifier=Identifier(value="7312345678909", scheme="0160"),
            classifications=(Classification(code="72141100", scheme="TST", scheme_version="19.05"),),
            origin_country="DE",
            attributes=(ItemAttribute(name="Färg", value="Röd"),),
        ),
    )
