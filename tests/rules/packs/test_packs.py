"""A receiver's own demands: read strictly, checked by the engine, told in the receiver's words or in ours."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.documents.checking import Verdict, check
from depesch.model.facts import FileBeside
from depesch.model.invoice import Attachment, Invoice, SupportingDocument
from depesch.model.issue import Severity
from depesch.model.terms import TERMS
from depesch.rules import LANGUAGES
from depesch.rules.explaining import explain
from depesch.rules.packs import MAX_BYTES, AnyDemand, BadPack, pack_bytes, pack_from, schema_text
from depesch.rules.packs.checks import rule_set_from, rule_set_of
from depesch.rules.packs.places import places_of
from depesch.syntaxes.cii_d16b import SYNTAX as CII
from depesch.syntaxes.ubl21 import SYNTAX as UBL
from tests.golden_files import same_as_golden
from tests.rendering.samples import credit_note, short_invoice

SCHEMA = Path(__file__).parents[3] / "docs" / "schema" / "rule-pack.schema.json"
RECEIVER = "Region Västerdal"
ONE_OF_EACH_KIND: tuple[dict[str, Any], ...] = (
    {"kind": "mandatory", "terms": ["BT-18"]},
    {"kind": "mandatory", "terms": ["BT-18", "BT-16"]},
    {"kind": "mandatory", "terms": ["BT-159"]},
    {"kind": "pattern", "term": "BT-10", "pattern": "X[0-9]", "example": "X1"},
    {"kind": "pattern", "term": "BT-131", "pattern": "[0-9]+"},
    {"kind": "amount", "term": "BT-115", "at_most": "1.00"},
    {"kind": "amount", "term": "BT-131", "at_least": "99999999", "at_most": "999999999"},
    {"kind": "date", "term": "BT-9", "not_before": "2099-01-01"},
    {"kind": "date", "term": "BT-9", "counted_from": "BT-2", "at_least_days": 60, "at_most_days": 90},
    {"kind": "allowed", "term": "BT-130", "values": ["KGM"]},
    {"kind": "attachment", "media_types": ["application/pdf"], "file_name": "spec.*"},
    {"kind": "attachment", "at_least": 2},
)


def pack_of(*demands: dict[str, Any]) -> bytes:
    keyed = [{"key": f"d-{number}", **demand} for number, demand in enumerate(demands)]
    return msgspec.json.encode({"receiver": RECEIVER, "demands": keyed})


def judged(invoice: Invoice, *demands: dict[str, Any], files: tuple[FileBeside, ...] = ()) -> Verdict:
    assert UBL.write is not None
    return check(UBL.write(invoice).data, packs=(rule_set_from(pack_of(*demands), "7"),), files_beside=files)


def broken(invoice: Invoice, *demands: dict[str, Any], files: tuple[FileBeside, ...] = ()) -> list[str]:
    """Return the paths of what the demands find."""
    found = judged(invoice, *demands, files=files).issues
    return [issue.path for issue in found if issue.rule.startswith("PACK-")]


def faults(pack: object) -> list[str]:
    with pytest.raises(BadPack) as refused:
        pack_from(pack if isinstance(pack, bytes) else msgspec.json.encode(pack))
    return [str(fault) for fault in refused.value.faults]


def test_the_verdict_names_the_pack_and_its_version() -> None:
    verdict = judged(short_invoice(), {"kind": "mandatory", "terms": ["BT-1"]})
    assert [(used.name, used.version) for used in verdict.rule_sets][-1] == (f"pack {RECEIVER}", "7")
    assert verdict.accepted


def test_a_missing_term_refuses_the_document_at_its_place() -> None:
    verdict = judged(short_invoice(), {"kind": "mandatory", "terms": ["BT-18"]})
    (issue,) = verdict.issues
    assert (issue.rule, issue.severity, issue.path, verdict.accepted) == ("PACK-d-0", "fatal", "invoiced_object", False)
    assert issue.where == "/Invoice"


def test_one_of_several_terms_is_enough() -> None:
    assert broken(short_invoice(), {"kind": "mandatory", "terms": ["BT-18", "BT-10"]}) == []


def test_a_term_of_a_line_is_demanded_in_every_line() -> None:
    paths = broken(short_invoice(), {"kind": "mandatory", "terms": ["BT-159"]})
    assert paths == ["lines[0].item.origin_country", "lines[1].item.origin_country"]


@pytest.mark.parametrize("term", sorted(set(TERMS.values())))
def test_every_term_can_be_demanded(term: str) -> None:
    assert places_of(term)
    found = judged(short_invoice(), {"kind": "mandatory", "terms": [term]}).issues
    assert [issue.detail for issue in found if issue.detail] == []


def test_what_stands_in_a_term_is_judged_everywhere_it_stands() -> None:
    assert broken(short_invoice(), {"kind": "allowed", "term": "BT-130", "values": ["DAY"]}) == ["lines[0].unit"]


def test_where_nothing_stands_a_form_has_nothing_to_say() -> None:
    assert broken(short_invoice(), {"kind": "pattern", "term": "BT-18", "pattern": "X"}) == []


def test_an_amount_in_another_currency_is_not_judged() -> None:
    demand = {"kind": "amount", "term": "BT-115", "at_most": "1.00"}
    assert broken(short_invoice(), demand) == ["totals.amount_due"]
    assert broken(short_invoice(), {**demand, "currency": "EUR"}) == []


def test_days_are_counted_from_the_other_date() -> None:
    demand = {"kind": "date", "term": "BT-9", "counted_from": "BT-2"}
    assert broken(short_invoice(), {**demand, "at_least_days": 30}) == []
    (issue,) = judged(short_invoice(), {**demand, "at_least_days": 60}).issues
    assert (issue.value, issue.expected) == ("2026-12-19", "2027-01-18")


def test_without_the_other_date_no_days_are_counted() -> None:
    undated = msgspec.structs.replace(short_invoice(), tax_point_date=None)
    assert broken(undated, {"kind": "date", "term": "BT-9", "counted_from": "BT-7", "at_least_days": 60}) == []


def test_files_count_inside_the_document_and_beside_it() -> None:
    demand = {"kind": "attachment", "at_least": 2, "media_types": ["application/pdf"], "file_name": "spec-.*"}
    inside = Attachment(content=b"%PDF-1.4", mime_code="application/pdf", filename="spec-1.pdf")
    invoice = msgspec.structs.replace(
        short_invoice(), supporting_documents=(SupportingDocument(reference="1", attachment=inside),)
    )
    beside = FileBeside(name="spec-2.pdf", media_type="application/pdf")
    assert broken(invoice, demand) == ["supporting_documents"]
    assert broken(invoice, demand, files=(beside,)) == []
    assert broken(invoice, demand, files=(FileBeside(name="foto.pdf", media_type="application/pdf"),))
    assert broken(invoice, demand, files=(FileBeside(name="spec-2.xls", media_type="application/vnd.ms-excel"),))


def test_a_demand_on_credit_notes_leaves_invoices_alone() -> None:
    demand = {"kind": "mandatory", "terms": ["BT-18"], "documents": "credit-notes"}
    assert broken(short_invoice(), demand) == []
    assert broken(credit_note(), demand) == ["invoiced_object"]


def test_a_warning_lets_the_document_go_on() -> None:
    verdict = judged(short_invoice(), {"kind": "mandatory", "terms": ["BT-18"], "severity": "warning"})
    assert verdict.accepted
    assert [issue.severity for issue in verdict.issues] == [Severity.WARNING]


def test_a_document_in_cii_meets_the_same_demands() -> None:
    assert CII.write is not None
    rule_set = rule_set_of(pack_from(pack_of({"kind": "mandatory", "terms": ["BT-18"]})), "1")
    found = check(CII.write(short_invoice()).data, packs=(rule_set,)).issues
    assert [issue.path for issue in found if issue.rule == "PACK-d-0"] == ["invoiced_object"]


def test_a_document_that_fails_its_schema_meets_no_demands() -> None:
    assert UBL.write is not None
    data = UBL.write(short_invoice()).data.replace(b"<cbc:IssueDate>2026-11-19</cbc:IssueDate>", b"")
    verdict = check(data, packs=(rule_set_from(pack_of({"kind": "mandatory", "terms": ["BT-18"]}), "1"),))
    assert verdict.schema_valid is False
    assert verdict.rule_sets == ()


def test_the_receivers_own_words_stand_before_ours_where_it_has_them() -> None:
    own = {"sv": "Ange projektet som {expected}, inte {value}."}
    demand = {"kind": "pattern", "term": "BT-10", "pattern": "X[0-9]", "example": "X1", "words": own}
    (issue,) = judged(short_invoice(), demand).issues
    assert str(explain(issue, "sv")) == "Ange projektet som X1, inte RV1234567."
    assert str(explain(issue, "en")).startswith("“Your reference” is RV1234567, but Region Västerdal wants it")


def test_a_finding_explains_itself_after_the_pack_is_gone() -> None:
    (issue,) = judged(short_invoice(), {"kind": "mandatory", "terms": ["BT-18"]}).issues
    kept = msgspec.json.decode(msgspec.json.encode(issue), type=type(issue))
    assert str(explain(kept, "nb")) == "Region Västerdal krever opplysningen «Fakturert objekt». Fyll den ut."


@pytest.mark.parametrize("demand", ONE_OF_EACH_KIND, ids=lambda demand: "-".join(map(str, demand.values()))[:40])
def test_every_kind_of_demand_says_who_wants_what_in_every_language(demand: dict[str, Any]) -> None:
    issues = judged(short_invoice(), demand).issues
    assert issues
    for language in LANGUAGES:
        text = str(explain(issues[0], language))
        assert RECEIVER in text
        assert "{" not in text
        assert text[-1] == "."


def test_braces_in_a_receivers_name_are_no_blanks() -> None:
    pack = {"receiver": "Å {value} AB", "demands": [{"kind": "mandatory", "key": "a", "terms": ["BT-18"]}]}
    rule_set = rule_set_from(msgspec.json.encode(pack), "1")
    assert rule_set.rules[0].words.en.startswith("Å (value) AB requires")


def test_a_pack_is_the_same_bytes_however_it_was_written() -> None:
    one = b'{"receiver": "A", "demands": [{"kind": "amount", "key": "a", "term": "BT-115", "at_most": "10.00"}]}'
    other = (
        b'{"demands":[{"at_most":"10.00","term":"BT-115","key":"a","kind":"amount","severity":"fatal"}],"receiver":"A"}'
    )
    assert pack_bytes(pack_from(one)) == pack_bytes(pack_from(other))
    assert pack_from(pack_bytes(pack_from(one))) == pack_from(one)


def test_all_faults_of_a_pack_are_told_at_once_with_their_places() -> None:
    demands = [
        {"kind": "mandatory", "key": "Big", "terms": ["BT-1"], "colour": 1},
        {"kind": "pattern", "key": "a", "term": "BT-10", "pattern": "(?=x)"},
        {"kind": "amount", "key": "a", "term": "BT-10", "at_most": "1"},
        {"kind": "wish", "key": "b"},
    ]
    found = faults({"receiver": "R", "demands": demands, "colour": 1})
    places = [fault.partition(":")[0] for fault in found]
    assert sorted(places) == [
        "colour", "demands[0].colour", "demands[0].key", "demands[1].pattern", "demands[2].key", "demands[2].term",
        "demands[3].kind",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("demand", "place"),
    [
        ({"kind": "mandatory", "terms": ["BT-999"]}, "terms[0]"),
        ({"kind": "mandatory", "terms": []}, "terms"),
        ({"kind": "mandatory", "terms": ["BT-1", "BT-131"]}, "terms"),
        ({"kind": "pattern", "term": "BG-4", "pattern": "x"}, "term"),
        ({"kind": "pattern", "term": "BT-1", "pattern": "(x"}, "pattern"),
        ({"kind": "pattern", "term": "BT-1", "pattern": "x", "example": "y"}, "example"),
        ({"kind": "amount", "term": "BT-1", "at_least": "1"}, "term"),
        ({"kind": "amount", "term": "BT-115"}, "at_least"),
        ({"kind": "amount", "term": "BT-115", "at_least": "NaN"}, "at_least"),
        ({"kind": "amount", "term": "BT-115", "at_least": "2", "at_most": "1"}, "at_most"),
        ({"kind": "date", "term": "BT-115", "not_before": "2026-01-01"}, "term"),
        ({"kind": "date", "term": "BT-9"}, "not_before"),
        ({"kind": "date", "term": "BT-9", "not_before": "2026-02-30"}, "not_before"),
        ({"kind": "date", "term": "BT-9", "at_least_days": 1}, "counted_from"),
        ({"kind": "date", "term": "BT-9", "counted_from": "BT-134", "at_least_days": 1}, "counted_from"),
        ({"kind": "allowed", "term": "BT-1", "values": ["a", "a"]}, "values"),
        ({"kind": "attachment", "at_least": 0}, "at_least"),
        ({"kind": "attachment", "at_least": 2, "at_most": 1}, "at_most"),
        ({"kind": "attachment", "file_name": "("}, "file_name"),
    ],
    ids=lambda each: each if isinstance(each, str) else each["kind"],
)
def test_a_demand_that_makes_no_sense_is_a_fault_at_its_place(demand: dict[str, Any], place: str) -> None:
    assert f"demands[0].{place}" in [fault.partition(":")[0] for fault in faults(pack_of(demand))]


def test_a_pack_that_is_too_large_is_refused_unread() -> None:
    assert str(MAX_BYTES) in faults(b" " * (MAX_BYTES + 1))[0]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_pack_or_refused(data: bytes) -> None:
    try:
        pack_from(data)
    except BadPack:
        return


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)))
def test_demands_of_any_shape_are_refused_with_a_place(value: Any) -> None:
    assert faults({"receiver": "R", "demands": value})


def test_amounts_of_any_size_are_compared_exactly() -> None:
    most = Decimal("212450.15")
    assert broken(short_invoice(), {"kind": "amount", "term": "BT-115", "at_most": str(most)}) == []
    assert broken(short_invoice(), {"kind": "amount", "term": "BT-115", "at_most": str(most - Decimal("0.01"))})


def test_the_published_schema_is_the_packs() -> None:
    same_as_golden(SCHEMA, schema_text())


def test_the_example_in_the_docs_is_a_pack_with_every_kind_of_demand() -> None:
    page = (SCHEMA.parents[1] / "rules.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert {type(demand) for demand in pack_from(example.encode()).demands} == set(get_args(AnyDemand))
