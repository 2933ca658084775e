"""An account, a supplier and an article of Nordbygg's."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.hub.books.articles import ArticleFacts, save_article
from depesch.hub.books.chart import save_account
from depesch.hub.books.models import Supplier
from depesch.hub.books.suppliers import SupplierFacts, save_supplier
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Make, Ours

STEGET = SupplierFacts(name="Ställningsbolaget Steget AB", organisation_number="5561234567")


def _account(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return save_account("4010", "Inköp material", actor="user:x").pk


def _supplier(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return _steget().pk


def _article(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        facts = ArticleFacts(number="S-014", name="Ställning")
        return save_article(facts, account=None, suppliers=(), actor="user:x").pk


def _steget() -> Supplier:
    return save_supplier(STEGET, account=None, actor="user:x")


OBJECTS: Mapping[str, Make] = {"ledger_account_id": _account, "supplier_id": _supplier, "article_id": _article}
