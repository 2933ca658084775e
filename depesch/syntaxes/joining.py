"""Elements whose text is joined with others, read as something else, or means another thing the second time."""

from __future__ import annotations

from collections.abc import Callable

from depesch.model.invoice import Note
from depesch.syntaxes.binding import Element, Entry, Problem, Run, Take, Tracer, Values
from depesch.syntaxes.groups import Choice
from depesch.syntaxes.leaves import Leaf, Text

A_DATE = ("READ-DATE", "a date such as 2026-05-31")
A_NUMBER = ("READ-NUMBER", "a decimal number such as 8.5")


class Changed(Text):
    """A text that is read as something else, such as a code of this format as that of the model; none when empty."""

    __slots__ = ("change",)

    def __init__(self, key: str, change: Callable[[str], object] = str, *, constants: tuple[str, ...] = ()) -> None:
        self.change = change
        super().__init__(key, constants=constants)

    def _taker(self) -> Take:
        key, change = self.key, self.change

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text:
                values.setdefault(key, change(text))

        return take


class Joined(Leaf):
    """A text that is added to what its term holds already, with a label before it.

    `change` gives what is added, or None for what is not as `expected` (the rule, and what is expected).
    """

    __slots__ = ("change", "expected", "label", "separator")

    def __init__(
        self,
        key: str,
        label: str = "",
        *,
        separator: str = "\n",
        change: Callable[[str], str | None] = str,
        expected: tuple[str, str] = A_NUMBER,
        constants: tuple[str, ...] = (),
    ) -> None:
        self.label = label
        self.separator = separator
        self.change = change
        self.expected = expected
        super().__init__(key, constants=constants)

    def _taker(self) -> Take:
        key, label, separator, change, expected = self.key, self.label, self.separator, self.change, self.expected

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if not text:
                return
            said = change(text)
            if said is None:
                run.problems.append(Problem(expected[0], element, text, expected[1]))
                return
            had = values.get(key)
            if not had:
                values[key] = label + said
            elif label + said != had:
                values[key] = f"{had}{separator}{label}{said}"

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        before = len(run.problems)
        self.take(element, values, run)
        if self.key in values or len(run.problems) > before:
            run.note(prefix + self.key, element)
            run.used_attributes.update((element, name) for name in self.constants)


class OwnNote(Leaf):
    """A note (BT-22) of its own, with a label before its text."""

    __slots__ = ("label",)
    many = True

    def __init__(self, key: str, label: str = "") -> None:
        self.label = label
        super().__init__(key)

    def _taker(self) -> Take:
        key, label = self.key, self.label

        def take(element: Element, values: Values, run: Run) -> None:
            if element.text:
                values.setdefault(key, []).append(Note(text=label + element.text))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        path = f"{prefix}{self.key}[{len(values.get(self.key, ()))}]"
        self.take(element, values, run)
        for place in (path, f"{path}.text"):
            run.note(place, element)


class OrderOfLine(Leaf):
    """The order (BT-13), which stands at each line; one that is another than the first becomes part of the note."""

    __slots__ = ("label",)

    def __init__(self, label: str) -> None:
        self.label = label
        super().__init__("note")

    def _taker(self) -> Take:
        label = self.label

        def take(element: Element, values: Values, run: Run) -> None:
            text = element.text
            if text and run.root.setdefault("order_reference", text) != text:
                had = values.get("note")
                values["note"] = f"{had}\n{label}{text}" if had else label + text

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        first = run.root.get("order_reference") == element.text
        run.note("order_reference" if first else f"{prefix}note", element)


class FirstThen(Choice):
    """An element whose first occurrence gives a term, and whose others give something else."""

    __slots__ = ("first", "key", "then")

    def __init__(self, key: str, first: Entry, then: Entry) -> None:
        super().__init__(lambda element: None, first, then)
        self.key = key
        self.first = first
        self.then = then

        def take(element: Element, values: Values, run: Run) -> None:
            (then if key in values else first).take(element, values, run)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        (self.then if self.key in values else self.first).trace(element, values, run, prefix)
