"""Accounts, suppliers and own articles over HTTP: added, changed, from a file, from an invoice."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from depesch.hub.books.models import Article, LedgerAccount, Supplier
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.portal.coding.register import keep_books

SIE = '#FLAGGA 0\n#FORMAT PC8\n#KONTO 4010 "Inköp av \\"varor\\" & L\'Or"\n#KTYP 4010 K\n#KONTO 5010 Lokalhyra\n'


def names(company: Company) -> dict[str, str]:
    with acting_for(company.pk):
        return dict(LedgerAccount.objects.values_list("number", "name"))


def looked_at(browser: Client, content: bytes, name: str = "konton.csv") -> tuple[str, dict[str, str]]:
    """Return the page that shows what a file would change, and the form that applies it."""
    answer = browser.post(reverse("import_chart"), {"file": SimpleUploadedFile(name, content)})
    page = answer.content.decode()
    hidden = dict(re.findall(r'name="(digest|file_name)" value="([^"]*)"', page))
    table = re.search(r'<textarea name="table" hidden>(.*?)</textarea>', page, re.DOTALL)
    return page, hidden | (
        {"table": table[1].replace("&quot;", '"').replace("&amp;", "&").replace("&#x27;", "'")} if table else {}
    )


@pytest.mark.row("S-057")
def test_a_chart_comes_from_a_file_after_a_look_at_it(rolfs_browser: Client, nordbygg: Company) -> None:
    page, form = looked_at(rolfs_browser, "Konto;Benämning;Aktiv\n4010;Inköp;ja\n5010;Lokalhyra;nej\n".encode())
    assert "Nya: 2. Ändrade: 0. Oförändrade: 0." in page
    assert names(nordbygg) == {}
    assert "2 konton lades till" in rolfs_browser.post(reverse("import_chart"), form, follow=True).content.decode()
    assert names(nordbygg) == {"4010": "Inköp", "5010": "Lokalhyra"}
    with acting_for(nordbygg.pk):
        assert not LedgerAccount.objects.get(number="5010").is_active
    page, form = looked_at(rolfs_browser, b"account,name\n4010,Purchases\n5010,Lokalhyra\n")
    assert "Nya: 0. Ändrade: 1. Oförändrade: 1." in page
    with acting_for(nordbygg.pk):
        LedgerAccount.objects.filter(number="4010").update(name="Varor")
    assert rolfs_browser.post(reverse("import_chart"), form).status_code == 409
    assert names(nordbygg)["4010"] == "Varor"


def test_a_sie_file_is_read_in_its_own_character_set(rolfs_browser: Client, nordbygg: Company) -> None:
    _page, form = looked_at(rolfs_browser, SIE.encode("cp437"), "plan.se")
    rolfs_browser.post(reverse("import_chart"), form)
    assert names(nordbygg) == {"4010": 'Inköp av "varor" & L\'Or', "5010": "Lokalhyra"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Filen är tom."),
        (b"\x00\x01", "Filen är ingen text."),
        (b"a;b\n1;2\n", "Första raden måste namnge kolumnerna"),
        (b"konto;namn\n40 10;X\n", "Det här är inget kontonummer"),
        (b"konto;namn\n4010;\n", "Namnet saknas"),
        (b"konto;namn\n4010;X\n4010;Y\n", "Numret står två gånger i filen."),
        (b"konto;namn\n", "Det finns inget konto i filen."),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    rolfs_browser: Client, nordbygg: Company, content: bytes, words: str
) -> None:
    page, form = looked_at(rolfs_browser, content) if content else ("", {})
    if not content:  # a browser sends an empty file; Django's client does not take it for one
        answer = rolfs_browser.post(reverse("import_chart"), {})
        assert answer.status_code == 422
        return
    assert words in page
    assert "table" not in form
    assert names(nordbygg) == {}


def test_an_account_is_added_changed_and_closed(rolfs_browser: Client, nordbygg: Company) -> None:
    given = {"number": "4010", "name": "Inköp", "is_active": "on"}
    assert (
        "4010 Inköp är sparad."
        in rolfs_browser.post(reverse("ledger_account_new"), given, follow=True).content.decode()
    )
    again = rolfs_browser.post(reverse("ledger_account_new"), given)
    assert again.status_code == 422
    assert "Ett annat konto har det här numret." in again.content.decode()
    with acting_for(nordbygg.pk):
        pk = LedgerAccount.objects.get().pk
    rolfs_browser.post(reverse("ledger_account", args=[pk]), {"number": "4010", "name": "Varor"})
    assert "Används inte" in rolfs_browser.get(reverse("chart")).content.decode()
    assert names(nordbygg) == {"4010": "Varor"}


@pytest.mark.row("S-057", "D-03")
def test_an_unknown_supplier_is_added_from_the_invoice_and_the_proposal_follows(
    rolfs_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    keep_books(nordbygg)
    with acting_for(nordbygg.pk):
        Article.objects.all().delete()
        Supplier.objects.all().delete()
    coding, add = reverse("coding", args=[ledger["4471"]]), f"{reverse('supplier_new')}?document={ledger['4471']}"
    assert f'href="{add}"' in rolfs_browser.get(coding).content.decode()
    page = rolfs_browser.get(add).content.decode()
    for value in ("Ställningsbolaget Steget AB", "5561234567", "5050-1055"):
        assert f'value="{value}"' in page
    given = {"name": "Steget", "country": "SE", "organisation_number": "556123-4567", "account": "5211"}
    bad = rolfs_browser.post(add, given)
    assert bad.status_code == 422
    assert "Menade du 5210 Hyra ställning?" in bad.content.decode()
    page = rolfs_browser.post(add, given | {"account": "hyra ställning"}, follow=True).content.decode()
    assert "Det vanliga inköpskontot för Steget." in page


def test_a_supplier_is_refused_with_words_and_removed(rolfs_browser: Client, nordbygg: Company) -> None:
    keep_books(nordbygg)
    wrong = {"name": "X", "country": "SE", "organisation_number": "5561234568"}
    for given, words in (
        (wrong, "är inget sådant nummer"),
        (wrong | {"organisation_number": "5561234567"}, "Ställningsbolaget Steget AB har det här numret."),
        (wrong | {"organisation_number": ""}, "Ange minst ett nummer"),
        (wrong | {"organisation_number": "", "bankgiro": "5050-1055", "account": "5410"}, "Konto 5410 är stängt."),
    ):
        answer = rolfs_browser.post(reverse("supplier_new"), given)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    with acting_for(nordbygg.pk):
        pk = Supplier.objects.get().pk
    rolfs_browser.post(reverse("supplier_remove", args=[pk]))
    assert "Inga leverantörer än" in rolfs_browser.get(reverse("suppliers")).content.decode()
    assert rolfs_browser.get(reverse("supplier", args=[pk])).status_code == 404


def test_an_article_names_its_suppliers(rolfs_browser: Client, nordbygg: Company) -> None:
    keep_books(nordbygg)
    given = {"number": "K-7", "name": "Kalk", "gtin": "7310865004703", "account": "4010", "suppliers": "Ingen AB"}
    answer = rolfs_browser.post(reverse("article_new"), given)
    assert "Ingen leverantör heter ”Ingen AB”." in answer.content.decode()
    assert (
        "inget GTIN"
        in rolfs_browser.post(
            reverse("article_new"), given | {"suppliers": "", "gtin": "7310865004704"}
        ).content.decode()
    )
    page = rolfs_browser.post(
        reverse("article_new"), given | {"suppliers": "556123-4567"}, follow=True
    ).content.decode()
    assert "K-7 Kalk" in page
    with acting_for(nordbygg.pk):
        pk = Article.objects.get(number="K-7").pk
    assert "Ställningsbolaget Steget AB" in rolfs_browser.get(reverse("article", args=[pk])).content.decode()
    rolfs_browser.post(reverse("article_remove", args=[pk]))
    assert "K-7" not in rolfs_browser.get(reverse("articles")).content.decode()


def test_those_who_do_not_work_on_what_was_received_do_not_keep_registers(
    astrids_browser: Client, carls_browser: Client, nordbygg: Company
) -> None:
    keep_books(nordbygg)
    for name in ("chart", "suppliers", "articles"):
        assert astrids_browser.get(reverse(name)).status_code == 403
        assert "Steget" not in carls_browser.get(reverse(name)).content.decode()
