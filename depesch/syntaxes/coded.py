"""Values that a format writes by a code list of its own, and amounts that it states in parts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from depesch.syntaxes.binding import Element, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.implied import summed
from depesch.syntaxes.leaves import Leaf, Number


class Coded(Leaf):
    """A code of the format's own list; the model gets what the table says it is there.

    A code that the table does not know is a READ-CODE issue and stays out of the model; with `keeps_others` it stands
    in the model as it is, for a list of which only some codes differ. `attributes` are those of any other leaf.
    """

    __slots__ = ("expected", "keeps_others", "table")

    def __init__(
        self,
        key: str,
        table: Mapping[str, str],
        expected: str,
        *,
        keeps_others: bool = False,
        constants: tuple[str, ...] = (),
    ) -> None:
        self.table = table
        self.expected = expected
        self.keeps_others = keeps_others
        super().__init__(key, constants=constants)

    def _taker(self) -> Take:
        key, table, expected, keeps_others = self.key, self.table, self.expected, self.keeps_others

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text or ""
            code = table.get(text.strip(" \t\r\n"), text if keeps_others else None)
            if code is None:
                run.problems.append(Problem("READ-CODE", element, text, expected))
            elif values.setdefault(key, code) != code:
                run.doubtful = True

        return take


class Summed(Number):
    """A number of which the format states several parts: the model has their sum, which loses none of their digits."""

    __slots__ = ()

    def _taker(self) -> Take:
        key, parse, expected = self.key, self.parse, f"a decimal number such as {self.like}"
        constants = self.constants

        def take(element: Element, values: Values, run: Run) -> None:
            found = parse(element.text)
            if found is None:
                run.problems.append(Problem("READ-NUMBER", element, element.text or "", expected))
            else:
                before: Decimal | None = values.get(key)
                values[key] = found if before is None else summed((before, found))
                run.attributes += sum(name in element.attrib for name in constants)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        run.note(prefix + self.key, element)
        run.used_attributes.update((element, name) for name in self.constants)
