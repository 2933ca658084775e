"""The code lists of OIOUBL and what stands for them in EN 16931.

Source: OIOUBL code lists (taxcategoryid-1.1, taxschemeid-1.1, paymentchannelcode-1.1, invoicetypecode-1.1), as used in
the published examples; EN 16931 rules for Danish payments (DK-R-005 to DK-R-010 of Peppol BIS Billing 3.0).
"""

from __future__ import annotations

import re

from depesch.model.invoice import Identifier
from depesch.syntaxes.ubl.dialect_entries import named
from depesch.syntaxes.ubl.schemes import NAMES

SPECIFICATION = "OIOUBL-2.1"
PROCESS = "urn:www.nesubl.eu:profiles:profile5:ver2.0"
PROCESSES = ("urn:www.nesubl.eu:profiles:", "Procurement-")

VAT_SCHEME = "63"
VAT_MARKUP = (
    '<cac:TaxScheme><cbc:ID schemeAgencyID="320" schemeID="urn:oioubl:id:taxschemeid-1.1">63</cbc:ID>'
    "<cbc:Name>Moms</cbc:Name></cac:TaxScheme>"
)
EXCISE = "Excise"
ZERO_RATED = "ZeroRated"  # Z, and E with a reason: see `meaning.py`
CATEGORIES = {"StandardRated": "S", ZERO_RATED: "Z", "ReverseCharge": "AE"}
# Documents that name their categories as EN 16931 does are about.
READ_CATEGORIES = {**CATEGORIES, "S": "S", "Z": "Z", "E": "E", "AE": "AE"}
WRITTEN_CATEGORIES = {"S": "StandardRated", "AE": "ReverseCharge", "Z": ZERO_RATED, "E": ZERO_RATED}

INVOICE_TYPES = frozenset({"325", "380", "393"})

# UNTDID 4461 as OIOUBL uses it, and the channel that goes with a code.
BANK, IBAN, GIRO, FIK = "42", "31", "50", "93"
CHANNELS = {BANK: "DK:BANK", IBAN: "IBAN", GIRO: "DK:GIRO", "97": "DK:NEMKONTO"}
MEANS = frozenset({"1", "10", "20", IBAN, BANK, "48", "49", GIRO, FIK, "97"})
# The kinds of Danish payment forms: of the giro, and of the joint payment form (FIK).
FORMS = {GIRO: frozenset({"01", "04", "15"}), FIK: frozenset({"71", "73", "75"})}

_CVR_SCHEME = "0184"
_prefixed_cvr = re.compile(r"DK([0-9]{8})").fullmatch
_bare_cvr = re.compile(r"[0-9]{8}").fullmatch


def danish(value: str, scheme: str | None) -> Identifier:
    """Return the identifier as EN 16931 has it: a CVR number stands without its country there.

    >>> danish("DK16356706", "DK:CVR") == Identifier(value="16356706", scheme="0184")
    True
    """
    found = named(value, scheme)
    if found.scheme == _CVR_SCHEME and (prefixed := _prefixed_cvr(value)):
        return Identifier(value=prefixed[1], scheme=_CVR_SCHEME)
    return found


def oioubl_value(identifier: Identifier) -> str:
    """Return the identifier as OIOUBL writes it: a CVR number with its country."""
    if identifier.scheme == _CVR_SCHEME and _bare_cvr(identifier.value):
        return "DK" + identifier.value
    return identifier.value


def named_id(identifier: Identifier | None) -> Identifier | None:
    """Return the identifier as OIOUBL writes it, its scheme by its name."""
    if identifier is None or identifier.scheme is None:
        return identifier
    return Identifier(value=oioubl_value(identifier), scheme=NAMES.get(identifier.scheme, identifier.scheme))


def payment_reference(code: str, kind: str, instruction: str) -> str:
    """Return BT-83 for a Danish payment form: its kind, and the number to be given, as Peppol writes them.

    >>> payment_reference("93", "71", "123456789012345"), payment_reference("42", "INV-1", "")
    ('71#123456789012345', 'INV-1')
    """
    bare = kind.strip()
    return f"{bare}#{instruction}" if bare in FORMS.get(code, ()) else kind


def payment_form(code: str | None, reference: str) -> tuple[str, str]:
    """Return the kind of payment form and its number, of a BT-83 that names both; the whole of it where it does not.

    >>> payment_form("93", "71#123456789012345"), payment_form("50", "01#"), payment_form("93", "INV-1")
    (('71', '123456789012345'), ('01', ''), ('INV-1', ''))
    """
    kind, sign, number = reference.partition("#")
    return (kind, number) if sign and kind in FORMS.get(code or "", ()) else (reference, "")
