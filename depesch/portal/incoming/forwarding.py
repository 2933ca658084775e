"""Forward a received document: by mail to somebody, or to another of the person's own companies."""

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
from depesch.hub.accounts.limits import FORWARD_COMPANY, TooOften
from depesch.hub.flows.forwarding import LONGEST_TEXT, ForwardRefused, Note, forward_by_mail, hand_on, mails_left
from depesch.hub.flows.models import Direction, Document
from depesch.hub.flows.reach import within_reach
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.document.focus import focus_first_fault
from depesch.portal.documents.naming import heading_of
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest


class MailForm(PortalForm):
    """To whom, and with which words."""

    to = forms.CharField(
        label=_lazy("E-mail address"), max_length=254, help_text=_lazy("The PDF and the original go with the mail.")
    )
    text = forms.CharField(
        label=_lazy("In your own words"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def clean_to(self) -> str:
        """Refuse what no mail can be sent to."""
        try:
            return parse_address(str(self.cleaned_data["to"]).strip())
        except BadAddress:
            raise forms.ValidationError(_("No e-mail can be sent to this address. Check it.")) from None


class CompanyForm(PortalForm):
    """Which other company."""

    company = forms.ChoiceField(label=_lazy("Company"))

    def __init__(self, companies: list[Company], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["company"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it stands above
        field.choices = [(str(each.pk), each.name) for each in companies]


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS, acting=False)
def forward_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Ask where it is to go, and let it go there."""
    company = company_at(request)
    with acting_for(company.pk):
        document = Document.objects.filter(within_reach(), pk=document_id, direction=Direction.IN).first()
    if document is None:
        raise Http404
    others = [each for each in person_at(request).companies if each.pk != company.pk]
    to_company = request.POST.get("way") == "company"
    mail = MailForm(request.POST if request.method == "POST" and not to_company else None)
    other = CompanyForm(others, request.POST if to_company else None) if others else None
    if to_company and other is not None and other.is_valid():
        return _hand_on(request, document, UUID(other.cleaned_data["company"]))
    if mail.is_bound and mail.is_valid() and _mailed(request, document, mail):
        return redirect("document", document_id)
    focus_first_fault(mail if mail.is_bound else other)
    page = {
        "document": document,
        "heading": heading_of(document),
        "mail": mail,
        "other": other,
        "most": FORWARD_COMPANY.most,
        "left": mails_left(company.pk),
    }
    return render(request, "incoming/forward.html", page)


def _mailed(request: PortalRequest, document: Document, form: MailForm) -> bool:
    user = person_at(request).user
    given = form.cleaned_data
    note = Note(
        person=user.name, reply_to=user.email, language=language(), heading=heading_of(document), text=given["text"]
    )
    try:
        forward_by_mail(company_at(request).pk, document.pk, given["to"], note, actor=person_at(request).actor)
    except ForwardRefused:
        form.add_error(None, _("The files are too large for a mail. Fetch them as ZIP and send them in another way."))
        return False
    except TooOften:
        return False  # the page says so, and when it can be done again
    messages.success(request, _("The document goes to {address}.").format(address=given["to"]))
    return True


def _hand_on(request: PortalRequest, document: Document, to_company: UUID) -> HttpResponseBase:
    hand_on(company_at(request).pk, document.pk, to_company, actor=person_at(request).actor)
    name = next(each.name for each in person_at(request).companies if each.pk == to_company)
    messages.success(request, _("{company} has received the document.").format(company=name))
    return redirect("document", document.pk)
