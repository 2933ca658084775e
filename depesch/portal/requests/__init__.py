"""Screen: connections asked for, in both directions, and each one with its answer."""

from __future__ import annotations

from django.urls import path

from depesch.portal.requests.views import connection, requests

ADDRESSES = [
    path("network/requests/", requests, name="requests"),
    path("network/requests/<uuid:connection_id>/", connection, name="connection"),
]
