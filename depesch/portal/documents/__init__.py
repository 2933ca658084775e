"""Screen: the lists of documents."""

from __future__ import annotations

from django.urls import ResolverMatch, path

from depesch.portal.addresses import MenuPlace
from depesch.portal.documents.views import documents
from depesch.portal.documents.waiting import with_errors
from depesch.portal.words import VIEWS


def _in_received(match: ResolverMatch) -> bool:
    return match.url_name == "documents" and match.kwargs.get("view") == "received"


def _in_sent(match: ResolverMatch) -> bool:
    return match.url_name == "documents" and match.kwargs.get("view") != "received"


ADDRESSES = [path("documents/<slug:view>/", documents, name="documents")]
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
