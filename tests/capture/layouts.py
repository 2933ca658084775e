"""Invoices set otherwise than ours: each a typst source and what is printed on it, by the model's paths."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import typst


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice as typst source, and what a reader has to find on it."""

    name: str
    source: str
    says: Mapping[str, str]

    def pdf(self) -> bytes:
        """Return the invoice as PDF."""
        compiled = typst.compile(self.source.encode())
        assert isinstance(compiled, bytes)
        return compiled


_PAGE = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 9pt)\n'

# The number and dates in a bar of boxes, labels above values; buyer in the window to the right; a giro slip below.
SWEDISH_BOXES = Layout(
    name="swedish-boxes",
    source=_PAGE
    + """
#grid(columns: (1fr, 1fr), [#text(size: 16pt)[Bergströms El & Larm AB]], align(right)[#text(size: 14pt)[FAKTURA]])
#v(1cm)
#grid(columns: (55%, 45%), [], [Kommunala Fastigheter AB \\ Ekonomiavdelningen \\ Box 44 \\ 831 21 Östersund])
#v(1cm)
#grid(columns: (1fr, 1fr, 1fr, 1fr), stroke: 0.5pt, inset: 4pt,
  [#text(size: 7pt)[Fakturanr] \\ 104477], [#text(size: 7pt)[Fakturadatum] \\ 26-11-03],
  [#text(size: 7pt)[Kundnr] \\ 20031], [#text(size: 7pt)[Förfallodatum] \\ 26-12-03],
  [#text(size: 7pt)[Er referens] \\ Lena Ek], [#text(size: 7pt)[Vår referens] \\ Olle Berg],
  [#text(size: 7pt)[Betalningsvillkor] \\ 30 dagar], [#text(size: 7pt)[Ert ordernr] \\ B-7781])
#v(0.6cm)
#table(columns: (auto, 1fr, auto, auto, auto, auto), stroke: none, align: (left, left, right, left, right, right),
  [Art.nr], [Benämning], [Antal], [Enhet], [Pris], [Belopp],
  [E-77], [Byte av jordfelsbrytare i undercentral, plan 2 och 3, med protokoll], [4], [tim], [695,00], [2 780,00],
  [M-12], [Jordfelsbrytare 4-pol], [2], [st], [1 250,50], [2 501,00],
  [], [Servicebil], [1], [st], [450,00], [450,00])
#v(1cm)
#grid(columns: (1fr, 1fr, 1fr, 1fr), [Netto \\ 5 731,00], [Moms 25% \\ 1 432,75], [Öresavrundning \\ 0,25],
  [*Att betala* \\ *7 164,00*])
#v(3cm)
#grid(columns: (1fr, 1fr, 1fr), [Bankgiro \\ 5402-9681], [OCR \\ 1044775],
  [Org.nr \\ 556036-0793 \\ Godkänd för F-skatt],
  [Bergströms El & Larm AB \\ Verkstadsgatan 9 \\ 831 34 Östersund], [Momsreg.nr \\ SE556036079301], [Belopp i SEK])
""",
    says={
        "number": "104477", "issue_date": "2026-11-03", "due_date": "2026-12-03", "order_reference": "B-7781",
        "buyer_reference": "Lena Ek", "currency": "SEK", "seller.name": "Bergströms El & Larm AB",
        "seller.legal_registration.value": "5560360793", "seller.vat_identifier": "SE556036079301",
        "buyer.name": "Kommunala Fastigheter AB", "buyer.address.post_code": "831 21",
        "buyer.address.city": "Östersund",
        "payment.remittance_information": "1044775",
        "payment.means.0.credit_transfer.account": "54029681",
        "totals.amount_excl_vat": "5731.00", "totals.vat_amount": "1432.75", "totals.rounding_amount": "0.25",
        "totals.amount_due": "7164.00", "lines.0.net_amount": "2780.00", "lines.1.net_amount": "2501.00",
        "lines.2.net_amount": "450.00", "lines.1.quantity": "2", "lines.1.price.net_price": "1250.50",
        "lines.1.item.seller_identifier": "M-12", "lines.2.item.name": "Servicebil", "type_code": "380",
    },
)  # fmt: skip

