"""Every rule of the official sets is here, with its words, terms and severity: counted against the official tables."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from depesch.documents.rulebook import RuleInBook, rules_of
from depesch.rules import LANGUAGES, rule_sets
from depesch.rules.field_names import NAMES
from depesch.syntaxes import syntaxes
from tests.rules.judging.official_sets import SETS, OfficialSet, official_ids
from tests.rules.samples import ALL_SETS
from tests.shared_data import needs_shared, shared

# How many ids the published tables have; a table cut short would otherwise let the counts below agree.
PUBLISHED = {
    "EN16931-UBL": 979,
    "EN16931-CII": 806,
    "PEPPOL-EN16931-UBL": 165,
    "PEPPOL-EN16931-UBL-SB": 62,
    "PEPPOL-EN16931-CII": 84,
    "XRECHNUNG-UBL": 76,
    "XRECHNUNG-CII": 71,
}
each_set = pytest.mark.parametrize("official", SETS.values(), ids=lambda official: official.name)
each_of_ours = pytest.mark.parametrize("name", sorted({official.ours for official in SETS.values()}))


def _rules(official: OfficialSet) -> dict[str, RuleInBook]:
    """Return our rules that judge the syntax of the official set, by id."""
    return {rule.id: rule for rule in rules_of(rule_sets()[official.ours]) if official.syntax in rule.syntaxes}


@needs_shared
@each_set
def test_every_official_rule_is_here_and_none_besides(official: OfficialSet) -> None:
    assert official_ids(official.name) - _rules(official).keys() == set()
    in_other_syntaxes = {
        id_ for other in SETS.values() if other.ours == official.ours for id_ in official_ids(other.name)
    }
    assert _rules(official).keys() - in_other_syntaxes == set()


@needs_shared
@each_set
def test_every_official_rule_has_a_sample_in_a_folder_or_made_for_its_row(official: OfficialSet) -> None:
    folders = {folder.name for folder in (ALL_SETS / official.ours).iterdir() if (folder / "sound.json").is_file()}
    bound = syntaxes()[official.syntax].bound_rules
    assert bound is not None
    rows = {rule.id for rule in bound()} if rule_sets()[official.ours].syntax_bound else set()
    with_a_sample = official_ids(official.name) & (folders | rows)
    assert len(with_a_sample) == len(official_ids(official.name)) == PUBLISHED[official.name]


@needs_shared
@each_set
def test_every_rule_weighs_what_the_official_one_does(official: OfficialSet) -> None:
    flags: dict[str, set[str]] = defaultdict(set)
    for line in shared("rules", official.table).read_text("utf-8").splitlines()[1:]:
        row = json.loads(line)
        flags[row["id"]].add(row["flag"])
    differing = {
        id_: (rule.severity, flags[id_])
        for id_, rule in _rules(official).items()
        if id_ in flags and str(dict(rule.severity_in).get(official.syntax, rule.severity)) not in flags[id_]
    }
    assert differing == {}


@each_of_ours
def test_every_rule_has_words_in_each_language_and_terms_with_a_name(name: str) -> None:
    for rule in rules_of(rule_sets()[name]):
        assert all(getattr(rule.words, language).strip() for language in LANGUAGES), rule.id
        assert rule.terms, rule.id
        assert all(term in NAMES for term in rule.terms), (rule.id, rule.terms)
        assert rule.source, rule.id


@each_of_ours
def test_every_rule_on_the_model_has_its_samples(name: str) -> None:
    folders = {folder.name for folder in (ALL_SETS / name).iterdir() if (folder / "sound.json").is_file()}
    assert {rule.id for rule in rule_sets()[name].rules} - folders == set()
