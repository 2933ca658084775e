"""The coding of an incoming document over HTTP: proposed with its reason, changed, split, saved, by two at once."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.books.coding import saved_coding
from depesch.hub.books.models import LedgerAccount
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.portal.coding.register import keep_books

STEGETS, KALKS = "4471", "88-2031"


@pytest.fixture
def books(nordbygg: Company) -> dict[str, LedgerAccount]:
    """Nordbygg's registers."""
    return keep_books(nordbygg)


def address(ledger: dict[str, UUID], number: str = STEGETS) -> str:
    return reverse("coding", args=[ledger[number]])


def fields(page: str) -> dict[str, str]:
    """Return what the form holds, as a browser would send it."""
    form = page[page.index('id="coding"') :]
    inputs = re.findall(r"<input [^>]*>", form)
    named = {re.search(r'name="([^"]+)"', each): re.search(r'value="([^"]*)"', each) for each in inputs}
    return {name[1]: value[1] if value else "" for name, value in named.items() if name}


def saved(nordbygg: Company, document: UUID) -> dict[int, list[tuple[str, str]]]:
    with acting_for(nordbygg.pk):
        coding = saved_coding(document)
    assert coding is not None
    return {row: [(part.account.number, f"{part.amount:.2f}") for part in parts] for row, parts in coding.parts.items()}


@pytest.mark.row("S-057", "D-02", "D-03")
def test_s_057_the_proposal_is_shown_with_its_reason_and_saved(
    rolfs_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount], nordbygg: Company
) -> None:
    assert (
        f'href="{address(ledger)}"' in rolfs_browser.get(reverse("document", args=[ledger[STEGETS]])).content.decode()
    )
    page = rolfs_browser.get(address(ledger)).content.decode()
    assert "känd på organisationsnummer 5561234567" in page
    assert fields(page)["account-0-0"] == "4600 Legoarbeten"
    assert "Det vanliga inköpskontot för Ställningsbolaget Steget AB." in page
    assert fields(page)["account-1-0"] == "5210 Hyra ställning"
    assert "Er artikel s-014, Ställning, hyra, köps av Ställningsbolaget Steget AB." in page
    answer = rolfs_browser.post(address(ledger), {**fields(page), "do": "save"}, follow=True).content.decode()
    assert "Konteringen är sparad." in answer
    assert "Konteringen sparades: konto 4600, 5210." in answer
    assert saved(nordbygg, ledger[STEGETS]) == {0: [("4600", "17568.00")], 1: [("5210", "4391.92")]}
    assert "Sparad av Rolf Hage" in rolfs_browser.get(address(ledger)).content.decode()


@pytest.mark.row("S-057")
def test_a_row_is_split_and_an_empty_amount_takes_the_rest(
    rolfs_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount], nordbygg: Company
) -> None:
    sent = fields(rolfs_browser.get(address(ledger)).content.decode())
    page = rolfs_browser.post(address(ledger), {**sent, "do": "split:0"}).content.decode()
    sent = fields(page) | {"account-0-0": "4010", "amount-0-0": "7 000,50", "account-0-1": "legoarbeten"}
    assert 'data-focus="amount-0-0"' in page
    rolfs_browser.post(address(ledger), {**sent, "do": "save"})
    assert saved(nordbygg, ledger[STEGETS])[0] == [("4010", "7000.50"), ("4600", "10567.50")]
    page = rolfs_browser.get(address(ledger)).content.decode()
    assert fields(page)["amount-0-1"] == "10567,50"
    page = rolfs_browser.post(address(ledger), {**fields(page), "do": "drop:0:1"}).content.decode()
    assert "account-0-1" not in fields(page)


