"""The way in: whose provider an address belongs to, off to it, its answer, and signed in."""

from __future__ import annotations

from uuid import UUID

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django import forms
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.exchange.saml.metadata import write_own
from depesch.hub.accounts.limits import SAML_ADDRESS, SAML_BEGIN, TooOften, give_back, must_be_free, take
from depesch.hub.history.kinds.saml import refusal_words
from depesch.hub.saml import signing_in
from depesch.hub.saml.closing import domain_of
from depesch.hub.saml.domains import company_of_domain
from depesch.hub.saml.own_key import own_identity
from depesch.hub.saml.places import answers_to, entity_id
from depesch.hub.saml.signing_in import Begun, NoProvider, Refusal
from depesch.hub.tenancy.models import Company
from depesch.portal.access import for_anybody
from depesch.portal.accounts import too_often
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.person import COMPANY_KEY, PortalRequest
from depesch.portal.sign_in_marks import BEGUN_KEY, MOST_BEGUN, REFUSED_KEY, begins_by_provider
from depesch.portal.visitors import address_of

_WRITE = _("Write your e-mail address at work.")


class AddressForm(PortalForm):
    """Whose company it is, is known by the address."""

    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": _WRITE, "invalid": _WRITE},
    )


@require_http_methods(["GET", "POST"])
@never_cache
@for_anybody
def saml_sign_in(request: PortalRequest) -> HttpResponseBase:
    """Ask for the address; one of a company with a provider of its own goes there."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        company_id = company_of_domain(domain_of(form.cleaned_data["email"]))
        try:
            if company_id is not None:
                return _going(request, _begun(request, company_id))
            take(SAML_BEGIN, address_of(request))
            form.add_error("email", _("No company signs in with such an address. Use your password instead."))
        except TooOften as error:
            form.add_error(None, too_often(error))
        except NoProvider:  # removed at this moment
            form.add_error("email", _("No company signs in with such an address. Use your password instead."))
    page = {"form": form, "next": _go_to(request)}
    return render(request, "saml/sign_in.html", page, status=422 if form.errors else 200)


@require_GET
@never_cache
@for_anybody
def saml_start(request: PortalRequest, saml_company_id: UUID) -> HttpResponseBase:
    """Go to the company's provider at once: the address for bookmarks, and for the provider's own list of services."""
    try:
        return redirect(_begun(request, saml_company_id).url)
    except NoProvider:
        raise Http404 from None
    except TooOften as error:
        return render(request, "429.html", {"said": too_often(error)}, status=429)


@require_GET
@for_anybody
def saml_metadata(request: PortalRequest, saml_company_id: UUID) -> HttpResponseBase:
    """Give a provider what it needs to know of us."""
    if not Company.objects.filter(pk=saml_company_id).exists():
        raise Http404
    own = write_own(
        entity_id=entity_id(saml_company_id),
        answers_to=answers_to(saml_company_id),
        certificate=own_identity().certificate,
    )
    return HttpResponse(own, content_type="application/samlmetadata+xml")


@csrf_exempt  # the provider's page sends it, and what it says is signed
@require_POST
@never_cache
@for_anybody
def saml_acs(request: PortalRequest, saml_company_id: UUID) -> HttpResponseBase:
    """Judge the provider's answer, and lead the browser on to where it is known again."""
    address = address_of(request)
    try:
        must_be_free(SAML_ADDRESS, address)
        judged = signing_in.answer(saml_company_id, request.POST.get("SAMLResponse", ""))
    except NoProvider:
        raise Http404 from None
    except TooOften as error:
        return render(request, "429.html", {"said": too_often(error)}, status=429)
    if isinstance(judged, Refusal):
        return _refused(request, judged, saml_company_id)
    return redirect("saml_done", saml_company_id, judged)


@require_GET
@never_cache
@for_anybody
def saml_done(request: PortalRequest, saml_company_id: UUID, saml_secret: str) -> HttpResponseBase:
    """Sign in whom the provider proved, in the browser that began it."""
    try:
        must_be_free(SAML_ADDRESS, address_of(request))
    except TooOften as error:
        return render(request, "429.html", {"said": too_often(error)}, status=429)
    done = signing_in.finish(saml_company_id, saml_secret, request.session.get(BEGUN_KEY, ()))
    if isinstance(done, Refusal):
        return _refused(request, done, saml_company_id)
    give_back(SAML_BEGIN, address_of(request))
    if request.person is not None:
        logout(request)
    request.session.pop(BEGUN_KEY, None)
    begins_by_provider(request, done)
    response: HttpResponse = perform_login(
        request, Login(user=done.user, email=done.user.email, redirect_url=done.go_to)
    )
    request.session[COMPANY_KEY] = str(done.company_id)
    return response


@require_GET
@for_anybody
def saml_needed(request: PortalRequest) -> HttpResponseBase:
    """Say that a password is not enough here, and where to sign in."""
    wanted = request.session.get(REFUSED_KEY)
    company = Company.objects.filter(pk=wanted).first() if wanted else None
    if company is None:
        return redirect("saml_sign_in")
    return render(request, "saml/needed.html", {"company": company}, status=403)


def _begun(request: PortalRequest, company_id: UUID) -> Begun:
    """Begin a request in this browser; raises NoProvider, TooOften."""
    take(SAML_BEGIN, address_of(request))
    begun = signing_in.begin(company_id, _go_to(request))
    request.session[BEGUN_KEY] = [*request.session.get(BEGUN_KEY, []), begun.request_id][-MOST_BEGUN:]
    return begun


def _going(request: PortalRequest, begun: Begun) -> HttpResponse:
    """Lead on by a page: the content policy lets no form's answer go elsewhere, and a reader sees where they go."""
    return render(request, "saml/going.html", {"begun": begun})


def _go_to(request: PortalRequest) -> str:
    """Return where the person wanted to go: an address of this portal, whatever was asked for."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if is_ours else reverse("start")


def _refused(request: PortalRequest, refusal: Refusal, company_id: UUID) -> HttpResponse:
    """Say why nobody is let in; guessing is limited."""
    try:
        take(SAML_ADDRESS, address_of(request))
    except TooOften as error:
        return render(request, "429.html", {"said": too_often(error)}, status=429)
    page = {"why": refusal_words(refusal.code, language()), "code": refusal.code, "saml_company_id": company_id}
    return render(request, "saml/refused.html", page, status=403)
