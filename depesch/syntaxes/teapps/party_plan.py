"""What the elements of a party and of its address mean.

Source: TEAPPSXML 3.0 empty invoice with explanations (BT-27 to BT-58, BT-81 to BT-86).
"""

from __future__ import annotations

from typing import Any

import msgspec

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.syntaxes.aside import Aside
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Take, Values
from depesch.syntaxes.groups import Choice, Group, Groups, Inside, Nest
from depesch.syntaxes.leaves import Known
from depesch.syntaxes.teapps.codes import scheme_of_identifier, scheme_stated
from depesch.syntaxes.teapps.groups import MarkedGroup
from depesch.syntaxes.teapps.values import Filled, FilledId, FilledIds, said_in, says

_NAME = "CUSTOMER_NAME"
_MEANS_CODE = "PAYMENT_MEANS_CODE"
TRANSFER = "30"  # UNTDID 4461: credit transfer


def beside(tag: str, yes: Entry | None, no: Entry | None) -> Choice:
    """Return `yes` for an element whose sibling `tag` says something, else `no`."""

    def choose(element: Element) -> Entry | None:
        return yes if said_in(element.getparent(), tag) else no

    return Choice(choose, *(entry for entry in (yes, no) if entry is not None))


# The name of the country says again what its code says; alone it is no code.
_ADDRESS = Group(
    "address",
    model.PostalAddress,
    {
        "STREET_ADDRESS1": Filled("line_1"),
        "STREET_ADDRESS2": Filled("line_2"),
        "STREET_ADDRESS3": Filled("line_3"),
        "SUBDIVISION": Filled("subdivision"),
        "POSTAL_CODE": Filled("post_code"),
        "POST_OFFICE": Filled("city"),
        "COUNTRY": beside("COUNTRY_CODE", Known(), None),
        "COUNTRY_CODE": Filled("country"),
    },
    drop_empty=True,
)


def _contact(plan: Plan) -> Inside:
    return Inside("contact", model.Contact, plan)


def _contact_if_any(element: Element) -> Entry | None:
    """Return what a contact says, None where it says nothing of the model's: an empty group is no contact."""
    return _CONTACT if any(said_in(element, tag) for tag in _CONTACT_PLAN) else None


_CONTACT_PLAN: Plan = {
    "CONTACT_PERSON": Filled("name"),
    "TELEPHONE_NUMBER": Filled("telephone"),
    "E-MAIL_ADDRESS": Filled("email"),
}
_CONTACT = _contact(_CONTACT_PLAN)
_EMAIL = Inside("contact", model.Contact, Filled("email"))


def _filled(entry: Entry) -> Choice:
    return Choice(lambda element: entry if element.text and not element.text.isspace() else None, entry)


_INFORMATION: dict[str, Entry] = {
    _NAME: Filled("name"),
    "CUSTOMER_ID": FilledIds("identifiers", scheme_stated),
    "ADDRESS": _ADDRESS,
    "TRADING_NAME": Filled("trading_name"),
    "VAT_NUMBER": Filled("vat_identifier"),
    "ORGANIZATION_NUMBER": FilledId("legal_registration", scheme_stated),
    "PARTY_IDENTIFICATION_ID": FilledIds("identifiers", scheme_of_identifier),
    "CONTACT_INFORMATION": Choice(_contact_if_any, _CONTACT),
    "E-MAIL_ADDRESS": _filled(_EMAIL),
}
_INFORMATION_OF_SELLER: Plan = {**_INFORMATION, "FREE_TEXT": Filled("additional_legal_information")}

_ROUTING: dict[str, Entry] = {"INTERMEDIATOR": Aside(), "ARCHIVE_ID": Aside()}


def _scheme_of_address(element: Element) -> tuple[str | None, str | None]:
    """Return the scheme of an electronic address, which an element after it says (3.0)."""
    return said_in(element.getparent(), "EADDRESS_SCHEME_ID_CODE") or None, None


_ELECTRONIC: dict[str, Entry] = {
    "NET_SERVICE_ID": FilledId("electronic_address", _scheme_of_address),
    "EADDRESS_SCHEME_ID": Known("iso6523", "iso-6523", "iso 6523"),
    "EADDRESS_SCHEME_ID_CODE": Known(),
    **_ROUTING,
}


def _payment(
    *,
    means: tuple[model.PaymentMeans, ...] = (),
    means_code: str | None = None,
    means_text: str | None = None,
    card: model.PaymentCard | None = None,
    **terms: Any,
) -> model.Payment:
    """Return the payment instructions; one code (3.0) is that of all. An account is one to transfer to."""
    code = means_code or (TRANSFER if means else None)
    all_of_them = tuple(msgspec.structs.replace(one, code=code, text=means_text) for one in means)
    if card is not None or (not means and (means_code or means_text)):
        all_of_them += (model.PaymentMeans(code=means_code, text=means_text, card=card),)
    return model.Payment(means=all_of_them, **terms)


def payment(entry: Entry) -> Choice:
    """Return the entry for what belongs to the payment instructions (BG-16); an element without content is none."""
    inside = Inside("payment", _payment, entry)
    return Choice(lambda element: inside if _has_content(element) else None, inside)


def _has_content(element: Element) -> bool:
    return any(says(one) for one in element.iter()) or any(value.strip() for value in element.attrib.values())


