"""Swedish."""

from __future__ import annotations

from depesch.capture.labels import Labels

LABELS = Labels(
    language="sv",
    words={
        "number": (
            "Fakturanummer", "Fakturanr", "Faktura nr", "Fakt.nr", "Faktura-ID", "Fakturans nummer", "Kreditnota nr",
            "Kreditfakturanummer", "Kreditfaktura nr", "Fakturanr/OCR", "Verifikationsnr",
        ),
        "issue_date": ("Fakturadatum", "Fakturadag", "Fakt.datum", "Utskriftsdatum", "Utställd", "Kreditdatum"),
        "due_date": (
            "Förfallodatum", "Förfallodag", "Förfaller", "Förf.datum", "Förf.dag", "Betalas senast",
            "Sista betalningsdag", "Oss tillhanda senast", "Oss tillhanda", "Att betala senast",
            "Förfaller till betalning", "Betala senast",
        ),
        "reference": (
            "OCR", "OCR-nummer", "OCR-nr", "OCR-referens", "Referensnummer OCR", "Betalningsreferens", "Ange OCR",
            "Ange vid betalning", "Meddelande vid betalning",
        ),
        "order_reference": (
            "Ert ordernummer", "Er order", "Ert ordernr", "Inköpsorder", "Beställningsnummer", "Er beställning",
            "Inköpsordernummer", "Rekvisition", "Ert inköpsordernr",
        ),
        "buyer_reference": (
            "Er referens", "Er ref", "Ert referensnummer", "Beställarreferens", "Referenskod", "Köparens referens",
        ),
        "contract_reference": ("Avtalsnummer", "Avtalsnr", "Avtal"),
        "project_reference": ("Projektnummer", "Projektnr", "Projekt"),
        "preceding": (
            "Avser faktura", "Krediterar faktura", "Kredit av faktura", "Ursprunglig faktura", "Avser fakturanr",
        ),
        "delivery_date": ("Leveransdatum", "Leveransdag", "Lev.datum"),
        "payment_terms": ("Betalningsvillkor", "Bet.villkor", "Betalvillkor"),
        "lines_total": ("Summa rader", "Delsumma", "Varuvärde"),
        "net": (
            "Summa exkl. moms", "Netto", "Nettobelopp", "Summa exklusive moms", "Exkl. moms", "Belopp exkl. moms",
            "Summa netto", "Totalt exkl. moms", "Total exkl. moms", "Summa utan moms", "Belopp före moms",
            "Totalbelopp exkl. moms", "Total exklusive moms", "Netto exkl. moms", "Att betala exkl. moms",
        ),
        "vat": (
            "Moms", "Momsbelopp", "Summa moms", "Total moms", "Varav moms", "Mervärdesskatt", "Moms totalt",
            "Totalt moms", "Moms kr", "Moms att betala", "Totalmoms", "moms SEK",
        ),
        "gross": (
            "Summa inkl. moms", "Totalt inkl. moms", "Total inkl. moms", "Summa inklusive moms", "Totalbelopp",
            "Fakturabelopp", "Brutto", "Inkl. moms", "Belopp inkl. moms", "Fakturasumma", "Summa med moms",
            "Total inklusive moms", "Totalsumma",
        ),
        "payable": (
            "Att betala", "Belopp att betala", "Summa att betala", "Totalt att betala", "Att betala SEK", "Att erhålla",
            "Er tillgodo", "Er till godo", "Att betala kr", "Tillgodo", "Total att betala", "Er tillhanda",
        ),
        "paid": ("Betalt", "Redan betalt", "Inbetalt", "Förskott", "Erhållet"),
        "rounding": ("Öresavrundning", "Öresutjämning", "Avrundning", "Öresutj"),
        "vat_base": ("Momsunderlag", "Underlag", "Beskattningsunderlag", "Momspliktigt belopp"),
        "bankgiro": ("Bankgiro", "Bg", "Bankgironr", "Bankgironummer", "Till bankgiro", "Betala till bankgiro"),
        "plusgiro": ("Plusgiro", "Pg", "Plusgironr", "Postgiro"),
        "account": ("Kontonummer", "Kontonr", "Bankkonto"),
        "organisation": ("Org.nr", "Organisationsnr", "Organisationsnummer", "Org nummer", "Orgnr SE", "Org.nr."),
        "vat_number": (
            "Momsreg.nr", "Momsregistreringsnummer", "VAT-nr", "Momsnr", "Momsnummer", "Moms reg nr", "VAT-nummer",
            "Momsreg", "Vårt momsnr", "Moms/VAT-nr", "Säljarens momsnr", "Momsregnr/VAT",
        ),
        "buyer_organisation": ("Ert org.nr", "Kundens org.nr", "Köparens org.nr", "Ert organisationsnummer"),
        "buyer_vat_number": (
            "Ert momsnr", "Ert VAT-nr", "Köparens momsnr", "Kundens momsnr", "Kundens VAT-nr", "Ert momsreg.nr",
            "Ert VAT-nummer", "Köparens VAT-nr",
        ),
        "seller": ("Säljare", "Leverantör", "Avsändare", "Betalningsmottagare", "Utställare"),
        "buyer": (
            "Köpare", "Fakturaadress", "Faktureringsadress", "Faktura till", "Kund", "Mottagare", "Fakturamottagare",
            "Faktureras", "Betalare",
        ),
        "credit_note": ("Kreditfaktura", "Kreditnota", "Kredit faktura", "Kreditering"),
        "column_description": (
            "Benämning", "Beskrivning", "Specifikation", "Artikelbenämning", "Produkt", "Vara/tjänst", "Tjänst",
            "Avser", "Artikel/tjänst", "Vara", "Produkt/tjänst", "Artikel",
        ),
        "column_quantity": ("Antal", "Kvantitet", "Lev.antal", "Lev ant", "Levererat", "Ant"),
        "column_unit": ("Enhet", "Enh", "Sort"),
        "column_price": (
            "À-pris", "A pris", "Pris", "Styckpris", "Pris/st", "Pris per enhet", "Pris exkl. moms", "Enhetspris",
            "Apris exkl moms", "Apris SEK",
        ),
        "column_rate": ("Moms %", "Momssats", "Moms", "Sats"),
        "column_amount": (
            "Belopp", "Summa", "Radsumma", "Totalt", "Radbelopp", "Belopp SEK", "Belopp (SEK)", "Summa exkl. moms",
            "Belopp exkl. moms", "Belopp (EUR)", "Belopp kr", "Summa SEK",
        ),
        "column_article": ("Art.nr", "Artikelnr", "Artikelnummer", "Artnr", "Art nr"),
        "column_line": ("Rad", "Pos", "Rad nr"),
        "column_discount": ("Rabatt", "Rabatt %", "Rab", "Rab %"),
        "column_other": ("Lev.datum", "Period", "Konto"),
        "other": (
            "Kundnr", "Kundnummer", "Kund nr", "Kundens nr", "Telefon", "Tel", "Fax", "E-post", "Mobil", "Sida",
            "Vår referens", "Vår ref", "Ordernr", "Ordernummer", "Vår order", "Leveransadress", "Leveransvillkor",
            "Leveranssätt", "Dröjsmålsränta", "Webbplats", "Hemsida", "Webb", "Postadress", "Besöksadress", "Adress",
            "Säte", "Kontakt", "E-adress", "Godkänd för F-skatt", "Innehar F-skattsedel", "Orderdatum", "Betalsätt",
            "Följesedel", "Följesedelsnr", "Vårt ordernr", "Kontaktperson", "GLN", "Fakturaavgift", "Frakt",
            "Dokumenttyp", "Betalning", "Kundreferens", "Valuta", "Page",
        ),
    },
    weak={
        "number": ("Faktura", "Nummer", "Nr", "Kreditfaktura"),
        "issue_date": ("Datum",),
        "reference": ("Referens", "Referensnummer", "Meddelande"),
        "total": ("Summa", "Totalt", "Total", "Totalsumma", "Belopp"),
        "buyer": ("Till",),
        "seller": ("Från",),
        "invoice": ("Faktura",),
    },
)  # fmt: skip
