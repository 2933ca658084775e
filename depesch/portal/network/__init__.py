"""Screen: the network: search, a participant's page, a connection in two steps; and how the company uses it."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import MenuPlace, SettingsGroup, SettingsPlace
from depesch.portal.network.connecting import connect
from depesch.portal.network.own_settings import network_settings
from depesch.portal.network.places import in_network, waiting
from depesch.portal.network.views import network, participant, public_participant

ADDRESSES = [
    path("network/", network, name="network"),
    path("network/found/public/", public_participant, name="public_participant"),
    path("network/found/<uuid:participant_id>/", participant, name="participant"),
    path("network/connect/", connect, name="connect"),
    path("settings/network/", network_settings, name="network_settings"),
]
PLACES = (
    MenuPlace(
        rank=50, address="network", label=_("Network"), icon="network", wide=True, waiting=waiting, here=in_network
    ),
)
SETTINGS = (
    SettingsPlace(
        rank=60,
        address="network_settings",
        label=_("The network"),
        group=SettingsGroup.NETWORK,
        says=_("To whom your invoices may go, and who may send to you"),
    ),
)
