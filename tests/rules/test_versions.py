"""Versions of rule sets stand side by side; the day decides which one applies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from depesch.documents.checking import Verdict, check
from depesch.kit.discovery import BrokenPlugin
from depesch.rules import UnknownRuleSet, all_rule_sets, rule_set, rule_sets
from depesch.rules.explaining import explain
from depesch.syntaxes import syntaxes
from tests.rules.plugged import PlugIn
from tests.rules.samples import sendable_invoice

NOW = "a_set(a_rule('T-1', holds))"
NEXT = "a_set(a_rule('T-1', holds), a_rule('T-2', raises), version='8', start=date(2027, 2, 15))"
BOTH = f"({NOW}, {NEXT})"
FIRST_DAY, DAY_BEFORE = date(2027, 2, 15), date(2027, 2, 14)


def verdict(on: date | None = None, chosen: list[str] | None = None) -> Verdict:
    write = syntaxes()["ubl21"].write
    assert write is not None
    return check(write(sendable_invoice()).data, on=on, rules=chosen)


def own_version(found: Verdict) -> str | None:
    return next((used.version for used in found.rule_sets if used.name == "own"), None)


def test_two_versions_of_one_name_stand_side_by_side(plug_in: PlugIn) -> None:
    plug_in(BOTH)
    assert [key for key in all_rule_sets() if key.startswith("own@")] == ["own@7", "own@8"]


def test_the_next_release_applies_from_its_first_day_and_not_before(plug_in: PlugIn) -> None:
    plug_in(BOTH)
    assert (own_version(verdict(DAY_BEFORE)), own_version(verdict(FIRST_DAY))) == ("7", "8")


def test_the_verdict_is_that_of_the_version_in_force(plug_in: PlugIn) -> None:
    plug_in(BOTH)
    assert verdict(DAY_BEFORE).accepted
    assert [issue.rule for issue in verdict(FIRST_DAY).issues] == ["T-2"]


@pytest.mark.parametrize(("days_from_now", "version"), [(0, "8"), (2, "7")])
def test_without_a_day_the_clock_decides(plug_in: PlugIn, days_from_now: int, version: str) -> None:
    start = datetime.now(UTC).date() + timedelta(days=days_from_now)
    plug_in(f"({NOW}, a_set(a_rule('T-1', holds), version='8', start=date.fromisoformat('{start}')))")
    assert rule_sets()["own"].version == version
    assert own_version(verdict()) == version


def test_a_set_that_is_only_in_force_later_is_not_applied_yet(plug_in: PlugIn) -> None:
    plug_in("a_set(a_rule('T-1', raises), start=date(2027, 2, 15))")
    assert verdict(DAY_BEFORE).accepted
    assert "own" not in rule_sets(DAY_BEFORE)


def test_a_version_stands_in_for_the_one_that_it_follows_and_that_is_not_here(plug_in: PlugIn) -> None:
    plug_in("a_set(a_rule('T-1', holds), start=date(2027, 2, 15), follows='6')")
    assert own_version(verdict(DAY_BEFORE)) == "7"


def test_a_version_may_be_asked_for_by_name_whatever_the_day(plug_in: PlugIn) -> None:
    plug_in(BOTH)
    assert own_version(verdict(DAY_BEFORE, ["en16931", "own@8"])) == "8"
    assert rule_set("own", DAY_BEFORE).version == "7"


def test_an_unknown_version_is_refused_and_those_there_are_named(plug_in: PlugIn) -> None:
    plug_in(BOTH)
    with pytest.raises(UnknownRuleSet, match=r"there is no rule set 'own@9'; there are .*own.*own@8"):
        rule_set("own@9", DAY_BEFORE)


@pytest.mark.parametrize(
    ("sets", "says"),
    [
        (f"({NOW}, {NOW})", "two rule sets named own@7"),
        (f"({NOW}, a_set(a_rule('T-1', holds), version='8'))", "two versions of own come into force on one day"),
        ("a_set(a_rule('T-1', holds), name='own set')", "own set@7"),
        ("a_set(a_rule('T-1', holds), version='')", "own@"),
    ],
)
def test_versions_that_cannot_be_told_apart_stop_the_start(plug_in: PlugIn, sets: str, says: str) -> None:
    plug_in(sets)
    with pytest.raises(BrokenPlugin, match=says):
        rule_sets()


def test_a_finding_of_a_version_to_come_is_explained_too(plug_in: PlugIn) -> None:
    plug_in(BOTH)
    (issue,) = verdict(DAY_BEFORE, ["own@8"]).issues
    assert "T-2" in explain(issue, "en").message
