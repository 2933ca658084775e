"""A reading by plan: the model of a document, what was wrong in it, what found no place, and where a term stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, cast

from depesch.kit.xml import Wheres, children, local_name, where
from depesch.model.invoice import Invoice
from depesch.model.issue import Issue, Severity
from depesch.model.terms import term_of
from depesch.syntaxes import Place, Reading, Unread
from depesch.syntaxes.binding import Element, Plan, Problem, Run, Tracer, stray
from depesch.syntaxes.groups import maker, quick, tops
from depesch.syntaxes.locating import Locator
from depesch.syntaxes.reach import top_keys

if TYPE_CHECKING:
    from depesch.syntaxes import Syntax

# Says which schema a file follows: for programs that read XML, not about the invoice.
_TECHNICAL = "{http://www.w3.org/2001/XMLSchema-instance}"


class Traceable(Protocol):
    """A reading of whatever kind: the tree, and what was kept of the run."""

    @property
    def root(self) -> Element:
        """The parsed document."""

    @property
    def memo(self) -> dict[str, Any]:
        """What is kept between questions."""


class Binding:
    """The plan of one format, ready to read with.

    `finish` makes of the model as the elements give it the one that is meant, where the format has another sign, holds
    the rounding in its total and the like. It keeps every place: what stood at a path stands there afterwards.
    """

    def __init__(
        self,
        plan: Plan,
        finish: Callable[[Invoice], Invoice] | None = None,
        *,
        make: Callable[..., Any] = Invoice,
    ) -> None:
        self.plan = plan
        self._finish = finish
        self._quick = quick(plan)
        self._make = maker(make, {**plan, **tops(plan)})
        self._locator = Locator(plan, self._traced)

    def read(self, syntax: Syntax, data: bytes, root: Element) -> Reading:
        """Return the reading of the parsed `root` of `data`."""
        invoice, issues, memo = self.content(root)
        return Reading(syntax=syntax, data=data, root=root, invoice=invoice, issues=issues, memo=memo)

    def content(self, root: Element) -> tuple[Any, tuple[Issue, ...], dict[str, Any]]:
        """Return what the elements say, the values that could not be read, and what is kept for `unread`."""
        run = Run()
        find, values = self._quick.get, run.root
        for child in children(root):
            take = find(child.tag, stray)
            if take is not None:
                take(child, values, run)
        for late, element, into, _ in run.later:
            chosen = late.choose(element, run)
            if chosen is not None:
                chosen.take(element, into, run)
            else:
                run.doubtful = True
        memo = _noted(run)
        made = self._make(**values)
        if self._finish is not None:
            made = self._finish(made)
        currency = getattr(made, "currency", None)
        # CII writes most amounts without a currency: those are in the invoice's.
        if not run.problems and run.currencies.keys() <= {currency, None}:
            return made, (), memo
        tracer = self._traced(root)
        issues = (*_problem_issues(tracer), *_currency_issues(tracer, currency))
        memo["tracer"] = tracer
        return made, issues, memo

    def _traced(self, root: Element, keys: frozenset[str] | None = None) -> Tracer:
        """Return the notes of all places, or of those below the top fields named."""
        run = Tracer() if keys is None else Tracer(lambda entry: not keys.isdisjoint(top_keys(entry)))
        run.places[""] = (root, None)
        for child in children(root):
            entry = self.plan.get(child.tag)
            if entry is not None and run.seeks(entry):
                entry.trace(child, run.root, run, "")
        for late, element, into, prefix in run.later:
            chosen = late.choose(element, run)
            if chosen is not None:
                chosen.trace(element, into, run, prefix)
        return run

    def tracer(self, reading: Traceable) -> Tracer:
        """Return the notes of where each value came from; made once for each reading."""
        tracer = reading.memo.get("tracer")
        if not isinstance(tracer, Tracer):
            tracer = reading.memo["tracer"] = self._traced(reading.root)
        return tracer

    def unread(self, reading: Traceable) -> tuple[Unread, ...]:
        """Return every element and attribute with content that found no place, in document order."""
        tracer = self.tracer(reading)
        used, used_attributes = tracer.used, tracer.used_attributes
        found: list[Unread] = []
        place_of = Wheres().of
        for element in reading.root.iter():
            text = element.text
            if text and element not in used and not text.isspace():
                found.append(Unread(where=place_of(element), line=_line(element), value=text))
            tail = element.tail
            if tail and not tail.isspace():
                found.append(
                    Unread(where=place_of(element) + "/following-sibling::text()", line=_line(element), value=tail)
                )
            for name, value in element.items() if len(element.attrib) else ():
                if (element, name) not in used_attributes and value.strip() and not str(name).startswith(_TECHNICAL):
                    place = f"{place_of(element)}/@{str(name).rpartition('}')[2]}"
                    found.append(Unread(where=place, line=_line(element), value=str(value)))
        return tuple(found)

    def path_of(self, reading: Reading, element: Element) -> str:
        """Return the model's path of what an element gave; empty when it gave nothing."""
        return self._locator.path(reading, element)

    def locate(self, reading: Reading, path: str) -> Place | None:
        """Return where the model's `path` stands in the source, or its nearest ancestor that is there."""
        return self._locator.place(reading, path)


def _noted(run: Run) -> dict[str, Any]:
    """Return what a reading keeps of its run: see `ordinary.py`."""
    currencies = dict(run.currencies)
    for currency in run.other_currencies:
        currencies[currency] = currencies.get(currency, 0) + 1
    currencies.pop(None, None)
    return {
        "doubtful": run.doubtful or bool(run.problems),
        "attributes": run.attributes + sum(currencies.values()),
        "currencies": currencies,
    }


def _line(element: Element) -> int | None:
    return cast("int | None", element.sourceline)


def _problem_issues(tracer: Tracer) -> list[Issue]:
    paths = {element: path for path, (element, attribute) in reversed(tracer.places.items()) if attribute is None}
    return [_problem_issue(problem, paths.get(problem.element, "")) for problem in tracer.problems]


def _problem_issue(problem: Problem, path: str) -> Issue:
    element = problem.element
    place = where(element)
    term = term_of(path)
    return Issue(
        rule=problem.rule,
        severity=Severity.FATAL,
        terms=(term,) if term else (),
        path=path,
        where=place,
        line=_line(element),
        value=problem.value[:200],
        expected=problem.expected,
        detail=f"{local_name(element)} {problem.value[:80]!r} is not {problem.expected}",
    )


def _currency_issues(tracer: Tracer, currency: str | None) -> list[Issue]:
    return [
        Issue(
            rule="READ-CURRENCY",
            severity=Severity.WARNING,
            terms=(term,) if (term := term_of(path)) else (),
            path=path,
            where=f"{where(element)}/@{attribute}",
            line=_line(element),
            value=found,
            expected=currency,
            detail=f"{local_name(element)} is in {found}, the invoice in {currency}",
        )
        for path, element, attribute in tracer.amounts
        if (found := element.get(attribute)) is not None and found != currency
    ]
