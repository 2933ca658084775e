"""What the segments of a party (NAD and its group) mean.

Source: UNTDID INVOIC segment group 2; EANCOM 1997 part II, INVOIC.
"""

from __future__ import annotations

from depesch.model import invoice as model
from depesch.syntaxes.binding import Element, Entry, Plan
from depesch.syntaxes.edifact.leaves import PartyId, Piece
from depesch.syntaxes.edifact.parts import by_component, by_qualifier, many, one, qualified, segment, when
from depesch.syntaxes.edifact.payment_plan import ACCOUNT, DEBITED_ACCOUNT
from depesch.syntaxes.edifact.tables import Table
from depesch.syntaxes.groups import Group, Inside, Nest, Top
from depesch.syntaxes.leaves import Id, Ids, Known, Text

_NAME_PIECE = 35

# Further numbers of a party, all without a scheme: 1153 in the group of a party.
_IDENTIFIERS = ("API", "YC1", "IA", "IT", "ADE")


def _address(entry: Entry) -> Inside:
    return Inside("address", model.PostalAddress, entry)


def _followed_by(tag: str, element: Element) -> bool:
    """Whether a data element stands after this one in its segment."""
    return any(after.tag == tag for after in element.itersiblings())


def _name_and_address(name: str, identifier: PartyId | None, *, address: bool = True) -> Nest:
    """Return the segment NAD. Its unstructured lines (C058) are the name and the address where these are not told."""
    lines: dict[str, Entry] = {"c1": Text(name)}
    street: dict[str, Entry] = {f"c{at}": Text(f"line_{at}") for at in (1, 2, 3)}
    more: dict[str, Entry] = {} if identifier is None else {"e2": identifier}
    if address:
        below: dict[str, Entry] = {f"c{at}": _address(Text(f"line_{at - 1}")) for at in (2, 3, 4)}
        unstructured = when(lambda element: _followed_by("e5", element), Nest(lines), Nest({**lines, **below}))
        more |= {
            "e5": _address(Nest(street)),
            "e6": one(_address(Text("city"))),
            "e7": many(c1=_address(Text("subdivision")), c4=_address(Text("subdivision"))),
            "e8": one(_address(Text("post_code"))),
            "e9": one(_address(Text("country"))),
        }
    else:
        unstructured = when(lambda element: True, Nest(lines))
    return segment(
        e1=one(Known()),
        e3=when(lambda element: not _followed_by("e4", element), unstructured),
        e4=Nest({f"c{at}": Piece(name, _NAME_PIECE, " ") for at in range(1, 6)}),
        **more,
    )


def _number(entry: Entry) -> Nest:
    return Nest({"RFF": qualified(entry)})


_COMMUNICATION = segment(
    e1=by_component(
        "c2",
        {
            "TE": many(c1=Text("telephone"), c2=Known()),
            "EM": many(c1=Text("email"), c2=Known()),
        },
    )
)


def _has_name(element: Element) -> bool:
    return element.getnext() is not None


_CONTACT = Group(
    "contact",
    model.Contact,
    {
        "CTA": segment(
            e1=one(Known("ic", "su", "oc", "pd", "ad", "ap", "ar", "ae", "iv", "dl", "gr")),
            e2=many(c1=when(lambda element: not _has_name(element), Text("name")), c2=Text("name")),
        ),
        "COM": _COMMUNICATION,
    },
    drop_empty=True,
)


def _numbers(table: Table, **more: Entry) -> dict[str, Entry]:
    numbers: dict[str, Entry] = {code: _number(Ids("identifiers", "-")) for code in _IDENTIFIERS}
    return {
        **numbers,
        "VA": _number(Text("vat_identifier")),
        "FC": _number(Text("tax_registration")),
        "AHP": _number(Text("tax_registration")),
        "GN": _number(Id("legal_registration", "-")),
        "XA": _number(Id("legal_registration", "-")),
        **({"AOU": _number(Top(Text("buyer_accounting_reference")))} if table.cen else {}),
        **more,
    }


def _party(table: Table, account: Entry) -> Plan:
    return {
        "NAD": _name_and_address("name", PartyId("identifiers", many=True)),
        "SG-RFF": by_qualifier(_numbers(table)),
        "SG-CTA": _CONTACT,
        "FII": account,
    }


def parties(table: Table) -> dict[str, Entry]:
    """Return what a group of NAD means by its qualifier (3035); `header.py` says which goes before which."""
    payee: Plan = {
        "NAD": _name_and_address("name", PartyId("identifier"), address=False),
        "SG-RFF": by_qualifier(
            {code: _number(Id("legal_registration", "-")) for code in ("GN", "XA")},
        ),
        "FII": ACCOUNT,
    }
    representative: Plan = {
        "NAD": _name_and_address("name", None),
        "SG-RFF": by_qualifier({"VA": _number(Text("vat_identifier"))}),
    }
    delivery = Inside("delivery", model.Delivery, {"NAD": _name_and_address("party_name", PartyId("location"))})
    seller = Group("seller", model.Party, _party(table, ACCOUNT))
    buyer = Group("buyer", model.Party, _party(table, DEBITED_ACCOUNT))
    return {
        "SE": seller,
        "SU": seller,
        "BY": buyer,
        "IV": buyer,
        "PE": Group("payee", model.Payee, payee),
        "LC": Group("tax_representative", model.TaxRepresentative, representative),
        "DP": delivery,
        "ST": delivery,
    }
