"""The countries that the seller's side of an invoice names: what tells in one step which national rules may apply."""

from __future__ import annotations

from depesch.model.invoice import Invoice


def seller_countries(invoice: Invoice) -> frozenset[str]:
    """Return the countries of the seller's address and VAT number and of its tax representative's VAT number.

    In capitals and without white space around them; any two characters that stand where a country's code stands.

    >>> from depesch.model.invoice import Party
    >>> sorted(seller_countries(Invoice(seller=Party(vat_identifier="se556036079301"))))
    ['SE']
    """
    seller, representative = invoice.seller, invoice.tax_representative
    found = []
    if seller is not None:
        if seller.vat_identifier:
            found.append(seller.vat_identifier[:2])
        if seller.address is not None and seller.address.country:
            found.append(seller.address.country)
    if representative is not None and representative.vat_identifier:
        found.append(representative.vat_identifier[:2])
    return frozenset(country.strip().upper() for country in found)
