"""Choose the receiver: a customer's card or an address, for a document that leads to nobody by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from depesch.exchange.mail.message import BadAddress, parse_address
from depesch.hub.directory.customers import IdentifierOnAnotherCard
from depesch.hub.directory.models import Customer
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.choosing import Choice, choose_and_send, may_choose_recipient
from depesch.hub.flows.problems import problem
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import document_of_company, for_member, person_at
from depesch.portal.document.focus import focus_first_fault
from depesch.portal.documents.naming import heading_of
from depesch.portal.documents.troubles import trouble_of
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest

MOST_CARDS = 200  # in the list; with more, the search narrows it


class RecipientForm(PortalForm):
    """Whom it goes to."""

    customer = forms.ChoiceField(label=_lazy("Customer"), required=False)
    email = forms.CharField(
        label=_lazy("E-mail address"), required=False, max_length=254,
        help_text=_lazy("The document goes there by e-mail, as a PDF with its file. Empty: the way on the card."),
    )  # fmt: skip
    keep = forms.BooleanField(
        label=_lazy("Keep this for the next document to the same receiver"), required=False, initial=True,
        help_text=_lazy("The numbers that this document names the receiver by are noted on the customer's card."),
    )  # fmt: skip

    def __init__(self, cards: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["customer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it stands above
        field.choices = [("", _("None of them: only the address below")), *cards]

    def clean_email(self) -> str:
        """Refuse what no mail can be sent to."""
        email = str(self.cleaned_data["email"]).strip()
        try:
            return parse_address(email) if email else ""
        except BadAddress:
            raise forms.ValidationError(_("No e-mail can be sent to this address. Check it.")) from None

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        found = super().clean() or {}
        if not self.errors and not found.get("customer") and not found.get("email"):
            self.add_error("customer", _("Choose a customer, or give an address below."))
        return found


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def recipient_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Ask who is to have the document, and send it there."""
    document = document_of_company(document_id)
    if not may_choose_recipient(document):
        if request.method == "POST":
            messages.info(request, _("The receiver was chosen before. This is how the document stands."))
            return redirect("document", document_id)
        raise Http404
    searched = request.GET.get("q", "").strip()[:100].replace("\0", "")
    form = RecipientForm(_cards(searched), request.POST or None)
    if request.method == "POST" and form.is_valid() and _chosen(request, document_id, form):
        messages.success(request, _("The document is on its way again."))
        return redirect("document", document_id)
    focus_first_fault(form)
    trouble = trouble_of(document)
    page = {
        "document": document, "heading": heading_of(document), "form": form, "problem": trouble, "searched": searched,
        "has_many": len(form.fields["customer"].choices) > MOST_CARDS,  # type: ignore[attr-defined]  # a ChoiceField
    }  # fmt: skip
    return render(request, "document/recipient.html", page)


def _chosen(request: PortalRequest, document_id: UUID, form: RecipientForm) -> bool:
    """Do what the form says; False with a fault in the form when it cannot be."""
    given = form.cleaned_data
    choice = Choice(
        customer_id=UUID(given["customer"]) if given["customer"] else None, email=given["email"], keep=given["keep"]
    )
    try:
        choose_and_send(document_id, choice, actor=person_at(request).actor)
    except IdentifierOnAnotherCard:
        form.add_error(
            "keep",
            _("Another customer's card has one of these numbers already. Choose that customer, or do not keep it."),
        )
        return False
    except ActionRefused as refusal:
        form.add_error(None, problem(refusal.code, language()).title)
        return False
    return True


def _cards(searched: str) -> list[tuple[str, str]]:
    cards = Customer.objects.order_by("name", "id")
    if searched:
        cards = cards.filter(name__icontains=searched)
    return [(str(card.pk), card.name) for card in cards.only("pk", "name")[:MOST_CARDS]]
