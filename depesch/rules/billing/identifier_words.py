"""Words of the rules on the numbers of parties: what such a number looks like, and what to do."""

from __future__ import annotations

from depesch.rules import Words


def _words(sv: str, nb: str, en: str) -> Words:
    return Words(
        sv=f"{{value}} är inget giltigt {sv}. Rätta numret, eller ange den nummertyp som det hör till.",
        nb=f"{{value}} er ikke et gyldig {nb}. Rett nummeret, eller oppgi nummertypen det hører til.",
        en=f"{{value}} is no valid {en}. Correct the number, or state the scheme that it belongs to.",
    )


NUMBER_WORDS = {
    "PEPPOL-COMMON-R040": _words(
        "GLN (typ 0088): bara siffror, oftast 13, där den sista är en kontrollsiffra",
        "GLN (type 0088): bare siffer, oftest 13, der det siste er et kontrollsiffer",
        "GLN (scheme 0088): digits only, mostly 13, the last of them a check digit",
    ),
    "PEPPOL-COMMON-R041": _words(
        "norskt organisationsnummer (typ 0192): nio siffror där den sista är en kontrollsiffra",
        "norsk organisasjonsnummer (type 0192): ni siffer der det siste er et kontrollsiffer",
        "Norwegian organisation number (scheme 0192): nine digits, the last of them a check digit",
    ),
    "PEPPOL-COMMON-R042": _words(
        "danskt CVR-nummer (typ 0184): åtta siffror, med eller utan DK framför, utan mellanslag",
        "dansk CVR-nummer (type 0184): åtte siffer, med eller uten DK foran, uten mellomrom",
        "Danish CVR number (scheme 0184): eight digits, with or without DK in front, no blanks",
    ),
    "PEPPOL-COMMON-R043": _words(
        "belgiskt företagsnummer (typ 0208): tio siffror där de två sista är en kontroll",
        "belgisk foretaksnummer (type 0208): ti siffer der de to siste er en kontroll",
        "Belgian enterprise number (scheme 0208): ten digits, the last two of them a check",
    ),
    "PEPPOL-COMMON-R044": _words(
        "italienskt Codice IPA (typ 0201): sex bokstäver eller siffror",
        "italiensk Codice IPA (type 0201): seks bokstaver eller siffer",
        "Italian Codice IPA (scheme 0201): six letters or digits",
    ),
    "PEPPOL-COMMON-R045": _words(
        "italienskt Codice Fiscale (typ 0210): 11 siffror för ett företag, 16 tecken för en person",
        "italiensk Codice Fiscale (type 0210): 11 siffer for et foretak, 16 tegn for en person",
        "Italian Codice Fiscale (scheme 0210): 11 digits for a company, 16 characters for a person",
    ),
    "PEPPOL-COMMON-R046": _words(
        "italienskt Codice Fiscale (typ 9907): 11 siffror för ett företag, 16 tecken för en person",
        "italiensk Codice Fiscale (type 9907): 11 siffer for et foretak, 16 tegn for en person",
        "Italian Codice Fiscale (scheme 9907): 11 digits for a company, 16 characters for a person",
    ),
    "PEPPOL-COMMON-R047": _words(
        "italienskt momsnummer (typ 0211): IT och 11 siffror där den sista är en kontrollsiffra",
        "italiensk mva-nummer (type 0211): IT og 11 siffer der det siste er et kontrollsiffer",
        "Italian VAT number (scheme 0211): IT and 11 digits, the last of them a check digit",
    ),
    "PEPPOL-COMMON-R048": _words(
        "italienskt momsnummer (typ 9906): IT och 11 siffror där den sista är en kontrollsiffra",
        "italiensk mva-nummer (type 9906): IT og 11 siffer der det siste er et kontrollsiffer",
        "Italian VAT number (scheme 9906): IT and 11 digits, the last of them a check digit",
    ),
    "PEPPOL-COMMON-R049": _words(
        "svenskt organisationsnummer (typ 0007): tio siffror utan bindestreck, där den sista är en kontrollsiffra",
        "svensk organisasjonsnummer (type 0007): ti siffer uten bindestrek, der det siste er et kontrollsiffer",
        "Swedish organisation number (scheme 0007): ten digits without a dash, the last of them a check digit",
    ),
    "PEPPOL-COMMON-R050": _words(
        "australiskt företagsnummer, ABN (typ 0151): elva siffror där de två första är en kontroll",
        "australsk foretaksnummer, ABN (type 0151): elleve siffer der de to første er en kontroll",
        "Australian Business Number (scheme 0151): eleven digits, the first two of them a check",
    ),
    "PEPPOL-COMMON-R052": _words(
        "danskt P-nummer (typ 0096): tio siffror, utan mellanslag",
        "dansk P-nummer (type 0096): ti siffer, uten mellomrom",
        "Danish P number (scheme 0096): ten digits, no blanks",
    ),
    "PEPPOL-COMMON-R053": _words(
        "danskt momsnummer (typ 0198): DK och åtta siffror, utan mellanslag",
        "dansk mva-nummer (type 0198): DK og åtte siffer, uten mellomrom",
        "Danish VAT number (scheme 0198): DK and eight digits, no blanks",
    ),
    "PEPPOL-COMMON-R054": _words(
        "nederländskt KVK-nummer (typ 0106): åtta siffror",
        "nederlandsk KVK-nummer (type 0106): åtte siffer",
        "Dutch KVK number (scheme 0106): eight digits",
    ),
    "PEPPOL-COMMON-R055": _words(
        "nederländskt OIN (typ 0190): tjugo siffror",
        "nederlandsk OIN (type 0190): tjue siffer",
        "Dutch OIN (scheme 0190): twenty digits",
    ),
    "PEPPOL-COMMON-R056-1": _words(
        "nederländskt momsnummer (typ 9944): NL, nio siffror, B och två siffror",
        "nederlandsk mva-nummer (type 9944): NL, ni siffer, B og to siffer",
        "Dutch VAT number (scheme 9944): NL, nine digits, B and two digits",
    ),
    "PEPPOL-COMMON-R056-2": Words(
        sv="{value} är inget giltigt nederländskt momsnummer: NL, nio siffror, B och två siffror. Rätta numret.",
        nb="{value} er ikke et gyldig nederlandsk mva-nummer: NL, ni siffer, B og to siffer. Rett nummeret.",
        en="{value} is no valid Dutch VAT number: NL, nine digits, B and two digits. Correct the number.",
    ),
    "PEPPOL-COMMON-R057": _words(
        "nederländskt filialnummer (typ 0217): tolv siffror",
        "nederlandsk avdelingsnummer (type 0217): tolv siffer",
        "Dutch branch number (scheme 0217): twelve digits",
    ),
}
