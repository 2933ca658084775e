"""The form: whom it is for, empty, filled, with findings, many fields added, the list of fields, two at one draft."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from playwright.sync_api import Page

from depesch.hub.directory.models import Customer
from depesch.hub.drafts.editing import draft_of, new_draft, save
from depesch.hub.drafts.models import Draft
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.drafts.forms import customer_of
from tests.portal.walks import Stage

ROWS = (
    ("Service pumpstation, november", "1", "C62", "36500", "25"),
    ("Resa Hamnby–Västerdal", "540", "KMT", "4,00", "25"),
    ("Material", "12", "C62", "80,50", "25"),
)
MANY = (
    "project_reference", "contract_reference", "period.start", "period.end", "buyer_accounting_reference",
    "delivery.party_name", "delivery.address.street", "delivery.address.city", "payment_terms", "vat_currency",
    "vat_exchange_rate", "rounding", "lines.0.note", "lines.0.period.start", "lines.0.period.end",
    "lines.0.order_line_reference", "lines.0.allowances.0.amount", "lines.0.allowances.0.reason", "allowances.0.amount",
    "allowances.0.reason", "allowances.0.vat_rate", "allowances.0.vat_category", "charges.0.amount", "charges.0.reason",
    "charges.0.vat_rate", "charges.0.vat_category", "notes.0.text", "payment.means.1.code", "payment.means.1.account",
    "payment.means.1.provider",
)  # fmt: skip


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """Every shape of the form."""
    page = stage.page
    stage.open(reverse("create_invoice") + "?q=xyzzy")
    yield "create-none"
    customer = a_customer(stage)
    stage.open(reverse("create_invoice"))
    yield "create"
    page.click("#new-recipient summary")
    page.click("button[name=add]")
    page.wait_for_selector(".field__fault")
    yield "create-faults"
    draft = _draft(stage, customer, {})
    stage.open(reverse("draft", args=[draft.pk]))
    yield "form-empty"
    stage.open(reverse("draft_recipient", args=[draft.pk]))
    yield "create-other"
    filled = _draft(stage, customer, rows())
    stage.open(reverse("draft", args=[filled.pk]))
    yield "form-filled"
    page.click("button[value='panel:document']")
    page.wait_for_selector(".panel")
    yield "form-panel"
    wrong = {**rows(), "lines.1.quantity": "många", "lines.2.vat_rate": "", "due_date": "2020-01-01", "number": ""}
    stage.open(reverse("draft", args=[_draft(stage, customer, wrong).pk]) + "?tried=1")
    yield "form-findings"
    many = {**rows(), **dict.fromkeys(MANY, "")}
    layout = {"shown": list(MANY), "exempt": True}
    stage.open(reverse("draft", args=[_draft(stage, customer, many, layout).pk]))
    page.click("[data-fold]")
    yield "form-many"
    yield from _conflict(stage, page, filled)


def a_customer(stage: Stage) -> Customer:
    """Return a customer of the company, made once."""
    with acting_for(stage.company.pk):
        there = Customer.objects.filter(name="Region Västerdal").first()
    if there is not None:
        return there
    buyer, _made = Company.objects.get_or_create(
        country="SE",
        organisation_number="2120000142",
        defaults={"name": "Region Västerdal", "street": "Storgatan 1", "postal_code": "111 22", "city": "Västerdal"},
    )
    return customer_of(stage.company, buyer, contact_name="Karin Ek, IT-drift")


def rows() -> dict[str, str]:
    """Return three rows of an invoice, as somebody types them."""
    names = ("name", "quantity", "unit", "price", "vat_rate")
    fields = {
        f"lines.{number}.{name}": text for number, row in enumerate(ROWS) for name, text in zip(names, row, strict=True)
    }
    return fields | {f"lines.{number}.vat_category": "S" for number in range(len(ROWS))}


def _draft(stage: Stage, customer: Customer, fields: dict[str, str], layout: dict[str, object] | None = None) -> Draft:
    actor = f"user:{stage.user.pk}"
    with acting_for(stage.company.pk):
        draft = new_draft(customer_id=customer.pk, actor=actor, language="sv")
        if not fields:
            return draft
        return save(draft.pk, {**draft.fields, **fields}, layout or {}, revision=draft.revision, actor=actor)


def _conflict(stage: Stage, page: Page, draft: Draft) -> Iterator[str]:
    stage.open(reverse("draft", args=[draft.pk]))
    with acting_for(stage.company.pk):
        now = draft_of(draft.pk)
        fields = {**now.fields, "lines.0.price": "38000", "buyer_reference": "RV-1044"}
        save(draft.pk, fields, revision=now.revision, actor=f"user:{stage.user.pk}")
    page.fill("[name='lines.0.price']", "37000")
    page.wait_for_selector("#conflict")
    yield "form-conflict"
