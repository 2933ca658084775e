"""The rule book: every rule that a check may apply stands in it, with words."""

from __future__ import annotations

import pytest

from depesch.documents.rulebook import example_told, nearest, rules_named, rules_of, told
from depesch.model.issue import Severity
from depesch.rules import LANGUAGES, all_rule_sets, rule_set
from depesch.rules.making import always
from depesch.syntaxes import syntaxes


def test_a_set_has_its_own_rules_and_those_bound_to_the_formats() -> None:
    book = {rule.id for rule in rules_of(rule_set("en16931"))}
    assert {rule.id for rule in rule_set("en16931").rules} <= book
    for syntax in syntaxes().values():
        if syntax.bound_rules is not None:
            assert {rule.id for rule in syntax.bound_rules()} <= book


@pytest.mark.parametrize("key", sorted(all_rule_sets()))
def test_no_rule_stands_twice_in_one_set(key: str) -> None:
    ids = [rule.id for rule in rules_of(all_rule_sets()[key])]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(all_rule_sets()))
def test_every_rule_is_told_without_gaps(key: str, language: str) -> None:
    for rule in rules_of(all_rule_sets()[key]):
        words = told(rule, language)
        assert len(words) > 15, rule.id
        assert "{" not in words, rule.id


def test_a_format_that_weighs_a_rule_otherwise_is_named() -> None:
    (rule,) = rules_named("br-51")
    assert rule.severity is Severity.FATAL
    assert dict(rule.severity_in) == {"ubl21": Severity.WARNING}


def test_a_rule_says_in_which_formats_it_is_checked() -> None:
    (rule,) = rules_named("UBL-CR-646")
    assert rule.syntaxes == ("ubl21",)
    (rule,) = rules_named("BR-CO-15")
    assert rule.syntaxes == ("cii_d16b", "ubl21")


def test_a_set_for_one_format_has_its_rules_in_that_format_only() -> None:
    formats = {each.rule_set: each.syntaxes for each in rules_named("PEPPOL-EN16931-R120")}
    assert formats == {
        "peppol_bis3": ("ubl21",),
        "peppol_bis3_selfbilling": ("ubl21",),
        "peppol_bis3_cii": ("cii_d16b",),
        "xrechnung": ("cii_d16b", "ubl21"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(set(all_rule_sets()) - {"common@1.3.16"}))
def test_what_can_be_broken_on_the_model_is_shown_by_an_example(key: str, language: str) -> None:
    rule_set = all_rule_sets()[key]
    can_fire = {rule.id for rule in rule_set.rules if any(check.holds is not always for check in rule.checks)}
    examples = {rule.id: example_told(rule, language) for rule in rules_of(rule_set)}
    assert {identifier for identifier, example in examples.items() if example} == can_fire
    assert not any("{" in example.message for example in examples.values() if example)


def test_an_unknown_rule_is_nobodys_and_has_neighbours() -> None:
    assert rules_named("BR-C0-15") == ()
    assert nearest("BR-C0-15")[0] == "BR-CO-15"
    assert nearest("completely different") == ()
