"""The official rules judge fresh mutants as they judged the corpus, and ours agree with them."""

from __future__ import annotations

from collections import Counter

import pytest
from lxml import etree

from depesch.kit.xml import parse
from depesch.syntaxes import syntaxes
from tests.rules.judging.bases import broken_samples
from tests.rules.judging.bound_samples import judged_bound_samples
from tests.rules.judging.cases import documents, units
from tests.rules.judging.mutants import Judged, Plan, judge_document, judged, mutant
from tests.rules.judging.official_sets import SETS, official_ids, sets_there
from tests.rules.judging.stylesheets import Judge, has_judge, judge
from tests.shared_data import needs_shared

MUTANTS, SEED = 150, 3
EVERY = 10  # one of so many broken samples is judged; `make conformance` judges all
BOUND_EVERY = 24  # the same of the rules bound to a format
FROM_CORPUS = 40  # documents of each set on which a judge must say what the oracle says
PLAN = Plan(frozenset(filter(has_judge, sets_there())), SEED)
OWN = Plan(frozenset(filter(has_judge, sets_there())), SEED, corpus=False)


@pytest.fixture(scope="module")
def mutants() -> list[Judged]:
    return list(judged(PLAN, range(MUTANTS)))


@needs_shared  # without the tables, XRechnung is judged by what a package ships, which passes over rules of ours
def test_fresh_mutants_get_the_official_verdict_rule_by_rule(mutants: list[Judged]) -> None:
    assert [d for one in mutants for d in one.disagreements] == []


def test_hardly_any_mutant_breaks_the_official_rules_off(mutants: list[Judged]) -> None:
    assert sum(bool(one.aborted) for one in mutants) < MUTANTS / 20


def test_mutants_fire_many_rules(mutants: list[Judged]) -> None:
    assert len({rule for one in mutants for fired in one.fired.values() for rule, _ in fired}) > 150


def test_a_number_always_makes_the_same_mutant() -> None:
    assert mutant(OWN, 17) == mutant(OWN, 17)


@pytest.mark.parametrize("number", range(12))
def test_a_mutant_differs_from_its_document_and_keeps_the_schema(number: int) -> None:
    base, data = mutant(OWN, number)
    check = syntaxes()[base.syntax].schema_issues
    assert check is not None
    assert check(parse(data)) == ()
    assert etree.tostring(parse(data), method="c14n") != etree.tostring(base.root, method="c14n")


@needs_shared  # as for the mutants
def test_broken_samples_written_out_get_the_official_verdict() -> None:
    samples = broken_samples(every=EVERY)
    assert len(samples) > 60
    for number, base in enumerate(samples):
        one = judge_document(PLAN.names, number, base, etree.tostring(base.root))
        assert one.disagreements == [], base.name


def test_broken_samples_of_the_rules_bound_to_a_format_get_the_official_verdict() -> None:
    found = list(judged_bound_samples(PLAN.names, every=BOUND_EVERY))
    judged_ones = [one for one in found if one.fired is not None]
    assert len(judged_ones) > 50
    assert [d for one in judged_ones for d in one.disagreements] == []
    fired = {(one.name, rule) for one in judged_ones for rule, _ in one.fired or ()}
    assert len(fired) >= len(judged_ones)


@needs_shared
@pytest.mark.parametrize("name", sorted(SETS))
def test_a_judge_says_what_the_oracle_says(name: str) -> None:
    every = [*documents(frozenset({name}), frozenset({"exact", "mutant"})), *units(frozenset({name}))]
    for case in every[:: max(1, len(every) // FROM_CORPUS)]:
        official = case.official[name]
        found = judge(name).fired(case.data)
        if official.scope is not None:
            found = Counter({key: count for key, count in found.items() if key[0] in official.scope})
        assert found == official.fired, case.name


@needs_shared
@pytest.mark.parametrize("name", ["EN16931-UBL", "EN16931-CII", "XRECHNUNG-UBL", "XRECHNUNG-CII"])
def test_the_shipped_stylesheets_and_the_tables_say_the_same(name: str) -> None:
    of_table = Judge(name, shipped=False)
    for number in range(20):
        base, data = mutant(OWN, number)
        if base.syntax == SETS[name].syntax:
            assert judge(name).fired(data) == of_table.fired(data), number


@needs_shared
@pytest.mark.parametrize("name", sorted(SETS))
def test_the_table_of_an_official_set_is_whole(name: str) -> None:
    assert len(official_ids(name)) > 60
