"""The public pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.mailing.models import Letter
from depesch.hub.support.models import ContactWish
from tests.hub.accounts.letters import letters_to

FILLED = {
    "name": "Per Berg",
    "company": "Bergs Bygg",
    "email": "per@berg.example",
    "phone": "",
    "message": "Hur mycket?",
}
pytestmark = pytest.mark.django_db


@pytest.mark.row("S-037")
def test_wish_to_be_contacted_is_kept_and_mailed_to_those_who_run_the_hub(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_SUPPORT_ADDRESS", "hjalp@navet.example")
    for page in ("welcome", "prices", "choose"):
        assert reverse("contact") in client.get(reverse(page)).content.decode()
    answer = client.post(reverse("contact") + "?from=prices", FILLED, headers={"accept-language": "sv"})
    assert answer["Location"] == reverse("contacted")
    wish = ContactWish.objects.get()
    assert (wish.name, wish.language, wish.page, wish.message) == ("Per Berg", "sv", "prices", "Hur mycket?")
    kind, letter = letters_to("hjalp@navet.example")[0]
    assert (kind, letter.reply_to) == ("contact_wish", "per@berg.example")
    assert "Hur mycket?" in letter.text


@pytest.mark.row("S-037")
def test_wish_is_kept_when_there_is_nobody_to_mail_it_to(client: Client) -> None:
    client.post(reverse("contact"), FILLED)
    assert ContactWish.objects.count() == 1
    assert not Letter.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("email", "per"), ("message", ""), ("message", "x" * 4001)])
def test_faults_stand_at_the_field(client: Client, field: str, value: str) -> None:
    answer = client.post(reverse("contact"), {**FILLED, field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not ContactWish.objects.exists()


def test_hostile_words_are_shown_and_mailed_as_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPESCH_SUPPORT_ADDRESS", "hjalp@navet.example")
    client.post(reverse("contact"), {**FILLED, "name": "{message} <b>\r\nBcc: x@y.example", "message": "<script>"})
    letter = letters_to("hjalp@navet.example")[0][1]
    assert "\n" not in letter.subject
    assert "<script>" not in letter.html


def test_asking_again_and_again_is_limited(client: Client) -> None:
    codes = [client.post(reverse("contact"), FILLED).status_code for _ in range(11)]
    assert codes == [302] * 10 + [422]


@pytest.mark.row("S-038")
def test_free_plan_is_said_plainly_and_needs_no_payment_details(client: Client) -> None:
    text = client.get(reverse("prices"), headers={"accept-language": "sv"}).content.decode()
    assert "Gratisplanen kostar ingenting" in text
    assert "Vi frågar varken efter kort eller bankkonto" in text
    form = client.get(reverse("register")).content.decode()
    assert not any(word in form for word in ('name="card', 'name="iban', 'name="account'))


@pytest.mark.row("S-039")
@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("few", "nowhere", "one"), ("Skriv fakturor i webbläsaren", "Gratisplanen")),
        (("some", "files", "one"), ("Lämna in filerna", "Börja med gratisplanen")),
        (("many", "program", "several"), ("Låt ert system anropa", "Tala med oss först", "samlade i en koncern")),
    ],
)
def test_three_answers_lead_to_what_fits_and_why(
    client: Client, answers: tuple[str, str, str], said: tuple[str, ...]
) -> None:
    query = dict(zip(("how_many", "from_where", "companies"), answers, strict=True))
    text = client.get(reverse("choose"), query, headers={"accept-language": "sv"}).content.decode()
    assert all(words in text for words in said)
    assert text.count("<h3>") == len(said)
    assert text.count("button--main") == 1


@pytest.mark.row("S-039")
def test_question_without_an_answer_is_asked_for(client: Client) -> None:
    answer = client.get(reverse("choose"), {"how_many": "few"}, headers={"accept-language": "sv"})
    assert answer.content.decode().count("Välj det som stämmer bäst.") == 2
    assert client.get(reverse("choose"), {"how_many": "<x>"}).status_code == 200


def test_sign_in_page_leads_to_all_ways_in(client: Client) -> None:
    text = client.get(reverse("account_login")).content.decode()
    for page in ("forgotten", "register", "welcome", "mfa_login_webauthn"):
        assert f'"{reverse(page)}"' in text


@pytest.mark.row("S-002")
def test_public_pages_load_nothing_from_elsewhere(client: Client) -> None:
    for page in ("welcome", "prices", "choose", "contact", "register", "account_login"):
        text = client.get(reverse(page)).content.decode()
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "https://" not in text
