"""The public pages. They show nothing that is anybody's and work without signing in."""

from __future__ import annotations

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.accounts.limits import CONTACT_ADDRESS, TooOften, take
from depesch.hub.support.contact import Question, ask_to_be_contacted
from depesch.hub.tenancy.models import Company
from depesch.portal.access import for_anybody
from depesch.portal.accounts import too_often
from depesch.portal.forms import PortalForm
from depesch.portal.mail_addresses import MailAddressField
from depesch.portal.person import PortalRequest
from depesch.portal.visitors import address_of
from depesch.portal.welcome.choosing import ChooseForm, Companies, FromWhere, HowMany, advice

PAGES = ("welcome", "prices", "choose")  # from which somebody comes to the form


class ContactForm(PortalForm):
    """Who wants to be contacted, and about what."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name, so that we know whom to ask for.")},
    )
    company = forms.CharField(
        label=gettext_lazy("Company"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = MailAddressField(
        label=gettext_lazy("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Write the address that we shall answer to.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("If you would rather be called."),
    )
    message = forms.CharField(
        label=gettext_lazy("What is it about?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write in a line or two what you want to know.")},
    )


@require_GET
@for_anybody
def welcome(request: PortalRequest) -> HttpResponseBase:
    """Say what this is, to somebody who has never been here."""
    return render(request, "welcome/welcome.html")


@require_GET
@for_anybody
def prices(request: PortalRequest) -> HttpResponseBase:
    """Say what it costs."""
    return render(request, "welcome/prices.html", {"seats": Company._meta.get_field("seats").get_default()})


@require_GET
@for_anybody
def choose(request: PortalRequest) -> HttpResponseBase:
    """Ask three questions and say what fits. The answers stand in the address: the page can be passed on."""
    form = ChooseForm(request.GET or None)
    found = []
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        found = advice(HowMany(values["how_many"]), FromWhere(values["from_where"]), Companies(values["companies"]))
    talk = bool(found) and request.GET.get("how_many") == HowMany.MANY
    return render(request, "welcome/choose.html", {"form": form, "advice": found, "talk": talk})


@require_http_methods(["GET", "POST"])
@for_anybody
def contact(request: PortalRequest) -> HttpResponseBase:
    """Take a question and mail it to those who run the hub."""
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        page = request.GET.get("from", "")
        try:
            take(CONTACT_ADDRESS, address_of(request))
        except TooOften as error:
            form.add_error(None, too_often(error))
        else:
            language = (get_language() or "en")[:2]
            asked = Question(**form.cleaned_data, language=language, page=page if page in PAGES else "")
            ask_to_be_contacted(asked)
            return redirect("contacted")
    return render(request, "welcome/contact.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@for_anybody
def contacted(request: PortalRequest) -> HttpResponseBase:
    """Say that the question has come."""
    return render(request, "welcome/contacted.html")
