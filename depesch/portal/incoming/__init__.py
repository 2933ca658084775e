"""Screen: unprocessed supplier invoices: look at the lines, answer the sender, forward, note as done."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import MenuPlace
from depesch.portal.incoming.answering import answer_page
from depesch.portal.incoming.forwarding import forward_page
from depesch.portal.incoming.views import done, lines, original_pdf, remove_page, reopen, unprocessed_list
from depesch.portal.incoming.waiting import unprocessed_ones

ADDRESSES = [
    path("incoming/", unprocessed_list, name="incoming"),
    path("incoming/<uuid:document_id>/lines/", lines, name="incoming_lines"),
    path("incoming/<uuid:document_id>/pdf/", original_pdf, name="incoming_pdf"),
    path("incoming/<uuid:document_id>/done/", done, name="incoming_done"),
    path("incoming/<uuid:document_id>/reopen/", reopen, name="incoming_reopen"),
    path("incoming/<uuid:document_id>/remove/", remove_page, name="incoming_remove"),
    path("incoming/<uuid:document_id>/answer/", answer_page, name="answer"),
    path("incoming/<uuid:document_id>/forward/", forward_page, name="forward"),
]
PLACES = (
    MenuPlace(rank=9, address="incoming", label=_("Unprocessed"), icon="received", waiting=unprocessed_ones, wide=True),
)
