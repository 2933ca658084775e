"""The addresses of the portal's pages: every screen brings its own. Addresses stay: mails and bookmarks lead here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from depesch.portal.addresses import addresses
from depesch.portal.faults import not_here

# What django-allauth has a page for and the portal another way, or none.
_SHUT = r"^account/(?:password|email|confirm-email|signup|phone|login/code|sessions|3rdparty|social|2fa/trust)(?:/.*)?$"

urlpatterns: list[URLPattern | URLResolver] = [
    *addresses(),
    re_path(_SHUT, not_here),
    path("account/", include("allauth.urls")),
]
