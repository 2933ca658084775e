"""Words of the form beside the names that the business terms have: labels that a form says otherwise, and hints.

In each row: Swedish, Norwegian, English.
"""

from __future__ import annotations

Said = tuple[str, str, str]

LABELS: dict[str, Said] = {
    "vat_exchange_rate": ("Växelkurs för momsen", "Valutakurs for mva", "Exchange rate for the VAT"),
    "rounding": ("Avrunda slutsumman", "Avrund totalbeløpet", "Round the total"),
    "lines.N.price": ("Pris", "Pris", "Price"),
    "lines.N.vat_category": ("Moms", "Mva", "VAT"),
    "lines.N.vat_rate": ("Momssats", "Mva-sats", "VAT rate"),
    "buyer.identifiers.N": ("Kundnummer", "Kundenummer", "Customer number"),
    "buyer.identifiers.N.scheme": ("Kundnumrets typ", "Kundenummerets type", "Scheme of the customer number"),
}

HINTS: dict[str, Said] = {
    "number": (
        "Nästa nummer i serien. Ändra om du räknar på annat sätt.",
        "Neste nummer i rekken. Endre det hvis du teller på en annen måte.",
        "The next number of your series. Change it if you count otherwise.",
    ),
    "buyer_reference": (
        "Den som beställde, eller den referens som köparen gav dig.",
        "Den som bestilte, eller referansen kjøperen ga deg.",
        "Who ordered, or the reference that the buyer gave you.",
    ),
    "order_reference": (
        "Numret på köparens inköpsorder.",
        "Nummeret på kjøperens bestilling.",
        "The number of the buyer's purchase order.",
    ),
    "payment.remittance_information": (
        "Det som kunden anger när den betalar: OCR, KID eller fakturanumret.",
        "Det kunden oppgir ved betaling: KID eller fakturanummeret.",
        "What the customer states when paying: OCR, KID or the invoice number.",
    ),
    "vat_exchange_rate": (
        "Hur mycket en enhet av fakturans valuta är värd i redovisningsvalutan.",
        "Hvor mye én enhet av fakturavalutaen er verdt i regnskapsvalutaen.",
        "What one unit of the invoice's currency is worth in the currency of VAT accounting.",
    ),
    "rounding": (
        "Skillnaden redovisas som öresavrundning, aldrig på en rad.",
        "Forskjellen føres som øreavrunding, aldri på en linje.",
        "The difference is stated as rounding, never on a row.",
    ),
    "lines.N.exemption_reason_code": (
        "Varför raden är utan moms. Momssatsen är då 0.",
        "Hvorfor linjen er uten mva. Mva-satsen er da 0.",
        "Why the row has no VAT. Its VAT rate is then 0.",
    ),
    "lines.N.base_quantity": (
        "Om priset gäller för till exempel 100 st.",
        "Hvis prisen gjelder for eksempel 100 stk.",
        "If the price is for 100 pieces, say.",
    ),
    "paid_amount": (
        "Dras av från det som ska betalas.",
        "Trekkes fra det som skal betales.",
        "Is taken off the amount to pay.",
    ),
    "period.start": (
        "Den tid som fakturan gäller.",
        "Tidsrommet fakturaen gjelder.",
        "The time that the invoice is for.",
    ),
}
