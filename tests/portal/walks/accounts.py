"""Past the public pages, coming in by a link, and one's own account."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from depesch.hub.accounts.invitations import invite
from depesch.hub.accounts.own_account import ask_for_new_email, ask_for_new_password
from depesch.hub.accounts.registration import Wish, register
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Role, User
from tests.hub.accounts.letters import letters_to, link_in
from tests.people import PASSWORD
from tests.portal.walks import Stage

GRETA = "greta@snickeri.example"


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """Every shape of the pages for those who come in, and of a person's own."""
    cookies = stage.page.context.cookies()
    stage.page.context.clear_cookies()
    yield from _public(stage)
    yield from _by_link(stage)
    stage.page.context.clear_cookies()
    stage.page.context.add_cookies(cookies)  # type: ignore[arg-type]  # what it gave, it takes
    yield from _own(stage)


def _public(stage: Stage) -> Iterator[str]:
    for name in ("welcome", "prices", "choose", "contact", "contacted", "register", "registered", "register_again"):
        stage.open(reverse(name))
        yield name.replace("_", "-")
    for name in ("agreement", "forgotten", "forgotten_sent"):
        stage.open(reverse(name))
        yield name.replace("_", "-")
    stage.open(reverse("choose") + "?how_many=some&from_where=files&companies=several")
    yield "choose-advice"
    for name in ("register", "contact", "forgotten"):
        stage.open(reverse(name))
        stage.page.click("main button.button--main")
        stage.page.wait_for_selector(".field__fault")
        yield f"{name}-faults"


def _by_link(stage: Stage) -> Iterator[str]:
    wish = Wish(
        company_name="Gretas Snickeri AB", country="SE", organisation_number="5566030309",
        vat_number="SE556603030901", person_name="Greta Holm", email=GRETA, language="sv",
    )  # fmt: skip
    register(wish)
    stage.open(link_in(letters_to(GRETA)[0][1].text))
    yield "activate"
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "activate-faults"
    invite(stage.company, email="per@y.example", name="Per Ek", roles=[Role.READER], language="sv", actor="user:x")
    stage.open(link_in(letters_to("per@y.example")[0][1].text))
    yield "join"
    ask_for_new_password(stage.user.email)
    stage.open(link_in(letters_to(stage.user.email)[0][1].text))
    yield "new-password"
    ask_for_new_email(stage.user, "ny@y.example")
    stage.open(link_in(letters_to("ny@y.example")[0][1].text))
    yield "confirm-email"
    yield from _agreement(stage)
    for name in ("activate", "join", "new_password", "confirm_email"):
        stage.open(reverse(name, args=["x" * 43]))
        yield f"{name.replace('_', '-')}-refused"


def _agreement(stage: Stage) -> Iterator[str]:
    """As somebody made on the console, who has accepted no agreement yet."""
    kim = User.objects.create_user(
        "kim@y.example", PASSWORD, name="Kim Borg", language=User.objects.get(pk=stage.user.pk).language
    )
    add_member(stage.company, kim, Role.READER)
    stage.open("/account/login/")
    stage.page.fill("input[name=login]", kim.email)
    stage.page.fill("input[name=password]", PASSWORD)
    stage.page.keyboard.press("Enter")
    stage.page.wait_for_url(f"**{reverse('agreement')}")
    yield "agreement-first"
    stage.page.click("main form.stack button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "agreement-first-faults"
    stage.page.context.clear_cookies()


def _session(stage: Stage) -> str:
    elsewhere = Client()
    elsewhere.force_login(stage.user)
    return elsewhere.session.session_key or ""


def _own(stage: Stage) -> Iterator[str]:
    stage.open(link_in(letters_to(GRETA)[0][1].text))
    yield "activate-other-person"
    stage.open(reverse("first_steps"))
    yield "first-steps"
    stage.open(reverse("preferences"))
    stage.page.fill("#id_password", "tre gröna segel")
    stage.page.wait_for_selector(".strength--taken")
    yield "you-unsaved"
    stage.page.locator("form:has(#id_password) button").click(no_wait_after=True)
    stage.page.wait_for_selector(".field__fault")
    yield "you-faults"
    agents = ("Mozilla/5.0 (Windows NT 10.0) Firefox/133.0", "Mozilla/5.0 (iPhone) Version/18.1 Safari/604.1", "")
    here = next(each.get("value", "") for each in stage.page.context.cookies() if each.get("name") == "sessionid")
    for key, agent in zip((here, _session(stage), _session(stage)), agents, strict=True):
        UserSession.objects.create(user=stage.user, ip="192.0.2.7", user_agent=agent, session_key=key)
    stage.page.on("dialog", lambda dialog: dialog.accept())
    stage.open(reverse("sessions"))
    yield "sessions"
    key = Authenticator.objects.create(
        user=stage.user, type=Authenticator.Type.WEBAUTHN, data={"name": "Min telefon", "credential": {}}
    )
    stage.open(reverse("mfa_index"))
    yield "two-step-passkey"
    Authenticator.objects.filter(pk=key.pk).delete()
