"""Templates: one customer's own, everything in them on the next invoice."""

from __future__ import annotations

import pytest

from depesch.hub.directory.models import Customer
from depesch.hub.drafts.attachments import attach
from depesch.hub.drafts.editing import DraftRefused, new_draft, save
from depesch.hub.drafts.look import look_over
from depesch.hub.drafts.models import Draft, Template
from depesch.hub.drafts.templates import delete_template, from_template, rename_template, save_as_template, templates_of
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.drafts.forms import ACTOR, customer_of, typed

PDF = b"%PDF-1.4\n%%EOF\n"
MONTHLY = {
    "number": "F-0042", "issue_date": "2026-01-15", "due_date": "2026-02-15", "notes.0.text": "Hyra för månaden",
    "buyer.identifiers.0": "K-77", "delivery.address.city": "Voss", "delivery.address.country": "NO",
    "rounding": "whole", "lines.0.price": "1,234",
}  # fmt: skip


@pytest.fixture
def fjord(nordbygg: Company, fjordtre: Company) -> Customer:
    return customer_of(nordbygg, fjordtre)


def monthly(company: Company, customer: Customer) -> Template:
    draft = typed(company, customer, MONTHLY)
    with acting_for(company.id):
        attach(draft.id, "Avtal.pdf", PDF, actor=ACTOR, description="Avtal")
        return save_as_template(draft.id, "Månadshyra", actor=ACTOR)


@pytest.mark.row("S-008", "S-181", "S-206")
def test_everything_in_a_template_is_put_on_the_next_invoice(nordbygg: Company, fjord: Customer) -> None:
    template = monthly(nordbygg, fjord)
    Company.objects.filter(pk=nordbygg.pk).update(street="Nya gatan 1", postal_code="90320", city="Umeå")
    with acting_for(nordbygg.id):
        draft = from_template(template.id, actor=ACTOR, language="en")
        files = [(file.name, file.description, bytes(file.content)) for file in draft.files.all()]
    assert files == [("Avtal.pdf", "Avtal", PDF)]
    for path in ("notes.0.text", "buyer.identifiers.0", "delivery.address.city", "rounding", "lines.0.name"):
        assert draft.fields[path] == (MONTHLY | {"lines.0.name": "Fasadskiva, lärk"})[path]
    assert draft.fields["lines.0.price"] == "1.234"  # in the reader's way of writing
    assert draft.fields["number"] not in ("F-0042", "")
    assert draft.fields["issue_date"] not in ("2026-01-15", "15/01/2026")
    assert draft.fields["seller.address.street"] == "Nya gatan 1"
    look = look_over(nordbygg, draft, language="en")
    assert look.can_be_sent, (look.findings, look.general)
    assert b"Avtal.pdf" in look.content


@pytest.mark.row("S-180")
def test_a_template_of_one_customer_is_not_offered_for_another(
    nordbygg: Company, fjord: Customer, jarvipuu: Company, carls_company: Company
) -> None:
    template = monthly(nordbygg, fjord)
    other = customer_of(nordbygg, jarvipuu)
    with acting_for(nordbygg.id):
        assert [each.id for each in templates_of(fjord.id)] == [template.id]
        assert templates_of(other.id) == []
        assert from_template(template.id, actor=ACTOR).customer_id == fjord.id
    with acting_for(carls_company.id):
        assert templates_of(fjord.id) == []
        with pytest.raises(Template.DoesNotExist):
            from_template(template.id, actor=ACTOR)


def test_a_change_in_a_draft_leaves_its_template_alone(nordbygg: Company, fjord: Customer) -> None:
    template = monthly(nordbygg, fjord)
    with acting_for(nordbygg.id):
        draft = from_template(template.id, actor=ACTOR)
        save(draft.id, draft.fields | {"notes.0.text": "Annat"}, revision=draft.revision, actor=ACTOR)
        assert from_template(template.id, actor=ACTOR).fields["notes.0.text"] == "Hyra för månaden"


def test_names_are_each_customers_own(nordbygg: Company, fjord: Customer) -> None:
    first = monthly(nordbygg, fjord)
    draft = typed(nordbygg, fjord, {"notes.0.text": "Ny"})
    with acting_for(nordbygg.id):
        with pytest.raises(DraftRefused, match="template-name-taken"):
            save_as_template(draft.id, " Månadshyra ", actor=ACTOR)
        assert save_as_template(draft.id, "Månadshyra", actor=ACTOR, replace=True).id == first.id
        assert [file.name for file in first.files.all()] == []
        second = save_as_template(draft.id, "Annat", actor=ACTOR)
        with pytest.raises(DraftRefused, match="template-name-taken"):
            rename_template(second.id, "Månadshyra", actor=ACTOR)
        assert rename_template(second.id, "Hyra", actor=ACTOR).name == "Hyra"
        with pytest.raises(DraftRefused, match="template-without-name"):
            rename_template(second.id, " \x00 ", actor=ACTOR)
        delete_template(second.id, actor=ACTOR)
        assert [each.name for each in templates_of(fjord.id)] == ["Månadshyra"]
        kinds = list(
            EventRow.objects.filter(kind__startswith="template.").order_by("id").values_list("kind", flat=True)
        )
    assert kinds == ["template.saved"] * 4 + ["template.deleted"]


def test_without_a_customer_there_is_no_template(nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        draft: Draft = new_draft(actor=ACTOR)
        with pytest.raises(DraftRefused, match="template-without-customer"):
            save_as_template(draft.id, "x", actor=ACTOR)
