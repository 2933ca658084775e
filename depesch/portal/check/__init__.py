"""Screen: check a file without handing it over."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import MenuPlace
from depesch.portal.check.views import check

ADDRESSES = [path("check/", check, name="check")]
PLACES = (MenuPlace(rank=45, address="check", label=_("Check"), icon="mark-done", wide=True),)
