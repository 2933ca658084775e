"""A person's own page: each thing is saved by itself."""

from __future__ import annotations

import msgspec
import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depesch.hub.accounts.limits import SIGN_IN_ACCOUNT
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.preferences import forms
from tests.hub.accounts.letters import letters_to, link_in
from tests.people import PASSWORD

NEW = "barlast-och-segel-8"
NEWER = "doris.alm@nordbygg.example"


def kinds_of(company: Company) -> list[str]:
    with acting_for(company.pk):
        return list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))


@pytest.mark.row("S-142", "S-143")
def test_own_page_has_three_forms_each_with_its_own_button(doris_browser: Client) -> None:
    text = doris_browser.get(reverse("preferences")).content.decode()
    assert text.count("Spara ändringar</button>") == 3
    assert text.count("data-unsaved=") == 3


@pytest.mark.row("S-143")
def test_saving_the_name_leaves_address_and_password_alone(
    doris_browser: Client, doris: User, nordbygg: Company
) -> None:
    doris_browser.post(reverse("change_name"), {"name": " Doris  Alm-Ek ", "email": "x@y.example", "password": NEW})
    doris.refresh_from_db()
    assert (doris.name, doris.email) == ("Doris Alm-Ek", "doris@nordbygg.example")
    assert doris.check_password(PASSWORD)
    assert kinds_of(nordbygg) == ["person.renamed"]


@pytest.mark.row("S-143")
def test_new_address_holds_when_its_link_is_followed_and_the_old_one_is_told(
    doris_browser: Client, doris: User, nordbygg: Company
) -> None:
    EmailAddress.objects.create(user=doris, email=doris.email, verified=True, primary=True)
    doris_browser.post(reverse("change_email"), {"email": NEWER, "email_password": PASSWORD})
    assert "väntar på att bekräftas" in doris_browser.get(reverse("preferences")).content.decode()
    link = link_in(letters_to(NEWER)[0][1].text)
    elsewhere = Client()
    assert elsewhere.get(link).status_code == 200
    doris.refresh_from_db()
    assert doris.email == "doris@nordbygg.example"  # looking changes nothing
    elsewhere.post(link)
    doris.refresh_from_db()
    assert doris.email == NEWER
    assert letters_to("doris@nordbygg.example")[0][0] == "email_changed"
    assert kinds_of(nordbygg) == ["person.email_changed"]
    assert elsewhere.post(link).status_code == 410
    old = Client().post(reverse("account_login"), {"login": "doris@nordbygg.example", "password": PASSWORD})
    new = Client().post(reverse("account_login"), {"login": NEWER, "password": PASSWORD})
    assert (old.status_code, new.status_code) == (200, 302)


def test_address_of_another_account_is_not_given_away(doris_browser: Client, doris: User, bo: User) -> None:
    taken = doris_browser.post(reverse("change_email"), {"email": bo.email, "email_password": PASSWORD})
    assert taken.status_code == 302
    assert [kind for kind, _ in letters_to(bo.email)] == ["email_taken"]


def test_address_taken_meanwhile_changes_nothing(doris_browser: Client, doris: User) -> None:
    doris_browser.post(reverse("change_email"), {"email": NEWER, "email_password": PASSWORD})
    User.objects.create_user(NEWER, NEW, name="Another")
    assert doris_browser.post(link_in(letters_to(NEWER)[0][1].text)).status_code == 410
    doris.refresh_from_db()
    assert doris.email == "doris@nordbygg.example"


def test_kept_address_makes_the_link_worthless(doris_browser: Client, doris: User) -> None:
    doris_browser.post(reverse("change_email"), {"email": NEWER, "email_password": PASSWORD})
    doris_browser.post(reverse("keep_email"))
    assert doris_browser.post(link_in(letters_to(NEWER)[0][1].text)).status_code == 410


@pytest.mark.parametrize(
    ("address", "values", "said"),
    [
        ("change_name", {"name": " "}, "Skriv ditt namn"),
        ("change_email", {"email": NEWER, "email_password": "fel"}, "inte ditt lösenord"),
        ("change_email", {"email": "doris@nordbygg.example", "email_password": PASSWORD}, "som du har nu"),
        ("change_email", {"email": "doris@å å", "email_password": PASSWORD}, "field__fault"),
        ("change_password", {"old_password": "fel", "password": NEW}, "inte ditt lösenord"),
        ("change_password", {"old_password": PASSWORD, "password": "kort"}, "minst tio tecken"),
        ("change_password", {"old_password": PASSWORD, "password": ""}, "Välj ett lösenord"),
    ],
)
def test_faults_stand_at_their_field_and_what_was_typed_stays(
    doris_browser: Client, doris: User, address: str, values: dict[str, str], said: str
) -> None:
    answer = doris_browser.post(reverse(address), values)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert text.count("data-unsaved-already") == 1
    if values.get("email") == NEWER:
        assert f'value="{NEWER}"' in text


@pytest.mark.row("S-143", "D-20")
def test_new_password_signs_out_everywhere_but_here(client: Client, doris: User, nordbygg: Company) -> None:
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.post(reverse("account_login"), {"login": doris.email, "password": PASSWORD})
    client.post(reverse("change_password"), {"old_password": PASSWORD, "password": NEW})
    assert client.get(reverse("preferences")).status_code == 200
    assert elsewhere.get(reverse("preferences")).status_code == 302
    assert kinds_of(nordbygg) == ["person.password_changed"]
    assert letters_to(doris.email)[0][0] == "password_changed"
    assert client.get(reverse("sessions")).content.decode().count("Här, nu") == 1


def test_guessing_the_present_password_is_limited(doris_browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "SIGN_IN_ACCOUNT", msgspec.structs.replace(SIGN_IN_ACCOUNT, most=2))
    for _ in range(2):
        doris_browser.post(reverse("change_password"), {"old_password": "fel", "password": NEW})
    answer = doris_browser.post(reverse("change_password"), {"old_password": PASSWORD, "password": NEW})
    assert "Vänta 15 minuter" in answer.content.decode()


@pytest.mark.row("S-210")
def test_language_is_the_persons_own(doris_browser: Client, doris: User) -> None:
    for language, said in (("nb", "Lagre endringer"), ("en", "Save changes"), ("sv", "Spara ändringar")):
        doris_browser.post(reverse("language"), {"language": language, "next": reverse("preferences")})
        assert said in doris_browser.get(reverse("preferences")).content.decode()
        doris.refresh_from_db()
        assert doris.language == language


@pytest.mark.parametrize("page", ["preferences", "sessions", "first_steps", "mfa_index"])
def test_pages_of_ones_own_ask_little_of_the_database(page: str, doris_browser: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        doris_browser.get(reverse(page))
    statements = [query["sql"] for query in queries]
    asked = [each for each in statements if each.startswith("SELECT ") and "set_config" not in each]
    assert len(asked) < 12, "\n".join(asked)