_REFERENCE = payment(Filled("remittance_information"))


def _account(entry: Entry) -> Choice:
    return _filled(Inside("credit_transfer", model.CreditTransfer, entry))


_BANK_PLAN: Plan = {
    "BANK_NAME": _account(Filled("account_name")),
    "BANK_ACCOUNT_NUMBER": beside("IBAN_ACCOUNT_NUMBER", None, _account(Filled("account"))),
    "SWIFT_CODE": _account(Filled("provider")),
    "IBAN_ACCOUNT_NUMBER": _account(Filled("account")),
}
_BANKS = payment(Groups("means", model.PaymentMeans, _BANK_PLAN, drop_empty=True))


class _MeansOfAll(Filled):
    """PAYMENT_MEANS (3.0): how all accounts are to be paid to, in words and by its code in an attribute."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("means_text", {_MEANS_CODE: "means_code"})

    def _taker(self) -> Take:
        take_text = super()._taker()

        def take(element: Element, values: Values, run: Run) -> None:
            code = element.get(_MEANS_CODE)
            if code and not code.isspace():
                values.setdefault("means_code", code)
            take_text(element, values, run)

        return take


SELLER = Group(
    "seller",
    model.Party,
    {
        "CUSTOMER_INFORMATION": Nest(_INFORMATION_OF_SELLER),
        **_ELECTRONIC,
        "PRELIMINARY_TAX_REGISTERED": Filled("tax_registration"),
        # The seat of a company is what Finnish law wants beside its name; 3.0 has an element for all of that.
        "DOMICILE": beside("ADDITIONAL_LEGAL_INFO", None, Filled("additional_legal_information")),
        "ADDITIONAL_LEGAL_INFO": Filled("additional_legal_information"),
    },
    outer={
        "BANKS": _BANKS,
        "PAYMENT_MEANS": payment(_MeansOfAll()),
        "METHOD_OF_PAYMENT": Known("sha", "slev"),  # who pays the bank: the two that Finland has
        "DETAILS_OF_PAYMENT": Nest(
            {tag: _filled(_REFERENCE) for tag in ("FI_PAYMENT_REFERENCE", "IPI_REFERENCE", "FREE_TEXT")}
        ),
        "BANK_BARCODE": Aside(),  # account, reference, amount and day once more
    },
    drop_empty=True,
)

BUYER = Group(
    "buyer",
    model.Party,
    {
        "CUSTOMER_INFORMATION": Nest(_INFORMATION),
        **_ELECTRONIC,
        "CUSTOMER_ID": FilledIds("identifiers", scheme_stated),
        "PRINTING": Aside(),
    },
    drop_empty=True,
)

_DELIVERY_PLAN: Plan = {
    _NAME: Filled("party_name"),
    "ADDRESS": _ADDRESS,
    "PARTY_IDENTIFICATION_ID": FilledId("location", scheme_of_identifier),
}


def _delivery_if_any(element: Element) -> Entry | None:
    """Return what a delivery party says, None where it says nothing of the model's."""
    for information in children(element):
        if any(said_in(information, tag) for tag in (_NAME, "PARTY_IDENTIFICATION_ID")) or any(
            said_in(child, tag) for child in children(information) if child.tag == "ADDRESS" for tag in _ADDRESS.plan
        ):
            return _DELIVERY
    return None


_DELIVERY = Inside("delivery", model.Delivery, {"CUSTOMER_INFORMATION": Nest(_DELIVERY_PLAN)})
DELIVERY = Choice(_delivery_if_any, _DELIVERY)

FACTORING = Group(
    "payee",
    model.Payee,
    {
        _NAME: Filled("name"),
        "ORGANIZATION_NUMBER": FilledId("legal_registration", scheme_stated),
        "ID": FilledId("identifier", scheme_stated),
    },
    drop_empty=True,
)

# Whom a partner is told as: by the codes of UNTDID 3035, which writing uses.
PAYEE_PARTNER, TAX_PARTNER = "PE", "LC"
_TITLE = "PARTNER_TEXT"


def _partner(element: Element) -> tuple[tuple[str, str | None, str], ...]:
    return ("", None, "PARTNER_TYPE"), ("", None, _TITLE)


_PAYEE = MarkedGroup(
    "payee",
    model.Payee,
    {
        "CUSTOMER_INFORMATION": Nest(
            {
                _NAME: Filled("name"),
                "CUSTOMER_ID": FilledId("identifier", scheme_stated),
                "ORGANIZATION_NUMBER": FilledId("legal_registration", scheme_stated),
                "PARTY_IDENTIFICATION_ID": FilledId("identifier", scheme_of_identifier),
            }
        )
    },
    _partner,
)
_TAX_REPRESENTATIVE = MarkedGroup(
    "tax_representative",
    model.TaxRepresentative,
    {
        "CUSTOMER_INFORMATION": Nest(
            {_NAME: Filled("name"), "ADDRESS": _ADDRESS, "VAT_NUMBER": Filled("vat_identifier")}
        )
    },
    _partner,
)
_PARTNERS: dict[str, Entry] = {PAYEE_PARTNER: _PAYEE, TAX_PARTNER: _TAX_REPRESENTATIVE}
PARTNER = Choice(lambda element: _PARTNERS.get(element.get("PARTNER_TYPE") or ""), *_PARTNERS.values())
