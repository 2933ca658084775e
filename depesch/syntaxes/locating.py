"""Where in a source a place of the model stands, and the other way, found by tracing no more of it than may matter.

A finding names a place such as `seller.vat_identifier` or `lines[7].net_amount`. Tracing the whole document for it
costs several parses; so a place above the lines is sought in the elements that can give its first field, and one in a
line in that line alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar, cast

from depesch.kit.xml import where
from depesch.syntaxes import Place, Reading
from depesch.syntaxes.binding import Element, Plan, Tracer
from depesch.syntaxes.groups import Nest
from depesch.syntaxes.reach import top_keys, way_to

T = TypeVar("T")
Places = dict[str, tuple[Element, str | None]]
Trace = Callable[[Element, frozenset[str] | None], Tracer]

# What an element means may hang on the currencies of the document, which stand at the top: see `Later`.
_ALWAYS = frozenset({"currency", "vat_currency"})
_LINES = "lines"
_IN_LINE = re.compile(r"lines\[(\d+)\]")
_LAST_STEP = re.compile(r"(?:\.[^.\[]+|\[\d+\])$|^[^.\[]+$")


class Locator:
    """Finds places by the plan of one format. `trace` notes the places of some top fields, or of all with None."""

    def __init__(self, plan: Plan, trace: Trace) -> None:
        self._plan = plan
        self._trace = trace
        self._lines = way_to(_LINES, plan)

    def place(self, reading: Reading, path: str) -> Place:
        """Return where the model's `path` stands in the source, or its nearest ancestor that is there."""
        places = self._places(reading, path)
        while path not in places:
            shorter = _LAST_STEP.sub("", path)
            path = "" if shorter == path else shorter
        element, attribute = places[path]
        line = cast("int | None", element.sourceline)
        return Place(where=where(element) + (f"/@{attribute}" if attribute else ""), line=line)

    def path(self, reading: Reading, element: Element) -> str:
        """Return the model's path of what an element gave; empty when it gave nothing."""
        chain = [element, *element.iterancestors()]
        numbers = _kept(reading, "number of line", lambda: {e: i for i, e in enumerate(self._line_elements(reading))})
        line = next((at for at in chain if at in numbers), None)
        if line is not None:
            near, places = f"line {numbers[line]}", self._places_in_line(reading, numbers[line])
        else:
            keys = self._keys_of_branch(chain[-2::-1])
            near, places = " ".join(sorted(keys)), self._places_of(reading, keys)
        paths = _kept(reading, f"paths of {near}", lambda: {at: path for path, (at, _) in reversed(places.items())})
        return paths.get(element, "")

    def _places(self, reading: Reading, path: str) -> Places:
        if path == _LINES:
            lines = self._line_elements(reading)
            return {"": (reading.root, None), **({_LINES: (lines[0], None)} if lines else {})}
        in_line = _IN_LINE.match(path)
        if in_line is not None:
            return self._places_in_line(reading, int(in_line.group(1)))
        return self._places_of(reading, frozenset({re.split(r"[.\[]", path, maxsplit=1)[0]}))

    def _places_of(self, reading: Reading, keys: frozenset[str]) -> Places:
        name = f"places of {' '.join(sorted(keys))}"
        return _kept(reading, name, lambda: self._trace(reading.root, keys | _ALWAYS).places)

    def _places_in_line(self, reading: Reading, number: int) -> Places:
        lines = self._line_elements(reading)
        if self._lines is None or number >= len(lines):
            return self._places(reading, _LINES)
        _, entry, _ = self._lines

        def trace() -> Places:
            run = Tracer()
            run.places[""] = (reading.root, None)
            entry.trace_at(lines[number], run, number)
            return run.places

        return _kept(reading, f"places of line {number}", trace)

    def _line_elements(self, reading: Reading) -> list[Element]:
        if self._lines is None:
            return []
        tags, entry, choice = self._lines

        def find() -> list[Element]:
            found = reading.root.findall("/".join(tags))
            return found if choice is None else [one for one in found if choice.choose(one) is entry]

        return _kept(reading, "elements of lines", find)

    def _keys_of_branch(self, chain: list[Element]) -> frozenset[str]:
        """Return the top fields that the elements from below the root down to one may give."""
        plan = self._plan
        for element in chain:
            entry = plan.get(str(element.tag))
            if entry is None:
                return frozenset()
            if not isinstance(entry, Nest):
                return top_keys(entry)
            plan = entry.plan
        return frozenset()


def _kept(reading: Reading, name: str, make: Callable[[], T]) -> T:
    """Return what `make` gives, made once for each reading."""
    if name not in reading.memo:
        reading.memo[name] = make()
    return cast(T, reading.memo[name])
