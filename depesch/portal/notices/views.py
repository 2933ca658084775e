"""A person's notices of the company they act for; and stopping one kind by the link in a letter, signed in or not."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from depesch.hub.notices.stopping import BadLink, Stop, opened, stop_telling
from depesch.hub.notices.wishes import choose, wishes_of
from depesch.hub.tenancy.models import Company, User
from depesch.portal.access import company_at, for_anybody, for_member, person_at
from depesch.portal.notices.forms import OCCASIONS, NoticesForm
from depesch.portal.person import PortalRequest


@require_http_methods(["GET", "POST"])
@for_member()
def notices(request: PortalRequest) -> HttpResponseBase:
    """Show and change what the person is told of."""
    person, company = person_at(request), company_at(request)
    form = NoticesForm(request.POST if request.method == "POST" else None, wishes=wishes_of(person.user.pk))
    if request.method == "POST" and form.is_valid():
        choose(person.user.pk, form.ways(), actor=person.actor, only_own=form.cleaned_data["only_own"])
        messages.success(request, _("Your notices of {company} are changed.").format(company=company.name))
        return redirect("notices")
    page = {"form": form, "others": [each for each in person.companies if each.pk != company.pk]}
    return render(request, "notices/notices.html", page)


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed link is the proof
@require_http_methods(["GET", "POST"])
@for_anybody
def stop_notices(request: PortalRequest, stop_token: str) -> HttpResponseBase:
    """Stop one kind of notice; opening the link only asks, since mail scanners open every link."""
    try:
        stop = opened(stop_token)
    except BadLink:
        raise Http404 from None
    user, company = User.objects.filter(pk=stop.user_id).first(), Company.objects.filter(pk=stop.company_id).first()
    if user is None or company is None:
        raise Http404
    if request.method == "POST":
        stop_telling(stop)
    with translation.override(user.language):
        return render(request, "notices/stop.html", _page(stop, company, is_done=request.method == "POST"))


def _page(stop: Stop, company: Company, *, is_done: bool) -> dict[str, object]:
    return {"occasion": OCCASIONS[stop.occasion][0], "company": company, "is_done": is_done}
