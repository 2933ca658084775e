"""A document, one of its files, a view of the list."""

from __future__ import annotations

from depesch.hub.archive.models import ArchivedFile
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Ours


def _document(ours: Ours) -> object:
    return ours.ledger["20261182"]


def _file(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return ArchivedFile.objects.filter(document_id=ours.ledger["20261182"])[0].pk


OBJECTS = {"document_id": _document, "file_id": _file}
CHOICES = {"view": "sent", "number": 0}
