"""Danish."""

from __future__ import annotations

from depesch.capture.labels import Labels

LABELS = Labels(
    language="da",
    words={
        "number": ("Fakturanummer", "Fakturanr", "Faktura nr", "Fakturanr.", "Kreditnotanummer", "Kreditnota nr"),
        "issue_date": ("Fakturadato", "Udstedt", "Udstedelsesdato", "Bilagsdato"),
        "due_date": (
            "Forfaldsdato", "Forfald", "Betalingsfrist", "Forfalder", "Forfaldsdag", "Sidste rettidige betalingsdag",
            "Betales senest", "Sidste betalingsdag", "Rettidig betaling",
        ),
        "reference": ("Betalings-ID", "Betalingsreference", "Betalingsid", "FIK", "Kreditornr"),
        "order_reference": (
            "Jeres ordrenr", "Indkøbsordre", "Rekvisition", "Rekvisitionsnr", "Deres ordrenr", "Jeres bestilling",
            "Købsordre", "Indkøbsordrenr", "Jeres ordre",
        ),
        "buyer_reference": (
            "Jeres reference", "Jeres ref", "Deres reference", "Deres ref", "Købers reference", "Personreference",
        ),
        "contract_reference": ("Aftalenummer", "Aftale", "Kontraktnr"),
        "project_reference": ("Projekt", "Projektnr"),
        "preceding": ("Vedrører faktura", "Krediterer faktura", "Kreditering af faktura"),
        "delivery_date": ("Leveringsdato", "Leveret", "Leveret den"),
        "payment_terms": ("Betalingsbetingelser", "Betalingsvilkår"),
        "lines_total": ("Sum af linjer", "Subtotal", "Varebeløb", "Linjer i alt"),
        "net": (
            "I alt ekskl. moms", "Nettobeløb", "Netto", "Total ekskl. moms", "Beløb ekskl. moms", "I alt uden moms",
            "Total excl. moms", "Ekskl. moms", "I alt excl. moms", "Momspligtigt beløb", "Sum ekskl. moms",
        ),
        "vat": ("Moms", "Momsbeløb", "25% moms", "Heraf moms", "Moms i alt", "Total moms"),
        "gross": (
            "I alt inkl. moms", "Total inkl. moms", "Fakturabeløb", "Beløb inkl. moms", "Total DKK", "I alt DKK",
            "Totalbeløb", "Inkl. moms", "Samlet beløb", "Faktura i alt", "Sum inkl. moms",
        ),
        "payable": (
            "At betale", "Til betaling", "I alt at betale", "Beløb til betaling", "Beløb at betale", "Skyldigt beløb",
            "At betale DKK", "Total til betaling", "Til gode",
        ),
        "paid": ("Betalt", "Forudbetalt", "Indbetalt", "Allerede betalt"),
        "rounding": ("Øreafrunding", "Afrunding"),
        "vat_base": ("Momsgrundlag", "Grundlag"),
        "account": ("Kontonr", "Kontonummer", "Konto", "Bankkonto", "Reg.nr./Kontonr", "Reg. og kontonr"),
        "organisation": ("CVR", "CVR-nr", "CVR-nummer", "CVR/SE-nr", "SE-nr", "CVR nr."),
        "vat_number": ("Momsnr", "Moms-nr", "VAT nr"),
        "buyer_organisation": ("Jeres CVR-nr", "Kundens CVR-nr", "Købers CVR"),
        "seller": ("Sælger", "Leverandør", "Afsender"),
        "buyer": ("Køber", "Faktureringsadresse", "Fakturaadresse", "Faktura til", "Kunde", "Fakturamodtager"),
        "credit_note": ("Kreditnota", "Kreditfaktura"),
        "column_description": (
            "Beskrivelse", "Tekst", "Varetekst", "Varebeskrivelse", "Ydelse", "Vare", "Betegnelse", "Produkt",
        ),
        "column_quantity": ("Antal", "Mængde"),
        "column_unit": ("Enhed", "Enh"),
        "column_price": ("Pris", "Stk. pris", "Enhedspris", "Stykpris", "Á pris", "Pris pr. enhed"),
        "column_rate": ("Moms %", "Momssats", "Moms"),
        "column_amount": (
            "Beløb", "I alt", "Total", "Linjebeløb", "Pris i alt", "Beløb (DKK)", "Beløb DKK", "Beløb ekskl. moms",
        ),
        "column_article": ("Varenr", "Varenummer", "Produktnr", "Vare nr"),
        "column_line": ("Linje", "Pos", "Nr"),
        "column_discount": ("Rabat", "Rabat %"),
        "other": (
            "Kundenr", "Kundenummer", "Kunde nr", "Telefon", "Tlf", "E-mail", "Mail", "Mobil", "Side",
            "Vores reference", "Vores ref", "Ordrenr", "Ordrenummer", "Leveringsadresse", "Leveringsbetingelser",
            "Hjemmeside", "Adresse", "EAN", "EAN-nr", "Ordredato", "Kontakt", "E-adresse", "Bank", "Reg.nr",
            "Registreringsnr", "Følgeseddel", "Dokumenttype", "Betaling", "Valuta", "Betalingsmåde", "Vores ordre",
        ),
    },
    weak={
        "number": ("Faktura", "Nummer", "Kreditnota"),
        "issue_date": ("Dato",),
        "reference": ("Reference", "Meddelelse"),
        "total": ("I alt", "Total", "Sum", "Beløb"),
        "buyer": ("Til",),
        "seller": ("Fra",),
        "invoice": ("Faktura",),
    },
)  # fmt: skip
