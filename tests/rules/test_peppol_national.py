"""National rules that Peppol carries: a country's sound invoice is silent, and each rule speaks where it should."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import msgspec
import pytest

from depesch.documents.reading import read
from depesch.model.invoice import Invoice
from depesch.model.issue import Issue
from depesch.rules import Rule, RuleSet
from depesch.rules.engine import run
from depesch.rules.peppol_bis3.national import CII_RULES, UBL_RULES
from depesch.rules.peppol_bis3.national.se_mends import (
    f_tax_tidied,
    giro_codes_changed,
    registration_tidied,
    vat_number_tidied,
)
from depesch.syntaxes import syntaxes
from tests.rules.peppol_national import (
    national_invoice,
    national_mendable,
    national_mendable_cii,
    national_samples,
    national_samples_cii,
    transfer_to,
)
from tests.rules.samples import Sample, put


def _set(name: str, rules: tuple[Rule, ...]) -> RuleSet:
    return RuleSet(
        name=name,
        version="1",
        title=name,
        source="here",
        in_force_from=date(2026, 1, 1),
        applies_to=lambda invoice, syntax: True,
        load=lambda: rules,
    )


UBL, CII = _set("ubl", UBL_RULES), _set("cii", CII_RULES)
SAMPLES = {
    **{f"ubl {rule}": (UBL, rule, pair) for rule, pair in national_samples().items()},
    **{f"cii {rule}": (CII, rule, pair) for rule, pair in national_samples_cii().items()},
}
MENDABLE = {
    **{f"ubl {rule}": (UBL, rule, sample) for rule, sample in national_mendable().items()},
    **{f"cii {rule}": (CII, rule, sample) for rule, sample in national_mendable_cii().items()},
}


def _found(rules: RuleSet, sample: Sample) -> set[str]:
    return {issue.rule for issue in run(rules, sample.invoice, sample.syntax, sample.facts, lambda: sample.stated)}


def _read_back(country: str, invoice: Invoice | None = None) -> list[Issue]:
    """Return what the rules find in the country's invoice, written in UBL and read again."""
    writing = syntaxes()["ubl21"].write
    assert writing is not None
    reading = read(writing(invoice or national_invoice(country)).data)
    return list(run(UBL, reading.invoice, "ubl21", reading.facts(), reading.stated))


def test_every_rule_has_its_samples() -> None:
    assert {rule.id for rule in UBL_RULES} == set(national_samples())
    assert {rule.id for rule in CII_RULES} == set(national_samples_cii())


@pytest.mark.parametrize("key", sorted(SAMPLES))
def test_the_sound_sample_is_silent_and_the_broken_one_is_not(key: str) -> None:
    rules, rule, (sound, broken) = SAMPLES[key]
    assert broken is not None
    assert rule not in _found(rules, sound)
    assert rule in _found(rules, broken)


@pytest.mark.parametrize("country", ["NO", "SE", "DK", "IT", "GR", "IS", "NL"])
def test_a_sound_invoice_of_a_country_keeps_all_rules_before_and_after_it_is_written(country: str) -> None:
    assert list(run(UBL, national_invoice(country), "ubl21")) == []
    assert _read_back(country) == []


@pytest.mark.parametrize("key", sorted(MENDABLE))
def test_a_mend_silences_its_rule(key: str) -> None:
    rules, identifier, sample = MENDABLE[key]
    rule = next(rule for rule in rules.rules if rule.id == identifier)
    assert rule.mend is not None
    mended = msgspec.structs.replace(sample, invoice=rule.mend(sample.invoice))
    assert identifier in _found(rules, sample)
    assert identifier not in _found(rules, mended)


def test_every_rule_that_mends_has_something_to_mend() -> None:
    assert {rule.id for rule in UBL_RULES if rule.mend} == set(national_mendable())
    assert {rule.id for rule in CII_RULES if rule.mend} == set(national_mendable_cii())


def test_the_rules_of_a_country_do_not_look_at_the_invoices_of_another() -> None:
    bare = put(put(national_invoice("NO"), "seller.address.country", "FI"), "seller.vat_identifier", "FI12345678")
    assert list(run(UBL, put(bare, "tax_representative", None), "ubl21")) == []


def test_a_finding_on_a_line_says_which_line() -> None:
    issues = _read_back("SE", put(national_invoice("SE"), "lines[1].vat.rate", Decimal(24)))
    rates = [issue for issue in issues if issue.rule == "SE-R-006"]
    assert [(issue.path, issue.value) for issue in rates] == [("lines[1].vat.rate", "24")]


@pytest.mark.parametrize(
    ("mend", "path", "value"),
    [
        (vat_number_tidied, "seller.vat_identifier", "SE5560360793"),
        (vat_number_tidied, "seller.vat_identifier", "SE 556036-0794 01"),
        (registration_tidied, "seller.legal_registration.value", "556036-0794"),
        (registration_tidied, "seller.legal_registration.value", "556036-079"),
        (giro_codes_changed, "payment.means[0]", transfer_to("5402-9682", code="56")),
        (giro_codes_changed, "payment.means[0]", transfer_to("5402-9681", "NDEASESS", "56")),
        (giro_codes_changed, "payment.means[0]", transfer_to("SE4550000000058398257466", code="50")),
        (f_tax_tidied, "seller.tax_registration", "Ej godkänd för F-skatt"),
        (f_tax_tidied, "seller.tax_registration", "SE556036079301"),
    ],
)
def test_what_may_mean_two_things_is_left_to_people(
    mend: Callable[[Invoice], Invoice], path: str, value: object
) -> None:
    invoice = put(national_invoice("SE"), path, value)
    assert mend(invoice) == invoice


@pytest.mark.parametrize("rule", sorted(national_samples()))
def test_what_the_source_tells_and_what_the_model_tells_are_judged_alike(rule: str) -> None:
    broken = national_samples()[rule][1]
    writing = syntaxes()["ubl21"].write
    assert broken is not None
    assert writing is not None
    reading = read(writing(broken.invoice).data)
    reading.memo["doubtful"] = True  # so that all is gathered from the source
    gathered = reading.stated()
    assert gathered.national is not None
    by_source = run(UBL, reading.invoice, "ubl21", reading.facts(), lambda: gathered)
    by_model = run(UBL, reading.invoice, "ubl21", reading.facts())
    assert [issue.rule for issue in by_source] == [issue.rule for issue in by_model]
