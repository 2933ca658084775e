"""Screen: the lists of documents."""

from __future__ import annotations

from django.urls import ResolverMatch, path

from depesch.portal.addresses import MenuPlace
from depesch.portal.documents.bulk import bulk, bulk_ask, bulk_file, bulk_start, bulks
from depesch.portal.documents.errors import handled, send_although
from depesch.portal.documents.saved import delete_filter, save_filter, saved_filter, saved_filters
from depesch.portal.documents.views import documents
from depesch.portal.documents.waiting import with_errors
from depesch.portal.words import VIEWS


def _in_received(match: ResolverMatch) -> bool:
    return match.url_name == "documents" and match.kwargs.get("view") == "received"


def _in_sent(match: ResolverMatch) -> bool:
    return match.url_name == "documents" and match.kwargs.get("view") != "received"


ADDRESSES = [
    path("documents/many/", bulks, name="bulks"),
    path("documents/many/ask/", bulk_ask, name="bulk_ask"),
    path("documents/many/start/", bulk_start, name="bulk_start"),
    path("documents/many/<uuid:bulk_id>/", bulk, name="bulk"),
    path("documents/many/<uuid:bulk_id>/file/", bulk_file, name="bulk_file"),
    path("documents/filters/<uuid:filter_id>/", saved_filter, name="saved_filter"),
    path("documents/filters/<uuid:filter_id>/delete/", delete_filter, name="delete_filter"),
    path("documents/<uuid:document_id>/handled/", handled, name="error_handled"),
    path("documents/<uuid:document_id>/send-although/", send_although, name="send_although_used"),
    path("documents/<slug:view>/", documents, name="documents"),
    path("documents/<slug:view>/filters/", saved_filters, name="saved_filters"),
    path("documents/<slug:view>/filters/save/", save_filter, name="save_filter"),
]
PLACES = (
    MenuPlace(
        rank=10, address="documents", arguments=("received",), label=VIEWS["received"], icon="received",
        here=_in_received,
    ),
    MenuPlace(
        rank=20, address="documents", arguments=("sent",), label=VIEWS["sent"], icon="sent", waiting=with_errors,
        here=_in_sent,
    ),
)  # fmt: skip
