"""Screen: the register of customers: list, card, import, export."""

from __future__ import annotations

from django.urls import path

from depesch.portal.customers.card import customer, new_customer, remove_customer
from depesch.portal.customers.exchange import export_customers, import_customers, imported_customers
from depesch.portal.customers.views import customers

ADDRESSES = [
    path("network/customers/", customers, name="customers"),
    path("network/customers/new/", new_customer, name="new_customer"),
    path("network/customers/import/", import_customers, name="import_customers"),
    path("network/customers/import/<uuid:import_id>/", imported_customers, name="imported_customers"),
    path("network/customers/export/", export_customers, name="export_customers"),
    path("network/customers/<uuid:customer_id>/", customer, name="customer"),
    path("network/customers/<uuid:customer_id>/remove/", remove_customer, name="remove_customer"),
]
