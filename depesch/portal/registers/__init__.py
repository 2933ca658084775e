"""Screen: what coding goes by: the chart of accounts, suppliers with their usual account, own articles.

Those who work on what was received keep these registers: they are the ones who meet a new supplier.
"""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.hub.tenancy.access import Permission
from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.registers import articles, chart, chart_file, suppliers

ADDRESSES = [
    path("settings/chart/", chart.chart, name="chart"),
    path("settings/chart/new/", chart.ledger_account_new, name="ledger_account_new"),
    path("settings/chart/import/", chart_file.import_chart, name="import_chart"),
    path("settings/chart/<uuid:ledger_account_id>/", chart.ledger_account, name="ledger_account"),
    path("settings/suppliers/", suppliers.suppliers, name="suppliers"),
    path("settings/suppliers/new/", suppliers.supplier_new, name="supplier_new"),
    path("settings/suppliers/<uuid:supplier_id>/", suppliers.supplier, name="supplier"),
    path("settings/suppliers/<uuid:supplier_id>/remove/", suppliers.supplier_remove, name="supplier_remove"),
    path("settings/articles/", articles.articles, name="articles"),
    path("settings/articles/new/", articles.article_new, name="article_new"),
    path("settings/articles/<uuid:article_id>/", articles.article, name="article"),
    path("settings/articles/<uuid:article_id>/remove/", articles.article_remove, name="article_remove"),
]
SETTINGS = (
    SettingsPlace(
        rank=31, address="chart", label=_("Chart of accounts"), permission=Permission.PROCESS,
        group=SettingsGroup.BOOKS, says=_("Which accounts your bookkeeping has"),
        also=("ledger_account_new", "ledger_account", "import_chart"),
    ),
    SettingsPlace(
        rank=32, address="suppliers", label=_("Suppliers"), permission=Permission.PROCESS,
        group=SettingsGroup.BOOKS, says=_("The usual account of each supplier"),
        also=("supplier_new", "supplier", "supplier_remove"),
    ),
    SettingsPlace(
        rank=33, address="articles", label=_("Own articles"), permission=Permission.PROCESS,
        group=SettingsGroup.BOOKS, says=_("What you buy, from whom and on which account"),
        also=("article_new", "article", "article_remove"),
    ),
)  # fmt: skip
