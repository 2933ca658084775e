"""The three small forms that change how the portal looks to a person: language, colours, company."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from depesch.portal.access import for_anybody, for_person
from depesch.portal.context import THEME_COOKIE, THEMES
from depesch.portal.person import COMPANY_KEY, PortalRequest

_YEAR_S = 365 * 24 * 3600


@require_POST
@for_anybody
def choose_language(request: PortalRequest) -> HttpResponseBase:
    """Keep the language: with the person when signed in, in a cookie always."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    if request.person is not None:
        request.person.user.language = language
        request.person.user.save(update_fields=["language"])
    translation.activate(language)
    return _back(request, settings.LANGUAGE_COOKIE_NAME, language)


@require_POST
@for_anybody
def choose_theme(request: PortalRequest) -> HttpResponseBase:
    """Keep the colour scheme of this browser: the system's, light or dark."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        raise Http404
    return _back(request, THEME_COOKIE, theme)


@require_POST
@for_person
def choose_company(request: PortalRequest) -> HttpResponseBase:
    """Act for another of the person's companies from now on; a company that is not theirs is not there."""
    chosen = request.POST.get("company", "")
    if request.person is None or chosen not in {str(company.pk) for company in request.person.companies}:
        raise Http404
    request.session[COMPANY_KEY] = chosen
    return redirect("start")


def _back(request: PortalRequest, cookie: str, value: str) -> HttpResponse:
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = redirect(target)
    response.set_cookie(cookie, value, max_age=_YEAR_S, httponly=True, samesite="Lax", secure=request.is_secure())
    return response
