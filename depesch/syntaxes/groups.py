"""Elements with elements: groups of the model, wrappers without a meaning of their own, and choices by content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from depesch.kit.xml import children
from depesch.syntaxes.binding import Element, Entry, Plan, Run, Take, Tracer, Values, stray

Make = Callable[..., Any]


def quick(plan: Plan) -> dict[str, Take | None]:
    """Return the `take` of each entry by tag, None for those to pass over; what is not there is a `stray`."""
    return {tag: None if entry.silent else entry.take for tag, entry in plan.items()}


class Nest(Entry):
    """An element that only holds others, whose values belong where it stands itself.

    One that holds nothing is doubtful, unless it `may_be_empty`; so is one of another number of elements than it `has`.
    """

    __slots__ = ("plan",)

    def __init__(self, plan: Plan, *, may_be_empty: bool = False, has: int | None = None) -> None:
        self.plan = plan
        find = quick(plan).get

        def glance(element: Element, values: Values, run: Run) -> None:
            if len(element) != 1:  # an element is there that nobody would read
                run.doubtful = True

        def take(element: Element, values: Values, run: Run) -> None:
            inside = element[:]  # type: ignore[index]  # the stubs lack slices
            if not inside and not may_be_empty:
                run.doubtful = True
            for child in inside:
                taking = find(child.tag, stray)
                if taking is not None:
                    taking(child, values, run)

        def count(element: Element, values: Values, run: Run) -> None:
            if len(element) != has:
                run.doubtful = True
            take(element, values, run)

        self.take = glance if all(entry.silent for entry in plan.values()) else take if has is None else count
        if len(plan) == 1 and self.take is take:
            ((tag, entry),) = plan.items()
            self.take = _taker_of_one(tag, entry, take)

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        at_top = values is run.root
        for child in children(element):
            entry = self.plan.get(child.tag)
            if entry is not None and (not at_top or run.seeks(entry)):
                entry.trace(child, values, run, prefix)


def _taker_of_one(tag: str, entry: Entry, otherwise: Take) -> Take:
    """Return what takes the one element that a wrapper holds, as nearly all of them do."""
    inner = entry.take

    def take(element: Element, values: Values, run: Run) -> None:
        if len(element) == 1 and (child := element[0]).tag == tag:
            inner(child, values, run)
        else:
            otherwise(element, values, run)

    return take


class Group(Entry):
    """A group of the model. `outer` are the children whose values belong outside it.

    With `drop_empty`, an element without a value of its own gives no group.
    """

    __slots__ = ("drop_empty", "key", "outer", "plan")

    def __init__(
        self, key: str, make: Make, plan: Plan, *, outer: Plan | None = None, drop_empty: bool = False
    ) -> None:
        self.key = key
        self.plan = plan
        self.outer = outer or {}
        self.drop_empty = drop_empty
        self.take = self._taker(maker(make, plan))

    def _reader(self, make: Make) -> Callable[[Element, Values, Run], Any]:
        """Return what reads one element: the group, or None when it is empty and to be dropped."""
        find, drop_empty = quick(self.plan).get, self.drop_empty
        find_outer = quick(self.outer).get if self.outer else None

        def read(element: Element, values: Values, run: Run) -> Any:
            own: Values = {}
            for child in element[:]:  # type: ignore[index]  # the stubs lack slices
                taking = find(child.tag, stray)
                if taking is stray and find_outer is not None:
                    taking = find_outer(child.tag, stray)
                    if taking is not None:
                        taking(child, values, run)
                elif taking is not None:
                    taking(child, own, run)
            if not own:
                run.doubtful = True
                if drop_empty:
                    return None
            return make(**own)

        return read

    def _taker(self, make: Make) -> Take:
        key, read = self.key, self._reader(make)

        def take(element: Element, values: Values, run: Run) -> None:
            if key not in values:
                group = read(element, values, run)
                if group is not None:
                    values[key] = group
            else:
                run.doubtful = True

        return take

    def _traced(self, element: Element, values: Values, run: Tracer, prefix: str, path: str) -> Values:
        own: Values = {}
        for child in children(element):
            entry = self.plan.get(child.tag)
            if entry is not None:
                entry.trace(child, own, run, path + ".")
            elif (entry := self.outer.get(child.tag)) is not None:
                entry.trace(child, values, run, prefix)
        return own

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        if self.key not in values:
            own = self._traced(element, values, run, prefix, prefix + self.key)
            if own or not self.drop_empty:
                values[self.key] = own
                run.places.setdefault(prefix + self.key, (element, None))


class Groups(Group):
    """A group that may be repeated."""

    __slots__ = ()
    many = True

    def _taker(self, make: Make) -> Take:
        key, read = self.key, self._reader(make)

        def take(element: Element, values: Values, run: Run) -> None:
            group = read(element, values, run)
            if group is not None:
                values.setdefault(key, []).append(group)

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        path = f"{prefix}{self.key}[{len(values.get(self.key, ()))}]"
        own = self._traced(element, values, run, prefix, path)
        if own or not self.drop_empty:
            values.setdefault(self.key, []).append(own)
            run.places.setdefault(path, (element, None))
            run.places.setdefault(prefix + self.key, (element, None))

    def trace_at(self, element: Element, run: Tracer, position: int) -> None:
        """Do for the one at this position, at the top of the model, what `trace` does for all in turn."""
        path = f"{self.key}[{position}]"
        run.places.setdefault(path, (element, None))
        self._traced(element, run.root, run, "", path)


class Inside(Entry):
    """What belongs into the group `key` of the model, though the group has no one element of its own here."""

    __slots__ = ("entry", "key", "make")

    def __init__(self, key: str, make: Make, entry: Entry | Plan) -> None:
        self.key = key
        self.make = make
        self.entry = inner = entry if isinstance(entry, Entry) else Nest(entry)

        def take(element: Element, values: Values, run: Run) -> None:
            group = values.get(key)
            if group is None:
                group = values[key] = {}
            inner.take(element, group, run)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        run.places.setdefault(prefix + self.key, (element, None))
        self.entry.trace(element, values.setdefault(self.key, {}), run, f"{prefix}{self.key}.")


class Top(Entry):
    """What belongs at the top of the model, wherever it stands."""

    __slots__ = ("entry",)

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

        def take(element: Element, values: Values, run: Run) -> None:
            entry.take(element, run.root, run)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.entry.trace(element, run.root, run, "")


class Doubted(Entry):
    """What is read here, though the standard has no place for it here."""

    __slots__ = ("entry",)

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

        def take(element: Element, values: Values, run: Run) -> None:
            run.doubtful = True
            entry.take(element, values, run)

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.entry.trace(element, values, run, prefix)


class Choice(Entry):
    """An element whose content says what it means; `choose` returns the entry, or None when it has no place.

    `entries` are those that may be chosen.
    """

    __slots__ = ("choose", "entries")

    def __init__(self, choose: Callable[[Element], Entry | None], *entries: Entry) -> None:
        self.choose = choose
        self.entries = entries

        def take(element: Element, values: Values, run: Run) -> None:
            entry = choose(element)
            if entry is not None:
                entry.take(element, values, run)
            else:
                run.doubtful = True

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        entry = self.choose(element)
        if entry is not None:
            entry.trace(element, values, run, prefix)


class Later(Entry):
    """An element that can only be understood when the rest of the top has been read, such as by its currency."""

    __slots__ = ("choose", "entries")

    def __init__(self, choose: Callable[[Element, Run], Entry | None], *entries: Entry) -> None:
        self.choose = choose
        self.entries = entries

        def take(element: Element, values: Values, run: Run) -> None:
            run.later.append((self, element, values, ""))

        self.take = take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        run.later.append((self, element, values, prefix))


def maker(make: Make, plan: Plan) -> Make:
    """Return what makes a group of the values that `plan` gives, by keyword."""
    lists, insides = _shape(plan)
    if not lists and not insides:
        return make
    makers = {key: maker(inner.make, {"": inner.entry}) for key, inner in insides.items()}

    def make_all(**values: Any) -> Any:
        for key in lists:
            if key in values:
                values[key] = tuple(values[key])
        for key, make_inner in makers.items():
            if key in values:
                values[key] = make_inner(**values[key])
        return make(**values)

    return make_all


def _shape(plan: Plan) -> tuple[tuple[str, ...], dict[str, Inside]]:
    """Return the keys with several values, and the groups without an element of their own, that `plan` gives."""
    lists: dict[str, None] = {}
    insides: dict[str, Inside] = {}
    waiting = list(plan.values())
    while waiting:
        entry = waiting.pop()
        if entry.many:
            lists[entry.key] = None  # type: ignore[attr-defined]  # every entry with several values has a key
        if isinstance(entry, Group):
            waiting.extend(entry.outer.values())
        elif isinstance(entry, Inside):
            seen = insides.get(entry.key)
            joined = Nest({"0": seen.entry, "1": entry.entry}) if seen else entry.entry
            insides[entry.key] = Inside(entry.key, entry.make, joined)
        elif isinstance(entry, Nest):
            waiting.extend(entry.plan.values())
        elif isinstance(entry, (Choice, Later)):
            waiting.extend(entry.entries)
        elif isinstance(entry, Doubted):
            waiting.append(entry.entry)
    return tuple(lists), insides


def tops(plan: Plan) -> dict[str, Entry]:
    """Return the entries below `plan` that speak of the top of the model, so that its maker knows their shape."""
    found: dict[str, Entry] = {}
    waiting = list(plan.values())
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, Top):
            found[f"top {len(found)}"] = entry.entry
        elif isinstance(entry, Group):
            waiting.extend((*entry.plan.values(), *entry.outer.values()))
        elif isinstance(entry, Nest):
            waiting.extend(entry.plan.values())
        elif isinstance(entry, (Inside, Doubted)):
            waiting.append(entry.entry)
        elif isinstance(entry, (Choice, Later)):
            waiting.extend(entry.entries)
    return found
