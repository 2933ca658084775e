"""Screen: one document: what it says, what became of it, its files."""

from __future__ import annotations

from django.urls import path

from depesch.portal.document import files, packs
from depesch.portal.document.fix import fix_page
from depesch.portal.document.recipient import recipient_page
from depesch.portal.document.views import cancel_page, document_page, lines_page, mend_page, send_again_page

ADDRESSES = [
    path("documents/<uuid:document_id>/", document_page, name="document"),
    path("documents/<uuid:document_id>/cancel/", cancel_page, name="cancel"),
    path("documents/<uuid:document_id>/send-again/", send_again_page, name="send_again"),
    path("documents/<uuid:document_id>/mend/", mend_page, name="mend"),
    path("documents/<uuid:document_id>/fix/", fix_page, name="fix"),
    path("documents/<uuid:document_id>/receiver/", recipient_page, name="choose_recipient"),
    path("documents/<uuid:document_id>/lines/", lines_page, name="document_lines"),
    path("documents/<uuid:document_id>/evidence/", packs.evidence, name="evidence"),
    path("documents/<uuid:document_id>/zip/", packs.everything, name="document_zip"),
    path("documents/<uuid:document_id>/files/<uuid:file_id>/", files.file, name="file"),
    path("documents/<uuid:document_id>/embedded/<int:number>/", files.embedded, name="embedded"),
    path("documents/<uuid:document_id>/pdf/", files.pdf, name="pdf"),
    path("documents/<uuid:document_id>/preview/", files.preview, name="preview"),
]
