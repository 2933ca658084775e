"""The users' pages: asked in, rights ticked, named anew, deleted twice; who may not, and what stops it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depesch.hub.accounts import members
from depesch.hub.accounts.invitations import open_invitations
from depesch.hub.history.models import EventRow
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Group, Role, User
from depesch.hub.tenancy.scope import acting_for

BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # of transactions: the test itself is one
NEW = {"name": "Nora Ny", "email": "nora@nordbygg.example", "language": "sv", "roles": ["issuer"]}


def text_of(browser: Client, page: str, *arguments: object) -> str:
    answer = browser.get(reverse(page, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def roles_of(company: Company, user: User) -> tuple[Role, ...]:
    found = members.member(company, user.pk)
    return found.roles if found else ()


@pytest.mark.row("S-147")
@pytest.mark.parametrize("browser", ["astrids_browser", "bos_browser", "evas_browser", "rolfs_browser"])
def test_who_is_no_administrator_neither_sees_nor_reaches_the_users(
    browser: str, request: pytest.FixtureRequest, doris: User
) -> None:
    client = request.getfixturevalue(browser)
    assert reverse("users") not in client.get(reverse("settings")).content.decode()
    for name in ("users", "user_new"):
        assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse("user_remove", args=[doris.pk])).status_code == 403


@pytest.mark.row("S-144")
def test_rights_are_an_administrators_to_give(bos_browser: Client, doris: User, bo: User, nordbygg: Company) -> None:
    assert bos_browser.post(reverse("user", args=[bo.pk]), {"roles": ["administrator"]}).status_code == 403
    assert roles_of(nordbygg, bo) == (Role.READER,)


def test_the_list_tells_who_what_and_when(doris_browser: Client, bo: User) -> None:
    page = text_of(doris_browser, "users")
    for told in ("Bo Lind", "bo@nordbygg.example", "Doris Alm", "Läsa", "Administratör"):
        assert told in page
    assert "2 av 3 licenser används." in page


@pytest.mark.row("S-148")
def test_saving_the_panel_sends_the_activation_link(doris_browser: Client, nordbygg: Company) -> None:
    page = text_of(doris_browser, "user_new")
    assert "Lägg till ny användare" in page
    assert '<section class="sheet sheet__body panel' in page
    answer = doris_browser.post(reverse("user_new"), NEW, follow=True)
    assert "Aktiveringslänken skickades till nora@nordbygg.example." in answer.content.decode()
    assert Letter.objects.get().recipient == "nora@nordbygg.example"
    assert [each.roles for each in open_invitations(nordbygg)] == [["issuer"]]


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(doris_browser: Client, doris: User) -> None:
    answer = doris_browser.post(reverse("user_new"), {"name": "Nora Ny", "email": "ingen adress", "language": "sv"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Nora Ny"' in page
    assert "Kryssa i minst en rättighet" in page
    taken = doris_browser.post(reverse("user_new"), {**NEW, "email": doris.email})
    assert "redan användare i företaget" in taken.content.decode()
    assert not Letter.objects.exists()


@pytest.mark.row("S-150")
def test_the_one_too_many_is_stopped_with_a_way_to_the_store(
    doris_browser: Client, astrid: User, bo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_SUPPORT_ADDRESS", "salj@depesch.example")
    answer = doris_browser.post(reverse("user_new"), NEW)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Alla 3 licenser används" in page
    assert f'href="{reverse("store_ask", args=["user"])}"' in page
    assert "mailto:salj@depesch.example" in page
    assert 'value="Nora Ny"' in page
    assert not Letter.objects.exists()


@pytest.mark.row("S-149", "S-154")
def test_ticks_are_saved_hold_at_once_and_are_recorded(
    doris_browser: Client, bos_browser: Client, bo: User, nordbygg: Company
) -> None:
    assert "Användarroller" in text_of(doris_browser, "user", bo.pk)
    assert bos_browser.get(reverse("users")).status_code == 403
    answer = doris_browser.post(reverse("user", args=[bo.pk]), {"roles": ["administrator", "reader"]})
    assert answer.status_code == 302
    assert bos_browser.get(reverse("users")).status_code == 200
    assert "Ändrade rättigheterna för Bo Lind: administratör, läsa." in text_of(doris_browser, "changes")


@pytest.mark.row("S-155")
def test_forms_say_that_they_are_not_saved_yet(doris_browser: Client, bo: User) -> None:
    page = text_of(doris_browser, "user", bo.pk)
    assert page.count('data-unsaved="Inte sparat än."') == 2
    assert "portal/js/unsaved.js" in page


@pytest.mark.row("S-153")
def test_name_and_address_are_saved(doris_browser: Client, bo: User) -> None:
    doris_browser.post(reverse("user_person", args=[bo.pk]), {"name": "Bo Ek", "email": "bo.ek@nordbygg.example"})
    bo.refresh_from_db()
    assert (bo.name, bo.email) == ("Bo Ek", "bo.ek@nordbygg.example")


def test_who_belongs_elsewhere_too_is_not_edited(doris_browser: Client, carl: User, nordbygg: Company) -> None:
    add_member(nordbygg, carl, Role.READER)
    assert reverse("user_person", args=[carl.pk]) not in text_of(doris_browser, "user", carl.pk)
    answer = doris_browser.post(reverse("user_person", args=[carl.pk]), {"name": "X", "email": "x@y.example"})
    assert answer.status_code == 422
    carl.refresh_from_db()
    assert carl.name == "Carl Moe"


@pytest.mark.row("S-156")
def test_the_second_delete_deletes(doris_browser: Client, bos_browser: Client, bo: User, nordbygg: Company) -> None:
    assert reverse("user_remove", args=[bo.pk]) in text_of(doris_browser, "user", bo.pk)
    asked = text_of(doris_browser, "user_remove", bo.pk)
    assert "Ta bort Bo Lind?" in asked
    assert roles_of(nordbygg, bo) == (Role.READER,)  # looking deletes nobody
    doris_browser.post(reverse("user_remove", args=[bo.pk]))
    assert roles_of(nordbygg, bo) == ()
    assert bos_browser.get(reverse("start")).status_code == 403


@pytest.mark.row("S-156")
def test_the_last_administrator_stays_and_is_told_why(doris_browser: Client, doris: User, nordbygg: Company) -> None:
    removed = doris_browser.post(reverse("user_remove", args=[doris.pk]))
    demoted = doris_browser.post(reverse("user", args=[doris.pk]), {"roles": ["reader"]})
    for answer in (removed, demoted):
        assert "Företaget behöver en administratör." in answer.content.decode()
    assert roles_of(nordbygg, doris) == (Role.ADMINISTRATOR,)


def test_an_invitation_is_sent_again_and_withdrawn(doris_browser: Client, nordbygg: Company) -> None:
    doris_browser.post(reverse("user_new"), NEW)
    (invitation,) = open_invitations(nordbygg)
    assert "Nora Ny" in text_of(doris_browser, "users")
    doris_browser.post(reverse("invite_user_again", args=[invitation.pk]))
    assert Letter.objects.count() == 2
    doris_browser.post(reverse("withdraw_user", args=[invitation.pk]))
    assert open_invitations(nordbygg) == []
    late = doris_browser.post(reverse("invite_user_again", args=[invitation.pk]), follow=True)
    assert "Ingenting skickades" in late.content.decode()


def test_a_stranger_is_nobody_here(doris_browser: Client, carl: User) -> None:
    assert doris_browser.get(reverse("user", args=[carl.pk])).status_code == 404
    assert doris_browser.post(reverse("user_remove", args=[carl.pk])).status_code == 404


@pytest.fixture
def group(nordbygg: Company, carls_company: Company, doris: User) -> Group:
    """Nordbygg and Carl's company, with Doris as administrator of both."""
    group = Group.objects.create(name="Nordbygg-gruppen")
    Company.objects.filter(pk__in=[nordbygg.pk, carls_company.pk]).update(group=group)
    add_member(nordbygg, doris, Role.GROUP_ADMINISTRATOR)
    return group


