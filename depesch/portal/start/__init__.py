"""Screen: what needs somebody today, and the last weeks at a glance."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import MenuPlace
from depesch.portal.start.views import start

ADDRESSES = [path("", start, name="start")]
PLACES = (MenuPlace(rank=0, address="start", label=_("Start"), icon="start"),)
