"""Every rule has a golden folder: its sound sample does not fire it, its broken one does."""

from __future__ import annotations

import msgspec
import pytest

from depesch.rules import LANGUAGES, rule_sets
from depesch.rules.engine import run
from depesch.rules.explaining import explain, field_name
from tests.rules.samples import GOLDEN, NEVER_BROKEN, Sample, full_invoice, samples

FOLDERS = sorted(folder.name for folder in GOLDEN.iterdir()) if GOLDEN.is_dir() else []
RULES = {rule.id: rule for rule in rule_sets()["en16931"].rules}


def fired(rule: str, name: str) -> list[str]:
    sample = msgspec.json.decode((GOLDEN / rule / f"{name}.json").read_bytes(), type=Sample)
    return [issue.rule for issue in run(rule_sets()["en16931"], sample.invoice, sample.syntax, sample.facts)]


def test_every_rule_has_its_folder() -> None:
    assert set(FOLDERS) == set(RULES)


@pytest.mark.parametrize("rule", FOLDERS)
def test_the_sound_sample_does_not_fire(rule: str) -> None:
    assert rule not in fired(rule, "sound")


@pytest.mark.parametrize("rule", [rule for rule in FOLDERS if rule not in NEVER_BROKEN])
def test_the_broken_sample_fires(rule: str) -> None:
    assert rule in fired(rule, "broken")


@pytest.mark.parametrize("syntax", ["ubl21", "cii_d16b"])
@pytest.mark.parametrize(
    ("category", "rate"),
    [("S", "25"), ("Z", "0"), ("E", "0"), ("AE", "0"), ("K", "0"), ("G", "0"), ("O", None), ("L", "7"), ("M", "4")],
)
def test_the_invoice_behind_the_samples_is_sound(category: str, rate: str | None, syntax: str) -> None:
    assert list(run(rule_sets()["en16931"], full_invoice(category, rate), syntax)) == []


def test_the_folders_are_those_that_the_table_makes() -> None:
    for rule, pair in samples().items():
        for name, sample in zip(("sound", "broken"), pair, strict=True):
            if sample is not None:
                assert msgspec.json.decode((GOLDEN / rule / f"{name}.json").read_bytes(), type=Sample) == sample


@pytest.mark.parametrize("rule", [rule for rule in FOLDERS if rule not in NEVER_BROKEN])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_is_explained_without_gaps(rule: str, language: str) -> None:
    sample = msgspec.json.decode((GOLDEN / rule / "broken.json").read_bytes(), type=Sample)
    found = run(rule_sets()["en16931"], sample.invoice, sample.syntax, sample.facts)
    issue = next(issue for issue in found if issue.rule == rule)
    message = explain(issue, language).message
    assert "{" not in message
    assert len(message) > 15


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_term_of_a_rule_has_a_name_in_every_language(rule: str) -> None:
    assert all(field_name(term, language) != term for term in RULES[rule].terms for language in LANGUAGES)


@pytest.mark.parametrize("rule", sorted(rule.id for rule in RULES.values() if rule.mend))
def test_a_mend_silences_its_rule(rule: str) -> None:
    mend = RULES[rule].mend
    assert mend is not None
    sample = msgspec.json.decode((GOLDEN / rule / "mendable.json").read_bytes(), type=Sample)
    rules = rule_sets()["en16931"]
    assert rule in {issue.rule for issue in run(rules, sample.invoice, sample.syntax, sample.facts)}
    assert rule not in {issue.rule for issue in run(rules, mend(sample.invoice), sample.syntax, sample.facts)}
