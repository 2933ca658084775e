"""German rules: where their texts are read to the letter, what XRechnung adds, and that both their ids say the same."""

from __future__ import annotations

import json

import pytest

from depesch.model.facts import SaidInGermany, Stated
from depesch.model.invoice import Invoice
from depesch.model.xrechnung import CIUS, claims_xrechnung
from depesch.rules import RuleSet, rule_sets
from depesch.rules.billing.german_mends import with_readable_discounts
from depesch.rules.billing.iban import has_check_digits
from depesch.rules.engine import run
from depesch.rules.xrechnung.extension_codes import ADDRESS_SCHEMES, SCHEMES
from tests.rules.german import german_invoice, german_samples
from tests.rules.samples import put
from tests.shared_data import needs_shared, shared

XRECHNUNG: RuleSet = rule_sets()["xrechnung"]
PEPPOL: RuleSet = rule_sets()["peppol_bis3"]


def found(invoice: Invoice, rule_set: RuleSet = XRECHNUNG, stated: Stated | None = None) -> set[str]:
    """Return the rules that fire on the invoice."""
    return {issue.rule for issue in run(rule_set, invoice, "ubl21", state=(lambda: stated) if stated else None)}


def test_the_invoice_behind_the_samples_keeps_every_rule() -> None:
    assert found(german_invoice()) == set()
    assert not any(rule.startswith("DE-R") for rule in found(german_invoice(), PEPPOL))


@pytest.mark.parametrize("party", ["seller", "buyer"])
def test_peppol_asks_the_german_rules_between_germans_only(party: str) -> None:
    nameless = put(german_invoice(), "buyer_reference", None)
    abroad = put(nameless, f"{party}.address.country", "AT")
    assert "DE-R-015" in found(nameless, PEPPOL)
    assert "DE-R-015" not in found(abroad, PEPPOL)
    assert "BR-DE-15" in found(abroad)


def test_both_sets_find_the_same_under_their_own_ids() -> None:
    for rule, (_, broken) in german_samples().items():
        assert broken is not None
        number, _, part = rule.removeprefix("DE-R-").lstrip("0").partition("-")
        other = f"BR-DE-{number}" + {"": "", "1": "-a", "2": "-b"}[part] if number != "T02" else "BR-TMP-2"
        assert rule in found(broken.invoice, PEPPOL)
        assert other in found(broken.invoice)


@pytest.mark.parametrize(
    "terms",
    [
        "30 days",
        "#SKONTO#TAGE=14#PROZENT=2.00#\n",
        "#SKONTO#TAGE=14#PROZENT=2.00#BASISBETRAG=-357.93#\r\nThe rest in 30 days",
        "First\n #SKONTO#TAGE=7#PROZENT=3.00# \n#SKONTO#TAGE=14#PROZENT=2.00#\n",
        "Ref #77#",
    ],
)
def test_discounts_in_their_form_are_sound(terms: str) -> None:
    assert "BR-DE-18" not in found(put(german_invoice(), "payment_terms", terms))


@pytest.mark.parametrize(
    "terms",
    [
        "#SKONTO#TAGE=14#PROZENT=2.00#",
        "#SKONTO#TAGE=14#PROZENT=2.00# to the day\n",
        "#SKONTO#TAGE=14#PROZENT=2#\n",
        "#SKONTO#TAGE=14#PROZENT=2.000#\n",
        "#skonto#TAGE=14#PROZENT=2.00#\n",
        "#SKONTO#TAGE=-1#PROZENT=2.00#\n",
        "#VERZUG#TAGE=14#PROZENT=2.00#\n",
        "#SKONTO#TAGE=14#PROZENT=2.00#\n#1\n",
    ],
)
def test_discounts_in_another_form_are_found(terms: str) -> None:
    assert "BR-DE-18" in found(put(german_invoice(), "payment_terms", terms))


def test_a_discount_among_several_payment_terms_cannot_be_evaluated_and_is_fatal() -> None:
    stated = Stated(german=SaidInGermany(payment_terms=("#SKONTO#TAGE=14#PROZENT=2.00#\n", "30 days")))
    issues = [i for i in run(XRECHNUNG, german_invoice(), "ubl21", state=lambda: stated) if i.rule == "BR-DE-18"]
    assert [issue.detail for issue in issues if issue.detail] != []


