"""Screen: the store: what can be had, and what became of the offers that were asked for."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.hub.tenancy.access import Permission
from depesch.portal.addresses import MenuPlace
from depesch.portal.store.views import store, store_ask, store_withdraw

ADDRESSES = [
    path("store/", store, name="store"),
    path("store/<slug:product_name>/", store_ask, name="store_ask"),
    path("store/requests/<uuid:quote_id>/withdraw/", store_withdraw, name="store_withdraw"),
]
PLACES = (
    MenuPlace(
        rank=85, address="store", label=_("Store"), icon="store", wide=True, permission=Permission.ADMINISTER
    ),
)  # fmt: skip
