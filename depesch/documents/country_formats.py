"""What receivers in a country take when nobody said what they want: data, by ISO 3166-1 alpha-2.

The first is what a document is written in; the others are as good there when it was handed over so. UBL and CII as EN
16931 binds them are as good everywhere in Europe: public receivers must take both (Directive 2014/55/EU, Article 7).
"""

from __future__ import annotations

from collections.abc import Container, Mapping

_EVERYWHERE = ("ubl21", "cii_d16b")
ELSEWHERE = "peppol-bis3"

COUNTRY_FORMATS: Mapping[str, tuple[str, ...]] = {
    "SE": ("peppol-bis3", "svefaktura1"),  # Act 2018:1277: public receivers take Peppol BIS Billing 3
    "NO": ("peppol-bis3",),  # EHF Billing 3.0 is Peppol BIS Billing 3.0
    "FI": ("finvoice30", "finvoice201", "teappsxml272"),  # Act 241/2019: both syntaxes of EN 16931; banks: Finvoice
    "DK": ("oioubl21", "peppol-bis3"),  # NemHandel takes OIOUBL and Peppol BIS
    "IS": ("peppol-bis3",),
    "DE": ("xrechnung-cii", "facturx-en16931"),  # E-Rechnungsverordnung: XRechnung, ZUGFeRD
    "AT": ("ebinterface61", "peppol-bis3"),
    "FR": ("facturx-en16931",),
    "NL": ("nlcius", "peppol-bis3"),
    "BE": ("peppol-bis3", "ublbe"),
    "RO": ("cius-ro",),
}


def default_format(country: str | None, submitted: str, writable: Container[str]) -> str:
    """Return the format for a receiver of whom nothing is known but the country (None: not even that).

    What was submitted is kept where it is as good there.
    """
    formats = COUNTRY_FORMATS.get((country or "").upper(), ())
    if submitted in _EVERYWHERE or submitted in formats:
        return submitted
    return next((name for name in formats if name in writable), ELSEWHERE)
