"""Elements of UBL that are read in a way of their own: notes, and what tells an allowance from a charge."""

from __future__ import annotations

from depesch.syntaxes.binding import Element, Run, Take, Tracer, Values
from depesch.syntaxes.choices import child_named
from depesch.syntaxes.leaves import Leaf
from depesch.syntaxes.ubl.names import cbc
from depesch.syntaxes.ubl.notes import read_note

_INDICATOR = cbc("ChargeIndicator")


class NoteText(Leaf):
    """BG-1: one element holds both the subject code and the text: `#AAI#Payment within 30 days`."""

    __slots__ = ()
    many = True

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if not text or text.isspace():
                run.doubtful = True
            values.setdefault(key, []).append(read_note(text or ""))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        path = f"{prefix}{self.key}[{len(values.get(self.key, ()))}]"
        self.take(element, values, run)
        for place in (path, path + ".text", path + ".subject_code"):
            run.note(place, element)


def indicator(element: Element) -> Element | None:
    """Return the element that says whether an allowance or charge is a charge."""
    return child_named(element, _INDICATOR)
