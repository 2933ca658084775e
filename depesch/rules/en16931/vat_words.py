"""The words of the VAT families: one template for all categories, with the category's name put in."""

from __future__ import annotations

from depesch.rules import Words

NAMES = {
    "S": Words("vanlig moms", "ordinær mva", "standard-rated VAT"),
    "Z": Words("nollmoms", "nullsats", "zero-rated VAT"),
    "E": Words("undantag från moms", "unntak fra mva", "exemption from VAT"),
    "AE": Words("omvänd betalningsskyldighet", "omvendt avgiftsplikt", "reverse charge"),
    "K": Words("varuförsäljning till annat EU-land", "varesalg til et annet EU-land", "intra-community supply"),
    "G": Words("export utanför EU", "eksport", "export outside the EU"),
    "O": Words("utanför momsens område", "utenfor mva-området", "outside the scope of VAT"),
    "L": Words("Kanarieöarnas skatt IGIC", "Kanariøyenes avgift IGIC", "the Canary Islands' tax IGIC"),
    "M": Words("Ceutas och Melillas skatt IPSI", "Ceutas og Melillas avgift IPSI", "the tax IPSI of Ceuta and Melilla"),
}


def of(words: Words, category: str) -> Words:
    """Return the words with the category's name put in for `{category}`."""
    name = NAMES[category]
    return Words(
        sv=words.sv.replace("{category}", f"{name.sv} ({category})"),
        nb=words.nb.replace("{category}", f"{name.nb} ({category})"),
        en=words.en.replace("{category}", f"{name.en} ({category})"),
    )


