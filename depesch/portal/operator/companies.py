"""The companies of the hub: searched, with plan, licences and volumes; and what one of them has of the service."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.accounts.quotes import set_terms
from depesch.hub.flows.operating import numbers_of
from depesch.hub.paper.boxes import own_box
from depesch.hub.tenancy.models import Company, Group
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import for_operator, person_at
from depesch.portal.forms import PortalForm
from depesch.portal.operator.lost_step import people_with_steps
from depesch.portal.operator.tabs import cockpit_page
from depesch.portal.person import PortalRequest

PAGE = 50
PLANS = (
    ("free", gettext_lazy("Free")),
    ("business", gettext_lazy("Business")),
    ("archive", gettext_lazy("Archive only")),
)


def plan_word(plan: str) -> Any:
    """Return a plan's name for people."""
    return dict(PLANS).get(plan, plan)


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]  # the class takes no argument when it runs
    """A group by its name."""

    def label_from_instance(self, obj: Group) -> str:
        """Return what the group is called."""
        return obj.name


class TermsForm(PortalForm):
    """What a company has of the service."""

    seats = forms.IntegerField(
        label=gettext_lazy("Licences"),
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=gettext_lazy("How many people may be users at once."),
        error_messages={
            "invalid": gettext_lazy("Write a whole number, such as 2."),
            "min_value": gettext_lazy("At least one."),
            "max_value": gettext_lazy("At most %(limit_value)s at a time."),
        },
    )
    plan = forms.ChoiceField(label=gettext_lazy("Plan"), choices=PLANS)
    e_archive = forms.BooleanField(
        label=gettext_lazy("E-archive"),
        required=False,
        help_text=gettext_lazy("Shows documents older than 90 days. They are kept without it, too."),
    )
    group = GroupField(
        label=gettext_lazy("Group"),
        queryset=Group.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Its administrators can do everything in each of its companies."),
    )


@require_GET
@for_operator
def operator_companies(request: PortalRequest) -> HttpResponseBase:
    """Show the companies by name, narrowed to what was searched for."""
    wanted, after = request.GET.get("q", "").strip()[:100].replace("\0", ""), request.GET.get("after", "")
    found = list(_after(_searched(wanted), after)[: PAGE + 1])
    numbers = numbers_of(person_at(request).user.pk, [each.pk for each in found[:PAGE]])
    rows = [{"company": each, "plan": plan_word(each.plan), "numbers": numbers.get(each.pk)} for each in found[:PAGE]]
    further = {"q": wanted, "after": str(found[PAGE - 1].pk)} if len(found) > PAGE else None
    page = {
        "rows": rows,
        "query": wanted,
        "next_url": f"{reverse('operator_companies')}?{urlencode(further)}" if further else None,
        "first_url": f"{reverse('operator_companies')}?{urlencode({'q': wanted})}" if after else None,
        "counted_at": next((each.counted_at for each in numbers.values()), None),
    }
    return cockpit_page(request, "operator/companies.html", page, here="operator_companies")


@require_http_methods(["GET", "POST"])
@for_operator
def operator_company(request: PortalRequest, company_id: UUID) -> HttpResponseBase:
    """Show what a company has of the service; POST writes it, and the company's change log tells who did."""
    company = Company.objects.select_related("group").filter(pk=company_id).first()
    if company is None:
        raise Http404
    form = TermsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "seats": company.seats,
            "plan": company.plan,
            "group": company.group_id,
            "e_archive": company.e_archive,
        },
    )
    if form.is_valid():
        set_terms(company.pk, operator=person_at(request).user, **form.cleaned_data)
        messages.success(request, _("Saved. It stands in the change log of {company}.").format(company=company.name))
        return redirect("operator_company", company_id=company.pk)
    numbers = numbers_of(person_at(request).user.pk, [company.pk]).get(company.pk)
    with acting_for(company.pk):
        people, box = people_with_steps(company, but=person_at(request).user), own_box()
    page = {
        "company": company, "form": form, "numbers": numbers, "plan": plan_word(company.plan),
        "people": people, "box": box,
    }  # fmt: skip
    return cockpit_page(
        request, "operator/company.html", page, here="operator_companies", status=422 if form.is_bound else 200
    )


def _searched(wanted: str) -> QuerySet[Company]:
    companies = Company.objects.order_by("name", "pk")
    for word in wanted.split()[:6]:
        number = "".join(sign for sign in word if sign.isalnum())
        said = Q(name__icontains=word) | Q(contact_email__icontains=word)
        if number:
            said |= Q(organisation_number__icontains=number) | Q(vat_number__icontains=number)
        companies = companies.filter(said)
    return companies


def _after(companies: QuerySet[Company], after: str) -> QuerySet[Company]:
    if not after:
        return companies
    try:
        last = Company.objects.get(pk=UUID(after))
    except (ValueError, Company.DoesNotExist):
        raise Http404 from None
    return companies.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
