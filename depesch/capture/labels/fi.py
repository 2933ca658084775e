"""Finnish."""

from __future__ import annotations

from depesch.capture.labels import Labels

LABELS = Labels(
    language="fi",
    words={
        "number": (
            "Laskun numero", "Laskunumero", "Lasku nro", "Laskun nro", "Laskunro", "Hyvityslaskun numero", "Lasku n:o",
            "Laskun no",
        ),
        "issue_date": (
            "Laskun päivämäärä", "Laskun päiväys", "Laskupäivä", "Laskun pvm", "Laskutuspäivä", "Päiväys",
            "Laskutuspvm",
        ),
        "due_date": ("Eräpäivä", "Eräpvm", "Maksettava viimeistään", "Erääntyy", "Laskun eräpäivä"),
        "reference": (
            "Viitenumero", "Viite", "Viitenro", "Maksuviite", "Maksun viite", "RF-viite", "Viitenumero maksettaessa",
        ),
        "order_reference": (
            "Tilausnumero", "Ostotilaus", "Tilauksenne", "Tilausnro", "Ostotilausnumero", "Tilauksen numero",
            "Tilausviite",
        ),
        "buyer_reference": ("Viitteenne", "Ostajan viite", "Tilaaja", "Teidän viitteenne", "Asiakkaan viite"),
        "contract_reference": ("Sopimusnumero", "Sopimus"),
        "project_reference": ("Projekti", "Projektinumero"),
        "preceding": ("Koskee laskua", "Hyvitettävä lasku", "Alkuperäinen lasku"),
        "delivery_date": ("Toimituspäivä", "Toimituspvm"),
        "payment_terms": ("Maksuehto", "Maksuehdot"),
        "lines_total": ("Rivit yhteensä", "Rivien summa", "Välisumma"),
        "net": (
            "Veroton yhteensä", "Veroton", "Yhteensä veroton", "Veroton summa", "Verot. yht", "Veroton hinta yhteensä",
            "Alv 0 %", "Yhteensä ilman alv", "Summa ilman alv", "Netto", "Veroton arvo", "Yhteensä (alv 0 %)",
            "Yhteensä ilman veroa",
        ),
        "vat": (
            "Alv yhteensä", "Arvonlisävero", "Vero yhteensä", "Alv", "Arvonlisävero yhteensä", "Veron määrä",
            "Alv-määrä", "Alv euroa", "Veron osuus", "Verot yhteensä",
        ),
        "gross": (
            "Verollinen yhteensä", "Yhteensä sis. alv", "Verollinen summa", "Laskun summa", "Laskun loppusumma",
            "Loppusumma", "Yhteensä verollinen", "Laskun määrä", "Kokonaissumma", "Yhteensä sisältäen alv",
            "Verollinen",
        ),
        "payable": (
            "Maksettava", "Maksettavaa yhteensä", "Maksettava yhteensä", "Yhteensä maksettava", "Maksettavaa",
            "Maksetaan", "Maksettava määrä", "Hyvitetään", "Maksettava EUR",
        ),
        "paid": ("Maksettu", "Ennakkomaksu", "Maksettu ennakko"),
        "rounding": ("Pyöristys", "Senttipyöristys"),
        "vat_base": ("Veron peruste", "Veroton määrä", "Peruste"),
        "iban": ("IBAN", "Tilinumero", "Saajan tilinumero", "Tilinro", "Pankkitili", "Tili"),
        "bic": ("BIC", "SWIFT"),
        "organisation": ("Y-tunnus", "LY-tunnus", "Yritystunnus"),
        "vat_number": (
            "Alv-tunnus", "Alv-numero", "Arvonlisäverotunniste", "Alv.nro", "VAT-tunnus", "Alv nro", "Alv rek",
        ),
        "buyer_organisation": ("Asiakkaan Y-tunnus", "Ostajan Y-tunnus"),
        "buyer_vat_number": ("Asiakkaan alv-tunnus", "Ostajan alv-tunnus"),
        "seller": ("Myyjä", "Toimittaja", "Lähettäjä", "Saaja", "Laskuttaja", "Maksun saaja"),
        "buyer": (
            "Ostaja", "Laskutusosoite", "Asiakas", "Vastaanottaja", "Maksaja", "Laskun saaja", "Laskun vastaanottaja",
        ),
        "credit_note": ("Hyvityslasku", "Hyvitys"),
        "column_description": (
            "Kuvaus", "Nimike", "Tuote", "Selite", "Tuotenimi", "Tuotteen nimi", "Tuote/palvelu", "Nimi", "Palvelu",
        ),
        "column_quantity": ("Määrä", "Kpl", "Lkm"),
        "column_unit": ("Yksikkö", "Yks", "Yks."),
        "column_price": (
            "Hinta", "Yksikköhinta", "À-hinta", "A-hinta", "Veroton hinta", "Yks.hinta", "Ahinta EUR", "Hinta alv 0 %",
        ),
        "column_rate": ("Alv %", "Alv-%", "Alv-kanta", "Alv", "Verokanta"),
        "column_amount": (
            "Yhteensä", "Summa", "Veroton", "Rivisumma", "Netto", "Yhteensä EUR", "Summa (EUR)", "Yhteensä (EUR)",
            "Yhteensä veroton", "Veroton yhteensä",
        ),
        "column_article": ("Tuotenro", "Tuotenumero", "Koodi", "Tuotekoodi", "Nimikenro"),
        "column_line": ("Rivi", "Rivinro", "Nro"),
        "column_discount": ("Alennus", "Ale", "Ale %", "Alennus %"),
        "column_other": ("Verollinen", "Alv EUR"),
        "other": (
            "Asiakasnumero", "Asiakasnro", "Asiakas nro", "Puhelin", "Puh", "Sähköposti", "Sivu", "Viitteemme",
            "Tilauksemme", "Toimitusosoite", "Toimitusehto", "Toimitustapa", "Viivästyskorko", "Kotipaikka", "Osoite",
            "Verkkolaskuosoite", "Välittäjätunnus", "Ovt-tunnus", "Yhteyshenkilö", "Huomautusaika", "Pankki",
            "Postiosoite", "Verkko-osoite", "Tilauspäivä", "Lähete", "Asiakirjan tyyppi", "Valuutta", "Maksutapa",
            "Maksu",
        ),
    },
    weak={
        "number": ("Lasku", "Numero", "Nro", "Hyvityslasku"),
        "issue_date": ("Päivämäärä", "Pvm"),
        "total": ("Yhteensä", "Summa", "Yht"),
        "payable": ("Euro", "EUR"),
        "buyer": ("Vastaanottaja",),
        "invoice": ("Lasku",),
    },
)  # fmt: skip
