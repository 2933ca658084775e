"""What Nordbygg's books hold in the tests: a small chart, two suppliers, one article."""

from __future__ import annotations

from depesch.hub.books.articles import ArticleFacts, save_article
from depesch.hub.books.chart import save_account
from depesch.hub.books.models import LedgerAccount
from depesch.hub.books.suppliers import SupplierFacts, save_supplier
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

DORIS = "user:doris"
CHART = {
    "4010": "Inköp material", "4600": "Legoarbeten", "5210": "Hyra ställning", "5410": "Förbrukning",
    "5460": "Kontorsmaterial", "6990": "Övriga kostnader",
}  # fmt: skip
STEGET = SupplierFacts(name="Ställningsbolaget Steget AB", organisation_number="556123-4567")


def keep_books(company: Company) -> dict[str, LedgerAccount]:
    """Write the registers and return the accounts by number; 5410 is closed.

    Steget sells the article S-014, which goes to 5210; all else of theirs goes to 4600.
    """
    with acting_for(company.pk):
        accounts = {number: save_account(number, name, actor=DORIS) for number, name in CHART.items()}
        save_account("5410", CHART["5410"], account=accounts["5410"], is_active=False, actor=DORIS)
        steget = save_supplier(STEGET, account=accounts["4600"], actor=DORIS)
        article = ArticleFacts(number="s-014", name="Ställning, hyra")
        save_article(article, account=accounts["5210"], suppliers=(steget,), actor=DORIS)
    return accounts
