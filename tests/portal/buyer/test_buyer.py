"""A buyer's public page: for anybody, in the reader's language, with its demands; and nothing before it is public."""

from __future__ import annotations

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.directory.buyer_pages import company_of
from depesch.hub.directory.participants import register_company
from depesch.hub.directory.rule_packs import keep_pack
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.rules.packs import pack_from

pytestmark = pytest.mark.django_db

PAGE = {
    "slug": "nordbygg", "is_public": "on", "sv": "Välkommen!\n<b>En faktura per order.</b>", "nb": "", "en": "",
    "contact_name": "Doris Alm", "contact_email": "doris@nordbygg.example", "contact_phone": "",
}  # fmt: skip


@pytest.mark.row("S-190")
def test_anybody_reads_what_the_buyer_demands_and_gets_to_the_registration(
    doris_browser: Client, client: Client, nordbygg: Company
) -> None:
    register_company(nordbygg)
    with acting_for(nordbygg.pk):
        demands = [{"kind": "mandatory", "key": "order", "terms": ["BT-13"]}]
        keep_pack(pack_from(msgspec.json.encode({"receiver": nordbygg.name, "demands": demands})), actor="user:d")
    doris_browser.post(reverse("buyer_settings"), PAGE)
    page = client.get(reverse("buyer_page", args=["nordbygg"]), headers={"accept-language": "sv"}).content.decode()
    for shown in (
        "Fakturor till Nordbygg Fasad AB", "Inköpsordernummer ska fyllas i.", "5566010103", "UBL 2.1",
        "doris@nordbygg.example", "/register/?from=nordbygg", "&lt;b&gt;En faktura per order.",
    ):  # fmt: skip
        assert shown in page
    assert company_of("nordbygg") == nordbygg
    links = doris_browser.get(reverse("buyer_settings")).content.decode()
    assert "/register/?from=nordbygg" in links


def test_a_page_that_is_not_public_is_not_there(doris_browser: Client, client: Client) -> None:
    doris_browser.post(reverse("buyer_settings"), {**PAGE, "is_public": ""})
    assert client.get(reverse("buyer_page", args=["nordbygg"])).status_code == 404
    assert company_of("nordbygg") is None


def test_a_preview_keeps_nothing(doris_browser: Client, client: Client) -> None:
    page = doris_browser.post(reverse("buyer_settings"), {**PAGE, "action": "preview"}).content.decode()
    assert "Så ser andra sidan" in page
    assert company_of("nordbygg") is None


def test_an_address_belongs_to_one_company(doris_browser: Client, carls_browser: Client) -> None:
    doris_browser.post(reverse("buyer_settings"), PAGE)
    answer = carls_browser.post(reverse("buyer_settings"), PAGE)
    assert "slug" in answer.context["form"].errors


@pytest.mark.parametrize("slug", ["Åre", "a b", "-x", "a--b", "../x", ""])
def test_an_address_has_to_be_one(slug: str, doris_browser: Client) -> None:
    answer = doris_browser.post(reverse("buyer_settings"), {**PAGE, "slug": slug})
    assert "slug" in answer.context["form"].errors
