"""The accounts for payment: added, in their order, on all invoices, changed, removed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.accounts.payment_accounts import accounts, accounts_for_invoice
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

BANKGIRO = {"kind": "bankgiro", "value": "5402-9681", "on_invoices": "on"}
IBAN = {"kind": "iban", "value": "SE45 5000 0000 0583 9825 7466", "bic": "ESSESESS", "currency": "EUR"}


def listed(company: Company) -> list[tuple[str, str]]:
    with acting_for(company.pk):
        return [(each.kind, each.value) for each in accounts()]


def id_of(company: Company, number: int = 0) -> object:
    with acting_for(company.pk):
        return accounts()[number].pk


@pytest.mark.row("S-201")
def test_an_account_that_is_added_stands_on_all_invoices(doris_browser: Client, nordbygg: Company) -> None:
    empty = doris_browser.get(reverse("payment_account_new")).content.decode()
    assert 'name="on_invoices" id="id_on_invoices" aria-describedby="id_on_invoices_helptext" checked' in empty or (
        "checked" in empty.split('name="on_invoices"', 1)[1].split(">", 1)[0]
    )
    page = doris_browser.post(reverse("payment_account_new"), BANKGIRO, follow=True).content.decode()
    assert "5402-9681 är tillagt." in page
    assert "På alla fakturor" in page
    with acting_for(nordbygg.pk):
        (means,) = accounts_for_invoice(nordbygg, "SEK")
    assert means.credit_transfer is not None
    assert (means.credit_transfer.account, means.credit_transfer.provider) == ("54029681", "SE:BANKGIRO")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({**BANKGIRO, "value": "5402-9682"}, "Ett bankgironummer har 7 eller 8 siffror"),
        ({**IBAN, "bic": "DNBANOKK"}, "ett annat land"),
        ({**IBAN, "value": "SE45"}, "inget IBAN"),
        ({**BANKGIRO, "value": ""}, "Det här måste fyllas i"),
    ],
)
def test_a_wrong_number_is_told_and_stays_in_the_form(
    doris_browser: Client, nordbygg: Company, given: dict[str, str], told: str
) -> None:
    answer = doris_browser.post(reverse("payment_account_new"), given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert given["value"] in answer.content.decode()
    assert listed(nordbygg) == []


def test_accounts_change_places_are_changed_and_removed(doris_browser: Client, nordbygg: Company) -> None:
    for account in (BANKGIRO, IBAN):
        doris_browser.post(reverse("payment_account_new"), account)
    doris_browser.post(reverse("payment_account_move", args=[id_of(nordbygg, 1)]), {"to": "up"})
    assert [kind for kind, _ in listed(nordbygg)] == ["iban", "bankgiro"]
    address = reverse("payment_account", args=[id_of(nordbygg, 1)])
    assert "5402-9681" in doris_browser.get(address).content.decode()
    doris_browser.post(address, {**BANKGIRO, "value": "991-2346"})
    assert listed(nordbygg)[1] == ("bankgiro", "9912346")
    asked = doris_browser.get(reverse("payment_account_remove", args=[id_of(nordbygg, 1)])).content.decode()
    assert "Ta bort 991-2346?" in asked
    assert len(listed(nordbygg)) == 2
    doris_browser.post(reverse("payment_account_remove", args=[id_of(nordbygg, 1)]))
    assert [kind for kind, _ in listed(nordbygg)] == ["iban"]
    log = doris_browser.get(reverse("changes")).content.decode()
    assert "Tog bort kontot Bankgiro 991-2346." in log
    assert "Ändrade numret för kontot Bankgiro 5402-9681: ”9912346”. Förut: ”54029681”." in log
