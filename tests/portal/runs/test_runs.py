"""The runs in the settings: made, ordered with buttons alone, tried on a customer, conflicts told, removed."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.directory.customer_cards import card_of
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.models import Customer, Run
from depesch.hub.directory.runs import RunFacts, company_runs, save_run
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

PUBLIC = {"sent": "1", "name": "Myndigheter", "kinds": "public", "channel": ["portal_inbox", "printer"]}


def made(company: Company, name: str, **facts: tuple[str, ...]) -> Run:
    with acting_for(company.pk):
        return save_run(RunFacts(name=name, **facts), actor="user:doris")


def names(company: Company) -> list[str]:
    with acting_for(company.pk):
        return [run.name for run in company_runs().named]


def order_on(page: str) -> list[str]:
    return re.findall(r'name="channel" value="([a-z_]+)"', page)


@pytest.mark.row("D-04", "D-06", "S-067")
def test_d_06_runs_are_made_with_buttons_alone(doris_browser: Client, nordbygg: Company) -> None:
    page = doris_browser.get(reverse("run_new")).content.decode()
    assert order_on(page) == ["portal_inbox"]
    pressed = {**PUBLIC, "channel": ["portal_inbox"], "act": "add:printer"}
    page = doris_browser.post(reverse("run_new"), pressed).content.decode()
    assert order_on(page) == ["portal_inbox", "printer"]
    assert 'value="Myndigheter"' in page  # what was typed stays, nothing is blamed, nothing is saved
    assert "field__fault" not in page
    assert names(nordbygg) == []
    page = doris_browser.post(reverse("run_new"), {**PUBLIC, "act": "up:printer"}).content.decode()
    assert order_on(page) == ["printer", "portal_inbox"]
    page = doris_browser.post(reverse("run_new"), {**PUBLIC, "act": "remove:portal_inbox"}).content.decode()
    assert order_on(page) == ["printer"]
    page = doris_browser.post(reverse("run_new"), PUBLIC, follow=True).content.decode()
    assert "För: Offentlig" in page or "För: Myndighet" in page
    assert "Skrivare är inte inställd: det steget hoppas över." in page
    with acting_for(nordbygg.pk):
        (run,) = company_runs().named
    assert (run.name, run.channels, run.kinds) == ("Myndigheter", ("portal_inbox", "printer"), ("public",))


def test_runs_change_places_by_buttons_and_by_dragging(doris_browser: Client, nordbygg: Company) -> None:
    rows = [made(nordbygg, name, channels=("email",)) for name in "ABC"]
    doris_browser.post(reverse("run_move", args=[rows[2].pk]), {"to": "up"})
    assert names(nordbygg) == ["A", "C", "B"]
    doris_browser.post(reverse("runs_order"), {"run": [str(rows[1].pk), str(rows[0].pk), str(rows[2].pk), "nonsense"]})
    assert names(nordbygg) == ["B", "A", "C"]


@pytest.mark.row("D-04")
def test_d_04_the_default_run_is_ordered_and_a_channel_that_is_new_comes_last(
    doris_browser: Client, nordbygg: Company
) -> None:
    doris_browser.post(reverse("run_default"), {"sent": "1", "channel": ["email", "portal_inbox"]})
    with acting_for(nordbygg.pk):
        assert company_runs().default == ("email", "portal_inbox")


def test_conflicts_and_the_way_of_a_customer_are_shown(doris_browser: Client, nordbygg: Company) -> None:
    made(nordbygg, "Norden", channels=("portal_inbox",), countries=("SE", "NO"))
    run = made(nordbygg, "Norge", channels=("printer",), countries=("NO",))
    with acting_for(nordbygg.pk):
        customer = add_customer("Fjordtre", country="NO")
    page = doris_browser.get(reverse("runs")).content.decode()
    assert "Ingen kund tar den någonsin: Norden ovanför gäller alla de här." in page
    page = doris_browser.get(reverse("runs"), {"customer": str(customer.pk)}).content.decode()
    assert "Till Fjordtre skulle den gå:" in page
    assert "Leveransvägen Norden: den gäller Norge." in page
    with acting_for(nordbygg.pk):
        Customer.objects.update(named_run=run)
    page = doris_browser.get(reverse("runs"), {"customer": str(customer.pk)}).content.decode()
    assert "Leveransvägen Norge: så står det på kundens kort." in page
    assert "Det finns ingen väg." in page  # there is no printer
    page = doris_browser.get(reverse("runs"), {"country": "NO", "kind": "company"}).content.decode()
    assert "Leveransvägen Norden: den gäller Norge." in page


@pytest.mark.row("D-04")
def test_d_04_a_customers_card_chooses_a_run(doris_browser: Client, nordbygg: Company) -> None:
    run = made(nordbygg, "Papper", channels=("printer",))
    with acting_for(nordbygg.pk):
        customer = add_customer("Fjordtre", country="NO")
    address = reverse("customer", args=[customer.pk])
    card = {"name": "Fjordtre", "kind": "company", "country": "NO", "language": "nb", "first": f"run:{run.pk}"}
    answer = doris_browser.post(address, {**card, "second": "email", "email": "a@b.example"})
    assert "Leveransvägen säger vad som kommer sedan." in answer.content.decode()
    doris_browser.post(address, card)
    with acting_for(nordbygg.pk):
        assert card_of(Customer.objects.get()).named_run_id == run.pk
    assert f'<option value="run:{run.pk}" selected>' in doris_browser.get(address).content.decode()
    asked = doris_browser.get(reverse("run_remove", args=[run.pk])).content.decode()
    assert "1 kund har den på sitt kort" in asked
    doris_browser.post(reverse("run_remove", args=[run.pk]))
    with acting_for(nordbygg.pk):
        assert Customer.objects.get().named_run_id is None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": ""}, "Det här måste fyllas i"),
        ({"more_countries": "Norge"}, "NORGE är ingen landskod."),
    ],
)
def test_what_is_wrong_with_a_run_is_told(doris_browser: Client, given: dict[str, str], told: str) -> None:
    answer = doris_browser.post(reverse("run_new"), {**PUBLIC, **given})
    assert (answer.status_code, told in answer.content.decode()) == (422, True)


def test_a_name_is_given_once(doris_browser: Client, nordbygg: Company) -> None:
    made(nordbygg, "Myndigheter", channels=("email",))
    assert "En annan leveransväg har det namnet." in doris_browser.post(reverse("run_new"), PUBLIC).content.decode()
