"""Screen: one document: what it says, what became of it, its files."""

from __future__ import annotations

from django.urls import path

from depesch.portal.document import files
from depesch.portal.document.views import cancel_page, document_page, mend_page, send_again_page

ADDRESSES = [
    path("documents/<uuid:document_id>/", document_page, name="document"),
    path("documents/<uuid:document_id>/cancel/", cancel_page, name="cancel"),
    path("documents/<uuid:document_id>/send-again/", send_again_page, name="send_again"),
    path("documents/<uuid:document_id>/mend/", mend_page, name="mend"),
    path("documents/<uuid:document_id>/files/<uuid:file_id>/", files.file, name="file"),
    path("documents/<uuid:document_id>/embedded/<int:number>/", files.embedded, name="embedded"),
    path("documents/<uuid:document_id>/pdf/", files.pdf, name="pdf"),
    path("documents/<uuid:document_id>/preview/", files.preview, name="preview"),
]
