"""What INVOIC D.96A of EANCOM never holds.

Source: EANCOM 1997 part II, INVOIC (EAN008).
"""

from __future__ import annotations

from depesch.syntaxes import Done
from depesch.syntaxes.holding import Holding, Never

_NOTED = "EANCOM has no place for it; it stands in a free text"
_SCHEME = "EANCOM knows the schemes of GS1 and D&B only, others are left out"


def _noted(*places: str) -> dict[str, Never]:
    return {place: Never(_NOTED, Done.NOTED) for place in places}


def _never(why: str, *places: str) -> dict[str, Never]:
    return {place: Never(why) for place in places}


HOLDING = Holding(
    {
        **_never(
            "an EDIFACT message says its rules in UNH, and its process by agreement",
            "business_process",
            "specification",
        ),
        **_never("EANCOM states the date of the tax point only", "tax_point_date_code"),
        **_never(
            "EDIFACT addresses the interchange (UNB), not the party",
            "seller.electronic_address",
            "buyer.electronic_address",
        ),
        **_never(_SCHEME, "seller.legal_registration.scheme", "buyer.legal_registration.scheme"),
        **_never(_SCHEME, "payee.legal_registration.scheme"),
        **_never("EANCOM has one name for a party", "buyer.trading_name"),
        **_never("EANCOM has no further legal information about a buyer", "buyer.additional_legal_information"),
        **_never("a means of payment is a code in EDIFACT", "payment.means[].text", "payment.means[].card"),
        **_never("EANCOM identifies no object of a line", "lines[].object_identifier"),
        **_never("EANCOM has classifications without a version", "lines[].item.classifications[].scheme_version"),
        **_never("EANCOM has characteristics of an item by code only", "lines[].item.attributes[]"),
        **_never(
            "an allowance or charge of a line has the VAT of the line",
            "lines[].allowances[].vat_category",
            "lines[].allowances[].vat_rate",
            "lines[].charges[].vat_category",
            "lines[].charges[].vat_rate",
        ),
        **_noted(
            "tender_or_lot_reference",
            "invoiced_object",
            "seller.trading_name",
            "seller.additional_legal_information",
            "payment.direct_debit.mandate_reference",
            "payment.direct_debit.creditor_identifier",
            "vat_breakdown[].exemption_reason",
            "vat_breakdown[].exemption_reason_code",
            "supporting_documents[].reference",
            "supporting_documents[].description",
            "supporting_documents[].location",
        ),
        "supporting_documents[].attachment": Never("the file goes beside the interchange", Done.BESIDE),
    }
)
