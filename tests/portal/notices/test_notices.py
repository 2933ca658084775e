"""The page of a person's notices, and the link in a mail."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.history.models import EventRow
from depesch.hub.notices.models import NoticeWish
from depesch.hub.notices.occasions import RULES, Occasion, Way
from depesch.hub.notices.stopping import Stop, path_to_stop
from depesch.hub.notices.wishes import wishes_of
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.notices.forms import OCCASIONS, WAYS


def ways_of(user: User, company: Company) -> dict[Occasion, Way]:
    with acting_for(company.pk):
        return dict(wishes_of(user.pk).ways)


def test_every_occasion_and_way_has_its_words() -> None:
    assert set(OCCASIONS) == set(Occasion) == set(RULES)
    assert set(WAYS) == set(Way)


def test_page_shows_what_holds_and_keeps_what_is_chosen(
    astrids_browser: Client, astrid: User, nordbygg: Company, doris: User
) -> None:
    page = reverse("notices")
    text = astrids_browser.get(page).content.decode()
    assert "Aviseringar via e-post" in text
    before = ways_of(astrid, nordbygg)
    assert before[Occasion.REFUSED] is Way.AT_ONCE
    chosen = {**{each.value: before[each].value for each in Occasion}, "refused": "daily", "delivered": "at_once"}
    answer = astrids_browser.post(page, {**chosen, "only_own": "on"})
    assert answer.status_code == 302
    after = ways_of(astrid, nordbygg)
    assert (after[Occasion.REFUSED], after[Occasion.DELIVERED]) == (Way.DAILY, Way.AT_ONCE)
    assert ways_of(doris, nordbygg)[Occasion.REFUSED] is Way.AT_ONCE
    with acting_for(nordbygg.pk):
        assert EventRow.objects.filter(kind="notices.changed", actor=f"user:{astrid.pk}").count() == 1


@pytest.mark.parametrize("wrong", [{"refused": "sometimes"}, {"error_reminder": "at_once"}, {}])
def test_what_is_not_offered_is_not_kept(wrong: dict[str, str], astrids_browser: Client, nordbygg: Company) -> None:
    answer = astrids_browser.post(reverse("notices"), wrong)
    assert "field__fault" in answer.content.decode()
    with acting_for(nordbygg.pk):
        assert not NoticeWish.objects.exists()


def test_link_in_a_mail_asks_at_opening_and_stops_at_one_press_without_signing_in(
    astrid: User, nordbygg: Company
) -> None:
    address = path_to_stop(Stop(user_id=astrid.pk, company_id=nordbygg.pk, occasion=Occasion.REFUSED))
    mail_program = Client(enforce_csrf_checks=True)
    assert "Stoppa de här mejlen?" in mail_program.get(address).content.decode()
    assert ways_of(astrid, nordbygg)[Occasion.REFUSED] is Way.AT_ONCE
    answer = mail_program.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    after = ways_of(astrid, nordbygg)
    assert (after[Occasion.REFUSED], after[Occasion.UNDELIVERABLE]) == (Way.OFF, Way.AT_ONCE)


def test_address_of_the_link_is_the_portals(astrid: User, nordbygg: Company) -> None:
    path = path_to_stop(Stop(user_id=astrid.pk, company_id=nordbygg.pk, occasion=Occasion.REFUSED))
    assert path == reverse("stop_notices", args=[path.split("/")[3]])
    assert reverse("notices") == "/you/notices/"
    assert reverse("documents", args=["errors"]) == "/documents/errors/"


def test_forged_link_is_not_there(client: Client, db: None) -> None:
    assert client.post(reverse("stop_notices", args=["forged"])).status_code == 404