ONE_ROW = Words(
    sv="Fakturan använder momskategorin {category}. Momsspecifikationen ska då ha precis en rad för den, och raden ska "
    "svara mot något på fakturan.",
    nb="Fakturaen bruker mva-kategorien {category}. Mva-spesifikasjonen skal da ha nøyaktig én rad for den, og raden "
    "skal svare til noe på fakturaen.",
    en="The invoice uses the VAT category {category}. The VAT breakdown must then have exactly one row for it, and the "
    "row must match something on the invoice.",
)
ROWS = Words(
    sv="Momskategorin {category} ska stå både på raderna och i momsspecifikationen, eller på ingetdera stället.",
    nb="Mva-kategorien {category} skal stå både på linjene og i mva-spesifikasjonen, eller ingen av stedene.",
    en="The VAT category {category} must stand both on lines and in the VAT breakdown, or in neither.",
)
SELLER = Words(
    sv="Med {category} måste säljarens momsnummer, skattenummer eller skatteombudets momsnummer stå på fakturan.",
    nb="Med {category} må selgerens mva-nummer, skattenummer eller avgiftsrepresentantens mva-nummer stå på fakturaen.",
    en="With {category} the invoice must give the seller's VAT number or tax number, or the VAT number of the tax "
    "representative.",
)
SELLER_VAT = Words(
    sv="Med {category} måste säljarens eller skatteombudets momsnummer stå på fakturan.",
    nb="Med {category} må selgerens eller avgiftsrepresentantens mva-nummer stå på fakturaen.",
    en="With {category} the invoice must give the VAT number of the seller or of the tax representative.",
)
SELLER_AND_BUYER = Words(
    sv="Med {category} måste både säljarens momsnummer och köparens momsnummer eller organisationsnummer stå på "
    "fakturan.",
    nb="Med {category} må både selgerens mva-nummer og kjøperens mva-nummer eller organisasjonsnummer stå på "
    "fakturaen.",
    en="With {category} the invoice must give the seller's VAT number and the buyer's VAT number or registration "
    "number.",
)
BOTH_VAT = Words(
    sv="Med {category} måste både säljarens och köparens momsnummer stå på fakturan.",
    nb="Med {category} må både selgerens og kjøperens mva-nummer stå på fakturaen.",
    en="With {category} the invoice must give the VAT numbers of both seller and buyer.",
)
NO_VAT_NUMBERS = Words(
    sv="Fakturan är {category}. Då får varken säljarens, köparens eller skatteombudets momsnummer stå på den.",
    nb="Fakturaen er {category}. Da skal verken selgerens, kjøperens eller avgiftsrepresentantens mva-nummer stå "
    "på den.",
    en="The invoice is {category}. It must then not give the VAT number of the seller, the buyer or the tax "
    "representative.",
)
RATES = {
    "positive": Words(
        sv="Momssatsen är {value}, men ska vara större än noll vid {category}.",
        nb="Mva-satsen er {value}, men skal være større enn null ved {category}.",
        en="The VAT rate is {value}, but with {category} it must be greater than zero.",
    ),
    "not negative": Words(
        sv="Skattesatsen är {value}, men ska vara noll eller mer vid {category}.",
        nb="Avgiftssatsen er {value}, men skal være null eller mer ved {category}.",
        en="The tax rate is {value}, but with {category} it must be zero or more.",
    ),
    "zero": Words(
        sv="Momssatsen är {value}, men ska vara 0 vid {category}.",
        nb="Mva-satsen er {value}, men skal være 0 ved {category}.",
        en="The VAT rate is {value}, but with {category} it must be 0.",
    ),
    "none": Words(
        sv="Momssatsen {value} ska inte stå där, eftersom fakturan är {category}. Ta bort den.",
        nb="Mva-satsen {value} skal ikke stå der, siden fakturaen er {category}. Fjern den.",
        en="The VAT rate {value} must not stand there, since this is {category}. Leave it out.",
    ),
}
TAXABLE = Words(
    sv="Beskattningsbart belopp för {category} är {value}, men raderna med avgifter och avdrag ger {expected}.",
    nb="Grunnlaget for {category} er {value}, men linjene med gebyrer og fradrag gir {expected}.",
    en="The taxable amount for {category} is {value}, but the lines with charges and allowances give {expected}.",
)
TAX = Words(
    sv="Momsen för {category} är {value}, men ska vara {expected}.",
    nb="Merverdiavgiften for {category} er {value}, men skal være {expected}.",
    en="The VAT for {category} is {value}, but should be {expected}.",
)
REASON_MISSING = Words(
    sv="Vid {category} ska fakturan säga varför ingen moms tas ut. Ange orsaken i ord eller som kod.",
    nb="Ved {category} skal fakturaen si hvorfor det ikke beregnes mva. Oppgi årsaken i ord eller som kode.",
    en="With {category} the invoice must say why no VAT is charged. Give the reason in words or as a code.",
)
REASON_TOO_MUCH = Words(
    sv="Vid {category} ska det inte stå någon orsak till undantag från moms. Ta bort orsaken.",
    nb="Ved {category} skal det ikke stå noen årsak til unntak fra mva. Fjern årsaken.",
    en="With {category} there must be no reason for exemption from VAT. Leave the reason out.",
)
DELIVERY_DATE = Words(
    sv="Vid försäljning till annat EU-land ska leveransdatum eller faktureringsperiod stå på fakturan.",
    nb="Ved salg til et annet EU-land skal leveringsdato eller faktureringsperiode stå på fakturaen.",
    en="With intra-community supply the invoice must give the delivery date or the invoicing period.",
)
DELIVERY_COUNTRY = Words(
    sv="Vid försäljning till annat EU-land ska landet som varorna levereras till stå på fakturan.",
    nb="Ved salg til et annet EU-land skal landet varene leveres til, stå på fakturaen.",
    en="With intra-community supply the invoice must give the country that the goods are delivered to.",
)
ONLY_O = Words(
    sv="En faktura utanför momsens område (O) får inte också ha rader, avgifter eller avdrag med en annan "
    "momskategori. Dela upp den på två fakturor.",
    nb="En faktura utenfor mva-området (O) kan ikke også ha linjer, gebyrer eller fradrag med en annen mva-kategori. "
    "Del den i to fakturaer.",
    en="An invoice outside the scope of VAT (O) cannot also have lines, charges or allowances of another VAT category. "
    "Split it into two invoices.",
)
ITALY = Words(
    sv="Momskategorin B (delad betalning) gäller bara fakturor inom Italien. Välj en annan momskategori.",
    nb="Mva-kategorien B (delt betaling) gjelder bare fakturaer innenfor Italia. Velg en annen mva-kategori.",
    en="The VAT category B (split payment) is only for invoices within Italy. Choose another VAT category.",
)
NOT_BOTH = Words(
    sv="Momskategorierna B (delad betalning) och S (vanlig moms) får inte stå på samma faktura.",
    nb="Mva-kategoriene B (delt betaling) og S (ordinær mva) kan ikke stå på samme faktura.",
    en="The VAT categories B (split payment) and S (standard rate) cannot stand on one invoice.",
)
