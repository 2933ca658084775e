"""Routing orders: prefilled with both parties' data, copied or mailed over a real server, activated by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.directory.customers import Standing, add_customer, recipient_for_form
from depesch.hub.directory.identifiers import PartyIdentifier
from depesch.hub.directory.models import Customer, RoutingOrder
from depesch.hub.mailing.models import Letter
from depesch.hub.mailing.posting import post_due
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(nordbygg: Company) -> Customer:
    """A customer at another operator."""
    with acting_for(nordbygg.pk):
        return add_customer(
            "Region Västerdal", identifiers=[PartyIdentifier("0007", "2321000016")], country="SE"
        )  # fmt: skip


@pytest.fixture
def mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A mail server that the hub posts its letters over."""
    with Catcher(tmp_path) as catcher:
        for name, value in {
            "HOST": "127.0.0.1",
            "PORT": str(catcher.port),
            "TLS": "none",
            "FROM": "hub@hub.example",
        }.items():
            monkeypatch.setenv(f"DEPESCH_MAIL_{name}", value)
        yield tmp_path


def order_for(browser: Client, customer: Customer, operator: str = "Annan Operatör AB") -> UUID:
    answer = browser.post(reverse("new_routing_order"), {"customer": str(customer.pk), "operator": operator})
    return UUID(answer.headers["Location"].rstrip("/").rpartition("/")[2])


@pytest.mark.row("S-173")
def test_the_email_holds_both_parties_and_goes_out_when_it_is_sent(
    astrids_browser: Client, customer: Customer, astrid: User, mails: Path
) -> None:
    address = reverse("routing_order", args=[order_for(astrids_browser, customer)])
    page = astrids_browser.get(address)
    form = page.context["form"].initial
    for shown in ("Nordbygg Fasad AB", "5566010103", "0007:2321000016", "Region Västerdal", astrid.email):
        assert shown in form["text"]
    values = {"mail_to": "routing@operator.example", "subject": form["subject"], "text": form["text"] + "\nTack!"}
    assert astrids_browser.post(address, values).status_code == 302
    assert post_due(timezone.now()) == 1
    ((_path, mail),) = caught(mails)
    assert mail["To"].endswith("<routing@operator.example>") or mail["To"] == "routing@operator.example"
    assert mail["Reply-To"] == astrid.email
    body = mail.get_body(("plain",))
    assert body is not None
    assert "0007:2321000016" in body.get_content()
    assert "Tack!" in body.get_content()


def test_the_same_order_is_not_mailed_twice_a_day(astrids_browser: Client, customer: Customer) -> None:
    address = reverse("routing_order", args=[order_for(astrids_browser, customer)])
    values = {"mail_to": "routing@operator.example", "subject": "S", "text": "T"}
    astrids_browser.post(address, values)
    assert "mindre än ett dygn" in astrids_browser.post(address, values).content.decode()
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("address", ["", "nobody", "a@b", "x@y.example\nBcc: z@y.example"])
def test_a_bad_address_is_told_at_the_field_and_the_text_stays(
    address: str, astrids_browser: Client, customer: Customer
) -> None:
    order = reverse("routing_order", args=[order_for(astrids_browser, customer)])
    answer = astrids_browser.post(order, {"mail_to": address, "subject": "S", "text": "min egen text"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["mail_to"]
    assert "min egen text" in answer.content.decode()
    assert not Letter.objects.exists()


@pytest.mark.row("S-174")
def test_the_list_shows_what_awaits_an_answer_and_is_searched_by_name(
    astrids_browser: Client, customer: Customer, nordbygg: Company
) -> None:
    with acting_for(nordbygg.pk):
        other = add_customer("Skogby AB")
    order_for(astrids_browser, customer)
    order_for(astrids_browser, other, "Tredje")
    page = astrids_browser.get(reverse("routing_orders")).content.decode()
    assert page.count("Inväntar svar") >= 2
    found = astrids_browser.get(reverse("routing_orders"), {"q": "väster", "state": "waiting"}).content.decode()
    assert "Region Västerdal" in found
    assert "Skogby AB" not in found


@pytest.mark.row("S-170", "S-175")
def test_an_activated_order_makes_the_customer_ready_and_tells_who_ordered_it(
    astrids_browser: Client, doris_browser: Client, customer: Customer, nordbygg: Company, astrid: User
) -> None:
    order_id = order_for(astrids_browser, customer)
    with acting_for(nordbygg.pk):
        assert recipient_for_form(customer.pk).standing is Standing.ROUTING  # type: ignore[union-attr]
    page = doris_browser.post(reverse("end_routing_order", args=[order_id]), {"action": "activate"}, follow=True)
    assert "Region Västerdal är klar" in page.content.decode()
    assert Letter.objects.get(kind="routing_ready").recipient == astrid.email
    with acting_for(nordbygg.pk):
        assert recipient_for_form(customer.pk).is_ready  # type: ignore[union-attr]


@pytest.mark.row("S-175")
def test_a_cancelled_order_stays_cancelled(astrids_browser: Client, customer: Customer, nordbygg: Company) -> None:
    order_id = order_for(astrids_browser, customer)
    astrids_browser.post(reverse("end_routing_order", args=[order_id]), {"action": "cancel"})
    astrids_browser.post(reverse("end_routing_order", args=[order_id]), {"action": "activate"})
    with acting_for(nordbygg.pk):
        assert RoutingOrder.objects.get().state == "cancelled"


def test_one_customer_has_one_open_order(astrids_browser: Client, customer: Customer) -> None:
    assert order_for(astrids_browser, customer) == order_for(astrids_browser, customer)
