"""The design or version that an address names; 404 for whatever is not the company's. Inside `acting_for`."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from depesch.hub.directory.models import Design, DesignVersion


def design_called(design_id: UUID, *, removed: bool = False) -> Design:
    """Return a design in use, or with `removed` one that is not."""
    found = Design.objects.filter(pk=design_id, removed_at__isnull=not removed).first()
    if found is None:
        raise Http404
    return found


def version_called(version_id: UUID) -> DesignVersion:
    """Return a version, of a removed design too."""
    found = DesignVersion.objects.select_related("design").filter(pk=version_id).first()
    if found is None:
        raise Http404
    return found
