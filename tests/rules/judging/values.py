"""Values to put in the place of others: what other documents have there, and what goes wrong in practice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from random import Random

from lxml import etree

from depesch.kit.xml import local_name

_AT_MOST = 300  # values kept for each name
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")


def _several(values: str) -> tuple[str, ...]:
    return tuple(values.split())


COUNTRIES = _several("SE NO DK DE IT NL GR EL IS FI FR GB XI ES")
SCHEMES = _several(
    "0002 0007 0009 0037 0060 0088 0096 0106 0142 0151 0158 0177 0184 0190 0192 0195 0198 0199 0200 0201 0203 0204 "
    "0205 0208 0210 0211 0212 0213 0215 0216 0217 0221 0230 0235 0240 9906 9907 9933 9944 9957 9999 EM VAT VA FC "
    "SEPA GLN"
)
IDENTIFIERS = _several(
    "7300010000001 7300010000002 5560360793 5560360794 991825827 991825828 974760673 12345674 37194961 0848934496 "
    "0848934497 51824753556 IT12345670017 12345670017 RSSMRA85T10A562S UFABCD 00000001 NL123456789B01 NL000099998B57 "
    "123456789 094259216 EL094259216 DK37194961 NO991825827MVA SE556036079301 FI20774740 1234567890 5505694"
)
# Besides what documents have: values that rules make a difference of, by the name of element or attribute.
_NOTED: dict[str, tuple[str, ...]] = {
    "schemeID": SCHEMES,
    "CountryID": COUNTRIES,
    "IdentificationCode": COUNTRIES,
    "currencyID": ("SEK", "NOK", "DKK", "EUR", "ISK", "GBP", "sek", "XXX"),
    "InvoiceCurrencyCode": ("SEK", "NOK", "EUR", "ISK", "DKK"),
    "DocumentCurrencyCode": ("SEK", "NOK", "EUR", "ISK", "DKK"),
    "TaxCurrencyCode": ("SEK", "NOK", "EUR", "ISK"),
    "InvoiceTypeCode": ("380", "383", "384", "326", "389", "393", "71", "80", "81", "381", "261", "875", "999"),
    "CreditNoteTypeCode": ("381", "261", "83", "380", "396", "532", "81", "71"),
    "TypeCode": ("380", "381", "384", "389", "751", "50", "130", "916", "VAT", "30", "58", "59", "49", "48", "20"),
    "PaymentMeansCode": _several("1 10 20 30 31 42 48 49 50 54 55 57 58 59 68 93 97 98 99 ZZZ"),
    "TaxExemptionReasonCode": ("VATEX-EU-G", "VATEX-EU-O", "vatex-eu-ic", "VATEX-EU-AE", "VATEX-EU-D", "VATEX-EU-F"),
    "ExemptionReasonCode": ("VATEX-EU-G", "VATEX-EU-O", "vatex-eu-ic", "VATEX-EU-AE", "VATEX-EU-D", "VATEX-EU-F"),
    "CategoryCode": ("S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B", "s"),
    "Percent": ("25", "12", "6", "0", "19", "7", "24", "25.5", "21", "22", "-1"),
    "RateApplicablePercent": ("25", "12", "6", "0", "19", "7", "24", "25.5", "21", "22", "-1"),
    "ChargeIndicator": ("true", "false", "1", "0", " true "),
    "Indicator": ("true", "false", "1", "0", " true "),
    "mimeCode": ("application/pdf", "image/png", "text/csv", "application/xml", "application/msword"),
    "format": ("102", "203", "610"),
    "listID": ("STI", "SRV", "HS", "CTL"),
    "unitCode": ("H87", "EA", "C62", "KGM", "XZZ", "st"),
    "PayeeFinancialAccountType": ("IBAN", "BBAN"),
}
_PROFILES = (
    "urn:cen.eu:en16931:2017",
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
    "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:selfbilling:3.0",
    "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#conformant#urn:xeinkauf.de:kosit:extension:"
    "xrechnung_3.0",
    "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0#compliant#urn:xeinkauf.de:kosit:xrechnung:"
    "cvd_0.9",
)
_PROCESSES = (
    "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    "urn:fdc:peppol.eu:2017:poacc:selfbilling:01:1.0",
    "urn:peppol:bis:billing_with_response",
    "urn:fdc:peppol.eu:2017:poacc:billing:1:1.0",
)


class Values:
    """What the documents at hand have, by the name of element or attribute."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        seen: dict[str, dict[str, None]] = {name: dict.fromkeys(values) for name, values in _NOTED.items()}
        seen["CustomizationID"] = dict.fromkeys(_PROFILES)
        seen["ProfileID"] = dict.fromkeys(_PROCESSES)
        for root in roots:
            for element in root.iter():
                leaf = [(local_name(element), element.text)] if not len(element) and element.text else []
                for name, value in (*leaf, *((str(k), v) for k, v in element.attrib.items())):
                    values = seen.setdefault(str(name), {})
                    if len(values) < _AT_MOST and len(str(value)) < 300:
                        values.setdefault(str(value))
        self._seen = {name: tuple(values) for name, values in seen.items()}

    def of(self, name: str, random: Random) -> str:
        """Return a value that some document has in the element or attribute of that name."""
        return random.choice(self._seen.get(name, ("1",)))

    def instead_of(self, name: str, value: str, random: Random) -> str:
        """Return another value: one that stands there elsewhere, or this one changed as people and programs do."""
        if random.random() < 0.45:
            return self.of(name, random)
        stripped = value.strip()
        if _DAY.fullmatch(stripped) and random.random() < 0.8:
            return _other_day(stripped, random)
        if _NUMBER.fullmatch(stripped) and random.random() < 0.8 and "ID" not in name:
            return _other_number(Decimal(stripped), random)
        return _other_text(value, random)


def _other_number(number: Decimal, random: Random) -> str:
    steps = (Decimal("0.01"), Decimal("-0.01"), Decimal("0.02"), Decimal("0.005"), Decimal("0.5"), Decimal(1))
    made: tuple[object, ...] = (
        number + random.choice(steps),
        number + random.choice(steps),
        -number,
        number * 10,
        number / 8,
        0,
        f"{number}0",
        f" {number} ",
        f"{number:.3f}",
        f"{number:.0f}",
    )
    return f"{random.choice(made)}" if random.random() < 0.9 else f"{number:f}".rstrip("0")


def _other_day(day: str, random: Random) -> str:
    made = (day[:-1] + "1", day[:-1] + "9", "2" + day[1:], day.replace("-", ""), day[:-2] + "30")
    return random.choice((*made, f"{day}Z", f"{day}+02:00", f" {day}", "2019" + day[4:], "2031" + day[4:]))


def _other_text(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    digit = random.choice("0123456789")
    made = (
        text[:at] + digit + text[at + 1 :],
        text[:at] + text[at + 1 :],
        text[:at] + digit + text[at:],
        text.lower(),
        text.upper(),
        f" {text} ",
        text[: len(text) // 2],
        random.choice(COUNTRIES) + text[2:],
        random.choice(IDENTIFIERS),
        "A" * 40,
        "#SKONTO#TAGE=14#PROZENT=2.00#\n",
        "ab@c.de",
    )
    return random.choice(made)
