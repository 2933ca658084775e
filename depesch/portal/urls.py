"""The addresses of the portal's pages: every screen brings its own. Addresses stay: mails and bookmarks lead here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from depesch.portal.addresses import addresses
from depesch.portal.faults import not_here

urlpatterns: list[URLPattern | URLResolver] = [
    *addresses(),
    # Where django-allauth has a page that the portal has another way for.
    *(path(f"account/{address}/", not_here) for address in ("password/reset", "email", "confirm-email", "signup")),
    path("account/", include("allauth.urls")),
]
