"""From what was read of a supplier's invoice to the fields that a person confirms. Inside `acting_for`.

The company itself is the buyer, as its settings say. Rows that do not make the printed net amount, or none at all,
become one row for the whole: what is confirmed is then what is to be paid, and the pages tell the rest.
"""

from __future__ import annotations

from decimal import Decimal

from depesch.hub.drafts.back import fields_of
from depesch.hub.drafts.prefilling import seller_texts
from depesch.hub.drafts.sums import sums_of
from depesch.hub.drafts.typed import invoice_of
from depesch.hub.paper.filling import LANGUAGE
from depesch.hub.tenancy.models import Company
from depesch.model.invoice import Invoice, Totals

_OUR_OWN = ("contact.", "tax_registration", "additional_legal_information")
_WHOLE = {"sv": "Enligt bifogad faktura", "nb": "Ifølge vedlagt faktura", "en": "As on the attached invoice"}
_CURRENCIES = {"SE": "SEK", "NO": "NOK", "DK": "DKK"}


def supplier_texts(company: Company, invoice: Invoice | None) -> dict[str, str]:
    """Return the fields, in English ways of writing; of pages that could not be read, only what is known before."""
    us = {
        "buyer." + path.removeprefix("seller."): text
        for path, text in seller_texts(company).items()
        if not path.removeprefix("seller.").startswith(_OUR_OWN)
    }
    first = {"type_code": "380", "currency": _CURRENCIES.get(company.country, "EUR")}
    if invoice is None:
        return first | us | _one_row(company, "", "")
    read = {path: text for path, text in fields_of(invoice, LANGUAGE).items() if not path.startswith("buyer.")}
    read = first | {"seller.address.country": company.country} | read | us
    return read if _adds_up(company, read, invoice) else _in_one_row(company, read, invoice.totals or Totals())


def _adds_up(company: Company, texts: dict[str, str], invoice: Invoice) -> bool:
    totals = invoice.totals
    if not invoice.lines or totals is None:
        return False
    made = sums_of(invoice_of(texts, language=LANGUAGE, company=company)).totals
    return made.amount_excl_vat == totals.amount_excl_vat and made.amount_incl_vat == totals.amount_incl_vat


def _in_one_row(company: Company, texts: dict[str, str], totals: Totals) -> dict[str, str]:
    kept = {path: text for path, text in texts.items() if not path.startswith(("lines.", "allowances.", "charges."))}
    net = totals.amount_excl_vat
    if net is None and totals.amount_incl_vat is not None and totals.vat_amount is not None:
        net = totals.amount_incl_vat - totals.vat_amount
    return kept | _one_row(company, str(net) if net is not None else "", _rate(net, totals.vat_amount))


def _rate(net: Decimal | None, vat: Decimal | None) -> str:
    """Return the whole percentage that the VAT is of the net amount, empty when it is none: then there are several."""
    if not net or vat is None:
        return ""
    rate = (100 * vat / net).quantize(Decimal(1))
    return str(rate) if abs(net * rate / 100 - vat) <= Decimal("0.5") else ""


def _one_row(company: Company, net: str, rate: str) -> dict[str, str]:
    category = "" if rate == "" else "S" if Decimal(rate) else "Z"
    texts = {
        "name": _WHOLE.get(company.language, _WHOLE["en"]), "quantity": "1", "unit": "C62", "price": net,
        "vat_category": category, "vat_rate": rate,
    }  # fmt: skip
    return {f"lines.0.{name}": text for name, text in texts.items() if text}
