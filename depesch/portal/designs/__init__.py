"""Screen: how the company's invoices look, and which design is for whom."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.designs.editing import design_edit, design_new, version_restore
from depesch.portal.designs.files import design_kit, design_picture, design_source
from depesch.portal.designs.sources import design_upload, design_upload_new
from depesch.portal.designs.views import design_move, design_remove, design_restore, designs, designs_order

ADDRESSES = [
    path("settings/designs/", designs, name="designs"),
    path("settings/designs/new/", design_new, name="design_new"),
    path("settings/designs/upload/", design_upload_new, name="design_upload_new"),
    path("settings/designs/kit/", design_kit, name="design_kit"),
    path("settings/designs/order/", designs_order, name="designs_order"),
    path("settings/designs/<uuid:design_id>/", design_edit, name="design_edit"),
    path("settings/designs/<uuid:design_id>/upload/", design_upload, name="design_upload"),
    path("settings/designs/<uuid:design_id>/move/", design_move, name="design_move"),
    path("settings/designs/<uuid:design_id>/remove/", design_remove, name="design_remove"),
    path("settings/designs/<uuid:design_id>/restore/", design_restore, name="design_restore"),
    path("settings/designs/versions/<uuid:version_id>/picture/", design_picture, name="design_picture"),
    path("settings/designs/versions/<uuid:version_id>/source/", design_source, name="design_source"),
    path("settings/designs/versions/<uuid:version_id>/restore/", version_restore, name="version_restore"),
]
SETTINGS = (
    SettingsPlace(
        rank=10, address="designs", label=_("Designs"), group=SettingsGroup.TEMPLATES,
        says=_("How your invoices look as PDF, and for whom"),
        also=("design_new", "design_upload_new", "design_edit", "design_upload", "design_remove"),
    ),
)  # fmt: skip
