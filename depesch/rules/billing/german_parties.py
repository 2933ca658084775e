"""German rules on the parties: who the seller's contact is, and where the parties and the delivery are.

Source: XRechnung 3.0.2, BR-DE-2 to BR-DE-11, BR-DE-27 and BR-DE-28.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from depesch.model.invoice import Contact, Party
from depesch.model.issue import Severity
from depesch.rules import Context, Words
from depesch.rules.billing.german_making import Definition, define
from depesch.rules.billing.german_scopes import BUYER_ADDRESS, CONTACTS, DELIVERIES, SELLER_ADDRESS
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import on
from depesch.rules.scopes import SELLER
from depesch.rules.wordings import MISSING

# White space is that of XML: a no-break space, which Python takes for one too, may stand in an address.
_EMAIL = re.compile(r"[^@ \t\r\n]+@(?:[^@. \t\r\n]+\.)+[^@. \t\r\n]+")
_DIGIT = re.compile(r"[0-9]")
_LEAST_DIGITS = 3


def says(field: str) -> Callable[[Any, Context], bool]:
    """Return a check that holds when the field has more than white space."""
    return lambda node, context: normalised(getattr(node, field)) != ""


def has_contact(seller: Party, context: Context) -> bool:
    """Hold when the seller has a contact."""
    return seller.contact is not None


def may_be_telephone(contact: Contact, context: Context) -> bool:
    """Hold when the telephone number has three digits or more."""
    return len(_DIGIT.findall(contact.telephone or "")) >= _LEAST_DIGITS


def may_be_email(contact: Contact, context: Context) -> bool:
    """Hold when the text has one @, and full stops between the words after it."""
    return _EMAIL.fullmatch(normalised(contact.email)) is not None


_NO_CONTACT = Words(
    sv="Säljaren har ingen kontaktperson. Tyska köpare kräver namn, telefon och e-post till någon de kan fråga.",
    nb="Selgeren har ingen kontaktperson. Tyske kjøpere krever navn, telefon og e-post til noen de kan spørre.",
    en="The seller has no contact. German buyers ask for the name, telephone and e-mail of somebody to turn to.",
)
_NO_TELEPHONE = Words(
    sv="”{name}” är {value} och kan inte vara ett telefonnummer. Ange numret med minst tre siffror, till exempel "
    "+46 920 123 45.",
    nb="«{name}» er {value} og kan ikke være et telefonnummer. Oppgi nummeret med minst tre sifre, for eksempel "
    "+47 75 12 34 56.",
    en="“{name}” is {value}, which cannot be a telephone number. Give it with three digits or more, such as "
    "+49 30 123456.",
)
_NO_EMAIL = Words(
    sv="”{name}” är {value} och ser inte ut som en e-postadress. Skriv den som namn@firma.se.",
    nb="«{name}» er {value} og ser ikke ut som en e-postadresse. Skriv den som navn@firma.no.",
    en="“{name}” is {value}, which does not look like an e-mail address. Write it like name@firm.de.",
)

PARTIES: tuple[Definition, ...] = (
    define("2", "BG-6", _NO_CONTACT, on(SELLER, has_contact, "contact")),
    define("3", "BT-37", MISSING, on(SELLER_ADDRESS, says("city"), "city")),
    define("4", "BT-38", MISSING, on(SELLER_ADDRESS, says("post_code"), "post_code")),
    define("5", "BT-41", MISSING, on(CONTACTS, says("name"), "name")),
    define("6", "BT-42", MISSING, on(CONTACTS, says("telephone"), "telephone")),
    define("7", "BT-43", MISSING, on(CONTACTS, says("email"), "email")),
    define("8", "BT-52", MISSING, on(BUYER_ADDRESS, says("city"), "city")),
    define("9", "BT-53", MISSING, on(BUYER_ADDRESS, says("post_code"), "post_code")),
    define("10", "BT-77", MISSING, on(DELIVERIES, says("city"), "city")),
    define("11", "BT-78", MISSING, on(DELIVERIES, says("post_code"), "post_code")),
    define("27", "BT-42", _NO_TELEPHONE, on(CONTACTS, may_be_telephone, "telephone"), severity=Severity.WARNING),
    define("28", "BT-43", _NO_EMAIL, on(CONTACTS, may_be_email, "email"), severity=Severity.WARNING),
)
