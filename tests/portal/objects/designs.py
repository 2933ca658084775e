"""A design of Nordbygg's, and a version of it."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.hub.directory.designs import DesignFacts, save_design
from depesch.hub.directory.models import DesignVersion
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.designs import Design as Look
from tests.portal.objects import Make, Ours


def _version(ours: Ours) -> DesignVersion:
    with acting_for(ours.company.pk):
        found = DesignVersion.objects.filter(design__removed_at=None).first()
        return found or save_design(DesignFacts(name="Grön"), Look(), actor="user:x")


OBJECTS: Mapping[str, Make] = {
    "design_id": lambda ours: _version(ours).design_id,
    "version_id": lambda ours: _version(ours).pk,
}
