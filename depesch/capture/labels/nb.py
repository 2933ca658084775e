"""Norwegian, Bokmål and Nynorsk."""

from __future__ import annotations

from depesch.capture.labels import Labels

LABELS = Labels(
    language="nb",
    words={
        "number": (
            "Fakturanummer", "Fakturanr", "Faktura nr", "Faktura nummer", "Fakt.nr", "Kreditnotanummer",
            "Kreditnota nr", "Kreditnotanr",
        ),
        "issue_date": ("Fakturadato", "Fakt.dato", "Faktura dato", "Utstedt", "Kreditnotadato", "Dokumentdato"),
        "due_date": (
            "Forfallsdato", "Forfall", "Betalingsfrist", "Forfallsdag", "Forfaller", "Betales innen",
            "Innbetales innen", "Forf.dato", "Siste betalingsdag",
        ),
        "reference": (
            "KID", "KID-nummer", "KID-nr", "Kundeidentifikasjon (KID)", "Betalingsreferanse", "Kundeidentifikasjon",
            "KID nummer", "Betal med KID",
        ),
        "order_reference": (
            "Deres ordrenr", "Deres bestilling", "Innkjøpsordre", "Bestillingsnummer", "Bestillingsnr", "Deres ordre",
            "Rekvisisjon", "Innkjøpsordrenummer",
        ),
        "buyer_reference": ("Deres referanse", "Deres ref", "Kjøpers referanse", "Bestiller"),
        "contract_reference": ("Avtalenummer", "Avtale", "Kontraktsnummer", "Avtalenr"),
        "project_reference": ("Prosjekt", "Prosjektnr", "Prosjektnummer"),
        "preceding": ("Gjelder faktura", "Krediterer faktura", "Opprinnelig faktura", "Kreditering av faktura"),
        "delivery_date": ("Leveringsdato", "Levert dato", "Lev.dato"),
        "payment_terms": ("Betalingsbetingelser", "Betalingsvilkår", "Bet.bet"),
        "lines_total": ("Sum linjer", "Delsum"),
        "net": (
            "Sum ekskl. mva", "Netto", "Nettobeløp", "Sum eks. mva", "Sum uten mva", "Beløp eks. mva", "Sum netto",
            "Eks. mva", "Totalt ekskl. mva", "Total eks. mva", "Totalt eks. mva", "Sum eksklusiv mva", "Netto eks. mva",
            "Nettosum", "Netto beløp", "Beløp ekskl. mva",
        ),
        "vat": (
            "Mva", "Merverdiavgift", "Mva-beløp", "Sum mva", "Herav mva", "Total mva", "Mva. beløp", "Moms",
            "Mva totalt", "Totalt mva",
        ),
        "gross": (
            "Sum inkl. mva", "Totalt inkl. mva", "Total inkl. mva", "Fakturabeløp", "Beløp inkl. mva", "Totalbeløp",
            "Inkl. mva", "Fakturasum", "Sum inklusiv mva", "Totalsum",
        ),
        "payable": (
            "Å betale", "Beløp å betale", "Sum å betale", "Til betaling", "Totalt å betale", "Å betale NOK", "Til gode",
            "Totalt til betaling", "Til gode NOK", "Skyldig beløp", "Beløp til betaling",
        ),
        "paid": ("Betalt", "Innbetalt", "Forhåndsbetalt", "Allerede betalt"),
        "rounding": ("Øreavrunding", "Avrunding", "Øresavrunding"),
        "vat_base": ("Grunnlag", "Mva-grunnlag", "Avgiftsgrunnlag", "Avgiftspliktig"),
        "account": (
            "Kontonummer", "Kontonr", "Konto nr", "Bankkonto", "Bankkontonr", "Bankkontonummer", "Til konto",
            "Bankgiro", "Betal til konto", "Kto",
        ),
        "organisation": (
            "Org.nr", "Organisasjonsnummer", "Organisasjonsnr", "Foretaksnr", "Foretaksregisteret", "Orgnr NO",
            "Foretaksnummer", "Org. nummer",
        ),
        "vat_number": ("Mva-nr", "Mva-nummer", "MVA nr"),
        "buyer_organisation": ("Deres org.nr", "Kundens org.nr", "Kjøpers org.nr"),
        "buyer_vat_number": ("Deres mva-nr", "Kjøpers mva-nr"),
        "seller": ("Selger", "Leverandør", "Avsender", "Betales til", "Mottaker av betaling"),
        "buyer": (
            "Kjøper", "Fakturaadresse", "Faktureringsadresse", "Faktura til", "Kunde", "Fakturamottaker", "Faktureres",
        ),
        "credit_note": ("Kreditnota", "Kreditfaktura"),
        "column_description": (
            "Beskrivelse", "Tekst", "Varetekst", "Produkt", "Vare", "Betegnelse", "Spesifikasjon", "Vare/tjeneste",
            "Varebeskrivelse", "Benevnelse",
        ),
        "column_quantity": ("Antall", "Ant", "Mengde", "Levert", "Ant."),
        "column_unit": ("Enhet", "Enh"),
        "column_price": ("Pris", "Enhetspris", "Stykkpris", "À-pris", "Pris eks. mva", "Pr. enhet", "Stk.pris"),
        "column_rate": ("Mva %", "Mva-sats", "Mva", "Sats", "Mva."),
        "column_amount": (
            "Beløp", "Sum", "Netto", "Linjesum", "Totalt", "Beløp eks. mva", "Beløp (NOK)", "Beløp NOK", "Total",
            "Sum eks. mva", "Nettobeløp",
        ),
        "column_article": ("Varenr", "Art.nr", "Varenummer", "Produktnr", "Artikkelnr", "Vare nr"),
        "column_line": ("Linje", "Pos", "Nr"),
        "column_discount": ("Rabatt", "Rabatt %", "Rab %"),
        "other": (
            "Kundenr", "Kundenummer", "Kunde nr", "Telefon", "Tlf", "E-post", "Mobil", "Side", "Vår referanse",
            "Vår ref", "Ordrenr", "Ordrenummer", "Vår ordre", "Leveringsadresse", "Leveringsbetingelser",
            "Forsinkelsesrente", "Nettsted", "Hjemmeside", "Postadresse", "Besøksadresse", "Adresse", "Kontakt",
            "E-adresse", "Ordredato", "Leveringssted", "Betalingsmåte", "Pakkseddel", "Kontaktperson", "Bank",
            "Dokumenttype", "Betaling", "Valuta", "Purregebyr",
        ),
    },
    weak={
        "number": ("Faktura", "Nummer", "Nr", "Kreditnota"),
        "issue_date": ("Dato",),
        "reference": ("Referanse", "Melding"),
        "total": ("Sum", "Totalt", "Total", "Beløp"),
        "buyer": ("Til",),
        "seller": ("Fra",),
        "invoice": ("Faktura",),
    },
)  # fmt: skip
