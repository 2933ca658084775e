"""Elements that form groups in ways of their own: one beside the other, texts that are notes, links with names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from depesch.kit.xml import children
from depesch.model import invoice as model
from depesch.model.codelists import codes
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Take, Tracer, Values
from depesch.syntaxes.finvoice.codes import says_nothing
from depesch.syntaxes.finvoice.values import UNIT, UNIT_UN, Words
from depesch.syntaxes.groups import Groups, Make

_NEAR = 16
HEADER, VALUE, CODE = "DefinitionHeaderText", "DefinitionValue", "DefinitionCode"


class Beside(Groups):
    """A group whose elements stand beside each other, with no element round them; the first one gives it."""

    __slots__ = ()

    def __init__(self, key: str, make: Make, plan: Plan) -> None:
        super().__init__(key, make, plan, drop_empty=True)

    def _together(self, element: Element) -> Iterator[Element]:
        """Give the elements of the group that `element` begins; none when it does not."""
        before = element.getprevious()
        at: Element | None = element
        if before is not None and before.tag in self.plan:
            return
        while at is not None and at.tag in self.plan:
            yield at
            at = at.getnext()

    def _reader(self, make: Make) -> Any:
        plan = self.plan

        def read(element: Element, values: Values, run: Run) -> Any:
            own: Values = {}
            for one in self._together(element):
                plan[str(one.tag)].take(one, own, run)
            return make(**own) if own else None

        return read

    def _traced(self, element: Element, values: Values, run: Tracer, prefix: str, path: str) -> Values:
        own: Values = {}
        for one in self._together(element):
            self.plan[str(one.tag)].trace(one, own, run, path + ".")
        return own


class Unless(Beside):
    """The same, but for one that is there already: rows name again the invoice that they credit."""

    __slots__ = ()

    def _taker(self, make: Make) -> Take:
        key, read = self.key, self._reader(make)

        def take(element: Element, values: Values, run: Run) -> None:
            group = read(element, values, run)
            if group is not None and group not in (there := values.setdefault(key, [])):
                there.append(group)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        there = values.setdefault(self.key, [])
        path = f"{prefix}{self.key}[{len(there)}]"
        own = self._traced(element, values, run, prefix, path)
        if own and own not in there:
            there.append(own)
            run.places.setdefault(path, (element, None))


class NoteText(Groups):
    """A text that is a note (BG-1)."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("notes", model.Note, {}, drop_empty=True)

    def note(self, element: Element) -> dict[str, str]:
        """Return the terms of the note that an element gives."""
        text = element.text
        return {} if text is None or says_nothing(text) else {"text": text}

    def _reader(self, make: Make) -> Any:
        def read(element: Element, values: Values, run: Run) -> Any:
            own = self.note(element)
            return make(**own) if own else None

        return read

    def _traced(self, element: Element, values: Values, run: Tracer, prefix: str, path: str) -> Values:
        own = self.note(element)
        for field in own:
            run.note(f"{path}.{field}", element)
        return dict(own)


class TextsInside(NoteText):
    """An element with texts of those names, which are the lines of one note."""

    __slots__ = ("tags",)

    def __init__(self, *tags: str) -> None:
        self.tags = frozenset(tags)
        super().__init__()

    def note(self, element: Element) -> dict[str, str]:
        texts = [one.text or "" for one in children(element) if one.tag in self.tags]
        said = "\n".join(text for text in texts if not says_nothing(text))
        return {"text": said} if said else {}

    def _traced(self, element: Element, values: Values, run: Tracer, prefix: str, path: str) -> Values:
        run.used.update(one for one in children(element) if one.tag in self.tags)
        return super()._traced(element, values, run, prefix, path)


