"""Screen: for those who run the hub: what stands still, in every company."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import MenuPlace
from depesch.portal.operator.views import operator

ADDRESSES = [path("operation/", operator, name="operator")]
PLACES = (MenuPlace(rank=90, address="operator", label=_("Operation"), icon="operator", wide=True, operator=True),)