@pytest.mark.row("S-057")
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    rolfs_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount]
) -> None:
    sent = fields(rolfs_browser.get(address(ledger)).content.decode())
    sent |= {"account-0-0": "5461 Kontor", "account-1-0": "5410", "amount-1-0": "100", "account-1-1": ""}
    answer = rolfs_browser.post(address(ledger), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Det finns inget konto ”5461 Kontor”." in page
    assert "Ta 5460 Kontorsmaterial" in page
    assert "Konto 5410 är stängt." in page
    assert "4 291,92 SEK av raden saknas." in page.replace("\N{NO-BREAK SPACE}", " ")
    assert fields(page)["account-0-0"] == "5461 Kontor"
    page = rolfs_browser.post(address(ledger), {**fields(page), "do": "near:0:0"}).content.decode()
    assert fields(page)["account-0-0"] == "5460 Kontorsmaterial"
    bad = rolfs_browser.post(address(ledger), {**fields(page), "amount-1-0": "fyra"}).content.decode()
    assert "”fyra” går inte att läsa som ett tal." in bad


@pytest.mark.row("S-057")
def test_two_people_at_one_coding_do_not_overwrite_each_other_in_silence(
    rolfs_browser: Client, doris_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount],
    nordbygg: Company,
) -> None:  # fmt: skip
    mine = fields(rolfs_browser.get(address(ledger)).content.decode())
    theirs = fields(doris_browser.get(address(ledger)).content.decode()) | {"account-0-0": "4010"}
    doris_browser.post(address(ledger), theirs)
    answer = rolfs_browser.post(address(ledger), mine | {"account-0-0": "6990"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Doris Alm sparade en annan kontering" in page
    assert "Sparat under tiden: 4010" in page
    assert fields(page)["account-0-0"] == "6990"
    assert saved(nordbygg, ledger[STEGETS])[0] == [("4010", "17568.00")]
    answer = rolfs_browser.post(address(ledger), fields(page), follow=True)
    assert saved(nordbygg, ledger[STEGETS])[0] == [("6990", "17568.00")]
    assert "Konteringen ändrades: konto 5210, 6990, förut 4010, 5210." in answer.content.decode()


def test_saving_the_same_again_is_no_change(
    rolfs_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount], nordbygg: Company
) -> None:
    sent = fields(rolfs_browser.get(address(ledger)).content.decode())
    for _ in range(2):  # pressed twice
        assert rolfs_browser.post(address(ledger), sent).status_code == 302
    with acting_for(nordbygg.pk):
        coding = saved_coding(ledger[STEGETS])
    assert coding is not None
    assert coding.version == 1


@pytest.mark.row("S-057", "D-02")
def test_what_was_saved_is_offered_the_next_time_and_never_fills_itself_in(
    rolfs_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount], nordbygg: Company
) -> None:
    sent = fields(rolfs_browser.get(address(ledger)).content.decode())
    rolfs_browser.post(address(ledger), sent | {"account-0-0": "6990"})
    page = rolfs_browser.get(address(ledger, "4458")).content.decode()
    assert fields(page)["account-0-0"] == "4600 Legoarbeten"
    assert "Senast: 6990 Övriga kostnader" in page
    page = rolfs_browser.post(address(ledger, "4458"), {**fields(page), "do": "take:0"}).content.decode()
    assert fields(page)["account-0-0"] == "6990 Övriga kostnader"
    assert "Senast: 6990" not in page


def test_the_way_back_to_the_proposal(
    rolfs_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount]
) -> None:
    sent = fields(rolfs_browser.get(address(ledger)).content.decode())
    rolfs_browser.post(address(ledger), sent | {"account-0-0": "6990"})
    page = rolfs_browser.get(address(ledger)).content.decode()
    assert fields(page)["account-0-0"] == "6990 Övriga kostnader"
    assert "Tillbaka till förslaget" in page
    assert "Föreslaget: 4600 Legoarbeten. Det vanliga inköpskontot" in page  # the reason is not that of 6990
    assert (
        fields(rolfs_browser.get(address(ledger) + "?proposal").content.decode())["account-0-0"] == "4600 Legoarbeten"
    )


@pytest.mark.row("D-02")
def test_an_unknown_supplier_gives_no_proposal(
    rolfs_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount]
) -> None:
    page = rolfs_browser.get(address(ledger, KALKS)).content.decode()
    assert "finns inte i ert leverantörsregister" in page
    assert "Inget förslag: leverantören finns inte i registret." in page
    assert fields(page)["account-0-0"] == ""
    answer = rolfs_browser.post(address(ledger, KALKS), fields(page))
    assert answer.status_code == 422
    assert "Välj ett konto." in answer.content.decode()


def test_who_may_only_read_sees_it_and_saves_nothing(
    bos_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount], nordbygg: Company
) -> None:
    page = bos_browser.get(address(ledger)).content.decode()
    assert "4600 Legoarbeten" in page
    assert "Spara kontering" not in page
    assert bos_browser.post(address(ledger), fields(page)).status_code == 403
    with acting_for(nordbygg.pk):
        assert saved_coding(ledger[STEGETS]) is None


def test_strangers_and_outgoing_documents_have_no_coding(
    carls_browser: Client, rolfs_browser: Client, ledger: dict[str, UUID], books: dict[str, LedgerAccount]
) -> None:
    assert carls_browser.get(address(ledger)).status_code == 404
    assert carls_browser.post(address(ledger), {"account-0-0": "4010"}).status_code == 404
    assert rolfs_browser.get(address(ledger, "20261182")).status_code == 404
