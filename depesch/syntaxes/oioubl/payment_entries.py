"""How OIOUBL says what a payment is for (BT-83): with a payment form by its kind and number, else by a note."""

from __future__ import annotations

from depesch.syntaxes.binding import Element, Entry, Run, Take, Values
from depesch.syntaxes.groups import Choice, Later
from depesch.syntaxes.leaves import Leaf
from depesch.syntaxes.oioubl.codes import FORMS, payment_reference
from depesch.syntaxes.ubl.names import cac, cbc

_MEANS, _CODE, _KIND = cac("PaymentMeans"), cbc("PaymentMeansCode"), cbc("PaymentID")


class PaymentNumber(Leaf):
    """The kind of a Danish payment form with its number, which stands beside it; any other identifier as it is."""

    __slots__ = ()

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            means = element.getparent()
            code, instruction = "", ""
            if means is not None:
                code = (means.findtext(_CODE) or "").strip()
                instruction = means.findtext(cbc("InstructionID")) or ""
            values.setdefault(key, payment_reference(code, element.text or "", instruction))

        return take


def by_form(entry: Entry) -> Choice:
    """Return the entry for what one means of payment says, heard last where a payment form says it.

    The model has one reference for all means. A form that is paid with another number than its own goes astray, while
    a transfer with the form's number is understood.
    """
    last = Later(lambda element, run: entry, entry)
    return Choice(lambda element: entry if _is_form(element) or not _has_form(element) else last, entry, last)


def _means_of(element: Element) -> Element | None:
    return next(element.iterancestors(_MEANS), None)


def _is_form(element: Element) -> bool:
    means = _means_of(element)
    return means is not None and _says_form(means)


def _says_form(means: Element) -> bool:
    return (means.findtext(_KIND) or "").strip() in FORMS.get((means.findtext(_CODE) or "").strip(), ())


def _has_form(element: Element) -> bool:
    means = _means_of(element)
    root = None if means is None else means.getparent()
    return root is not None and any(map(_says_form, root.iterchildren(_MEANS)))
