"""Every rule of every set has a golden folder: its sound sample does not fire it, its broken one does."""

from __future__ import annotations

import re

import msgspec
import pytest

from depesch.model.issue import Issue
from depesch.rules import LANGUAGES, rule_sets
from depesch.rules.engine import run
from depesch.rules.examples import FILE, written
from depesch.rules.explaining import explain, field_name
from depesch.rules.making import always
from tests.rules.samples import ALL_SETS, Sample, examples, full_invoice, makers

FOLDERS = sorted(f"{folder.parent.name}/{folder.name}" for folder in ALL_SETS.glob("*/*"))
# The rules of `common` are rules of `en16931`, with their samples there.
OWN = {name: rule_set for name, rule_set in rule_sets().items() if name != "common"}
RULES = {f"{name}/{rule.id}": rule for name, rule_set in OWN.items() for rule in rule_set.rules}
# Some rules are `true()` in the artefacts, or look for what no document can have.
BREAKABLE = [rule for rule in FOLDERS if any(check.holds is not always for check in RULES[rule].checks)]


def found(rule: str, name: str) -> list[Issue]:
    """Return what the sample's rule finds; `rule` is the set and the id, as the folder is named."""
    sample = msgspec.json.decode((ALL_SETS / rule / f"{name}.json").read_bytes(), type=Sample)
    rule_set, _, identifier = rule.partition("/")
    issues = run(rule_sets()[rule_set], sample.invoice, sample.syntax, sample.facts, lambda: sample.stated)
    return [issue for issue in issues if issue.rule == identifier]


def test_every_rule_has_its_folder() -> None:
    assert set(FOLDERS) == set(RULES)


@pytest.mark.parametrize("rule", FOLDERS)
def test_the_sound_sample_does_not_fire(rule: str) -> None:
    assert found(rule, "sound") == []


@pytest.mark.parametrize("rule", BREAKABLE)
def test_the_broken_sample_fires(rule: str) -> None:
    assert found(rule, "broken") != []


@pytest.mark.parametrize("syntax", ["ubl21", "cii_d16b"])
@pytest.mark.parametrize(
    ("category", "rate"),
    [("S", "25"), ("Z", "0"), ("E", "0"), ("AE", "0"), ("K", "0"), ("G", "0"), ("O", None), ("L", "7"), ("M", "4")],
)
def test_the_invoice_behind_the_samples_is_sound(category: str, rate: str | None, syntax: str) -> None:
    assert list(run(rule_sets()["en16931"], full_invoice(category, rate), syntax)) == []


@pytest.mark.parametrize("rule_set", sorted(makers()))
def test_the_folders_are_those_that_the_table_makes(rule_set: str) -> None:
    for rule, pair in makers()[rule_set].samples().items():
        for name, sample in zip(("sound", "broken"), pair, strict=True):
            if sample is not None:
                file = ALL_SETS / rule_set / rule / f"{name}.json"
                assert msgspec.json.decode(file.read_bytes(), type=Sample) == sample


def test_the_examples_that_are_shown_are_what_the_broken_samples_say() -> None:
    assert FILE.read_bytes() == written(examples()), "run python -m tests.rules.samples"


@pytest.mark.parametrize("rule", BREAKABLE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_is_explained_without_gaps(rule: str, language: str) -> None:
    message = explain(found(rule, "broken")[0], language).message
    assert "{" not in message
    assert len(message) > 15


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_term_of_a_rule_has_a_name_in_every_language(rule: str) -> None:
    assert all(field_name(term, language) != term for term in RULES[rule].terms for language in LANGUAGES)


@pytest.mark.parametrize("rule", sorted(name for name, rule in RULES.items() if rule.mend))
def test_a_mend_silences_its_rule(rule: str) -> None:
    mend = RULES[rule].mend
    assert mend is not None
    sample = msgspec.json.decode((ALL_SETS / rule / "mendable.json").read_bytes(), type=Sample)
    assert found(rule, "mendable") != []
    rules = rule_sets()[rule.partition("/")[0]]
    left = run(rules, mend(sample.invoice), sample.syntax, sample.facts, lambda: sample.stated)
    assert RULES[rule].id not in {issue.rule for issue in left}


def test_no_finding_shows_a_place_of_the_model_as_if_it_stood_in_the_invoice() -> None:
    shown = [(rule, example) for rules in examples().values() for rule, example in rules.items()]
    assert [rule for rule, one in shown if one.value and re.match(r"[a-z_]+(\[\d+\]|\.)[a-z_]*", one.value)] == []