class Definition(NoteText):
    """A fact with a header, such as the customer's meter: a note.

    Its code is the subject of the note (BT-21) where it is one of UNTDID 4451 and there is no header; the codes of
    other lists have no place, and are named as unread.
    """

    __slots__ = ()

    def note(self, element: Element) -> dict[str, str]:
        header, value = (_child(element, tag) for tag in (HEADER, VALUE))
        head = "" if header is None or says_nothing(header.text) else header.text or ""
        said = "" if value is None or says_nothing(value.text) else value.text or ""
        code = None if header is None else header.get(CODE)
        if not head and code in codes("note_subject"):
            return {"subject_code": code or "", **({"text": said} if said else {})}
        unit = "" if value is None or not said else value.get(UNIT) or value.get(UNIT_UN) or ""
        text = ": ".join(one for one in (head, f"{said} {unit}".rstrip(" ") if unit else said) if one)
        return {"text": text} if text else {}

    def _traced(self, element: Element, values: Values, run: Tracer, prefix: str, path: str) -> Values:
        own = self.note(element)
        header, value = (_child(element, tag) for tag in (HEADER, VALUE))
        if header is not None:
            run.used.add(header)
            if "subject_code" in own:
                run.note(f"{path}.subject_code", header, CODE)
        if value is not None:
            run.used.add(value)
            run.used_attributes.update((value, name) for name in (UNIT, UNIT_UN))
        if "text" in own:
            run.note(f"{path}.text", element if value is None else value)
        return dict(own)


def count_before(element: Element, most: int) -> int:
    """Return how many siblings of its name stand before an element, `most` at most."""
    return sum(1 for _ in islice(element.itersiblings(str(element.tag), preceding=True), most))


def near(element: Element, tag: str) -> Element | None:
    """Return the nearest sibling of that name, where the schema has them close together; a long row is not searched."""
    before = after = element
    for _ in range(_NEAR):
        earlier, later = before.getprevious(), after.getnext()
        for one in (earlier, later):
            if one is not None and one.tag == tag:
                return one
        before, after = (before if earlier is None else earlier), (after if later is None else later)
    return None


def _child(element: Element, tag: str) -> Element | None:
    return next((one for one in children(element) if one.tag == tag), None)


class Street(Entry):
    """A line of an address, the next of three; a post office box is one of them."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        self.lines = tuple(Words(key) for key in ("line_1", "line_2", "line_3"))

        def take(element: Element, values: Values, run: Run) -> None:
            line = self._next(element)
            if line is not None:
                line.take(element, values, run)

        self.take = take

    def _next(self, element: Element) -> Words | None:
        """Return the line that an element is: as many stand before it as elements of its kind."""
        before = count_before(element, len(self.lines))
        return self.lines[before] if before < len(self.lines) else None

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        line = self._next(element)
        if line is not None:
            line.trace(element, values, run, prefix)


class Box(Street):
    """A post office box: the first line of the address that is free."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__()

        def take(element: Element, values: Values, run: Run) -> None:
            self._free(values).take(element, values, run)

        self.take = take

    def _free(self, values: Mapping[str, Any]) -> Words:
        return next((line for line in self.lines if line.key not in values), self.lines[-1])

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self._free(values).trace(element, values, run, prefix)


class Links(Groups):
    """Links to further documents (BG-24), and their names; the link is also what the document is referred to by.

    Names and links are two lists. Which name belongs to which link is only sure where there are as many of them.
    """

    __slots__ = ()
    _link, _name = "InvoiceUrlText", "InvoiceUrlNameText"

    def __init__(self) -> None:
        super().__init__("supporting_documents", model.SupportingDocument, {}, drop_empty=True)

    def _pairs(self, element: Element) -> Iterator[tuple[Element, Element | None]]:
        """Give each link with its name, at the first link."""
        parent = element.getparent()
        if parent is None or next(element.itersiblings(self._link, preceding=True), None) is not None:
            return
        links, names = parent.findall(self._link), parent.findall(self._name)
        for index, link in enumerate(links):
            if not says_nothing(link.text):
                yield link, names[index] if len(names) == len(links) else None

    def _taker(self, make: Make) -> Take:
        key = self.key

        def take(element: Element, values: Values, run: Run) -> None:
            for link, name in self._pairs(element):
                values.setdefault(key, []).append(make(**self._said(link, name)))

        return take

    def _said(self, link: Element, name: Element | None) -> dict[str, str]:
        said = {"reference": link.text or "", "location": link.text or ""}
        if name is not None and not says_nothing(name.text):
            said["description"] = name.text or ""
        return said

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        for link, name in self._pairs(element):
            there = values.setdefault(self.key, [])
            path = f"{prefix}{self.key}[{len(there)}]"
            there.append(self._said(link, name))
            run.places.setdefault(path, (link, None))
            for field in ("reference", "location"):
                run.note(f"{path}.{field}", link)
            if name is not None:
                run.note(f"{path}.description", name)
