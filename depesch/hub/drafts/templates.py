"""Templates: what is the same on each invoice to one customer. Everything in one is put on the next invoice.

A template belongs to its customer; nobody else's invoice is made from it. Number and dates are new each time, and the
seller is the company as it is today. Call everything here inside `acting_for`.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from depesch.hub.directory.customers import recipient_for_form
from depesch.hub.drafts.attachments import copied
from depesch.hub.drafts.editing import DraftRefused, draft_of, make_draft, own_company
from depesch.hub.drafts.models import Draft, DraftFile, DraftKind, Template, TemplateFile
from depesch.hub.drafts.prefilling import TYPE_CODES, fresh, seller_texts
from depesch.hub.drafts.sums import sums_of
from depesch.hub.drafts.typed import invoice_of, text_of_field
from depesch.hub.history.kinds.drafts import TemplateDeleted, TemplateSaved
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now
from depesch.rendering.compose import compose
from depesch.rendering.view import InvoiceView

LONGEST_NAME = 100
# What is new on each invoice, and what the company says of itself.
_NOT_KEPT = ("number", "issue_date", "due_date", "tax_point_date", "seller.", "preceding_invoices.",
             "payment.remittance_information", "paid_amount")  # fmt: skip


def save_as_template(draft_id: UUID, name: str, *, actor: str, replace: bool = False) -> Template:
    """Keep what the draft says, its notes and its files as a template of its customer, and return it.

    Raises DraftRefused: `template-without-customer`, `template-without-name`, `template-name-taken` (unless `replace`).
    """
    draft = draft_of(draft_id)
    if draft.customer is None:
        raise DraftRefused("template-without-customer")
    name = _name(name)
    there = Template.objects.select_for_update().filter(customer=draft.customer, name=name).first()
    if there is not None and not replace:
        raise DraftRefused("template-name-taken")
    at = now()
    template = there or Template(
        id=uuid4(), tenant_id=tenant_id(), customer=draft.customer, name=name, made_by=actor, made_at=at
    )
    template.kind, template.language, template.layout = draft.kind, draft.language, draft.layout
    template.fields, template.changed_at = _kept(draft.fields), at
    _insert(template)
    template.files.all().delete()
    for file in draft.files.all():
        copied(file, TemplateFile, template=template)
    _record_saved(template, actor)
    return template


def templates_of(customer_id: UUID) -> list[Template]:
    """Return the templates of one customer, by name."""
    return list(Template.objects.filter(customer_id=customer_id).order_by("name"))


def from_template(template_id: UUID, *, actor: str, language: str = "", send_mode: str = "production") -> Draft:
    """Return a new draft that says all that the template says, with a new number and new dates.

    Raises Template.DoesNotExist, and DraftRefused (`template-without-customer`) when its customer was taken out.
    """
    template = Template.objects.select_related("customer").get(pk=template_id)
    company, language = own_company(), language or template.language
    if recipient_for_form(template.customer_id) is None:
        raise DraftRefused("template-without-customer")
    kept = {path: text_of_field(path, text, template.language, language) for path, text in template.fields.items()}
    dates = fresh(company, language=language)
    if template.kind == DraftKind.CREDIT_NOTE:
        dates.pop("due_date")
    fields = {"type_code": TYPE_CODES[DraftKind(template.kind)], **kept, **seller_texts(company, actor), **dates}
    draft = make_draft(
        DraftKind(template.kind), fields, actor=actor, language=language, customer_id=template.customer_id,
        layout=template.layout, send_mode=send_mode,
    )  # fmt: skip
    for file in template.files.all():
        copied(file, DraftFile, draft=draft)
    return draft


def view_of(template: Template, *, language: str) -> InvoiceView:
    """Return what an invoice made from the template would say, composed in a language; a field amiss counts as none."""
    typed = invoice_of(template.fields, language=template.language, company=own_company())
    return compose(sums_of(typed).invoice, language=language)


def rename_template(template_id: UUID, name: str, *, actor: str) -> Template:
    """Give a template another name and return it; raises Template.DoesNotExist, DraftRefused as saving does."""
    template = Template.objects.select_for_update(of=("self",)).select_related("customer").get(pk=template_id)
    template.name = _name(name)
    _insert(template)
    _record_saved(template, actor)
    return template


def delete_template(template_id: UUID, *, actor: str) -> None:
    """Delete a template; drafts made from it stay. Raises Template.DoesNotExist."""
    template = Template.objects.select_related("customer").get(pk=template_id)
    event = TemplateDeleted(template=str(template.id), name=template.name, customer=template.customer.name)
    template.delete()
    record(event, document_id=None, actor=actor)


def _insert(template: Template) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        if "template_name_once" not in str(error):
            raise
        raise DraftRefused("template-name-taken") from error


def _record_saved(template: Template, actor: str) -> None:
    event = TemplateSaved(template=str(template.id), name=template.name, customer=template.customer.name)
    record(event, document_id=None, actor=actor)


def _name(name: str) -> str:
    plain = " ".join(name.replace("\0", "").split())[:LONGEST_NAME]
    if not plain:
        raise DraftRefused("template-without-name")
    return plain


def _kept(fields: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in fields.items() if not path.startswith(_NOT_KEPT)}
