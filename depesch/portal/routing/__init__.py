"""Screen: routing orders for receivers at other operators."""

from __future__ import annotations

from django.urls import path

from depesch.portal.routing.views import end_routing_order, new_routing_order, routing_order, routing_orders

ADDRESSES = [
    path("network/routing/", routing_orders, name="routing_orders"),
    path("network/routing/new/", new_routing_order, name="new_routing_order"),
    path("network/routing/<uuid:order_id>/", routing_order, name="routing_order"),
    path("network/routing/<uuid:order_id>/end/", end_routing_order, name="end_routing_order"),
]
