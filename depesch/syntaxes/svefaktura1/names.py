"""The names of Svefaktura 1.0: namespaces, schemes and the codes that mean something of their own."""

from __future__ import annotations

from decimal import Decimal

from depesch.syntaxes.leaves import number
from depesch.syntaxes.payment import is_iban

INVOICE_NS = "urn:sfti:documents:BasicInvoice:1:0"
CAC_NS = "urn:sfti:CommonAggregateComponents:1:0"
CBC_NS = "urn:oasis:names:tc:ubl:CommonBasicComponents:1:0"
INVOICE = f"{{{INVOICE_NS}}}Invoice"

SCHEME, AGENCY, AGENCY_NAME = (
    "identificationSchemeID",
    "identificationSchemeAgencyID",
    "identificationSchemeAgencyName",
)
CURRENCY = "amountCurrencyID"
UNIT = "quantityUnitCode"

# What an AdditionalDocumentReference is, by its scheme (SFTI, Behandlingsregler).
CONTRACT, OBJECT, DELIVERY_NOTE, ATTACHED = "CT", "ACD", "DQ", "ATS"
DELIVERY_NOTE_TEXT = "Följesedel"
OBJECT_URN = "urn:sfti:documents:object:"

GS1 = "9"  # the agency of GLN and GTIN
GLN, GTIN = "0088", "0160"  # ISO 6523

# What the mapping guide of SFTI makes of BIC codes that are no bank.
GIROS = {"BGABSESS": "SE:BANKGIRO", "PGSISESS": "SE:PLUSGIRO"}
GIROS_WRITTEN = {giro: bic for bic, giro in GIROS.items()}

ANY_MEANS = "1"  # the one code for means of payment that Svefaktura uses, UNTDID 4461: not defined
MUTUALLY_DEFINED = "ZZZ"  # the one code for allowances and charges; its name is the reason

F_TAX_OLD, F_TAX = "f-skattebevis finns", "Godkänd för F-skatt"
SEAT = "Säte "
PENALTY, PENALTY_END = "Dröjsmålsränta ", " %"
DELIVERY_TERMS = "Leveransvillkor: "

EXEMPT, OUTSIDE = "E", "O"
ZERO = Decimal(0)
# Categories without VAT: Svefaktura has one for all, and the reason in words.
EXEMPTIONS = {
    "E": None,
    "AE": "Omvänd betalningsskyldighet",
    "K": "Unionsintern försäljning",
    "G": "Export",
    "O": "Omfattas inte av moms",
    "Z": "Nollskattesats",
}

# Words for units that Swedish programs write instead of a code, and codes that Recommendation 20 has replaced.
# Source: UN/ECE Recommendation 20, revision 17; the words are those of the units' names in Swedish.
_UNITS = {
    "styck": "H87",
    "stycken": "H87",
    "stk": "H87",
    "st": "H87",
    "timme": "HUR",
    "timmar": "HUR",
    "tim": "HUR",
    "dag": "DAY",
    "dagar": "DAY",
    "vecka": "WEE",
    "veckor": "WEE",
    "månad": "MON",
    "månader": "MON",
    "år": "ANN",
    "liter": "LTR",
    "meter": "MTR",
    "kvm": "MTK",
    "m2": "MTK",
    "m3": "MTQ",
    "km": "KMT",
    "kg": "KGM",
    "kilo": "KGM",
    "gram": "GRM",
    "ton": "TNE",
    "par": "PR",
    "kwh": "KWH",
}
_REPLACED = {"PCE": "H87"}


def cac(name: str) -> str:
    """Return the tag of an aggregate, or of an element that belongs to one."""
    return f"{{{CAC_NS}}}{name}"


def cbc(name: str) -> str:
    """Return the tag of a basic element."""
    return f"{{{CBC_NS}}}{name}"


def sfti(name: str) -> str:
    """Return the tag of an element of the invoice itself."""
    return f"{{{INVOICE_NS}}}{name}"


def unit_code(text: str) -> str:
    """Return the code of a unit that is a Swedish word or a replaced code; any other text as it is.

    Words are not looked for among capitals, which may be codes.

    >>> unit_code("styck"), unit_code("Timmar"), unit_code("PCE"), unit_code("KG"), unit_code("kartong")
    ('H87', 'HUR', 'H87', 'KG', 'kartong')
    """
    return _REPLACED.get(text, text) if text.isupper() else _UNITS.get(text.lower(), text)


def split_penalty(terms: str) -> tuple[str, str | None]:
    """Return the terms of payment without the penalty interest at their end, and that, None when there is none.

    >>> split_penalty("30 dagar netto\\nDröjsmålsränta 8.5 %"), split_penalty("Dröjsmålsränta enligt lag")
    (('30 dagar netto', '8.5'), ('Dröjsmålsränta enligt lag', None))
    """
    text, _, last = terms.rpartition("\n")
    if not last.startswith(PENALTY) or not last.endswith(PENALTY_END):
        return terms, None
    percent = last[len(PENALTY) : -len(PENALTY_END)]
    whole = f"{text}\n{last}" if text else last
    plain = percent == percent.strip() and number(percent) is not None
    return (text, percent) if plain and whole == terms else (terms, None)


def transfer_code(account: str, currency: str | None) -> str:
    """Return BT-81 of a credit transfer: SEPA for an IBAN in euro, else a transfer of the country.

    Source: SFTI, Mapping of Svefaktura 1.0 onto EN 16931-1, appendix 2.
    """
    return "58" if currency == "EUR" and is_iban(account) else "30"


def seat(city: str | None, country: str | None) -> str | None:
    """Return BT-33 as the mapping guide composes it of the place of registration.

    >>> seat("Göteborg", "SE"), seat(None, "SE"), seat(None, None)
    ('Säte Göteborg, SE', 'Säte SE', None)
    """
    parts = [part for part in (city, country) if part]
    return SEAT + ", ".join(parts) if parts else None


def seat_parts(text: str) -> tuple[str, str | None] | None:
    """Return city and country of a text that `seat` composes of them, None for any other.

    A country alone would read as a city, and is written so.

    >>> seat_parts("Säte Göteborg, SE"), seat_parts("Säte Göteborg"), seat_parts("Aktiekapital 500 000 SEK")
    (('Göteborg', 'SE'), ('Göteborg', None), None)
    """
    if not text.startswith(SEAT) or len(text) == len(SEAT):
        return None
    rest = text.removeprefix(SEAT)
    city, comma, country = rest.rpartition(", ")
    if comma and city and len(country) == 2 and country.isascii() and country.isalpha() and country.isupper():
        return city, country
    return rest, None
