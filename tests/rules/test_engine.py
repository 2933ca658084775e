"""The engine: what a rule set finds, and that it fails closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from depesch.kit.discovery import BrokenPlugin
from depesch.model.invoice import Invoice, Line, Party, Totals
from depesch.model.issue import Issue, Severity
from depesch.rules import Check, Context, Rule, RuleSet, Scope, Words, load_all_rules, rule_sets
from depesch.rules.engine import run
from depesch.rules.scopes import DOCUMENT, LINES
from tests.drawn import drawn_invoices
from tests.rules.plugged import PlugIn

WORDS = Words("fel", "feil", "wrong")


def a_rule(identifier: str, holds: Callable[[Any, Context], bool], **check: Any) -> Rule:
    checks = (Check(scope=check.pop("scope", DOCUMENT), holds=holds, **check),)
    return Rule(id=identifier, terms=("BT-1",), source="here", words=WORDS, checks=checks)


def a_set(*rules: Rule) -> RuleSet:
    return RuleSet(
        name="own", version="1", title="Own", source="here", in_force_from=None,
        applies_to=lambda invoice, syntax: True, load=lambda: rules,
    )  # fmt: skip


def found(*rules: Rule, invoice: Invoice | None = None, syntax: str = "ubl21") -> list[Issue]:
    return list(run(a_set(*rules), invoice or Invoice(), syntax))


def fails(node: object, context: Context) -> bool:
    return False


def raises(node: object, context: Context) -> bool:
    raise ZeroDivisionError("a rule went wrong")


def test_a_rule_that_holds_finds_nothing() -> None:
    assert found(a_rule("T-1", lambda node, context: True)) == []


def test_a_finding_names_rule_path_value_and_what_was_expected() -> None:
    rule = a_rule("T-1", fails, field="number", expected=lambda node, context: "B")
    (issue,) = found(rule, invoice=Invoice(number="A"))
    assert issue == Issue(
        rule="T-1", severity=Severity.FATAL, terms=("BT-1",), path="number", value="A", expected="B"
    )  # fmt: skip


def test_a_finding_on_the_second_line_says_so() -> None:
    rule = a_rule("T-1", lambda line, context: line.identifier == "1", scope=LINES, field="identifier")
    (issue,) = found(rule, invoice=Invoice(lines=(Line(identifier="1"), Line(identifier="2"))))
    assert issue.path == "lines[1].identifier"


def test_a_rule_that_raises_is_a_fatal_finding_under_its_own_name() -> None:
    (issue,) = found(a_rule("T-1", raises))
    assert (issue.rule, issue.severity) == ("T-1", Severity.FATAL)
    assert issue.detail is not None
    assert "ZeroDivisionError" in issue.detail


def test_the_run_goes_on_after_a_rule_that_raises() -> None:
    assert [issue.rule for issue in found(a_rule("T-1", raises), a_rule("T-2", fails))] == ["T-1", "T-2"]


def test_a_warning_that_raises_is_fatal_all_the_same() -> None:
    rule = Rule(
        id="T-1", severity=Severity.WARNING, terms=("BT-1",), source="here", words=WORDS,
        checks=(Check(scope=DOCUMENT, holds=raises),),
    )  # fmt: skip
    assert found(rule)[0].severity is Severity.FATAL


def test_nodes_that_cannot_be_listed_fail_every_rule_that_needs_them() -> None:
    def broken(context: Context) -> list[object]:
        raise KeyError("no nodes")

    scope = Scope(name="broken", nodes=broken, paths=broken)  # type: ignore[arg-type]  # wrong on purpose
    issues = found(a_rule("T-1", fails, scope=scope), a_rule("T-2", lambda n, c: True, scope=scope))
    assert [(issue.rule, issue.severity) for issue in issues] == [("T-1", Severity.FATAL), ("T-2", Severity.FATAL)]


def test_a_check_bound_to_one_syntax_is_left_out_of_others() -> None:
    rule = a_rule("T-1", fails, syntaxes=frozenset({"cii_d16b"}))
    assert found(rule, syntax="ubl21") == []
    assert len(found(rule, syntax="cii_d16b")) == 1


def test_what_is_worked_out_once_is_worked_out_once() -> None:
    calls: list[int] = []

    def work_out(context: Context) -> int:
        calls.append(1)
        return 7

    context = Context(Invoice(), "ubl21")
    assert [context.once(work_out), context.once(work_out)] == [7, 7]
    assert calls == [1]


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        ("'no rule set'", "odd"),
        ("a_set()", "own@7"),
        ("a_set(a_rule('T-1', holds), a_rule('T-1', holds))", "T-1 stands twice in own"),
        ("a_name_that_nobody_defined", "odd could not be loaded"),
        ("a_set_that_fails()", "own@7 could not be loaded: out of order"),
    ],
)
def test_a_broken_rule_set_stops_the_start_with_its_name(plug_in: PlugIn, rules: str, says: str) -> None:
    plug_in(rules)
    with pytest.raises(BrokenPlugin, match=says):
        load_all_rules()


def test_a_rule_set_is_found_by_its_file(plug_in: PlugIn) -> None:
    plug_in("a_set(a_rule('T-1', holds))")
    assert rule_sets()["own"].version == "7"


@pytest.mark.parametrize("syntax", ["ubl21", "cii_d16b"])
def test_no_rule_breaks_down_over_any_invoice_that_the_model_can_hold(syntax: str) -> None:
    for invoice in drawn_invoices():
        assert [issue for issue in run(rule_sets()["en16931"], invoice, syntax) if issue.detail] == []


@pytest.mark.parametrize("syntax", ["ubl21", "cii_d16b"])
@pytest.mark.parametrize("lines", [0, 1, 3])
def test_no_rule_breaks_down_over_empty_groups(lines: int, syntax: str) -> None:
    invoice = Invoice(seller=Party(), buyer=Party(), totals=Totals(), lines=(Line(),) * lines)
    assert [issue for issue in run(rule_sets()["en16931"], invoice, syntax) if issue.detail] == []
