"""Screen: hand over files."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.hub.tenancy.access import Permission
from depesch.portal.addresses import MenuPlace
from depesch.portal.upload.views import upload

ADDRESSES = [path("upload/", upload, name="upload")]
PLACES = (
    MenuPlace(rank=40, address="upload", label=_("Upload"), icon="upload", permission=Permission.SEND, wide=True),
)
