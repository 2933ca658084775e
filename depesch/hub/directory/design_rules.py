"""Which design a document gets, and which designs no document ever gets. Pure: nothing is asked or looked up.

The design that the customer's card names; then the first whose countries, sorts of customers, languages and kinds of
documents fit; else the company's default; else our own look.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from depesch.hub.directory.conditions import Above, Axes, fits, taken_above


class DesignWhy(StrEnum):
    """Why a design was taken. The values are stored."""

    CUSTOMER = "customer"  # the customer's card names it
    RULE = "rule"  # the first whose rule fits
    DEFAULT = "default"  # the company's default
    OURS = "ours"  # the company has none for this document


class DocumentKind(StrEnum):
    """What a design may be for. The values are stored."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class RuledDesign(msgspec.Struct, frozen=True, kw_only=True):
    """A design and whom it is for. Without any condition: nobody by rule."""

    id: str
    name: str
    is_default: bool = False
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def axes(self) -> Axes:
        """Return whom it is for, as `conditions` has it."""
        return (self.countries, self.kinds, self.languages, self.documents)


class ForDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What of a document and its receiver decides about its design; empty is not known."""

    design_id: str = ""  # that the customer's card names
    country: str = ""
    kind: str = ""
    language: str = ""  # that it is written in
    document: DocumentKind = DocumentKind.INVOICE


class TakenDesign(msgspec.Struct, frozen=True, kw_only=True):
    """The design that is taken, by its id, and why; none: our own look."""

    why: DesignWhy
    id: str = ""


def choose_design(designs: Sequence[RuledDesign], document: ForDocument) -> TakenDesign:
    """Return the design of a document. `designs` are in their order, the first that fits is taken.

    >>> norway = RuledDesign(id="1", name="Norge", countries=("NO",))
    >>> choose_design([norway], ForDocument(country="NO")).why.value
    'rule'
    >>> choose_design([norway], ForDocument(country="SE")).why.value
    'ours'
    """
    if any(each.id == document.design_id for each in designs):
        return TakenDesign(why=DesignWhy.CUSTOMER, id=document.design_id)
    values = (document.country, document.kind, document.language, document.document.value)
    fitting = next((each for each in designs if fits(each.axes, values)), None)
    if fitting is not None:
        return TakenDesign(why=DesignWhy.RULE, id=fitting.id)
    default = next((each for each in designs if each.is_default), None)
    return TakenDesign(why=DesignWhy.DEFAULT, id=default.id) if default else TakenDesign(why=DesignWhy.OURS)


def above_each(designs: Sequence[RuledDesign]) -> list[Above]:
    """Return what the designs above each one take of its documents, in the order of the designs."""
    return [taken_above(each.axes, [other.axes for other in designs[:at]]) for at, each in enumerate(designs)]
