"""The engine: runs rule sets over an invoice, one pass over each kind of node.

Fails closed: a rule that raises, and a kind of node that cannot be listed, are fatal findings under the rule's own
id, and the run goes on. What a rule set needs in common (sums, nodes by VAT category) is worked out once a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from depesch.model.facts import NO_FACTS, Facts, Said, Stated, VatTotal
from depesch.model.invoice import Invoice
from depesch.model.issue import Issue, Severity
from depesch.rules import Check, Context, Rule, RuleSet, Scope

_Step = tuple[Callable[[Any, Context], bool], Rule, Check]
_Walk = tuple[Callable[[Context], Sequence[Any]], tuple[_Step, ...]]
_Gate = Callable[[Context], bool]
_OF_THE_WRITING = frozenset({"name", "value", "place"})  # what a statement says of itself is no field of the model


State = Callable[[], Stated]
Locate = Callable[[Any], tuple[str, int | None, str]]  # XPath, line, and the model's path where it has one


def run(
    rule_set: RuleSet, invoice: Invoice, syntax: str, facts: Facts = NO_FACTS, state: State | None = None
) -> Iterator[Issue]:
    """Yield what `rule_set` finds in `invoice`; `syntax` is the name of the format it was read from."""
    return run_all((rule_set,), invoice, syntax, facts, state)


def run_all(
    sets: Iterable[RuleSet],
    invoice: Invoice,
    syntax: str,
    facts: Facts = NO_FACTS,
    state: State | None = None,
    locate: Locate | None = None,
) -> Iterator[Issue]:
    """Yield what the sets find, set by set; what they work out in common is worked out once.

    `state` gathers what the source states beside the model, and is called when a rule first asks; `locate` gives the
    place of such a statement (its `source`) in the file.
    """
    context = Context(invoice, syntax, facts, state)
    for rule_set in sets:
        for only_if, walks in _plan(rule_set, syntax):
            if only_if is not None and not _may_have_nodes(only_if, context):
                continue
            for list_nodes, steps in walks:
                try:
                    nodes = list_nodes(context)
                except Exception as error:  # noqa: BLE001  fails closed: see the module's docstring
                    yield from _crashed_all(steps, error)
                    continue
                for position, node in enumerate(nodes):
                    for holds, rule, check in steps:
                        try:
                            if holds(node, context):
                                continue
                            issue = _placed(_finding(rule, check, node, position, context), node, locate)
                        except Exception as error:  # noqa: BLE001  fails closed: see the module's docstring
                            issue = _crashed(rule, _path(check, node, position, context), error)
                        yield issue


def _may_have_nodes(only_if: _Gate, context: Context) -> bool:
    """Return what the gate says; one that raises lets its scopes be walked, where it is found again."""
    try:
        return only_if(context)
    except Exception:  # noqa: BLE001  fails closed: see the module's docstring
        return True


def _crashed_all(steps: tuple[_Step, ...], error: Exception) -> Iterator[Issue]:
    """Yield a finding for each check of nodes that could not be listed."""
    return (_crashed(rule, "", error) for _, rule, _ in steps)


@lru_cache(maxsize=1000)  # receivers' packs come and go
def _plan(rule_set: RuleSet, syntax: str) -> tuple[tuple[_Gate | None, tuple[_Walk, ...]], ...]:
    """Return the kinds of node to walk, in the order of the rules and by gate, each with the checks to run on it."""
    by_gate: dict[_Gate | None, dict[Scope, list[_Step]]] = {}
    for rule in rule_set.rules:
        for check in rule.checks:
            if syntax not in check.not_syntaxes and (check.syntaxes is None or syntax in check.syntaxes):
                scopes = by_gate.setdefault(check.scope.only_if, {})
                scopes.setdefault(check.scope, []).append((check.holds, rule, check))
    return tuple(
        (only_if, tuple((scope.nodes, tuple(steps)) for scope, steps in scopes.items()))
        for only_if, scopes in by_gate.items()
    )


def _finding(rule: Rule, check: Check, node: object, position: int, context: Context) -> Issue:
    value = _value(node, check.field)
    expected = check.expected(node, context) if check.expected else None
    return Issue(
        rule=rule.id,
        severity=check.severity or rule.severity,
        terms=rule.terms,
        path=_path(check, node, position, context),
        value=_text(value),
        expected=_text(_written_like(value, expected)),
    )


def _placed(issue: Issue, node: object, locate: Locate | None) -> Issue:
    """Return the finding with the place of the statement it is about, where the node is one and says where it is."""
    if locate is None or not isinstance(node, Said) or node.source is None:
        return issue
    where, line, path = locate(node.source)
    return msgspec.structs.replace(issue, where=where, line=line, path=issue.path or path)


def _crashed(rule: Rule, path: str, error: Exception) -> Issue:
    return Issue(
        rule=rule.id,
        severity=Severity.FATAL,
        terms=rule.terms,
        path=path,
        detail=f"the rule could not be evaluated: {type(error).__name__}: {error}",
    )


def _path(check: Check, node: object, position: int, context: Context) -> str:
    try:
        above = context.once(check.scope.paths)[position]  # a fault in every line asks once for each
    except Exception:  # noqa: BLE001  a broken path must not hide the finding that it belongs to
        above = ""
    if isinstance(node, Said) and check.field in _OF_THE_WRITING:
        return above
    return f"{above}.{check.field}" if above and check.field else above or check.field


def _value(node: Any, field: str) -> object:
    """Return what stands at `field` below the node, None where nothing does; a statement itself is worth its text."""
    if not field and isinstance(node, Said):
        return node.value
    for name in field.split(".") if field else ():
        if node is None:
            return None
        node = getattr(node, name, None)
    return node


def _written_like(value: object, expected: object) -> object:
    """Return an expected number with as many decimals as what stood there, so that 2130 is told as 2130.00."""
    stood = value.amount if isinstance(value, VatTotal) else value
    if not isinstance(expected, Decimal) or not isinstance(stood, Decimal):
        return expected
    given, wanted = expected.as_tuple().exponent, stood.as_tuple().exponent
    is_shorter = isinstance(given, int) and isinstance(wanted, int) and -8 < wanted < given
    return f"{expected:.{-int(wanted)}f}" if is_shorter else expected


def _text(value: object) -> str | None:
    """Return a value as a finding shows it: simple values and texts of the source, groups have no text."""
    if isinstance(value, Said):
        return value.value
    if isinstance(value, VatTotal):  # stands for one amount, of which a document may have two
        value = value.amount
    if value is None or hasattr(value, "__struct_fields__") or isinstance(value, tuple):
        return None
    return str(value)
