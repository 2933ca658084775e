"""Signing in somebody who has just shown who they are by a link from their mail."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpResponse

from depesch.hub.tenancy.models import Company, User
from depesch.portal.person import COMPANY_KEY, PortalRequest


def sign_in_new(request: PortalRequest, user: User, company: Company, go_to: str) -> HttpResponse:
    """Sign in a person who chose their password this moment, and go to an address acting for the company."""
    record_authentication(request, user, method="password", email=user.email)
    response: HttpResponse = perform_login(request, Login(user=user, email=user.email, redirect_url=go_to))
    request.session[COMPANY_KEY] = str(company.pk)
    return response
