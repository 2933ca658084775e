"""The addresses of the portal's pages. Addresses stay: mails and bookmarks lead here."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from depesch.portal.check.views import check
from depesch.portal.document import files
from depesch.portal.document.views import cancel_page, document_page, mend_page, send_again_page
from depesch.portal.documents.views import documents
from depesch.portal.faults import not_here
from depesch.portal.operator.views import operator
from depesch.portal.preferences.views import choose_company, choose_language, choose_theme, preferences
from depesch.portal.start.views import start
from depesch.portal.upload.views import upload

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("documents/<uuid:document_id>/", document_page, name="document"),
    path("documents/<uuid:document_id>/cancel/", cancel_page, name="cancel"),
    path("documents/<uuid:document_id>/send-again/", send_again_page, name="send_again"),
    path("documents/<uuid:document_id>/mend/", mend_page, name="mend"),
    path("documents/<uuid:document_id>/files/<uuid:file_id>/", files.file, name="file"),
    path("documents/<uuid:document_id>/embedded/<int:number>/", files.embedded, name="embedded"),
    path("documents/<uuid:document_id>/pdf/", files.pdf, name="pdf"),
    path("documents/<uuid:document_id>/preview/", files.preview, name="preview"),
    path("documents/<slug:view>/", documents, name="documents"),
    path("upload/", upload, name="upload"),
    path("check/", check, name="check"),
    path("you/", preferences, name="preferences"),
    path("you/language/", choose_language, name="language"),
    path("you/theme/", choose_theme, name="theme"),
    path("you/company/", choose_company, name="company"),
    path("operation/", operator, name="operator"),
    # The hub has no mail of its own yet: what would end in one is not offered. An administrator sets a new password.
    *(path(f"account/{address}/", not_here) for address in ("password/reset", "email", "confirm-email", "signup")),
    path("account/", include("allauth.urls")),
]
