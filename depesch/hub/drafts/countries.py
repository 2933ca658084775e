"""What is usual in a country: its currency, and its rates of VAT, the standard one first.

Source: EU directive 2006/112/EC and the VAT rates published by each country, as in force in 2026; Norway: MVA rates of
Stortinget. A rate may be typed otherwise: these are what the form offers.
"""

from __future__ import annotations

from decimal import Decimal

_CURRENCIES = {
    "SE": "SEK", "NO": "NOK", "DK": "DKK", "GB": "GBP", "CH": "CHF", "PL": "PLN", "CZ": "CZK", "HU": "HUF",
    "RO": "RON", "IS": "ISK", "US": "USD",
}  # fmt: skip
_RATES = {
    "SE": "25 12 6", "NO": "25 15 12", "DK": "25", "FI": "25.5 13.5 10", "DE": "19 7", "AT": "20 13 10",
    "EE": "24 13 9", "LV": "21 12 5", "LT": "21 12 5", "PL": "23 8 5", "NL": "21 9", "BE": "21 12 6",
    "FR": "20 10 5.5 2.1", "ES": "21 10 4", "IT": "22 10 5 4", "IE": "23 13.5 9 4.8", "LU": "17 14 8 3",
    "PT": "23 13 6",
}  # fmt: skip


def currency_of(country: str) -> str:
    """Return the currency that is usual in the country."""
    return _CURRENCIES.get(country, "EUR")


def vat_rates_of(country: str) -> tuple[Decimal, ...]:
    """Return the rates of VAT above zero, the standard one first; none for a country that we do not know them of."""
    return tuple(Decimal(rate) for rate in _RATES.get(country, "").split())