# Window to the left, labels right of a colon, net amounts, two rates of VAT in a table of their own.
NORWEGIAN_COLON = Layout(
    name="norwegian-colon",
    source=_PAGE
    + """
#grid(columns: (1fr, 1fr), [
  #v(1.6cm)
  Nordfjord Hotell AS \\ Sjøgata 2 \\ 6770 Nordfjordeid
], [#align(right)[#text(size: 15pt)[Matgrossisten Vest AS]] #v(4mm)
  Fakturanummer: 88120 \\ Fakturadato: 05.11.2026 \\ Forfallsdato: 19.11.2026 \\ Kundenr: 5512 \\ Deres ref: Kari Moe
])
#v(1.5cm)
= Faktura
#table(columns: (auto, 1fr, auto, auto, auto, auto), stroke: none, align: (left, left, right, right, right, right),
  [Varenr], [Beskrivelse], [Antall], [Pris], [Mva %], [Beløp],
  [1001], [Laks, fersk], [12,5], [189,00], [15], [2 362,50],
  [2040], [Oppvaskmiddel 5 l], [3], [149,00], [25], [447,00])
#align(right)[#table(columns: 4, stroke: none, align: right,
  [Grunnlag], [Sats], [Mva], [],
  [2 362,50], [15 %], [354,38], [], [447,00], [25 %], [111,75], [],
  [], [], [Sum eks. mva:], [2 809,50], [], [], [Sum mva:], [466,13], [], [], [*Å betale NOK:*], [*3 275,63*])]
#v(2cm)
Betales til konto: 8601 11 17947 #h(1cm) KID: 8812005511 #h(1cm) \\
Matgrossisten Vest AS #h(1cm) Industriveien 8, 6783 Stryn #h(1cm) Org.nr: NO 974 760 673 MVA #h(1cm) Tlf: 57 87 00 00
""",
    says={
        "number": "88120", "issue_date": "2026-11-05", "due_date": "2026-11-19", "buyer_reference": "Kari Moe",
        "currency": "NOK", "seller.name": "Matgrossisten Vest AS", "seller.legal_registration.value": "974760673",
        "buyer.name": "Nordfjord Hotell AS", "buyer.address.line_1": "Sjøgata 2", "buyer.address.post_code": "6770",
        "payment.means.0.credit_transfer.account": "86011117947", "totals.amount_excl_vat": "2809.50",
        "totals.vat_amount": "466.13", "totals.amount_due": "3275.63", "lines.0.net_amount": "2362.50",
        "lines.0.quantity": "12.5", "lines.0.vat.rate": "15", "lines.1.net_amount": "447.00",
        "vat_breakdown.0.tax_amount": "111.75", "vat_breakdown.1.tax_amount": "354.38", "type_code": "380",
    },
)  # fmt: skip

