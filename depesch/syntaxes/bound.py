"""Rules bound to one format: a table that forbids, demands or counts elements, judged in one walk over the tree.

A row stands in the table of its format (`ubl21/bound_rules.py`, `cii_d16b/bound_rules.py`). Its `context` says at
which nodes it looks, its `path` what it looks for from there; it fires at most once for each node of its context.
As in Schematron, a node belongs to the first context, in the order of the table, that fits it.

    TABLE = Table(
        prefixes={"cac": CAC_NS, "cbc": CBC_NS},
        rows=lambda: (
            Row(id="UBL-CR-005", severity=Severity.WARNING, kind=Kind.ABSENT, context="/", path="cbc:UUID"),
            Row(id="UBL-SR-34", severity=Severity.FATAL, kind=Kind.ONCE,
                context="cac:InvoiceLine|cac:CreditNoteLine", path="cbc:Note"),
            Row(id="UBL-DT-08", severity=Severity.WARNING, kind=Kind.ABSENT, context="/", path="//@schemeName"),
        ),
        terms=lambda context, path: ("BG-25",),  # the nearest business terms of a row that names none
        place=model_path,                        # the model's path of a place in the file, such as lines[2]
        terms_at=terms_at,                       # the terms nearest to a place in the file, for rows that look anywhere
    )
    TABLE.rules()       # every row as a BoundRule
    TABLE.issues(root)  # what they find, in document order

Contexts: `/` is the root element, whatever its name; `/a:B/a:C` is absolute; `a:B`, `a:B/a:C` and `//a:B` are
anywhere; `a:*ID` is any name of that namespace that ends with ID, `*:*ID` of any; `|` parts alternatives.
Paths: child steps, each of which may be alternatives `(a:B|a:C)`; the last may be `@name`; `//a:B/a:C`, `//a:B/@name`
and `//@name` look anywhere in the document, and stand in the context `/` only.

The walk costs as much as a parse, so a sound invoice does not get it. The reader knows already what it has no place
for: `reading.memo["doubtful"]` is true when it met an element that the plan does not name, or a second value of a
single term (see `binding.py`). A format walks when that is so, or when a gate of its own (one compiled XPath, a look
at the model) says that what the reader does not see might be wrong. Gates may err on this side only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.xml import where
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import BoundRule
from depesch.syntaxes.bound_walk import Found, Looks, Matches

Element = etree._Element
_VALUE_LENGTH = 200


class Kind(StrEnum):
    """What a row says of what its path finds. The words for each stand in `depesch.rules.syntax_words`."""

    ABSENT = "absent"  # must not be there
    ONCE = "once"  # at most once (or `limit` times)
    ONE = "one"  # exactly once
    PRESENT = "present"  # at least once
    ALIKE = "alike"  # if several, all with the same value
    DECIMALS = "decimals"  # at most two digits after the point
    VALUE = "value"  # another value than what stands there; `expected` says which
    EITHER = "either"  # two things stand together that exclude each other
    TOGETHER = "together"  # of things that belong together, one is missing
    REFERENCED = "referenced"  # a reference to a document whose type is none that may stand here
    PAYEE = "payee"  # a payee that is not told from the seller, or has too many names or numbers


class Row(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One rule. `only` leaves out some of what the path finds (an attribute is judged by its element); `when` says of
    the root, once for each document, whether the rule applies to it at all.

    With `breaks` the row is judged by that function alone, which gets the node of the context and returns the element
    that is wrong, or None when all is well; the path then only tells a reader what the rule is about.
    """

    id: str
    severity: Severity
    kind: Kind
    context: str
    path: str
    limit: int = 1
    only: Callable[[Element], bool] | None = None
    when: Callable[[Element], bool] | None = None
    breaks: Callable[[Element], Element | None] | None = None
    expected: str | None = None
    terms: tuple[str, ...] = ()


