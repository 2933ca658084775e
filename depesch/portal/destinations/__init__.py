"""Screen: servers that documents are brought to: the company's own, for what it receives, and a customer's."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.destinations.customers import customer_server, customer_server_remove
from depesch.portal.destinations.own import (
    bring_again_now,
    bring_all,
    bring_earlier,
    bring_no_more,
    own_server_page,
    own_server_remove,
    own_server_set,
)

ADDRESSES = [
    path("settings/own-server/", own_server_page, name="own_server"),
    path("settings/own-server/set/<slug:channel>/", own_server_set, name="own_server_set"),
    path("settings/own-server/remove/", own_server_remove, name="own_server_remove"),
    path("settings/own-server/again/", bring_all, name="bring_all"),
    path("settings/own-server/earlier/", bring_earlier, name="bring_earlier"),
    path("settings/own-server/<uuid:document_id>/again/", bring_again_now, name="bring_again"),
    path("settings/own-server/<uuid:document_id>/end/", bring_no_more, name="bring_no_more"),
    path("network/customers/<uuid:customer_id>/server/<slug:channel>/", customer_server, name="customer_server"),
    path(
        "network/customers/<uuid:customer_id>/server/<slug:channel>/remove/", customer_server_remove,
        name="customer_server_remove",
    ),
]  # fmt: skip
SETTINGS = (
    SettingsPlace(
        rank=62, address="own_server", label=_("Your own server"), group=SettingsGroup.PROGRAMS,
        says=_("Received documents are left on a server of yours"),
        also=("own_server_set", "own_server_remove"),
    ),
)  # fmt: skip