@pytest.mark.row("D-20")
def test_a_group_administrator_sees_switches_and_manages(
    group: Group, doris_browser: Client, carl: User, carls_company: Company
) -> None:
    page = text_of(doris_browser, "group")
    assert "Carls Måleri AB" in page
    assert "Carl Moe" in page
    wanted = {"company": carls_company.pk, "member": carl.pk}
    answer = doris_browser.post(reverse("open_in_group"), wanted, follow=True)
    assert "Carl Moe" in answer.content.decode()
    doris_browser.post(reverse("user", args=[carl.pk]), {"roles": ["administrator", "issuer"]})
    assert roles_of(carls_company, carl) == (Role.ADMINISTRATOR, Role.ISSUER)
    with acting_for(carls_company.pk):
        assert EventRow.objects.filter(kind="user.roles_changed").count() == 1


@pytest.mark.row("D-20")
def test_the_groups_page_is_not_there_for_an_administrator_of_one_company(
    group: Group, carls_browser: Client, nordbygg: Company
) -> None:
    assert carls_browser.get(reverse("group")).status_code == 404
    assert carls_browser.post(reverse("open_in_group"), {"company": nordbygg.pk}).status_code == 404
    assert 'value="group_administrator"' not in text_of(carls_browser, "user_new")


def test_the_page_asks_little_however_many_there_are(doris_browser: Client, nordbygg: Company) -> None:
    for number in range(30):
        user = User.objects.create(email=f"u{number}@nordbygg.example", name=f"U {number}")
        add_member(nordbygg, user, Role.READER)
    with CaptureQueriesContext(connection) as asked:
        text_of(doris_browser, "users")
    assert len([each for each in asked if not each["sql"].startswith(BRACKETS)]) < 15