class Table:
    """The rules of one format. The rows are made, and compiled, when they are first asked for."""

    def __init__(
        self,
        *,
        prefixes: Mapping[str, str],
        rows: Callable[[], Sequence[Row]],
        terms: Callable[[str, str], tuple[str, ...]],
        place: Callable[[str], str],
        terms_at: Callable[[str], tuple[str, ...]] | None = None,
    ) -> None:
        self._prefixes = dict(prefixes)
        self._make = rows
        self._terms = terms
        self._place = place
        self._terms_at = terms_at

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row, in the order of the table."""
        return tuple(self._make())

    @cached_property
    def _conditional(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.when is not None)

    @cached_property
    def _looks(self) -> Looks[Row]:
        looks: Looks[Row] = Looks(self._prefixes)
        for row in self.rows:
            always = row.breaks is not None or row.kind in _DEMANDING
            looks.add(row, row.context, None if row.breaks else row.path, always=always)
        return looks

    def rules(self) -> tuple[BoundRule, ...]:
        """Return every row as the contract has it."""
        return tuple(
            BoundRule(id=row.id, severity=row.severity, path=shown_path(row), kind=row.kind, terms=self.terms_of(row))
            for row in self.rows
        )

    def terms_of(self, row: Row) -> tuple[str, ...]:
        """Return the business terms or groups that are nearest to what the row speaks of."""
        return row.terms or self._terms(row.context, row.path)

    def issues(self, root: Element) -> tuple[Issue, ...]:
        """Return what the rows find in the document, in document order."""
        idle = {row for row in self._conditional if row.when is not None and not row.when(root)}
        wrong = [
            (row, found)
            for node, rows, matches in self._looks.over(root)
            for row in (*rows, *(row for row in matches if row.kind not in _DEMANDING))
            if (found := _judged(row, node, matches)) is not None and row not in idle
        ]
        if len(wrong) > 1:
            position = {element: i for i, element in enumerate(root.iter())}
            wrong.sort(key=lambda item: position[item[1][0]])
        return tuple(self._issue(row, element, attribute) for row, (element, attribute) in wrong)

    def _issue(self, row: Row, element: Element, attribute: str | None) -> Issue:
        value = element.text if attribute is None else element.get(attribute)
        place = where(element) + (f"/@{attribute}" if attribute else "")
        return Issue(
            rule=row.id,
            severity=row.severity,
            terms=self._terms_of_finding(row, place),
            path=self._place(place),
            where=place,
            line=cast("int | None", element.sourceline),
            value=value.strip()[:_VALUE_LENGTH] or None if value else None,
            expected=row.expected or (str(row.limit) if row.kind in _COUNTED else None),
            detail=f"{row.kind}: {shown_path(row)}",
        )

    def _terms_of_finding(self, row: Row, place: str) -> tuple[str, ...]:
        """Return the terms of the row, or those of the place where the row speaks of several or of anything."""
        terms = self.terms_of(row)
        if self._terms_at is None or (len(terms) == 1 and not row.path.startswith("//@")):
            return terms
        return self._terms_at(place)


_DEMANDING = frozenset({Kind.ONE, Kind.PRESENT})
_COUNTED = frozenset({Kind.ONCE, Kind.ONE})


def shown_path(row: Row) -> str:
    """Return the XPath of what a row is about, from the root or from anywhere.

    >>> shown_path(Row(id="", severity=Severity.FATAL, kind=Kind.ONCE, context="cac:Delivery", path="cbc:ID"))
    '//cac:Delivery/cbc:ID'
    """
    if row.path.startswith("//"):
        return row.path
    context = "" if row.context == "/" else row.context
    if "|" in context:
        context = f"({context})"
    if not context.startswith("/") and row.context != "/":
        context = f"//{context}"
    return f"{context}/{row.path}" if row.path != "." else context or "/"


def _judged(row: Row, node: Element, matches: Matches[Row]) -> Found | None:
    """Return what is wrong at a node by a row, as an element or an attribute of one; None when all is well."""
    if row.breaks is not None:
        offender = row.breaks(node)
        return None if offender is None else (offender, None)
    found = matches.get(row, ())
    if row.only is not None:
        found = [one for one in found if row.only(one[0])]
    if row.kind is Kind.PRESENT:
        return None if found else (node, None)
    if row.kind is Kind.ONE and not found:
        return node, None
    allowed = 0 if row.kind not in _COUNTED else row.limit
    return found[allowed] if len(found) > allowed else None


def in_sequence(start: str, names: str) -> Iterator[tuple[str, str]]:
    """Give ids in sequence with names: one id for each name, from `start` on.

    >>> list(in_sequence("UBL-CR-012", "cbc:StartTime cbc:EndTime"))
    [('UBL-CR-012', 'cbc:StartTime'), ('UBL-CR-013', 'cbc:EndTime')]
    """
    series, _, number = start.rpartition("-")
    for offset, name in enumerate(names.split()):
        yield f"{series}-{int(number) + offset:0{len(number)}d}", name
