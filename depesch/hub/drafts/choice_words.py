"""Names of codes as an office says them: Swedish, Norwegian, English; and which codes are usual.

Sources: EN 16931 code lists (VATEX, UNTDID 1001, 5189, 7161); the words are ours.
"""

from __future__ import annotations

USUAL: dict[str, tuple[str, ...]] = {
    "currency": ("SEK", "NOK", "DKK", "EUR", "USD", "GBP"),
    "country": ("SE", "NO", "DK", "FI", "DE", "GB"),
    "unit": ("C62", "H87", "HUR", "DAY", "MON", "KGM", "MTR", "MTK", "MTQ", "LTR", "KMT", "KWH", "SET", "XPK", "LS"),
    "vat_category": ("S", "AE", "E", "K", "G", "Z", "O"),
    "payment_means": ("30", "58", "31", "42", "48", "49", "59", "10", "57", "97", "1"),
    "eas": ("0007", "0192", "0184", "0216", "0088", "0204", "EM"),
    "icd": ("0007", "0192", "0184", "0212", "0088"),
    "vatex": ("VATEX-EU-AE", "VATEX-EU-IC", "VATEX-EU-G", "VATEX-EU-O", "VATEX-EU-132", "VATEX-EU-D", "VATEX-EU-F"),
    "allowance_reason": ("95", "64", "88", "100", "102", "103"),
    "charge_reason": ("FC", "DL", "ABL", "PC", "HD", "IS", "ABK"),
    "document_type": ("380", "381"),
    "tax_point_date": ("3", "35", "432"),
    "item_classification": ("TST", "STI", "HS", "CG"),
    "note_subject": ("AAI", "REG", "SUR", "TXD"),
    "rounding": ("", "whole", "half"),
}

NAMES: dict[str, dict[str, tuple[str, str, str]]] = {
    "unit": {"H87": ("stycke", "stykke", "piece")},  # on paper both it and C62 are `st`
    "rounding": {
        "": ("Ingen avrundning", "Ingen avrunding", "No rounding"),
        "whole": ("Till hela kronor", "Til hele kroner", "To whole units"),
        "half": ("Till närmaste 50 öre", "Til nærmeste 50 øre", "To the nearest half"),
    },
    "document_type": {
        "380": ("Faktura", "Faktura", "Invoice"),
        "381": ("Kreditfaktura", "Kreditnota", "Credit note"),
        "386": ("Förskottsfaktura", "Forskuddsfaktura", "Prepayment invoice"),
        "383": ("Debetnota", "Debetnota", "Debit note"),
        "384": ("Rättad faktura", "Korrigert faktura", "Corrected invoice"),
        "326": ("Delfaktura", "Delfaktura", "Partial invoice"),
        "389": ("Självfaktura", "Selvfaktura", "Self-billed invoice"),
    },
    "vatex": {
        "VATEX-EU-AE": ("Omvänd betalningsskyldighet", "Omvendt avgiftsplikt", "Reverse charge"),
        "VATEX-EU-IC": ("Varuleverans inom EU", "Varelevering innen EU", "Supply within the EU"),
        "VATEX-EU-G": ("Export utanför EU", "Eksport ut av EU", "Export outside the EU"),
        "VATEX-EU-O": ("Omfattas inte av moms", "Omfattes ikke av mva", "Not subject to VAT"),
        "VATEX-EU-132": (
            "Vård, utbildning eller annat av allmänt intresse",
            "Helse, undervisning eller annet av allmenn interesse",
            "Health, education or other public interest",
        ),
        "VATEX-EU-135-1": (
            "Finans, försäkring eller fastighet",
            "Finans, forsikring eller eiendom",
            "Finance, insurance or property",
        ),
        "VATEX-EU-D": ("Resebyråer (vinstmarginal)", "Reisebyråer (margin)", "Travel agents (margin scheme)"),
        "VATEX-EU-F": ("Begagnade varor (vinstmarginal)", "Brukte varer (margin)", "Second-hand goods (margin scheme)"),
        "VATEX-EU-I": ("Konstverk (vinstmarginal)", "Kunstverk (margin)", "Works of art (margin scheme)"),
        "VATEX-EU-J": ("Samlarföremål (vinstmarginal)", "Samlerobjekter (margin)", "Collectors' items (margin scheme)"),
        "VATEX-EU-151": ("Diplomater och NATO", "Diplomater og NATO", "Diplomats and NATO"),
        "VATEX-EU-148": ("Fartyg och flyg", "Skip og fly", "Ships and aircraft"),
    },
    "allowance_reason": {
        "95": ("Rabatt", "Rabatt", "Discount"),
        "64": ("Avtalsrabatt", "Avtalerabatt", "Special agreement"),
        "88": ("Materialtillägg eller -avdrag", "Materialtillegg eller -fradrag", "Material surcharge or deduction"),
        "100": ("Särskild rabatt", "Særskilt rabatt", "Special rebate"),
        "102": ("Fast långtidsavtal", "Fast langtidsavtale", "Fixed long term"),
        "103": ("Tillfällig rabatt", "Midlertidig rabatt", "Temporary"),
        "104": ("Standardrabatt", "Standardrabatt", "Standard"),
        "105": ("Årsomsättning", "Årsomsetning", "Yearly turnover"),
        "65": ("Fel i produktionen", "Feil i produksjonen", "Production error"),
        "68": ("Utgående sortiment", "Utgående sortiment", "End of range"),
        "41": ("Bonus, färdigt i förtid", "Bonus, ferdig før tiden", "Bonus for works ahead of schedule"),
        "42": ("Annan bonus", "Annen bonus", "Other bonus"),
    },
    "charge_reason": {
        "FC": ("Frakt", "Frakt", "Freight"),
        "ABL": ("Förpackning", "Emballasje", "Packaging"),
        "PC": ("Packning", "Pakking", "Packing"),
        "HD": ("Hantering", "Håndtering", "Handling"),
        "ABK": ("Övrigt", "Diverse", "Miscellaneous"),
        "IS": ("Faktureringsavgift", "Faktureringsgebyr", "Invoicing service"),
        "DL": ("Leverans", "Levering", "Delivery"),
    },
    "item_classification": {
        "TST": ("UNSPSC", "UNSPSC", "UNSPSC"),
        "STI": ("CPV", "CPV", "CPV"),
        "HS": ("Tulltaxenummer (HS)", "Tolltariffnummer (HS)", "Customs tariff (HS)"),
        "CG": ("Varugrupp", "Varegruppe", "Commodity group"),
    },
    "note_subject": {
        "AAI": ("Allmän upplysning", "Generell opplysning", "General information"),
        "REG": ("Om företaget", "Om foretaket", "About the company"),
        "SUR": ("Leverantörens anmärkning", "Leverandørens merknad", "Supplier's remark"),
        "TXD": ("Om moms", "Om mva", "About VAT"),
    },
    "eas": {"EM": ("E-post", "E-post", "E-mail")},
}
