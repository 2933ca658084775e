"""German."""

from __future__ import annotations

from depesch.capture.labels import Labels

LABELS = Labels(
    language="de",
    words={
        "number": (
            "Rechnungsnummer", "Rechnungs-Nr", "Rechnung Nr", "Rechnungsnr", "Rechnung-Nr", "Re.-Nr",
            "Rg.-Nr", "Belegnummer", "Beleg-Nr", "Gutschriftnummer", "Gutschrift Nr", "Rechnung Nummer",
            "Gutschriftsnummer", "Rechnungsnr/Datum",
        ),
        "issue_date": (
            "Rechnungsdatum", "Ausstellungsdatum", "Belegdatum", "Rechnung vom", "Gutschriftsdatum", "Rechnungs-Datum",
        ),
        "due_date": (
            "Fällig am", "Fälligkeitsdatum", "Zahlbar bis", "Fälligkeit", "Zahlungsziel", "Fällig", "Zahlung bis",
            "zu zahlen bis", "Bitte überweisen Sie bis zum", "Fälligkeitstag",
        ),
        "reference": ("Verwendungszweck", "Zahlungsreferenz", "Referenznummer", "Zahlungszweck"),
        "order_reference": (
            "Bestellnummer", "Ihre Bestellung", "Bestell-Nr", "Ihre Bestellnummer", "Auftragsnummer Kunde",
            "Ihre Bestell-Nr", "Bestellreferenz", "Ihr Auftrag",
        ),
        "buyer_reference": ("Ihr Zeichen", "Ihre Referenz", "Leitweg-ID", "Käuferreferenz", "Kundenreferenz"),
        "contract_reference": ("Vertragsnummer", "Vertrag", "Vertrags-Nr"),
        "project_reference": ("Projekt", "Projektnummer"),
        "preceding": (
            "Bezug auf Rechnung", "Storno zu Rechnung", "zu Rechnung", "Betrifft Rechnung", "Ursprungsrechnung",
        ),
        "delivery_date": ("Lieferdatum", "Leistungsdatum", "Liefertag", "Datum der Leistung", "Leistungszeitpunkt"),
        "payment_terms": ("Zahlungsbedingungen", "Zahlungsbedingung", "Zahlungskonditionen"),
        "lines_total": ("Zwischensumme", "Summe Positionen", "Summe der Positionen", "Warenwert"),
        "net": (
            "Nettobetrag", "Gesamt netto", "Summe netto", "Netto", "Summe ohne USt", "Gesamtbetrag netto",
            "Rechnungsbetrag netto", "Nettosumme", "Summe ohne MwSt", "Gesamtsumme netto", "Zwischensumme netto",
            "Gesamt (netto)", "Netto gesamt", "Summe (netto)", "Betrag netto",
        ),
        "vat": (
            "USt", "MwSt", "Umsatzsteuer", "Mehrwertsteuer", "USt-Betrag", "MwSt-Betrag", "Steuerbetrag", "USt. Gesamt",
            "zzgl. MwSt", "zzgl. USt", "zuzüglich Umsatzsteuer", "Summe USt", "zzgl. Umsatzsteuer", "Steuer",
            "Gesamt Umsatzsteuer", "Umsatzsteuer gesamt", "Mwst gesamt",
        ),
        "gross": (
            "Gesamtbetrag", "Bruttobetrag", "Rechnungsbetrag", "Gesamt brutto", "Summe brutto", "Endbetrag",
            "Gesamtsumme", "Brutto", "Rechnungsbetrag brutto", "Rechnungssumme", "Summe mit USt", "Gesamtbetrag brutto",
            "Bruttosumme", "Rechnungsendbetrag", "Summe inkl. MwSt", "Summe inkl. USt", "Summe mit MwSt",
            "Gesamt (brutto)", "Endsumme",
        ),
        "payable": (
            "Zahlbetrag", "Zu zahlen", "Zu zahlender Betrag", "Fälliger Betrag", "Offener Betrag", "Zahlungsbetrag",
            "Restbetrag",
        ),
        "paid": ("Bereits bezahlt", "Anzahlung", "Bezahlt", "Bereits gezahlt"),
        "rounding": ("Rundung", "Rundungsbetrag"),
        "vat_base": ("Bemessungsgrundlage", "Steuerbasis", "Nettopreis", "Basis"),
        "iban": ("IBAN",),
        "bic": ("BIC", "SWIFT", "SWIFT/BIC", "BIC/SWIFT"),
        "account": ("Kontonummer", "Konto-Nr", "Kto.-Nr", "Konto"),
        "organisation": ("Handelsregister", "HRB", "Registernummer"),
        "vat_number": (
            "USt-IdNr", "USt-ID", "Umsatzsteuer-ID", "Umsatzsteuer-Identifikationsnummer", "USt-Id-Nr", "UID",
            "USt.-IdNr", "UStID-Nr", "USt.ID", "Ust-IdNr.", "UID-Nummer", "MWST-Nr",
        ),
        "buyer_vat_number": ("Ihre USt-IdNr", "Ihre USt-ID", "USt-IdNr Kunde", "Ihre UID", "Kunden USt-ID"),
        "seller": ("Verkäufer", "Lieferant", "Absender", "Rechnungssteller", "Leistungserbringer"),
        "buyer": (
            "Käufer", "Rechnungsempfänger", "Rechnungsadresse", "Rechnung an", "Kunde", "Rechnungsanschrift",
            "Empfänger", "Auftraggeber",
        ),
        "credit_note": ("Gutschrift", "Rechnungskorrektur", "Stornorechnung"),
        "column_description": (
            "Bezeichnung", "Beschreibung", "Leistung", "Artikelbezeichnung", "Produkt", "Artikel", "Text", "Ware",
            "Position", "Artikelbeschreibung", "Artikel / Leistung",
        ),
        "column_quantity": ("Menge", "Anzahl", "Stück"),
        "column_unit": ("Einheit", "Einh", "ME", "Einh."),
        "column_price": (
            "Einzelpreis", "Preis", "E-Preis", "Stückpreis", "Preis netto", "EP", "Einzelpreis EUR", "Preis/Einh",
            "Nettopreis", "Preis/Einheit",
        ),
        "column_rate": ("MwSt %", "USt", "MwSt", "USt %", "Steuersatz", "Steuer", "USt.", "St.-Satz"),
        "column_amount": (
            "Betrag", "Gesamt", "Gesamtpreis", "Summe", "Gesamtbetrag", "Nettobetrag", "Netto", "GP", "Betrag EUR",
            "Gesamt EUR", "Betrag (EUR)", "Gesamtpreis EUR", "Pos. Betrag",
        ),
        "column_article": ("Artikelnr", "Art.-Nr", "Artikelnummer", "Artikel-Nr", "Produktnr"),
        "column_line": ("Pos", "Position", "Pos.", "Nr", "Zeile", "Posit"),
        "column_discount": ("Rabatt", "Rabatt %"),
        "other": (
            "Kundennummer", "Kunden-Nr", "Kundennr", "Telefon", "Tel", "Fax", "E-Mail", "Mobil", "Seite",
            "Unser Zeichen", "Auftragsnummer", "Auftrags-Nr", "Lieferadresse", "Lieferbedingungen", "Webseite",
            "Steuernummer", "Steuer-Nr", "Bank", "Bankleitzahl", "BLZ", "Kontoinhaber", "Ansprechpartner",
            "Geschäftsführer", "Amtsgericht", "Bearbeiter", "Lieferschein", "Kundenservice", "Kontakt", "Internet",
            "Finanzamt", "Lieferschein-Nr", "Bestelldatum", "Lieferscheinnummer", "Dokumentart", "Währung", "Zahlung",
            "Auftragsdatum",
        ),
    },
    weak={
        "number": ("Rechnung", "Nummer", "Nr", "Gutschrift", "Belegnr"),
        "issue_date": ("Datum", "vom", "von"),
        "reference": ("Referenz",),
        "total": ("Summe", "Gesamt", "Total", "Betrag"),
        "buyer": ("An",),
        "seller": ("Von",),
        "invoice": ("Rechnung",),
    },
)  # fmt: skip