@pytest.mark.parametrize(
    ("written", "readable"),
    [
        ("#skonto#tage=14#prozent=2#", "#SKONTO#TAGE=14#PROZENT=2.00#\n"),
        ("Net 30\n# SKONTO # TAGE=7 # PROZENT=2,5 % #", "Net 30\n#SKONTO#TAGE=7#PROZENT=2.50#\n"),
        ("#SKONTO#TAGE=7#PROZENT=2.00#BASISBETRAG=100#\nNet", "#SKONTO#TAGE=7#PROZENT=2.00#BASISBETRAG=100.00#\nNet"),
        ("#SKONTO#TAGE=7#PROZENT=2.005#", "#SKONTO#TAGE=7#PROZENT=2.005#"),
        ("#2 of 3", "#2 of 3"),
        ("30 days", "30 days"),
    ],
)
def test_discounts_that_are_plain_are_mended(written: str, readable: str) -> None:
    assert with_readable_discounts(put(german_invoice(), "payment_terms", written)).payment_terms == readable


@pytest.mark.parametrize(
    ("account", "is_iban"),
    [
        ("DE89370400440532013000", True),
        ("DE89 3704 0044\n0532 0130 00", True),
        ("SE4550000000058398257466", True),
        ("GB82WEST12345698765432", True),
        ("GB82west12345698765432", False),  # a small letter counts as another number
        ("de89370400440532013000", False),
        ("DE89\u00a0370400440532013000", False),  # a no-break space is no white space of XML
        ("DE8937040044053201300０", False),  # a digit of another script
        ("DE00", False),
        ("", False),
    ],
)
def test_an_iban_is_judged_by_form_and_check_digits(account: str, is_iban: bool) -> None:
    assert has_check_digits(account) is is_iban


@pytest.mark.parametrize(
    ("email", "is_found"),
    [
        ("a@b.de", False),
        (" a@b.c.de ", False),
        ("a@b", True),
        ("a@@b.de", True),
        ("a@b..de", True),
        ("a b@c.de", True),
        ("a@b.de.", True),
    ],
)
def test_an_email_address_has_one_at_and_full_stops_between_words(email: str, is_found: bool) -> None:
    assert ("BR-DE-28" in found(put(german_invoice(), "seller.contact.email", email))) is is_found


@pytest.mark.parametrize(
    ("specification", "claims"),
    [
        (CIUS, True),
        (f" {CIUS}#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0", True),
        (CIUS.replace("3.0", "3.1"), True),
        ("urn:cen.eu:en16931:2017#compliant#urn:xoev-de:kosit:standard:xrechnung_2.3", False),
        ("urn:cen.eu:en16931:2017", False),
        (None, False),
    ],
)
def test_xrechnung_is_asked_of_what_claims_its_version_or_a_later_one(specification: str | None, claims: bool) -> None:
    assert claims_xrechnung(Invoice(specification=specification)) is claims


@needs_shared
def test_the_codes_of_the_extension_are_those_that_the_artefact_finds() -> None:
    head = shared("rules", "xrechnung-3.0.2-ubl.jsonl").read_text("utf-8").splitlines()[0]
    lets = {name: value.strip("'") for name, value in json.loads(head)["global_lets"].items()}
    tried = {"", "0092", "0244", *(code for value in lets.values() for code in value.split())}
    for codes, own in ((SCHEMES, "ISO-6523-ICD-CODES"), (ADDRESS_SCHEMES, "CEF-EAS-CODES")):
        text = lets["DIGA-CODES"] + lets[own]
        assert codes == {code for code in tried if f" {code} " in text}


@needs_shared
def test_every_rule_of_xrechnung_has_the_official_severity() -> None:
    for syntax in ("ubl", "cii"):
        lines = shared("rules", f"xrechnung-3.0.2-{syntax}.jsonl").read_text("utf-8").splitlines()[1:]
        ours = {rule.id: str(rule.severity) for rule in XRECHNUNG.rules}
        assert all(ours[rule["id"]] == rule["flag"] for rule in map(json.loads, lines))
