"""Values that a format writes in its own way: by its own code list, in several parts, without naming the scheme."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from depesch.model.invoice import Identifier, Note
from depesch.syntaxes.binding import Element, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.implied import summed
from depesch.syntaxes.leaves import Leaf, Number


class Coded(Leaf):
    """A code of the format's own list; the model gets what the table says it is there.

    A code that the table does not know is a READ-CODE issue and stays out of the model; with `keeps_others` it stands
    in the model as it is, for a list of which only some codes differ. Those that say `more` than the model's code, such
    as why there is no VAT, are read and named by `unread` all the same.
    """

    __slots__ = ("expected", "keeps_others", "more", "table")

    def __init__(
        self,
        key: str,
        table: Mapping[str, str],
        expected: str,
        *,
        keeps_others: bool = False,
        more: frozenset[str] = frozenset(),
        constants: tuple[str, ...] = (),
    ) -> None:
        self.table = table
        self.expected = expected
        self.keeps_others = keeps_others
        self.more = more
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

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        super().trace(element, values, run, prefix)
        if (element.text or "").strip(" \t\r\n") in self.more:
            run.used.discard(element)


class UnitInWords(Leaf):
    """A unit in free text: a word that means one unit becomes its code, any other stays as it is."""

    __slots__ = ("table",)

    def __init__(self, key: str, table: Mapping[str, str]) -> None:
        self.table = table
        super().__init__(key)

    def _taker(self) -> Take:
        key, table = self.key, self.table

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text:
                values.setdefault(key, table.get(text.strip().lower(), text))

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


class Joined(Leaf):
    """A text of which the format states the parts one by one: street and number, first name and family name.

    They stand in the model in their order, with `between` between them; `words` tell what a part is, such as
    `Share capital {}`. A part that is empty adds nothing.
    """

    __slots__ = ("between", "words")

    def __init__(self, key: str, between: str = " ", words: str = "{}") -> None:
        self.between = between
        self.words = words
        super().__init__(key)

    def _taker(self) -> Take:
        key, between, (before, after) = self.key, self.between, self.words.split("{}")

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text and not text.isspace():
                text = f"{before}{text}{after}"
                values[key] = f"{values[key]}{between}{text}" if key in values else text

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        run.note(prefix + self.key, element)


class IdOf(Leaf):
    """An identifier in an element that by its name belongs to one scheme; None when that has no code of ISO 6523."""

    __slots__ = ("scheme",)

    def __init__(self, key: str, scheme: str | None) -> None:
        self.scheme = scheme
        super().__init__(key)

    def _taker(self) -> Take:
        key, scheme = self.key, self.scheme

        def take(element: Element, values: Values, run: Run) -> None:
            if element.text:
                values.setdefault(key, Identifier(value=element.text, scheme=scheme))

        return take


class IdsOf(IdOf):
    """The same, for a term that may be repeated."""

    __slots__ = ()
    many = True

    def _taker(self) -> Take:
        key, scheme = self.key, self.scheme

        def take(element: Element, values: Values, run: Run) -> None:
            if element.text:
                values.setdefault(key, []).append(Identifier(value=element.text, scheme=scheme))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        run.note(f"{prefix}{self.key}[{max(len(values.get(self.key, ())) - 1, 0)}]", element)


class BareNote(Leaf):
    """A note in one element; each further one is a note too."""

    __slots__ = ()
    many = True

    def _taker(self) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            if element.text:
                values.setdefault(key, []).append(Note(text=element.text))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        path = f"{prefix}{self.key}[{max(len(values.get(self.key, ())) - 1, 0)}]"
        run.note(path, element)
        run.note(path + ".text", element)
