"""How a format binds its elements to the model: a plan of entries by tag, walked once to read a document.

A plan is a dict from Clark tag to `Entry`. Each entry says what one element means; `take` is the quick reading,
`trace` does the same again and notes which element gave which place of the model, from which `unread` and `locate`
are answered. An element that no plan names is passed over here and named by `unread`. The entries stand in
`leaves.py` (elements with a value) and `groups.py` (elements with elements).

Speed decided the form: one dict look-up and one call for each element, children by slice (the quickest way lxml has),
and no XPath. `take` is a closure made once, since it costs less to call than a method.

On its way the quick reading notes, at next to no cost, whether it met anything out of the ordinary (`Run.doubtful`):
an element that the plan does not name, a second value of a single term, a group with nothing in it; and it counts the
attributes it read. The rules bound to a format (`bound.py`) are only walked when there is such a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lxml import etree

if TYPE_CHECKING:
    from depesch.syntaxes.groups import Later

Values = dict[str, Any]
Element = etree._Element
Plan = Mapping[str, "Entry"]
Take = Callable[[Element, Values, "Run"], None]


class Problem:
    """A value that is not what its element asks for."""

    __slots__ = ("element", "expected", "rule", "value")

    def __init__(self, rule: str, element: Element, value: str, expected: str) -> None:
        self.rule = rule
        self.element = element
        self.value = value
        self.expected = expected


class Run:
    """One reading of one document."""

    __slots__ = ("attributes", "currencies", "doubtful", "later", "other_currencies", "problems", "root")

    def __init__(self) -> None:
        self.doubtful = False  # whether there was an element without a place, or a second value of a single term
        self.attributes = 0  # how many were read, but for the currencies of amounts
        self.root: Values = {}
        self.problems: list[Problem] = []
        self.currencies: dict[str | None, int] = {}  # of all amounts that ought to be in the invoice currency
        self.other_currencies: list[str | None] = []  # of all others
        self.later: list[tuple[Later, Element, Values, str]] = []


class Tracer(Run):
    """A reading that notes where each value came from; `seeks` says of an entry at the top whether it is looked at."""

    __slots__ = ("amounts", "places", "seeks", "used", "used_attributes")

    def __init__(self, seeks: Callable[[Entry], bool] = lambda entry: True) -> None:
        super().__init__()
        self.seeks = seeks
        self.places: dict[str, tuple[Element, str | None]] = {}
        self.used: set[Element] = set()
        self.used_attributes: set[tuple[Element, str]] = set()
        self.amounts: list[tuple[str, Element, str]] = []  # path, element, its attribute with the currency

    def note(self, path: str, element: Element, attribute: str | None = None) -> None:
        """Record that `element` (or its attribute) gave the model's `path`; the first one counts."""
        self.places.setdefault(path, (element, attribute))
        if attribute is None:
            self.used.add(element)
        else:
            self.used_attributes.add((element, attribute))


class Entry:
    """What one element means.

    `take(element, values, run)` puts what the element says into `values`; a value that is there already stays.
    """

    __slots__ = ("take",)
    take: Take
    many = False  # whether its key holds several values
    silent = False  # whether there is nothing to read or to doubt in it, so that the quick reading passes it over

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        """Do what `take` does, and note the places; `prefix` is the path of `values` in the model."""
        raise NotImplementedError


def stray(element: Element, values: Values, run: Run) -> None:
    """Take an element that the plan does not name."""
    run.doubtful = True
