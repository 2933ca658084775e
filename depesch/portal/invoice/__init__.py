"""Screen: the form in which an invoice is written, and the choice of whom it is for."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.hub.tenancy.access import Permission
from depesch.portal.addresses import MenuPlace
from depesch.portal.invoice.choosing import create_invoice, draft_recipient
from depesch.portal.invoice.preview import draft_pdf, preview_page
from depesch.portal.invoice.views import draft_page, look_page

ADDRESSES = [
    path("invoices/new/", create_invoice, name="create_invoice"),
    path("invoices/<uuid:draft_id>/", draft_page, name="draft"),
    path("invoices/<uuid:draft_id>/recipient/", draft_recipient, name="draft_recipient"),
    path("invoices/<uuid:draft_id>/look/", look_page, name="draft_look"),
    path("invoices/<uuid:draft_id>/preview/", preview_page, name="draft_preview"),
    path("invoices/<uuid:draft_id>/pdf/", draft_pdf, name="draft_pdf"),
]
PLACES = (
    MenuPlace(
        rank=30, address="create_invoice", label=_("Create invoice"), short=_("New"), icon="create",
        permission=Permission.SEND,
    ),
)  # fmt: skip