# English, points as decimals, a credit note with amounts below zero, dates by the month's name.
ENGLISH_CREDIT = Layout(
    name="english-credit-note",
    source=_PAGE
    + """
#grid(columns: (1fr, 1fr), [*Northern Tools Ltd* \\ 14 Harbour Road \\ Leith],
  align(right)[#text(size: 18pt)[Credit note]])
#v(8mm)
#grid(columns: (1fr, 1fr), [*Bill to* \\ Fjord Supplies AS \\ Storgata 4 \\ 2609 Lillehammer \\ Norway],
  [#table(columns: 2, stroke: none, [Credit note number], [CN-2026-0099], [Date of issue], [3 November 2026],
  [Original invoice], [INV-2026-0712], [Your order], [4500012345])])
#v(8mm)
#table(columns: (1fr, auto, auto, auto), align: (left, right, right, right),
  [Description], [Qty], [Unit price], [Amount],
  [Torque wrench, returned], [2], [1,149.50], [-2,299.00], [Freight], [1], [85.00], [-85.00])
#align(right)[#table(columns: 2, stroke: none, align: right, [Subtotal], [-2,384.00], [VAT 20%], [-476.80],
  [Total incl. VAT], [-2,860.80], [Amount due], [GBP -2,860.80])]
#v(1cm)
VAT number GB 980 780 684 \\ IBAN GB29 NWBK 6016 1331 9268 19 \\ BIC NWBKGB2L
""",
    says={
        "number": "CN-2026-0099", "issue_date": "2026-11-03", "type_code": "381", "currency": "GBP",
        "order_reference": "4500012345", "preceding_invoices.0.number": "INV-2026-0712",
        "seller.name": "Northern Tools Ltd", "buyer.name": "Fjord Supplies AS", "buyer.address.country": "NO",
        "payment.means.0.credit_transfer.account": "GB29NWBK60161331926819", "totals.amount_excl_vat": "2384.00",
        "totals.vat_amount": "476.80", "totals.amount_incl_vat": "2860.80", "totals.amount_due": "2860.80",
        "lines.0.net_amount": "2299.00", "lines.1.net_amount": "85.00", "lines.0.item.name": "Torque wrench, returned",
    },
)  # fmt: skip

# Finnish, labels above values in narrow columns, VAT in the head of the table's last columns.
FINNISH_COLUMNS = Layout(
    name="finnish-columns",
    source=_PAGE
    + """
#grid(columns: (1fr, 1fr), [Järvenpään Kone Oy \\ Teollisuustie 5 \\ 04400 Järvenpää], [
  #table(columns: (1fr, 1fr), stroke: 0.3pt, [LASKU], [Sivu 1/1], [Laskun numero], [30122],
  [Laskun päivämäärä], [2.11.2026],
  [Eräpäivä], [16.11.2026], [Viitenumero], [30122 0], [Maksuehto], [14 pv netto])])
#v(1cm)
Tampereen Telakka Oy \\ Rantatie 1 \\ 33100 Tampere
#v(1cm)
#table(columns: (1fr, auto, auto, auto, auto, auto), stroke: none, align: (left, right, left, right, right, right),
  [Kuvaus], [Määrä], [Yks.], [À-hinta], [Alv %], [Yhteensä], [Huoltotyö], [8], [h], [72,00], [25,5], [576,00],
  [Hydrauliöljy], [20], [l], [6,10], [25,5], [122,00])
#align(right)[#table(columns: 2, stroke: none, align: right, [Veroton yhteensä], [698,00], [Alv 25,5 %], [177,99],
  [Verollinen yhteensä], [875,99], [*Maksettava EUR*], [*875,99*])]
#v(3cm)
Y-tunnus 2077474-0 #h(1cm) Alv-tunnus FI20774740 #h(1cm) IBAN FI21 1234 5600 0007 85 #h(1cm) BIC NDEAFIHH
""",
    says={
        "number": "30122", "issue_date": "2026-11-02", "due_date": "2026-11-16", "currency": "EUR",
        "payment.remittance_information": "301220",
        "payment.means.0.credit_transfer.account": "FI2112345600000785",
        "seller.name": "Järvenpään Kone Oy", "seller.vat_identifier": "FI20774740",
        "buyer.name": "Tampereen Telakka Oy",
        "buyer.address.city": "Tampere", "totals.amount_excl_vat": "698.00", "totals.vat_amount": "177.99",
        "totals.amount_incl_vat": "875.99", "totals.amount_due": "875.99", "lines.0.net_amount": "576.00",
        "lines.0.unit": "HUR", "lines.1.quantity": "20", "vat_breakdown.0.rate": "25.5", "type_code": "380",
    },
)  # fmt: skip

LAYOUTS = (SWEDISH_BOXES, NORWEGIAN_COLON, ENGLISH_CREDIT, FINNISH_COLUMNS)
