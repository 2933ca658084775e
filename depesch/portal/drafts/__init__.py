"""Screen: drafts, what waits for approval, what is sent later; templates; drafts made from documents."""

from __future__ import annotations

from django.urls import path

from depesch.portal.drafts.from_documents import copy_page, correct_page, credit_page, recall_page
from depesch.portal.drafts.lists import approvals, drafts, several
from depesch.portal.drafts.review import draft_discard, draft_recall, draft_send, review
from depesch.portal.drafts.templates_page import template_page, templates_page

ADDRESSES = [
    path("invoices/", drafts, name="drafts"),
    path("approvals/", approvals, name="approvals"),
    path("invoices/several/", several, name="drafts_several"),
    path("invoices/templates/", templates_page, name="templates"),
    path("invoices/templates/<uuid:template_id>/", template_page, name="template"),
    path("invoices/<uuid:draft_id>/review/", review, name="draft_review"),
    path("invoices/<uuid:draft_id>/send/", draft_send, name="draft_send"),
    path("invoices/<uuid:draft_id>/discard/", draft_discard, name="draft_discard"),
    path("invoices/<uuid:draft_id>/recall/", draft_recall, name="draft_recall"),
    path("documents/<uuid:document_id>/credit/", credit_page, name="credit"),
    path("documents/<uuid:document_id>/copy/", copy_page, name="copy"),
    path("documents/<uuid:document_id>/correct/", correct_page, name="correct"),
    path("documents/<uuid:document_id>/recall/", recall_page, name="recall"),
]
