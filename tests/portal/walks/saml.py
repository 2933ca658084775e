"""Sign-in through the company: before a provider, with one in each shape, faults, and what others see of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from depesch.exchange.as2.certificates import make_identity
from depesch.exchange.saml.metadata import checked_provider
from depesch.hub.accounts.links import new_secret
from depesch.hub.saml.models import SamlConnection, SamlDomain
from depesch.hub.saml.provider import set_provider
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.portal.sign_in_marks import REFUSED_KEY
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """None; with certificates and domains in each state; faults; what a postmaster and whoever signs in sees."""
    stage.open("/settings/sign-in/")
    yield "saml-none"
    stage.open("/settings/sign-in/provider/")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "saml-provider-faults"
    with acting_for(stage.company.pk):
        keys = [make_identity(f"idp.nordbygg.example {days}", at=now(), days=days, bits=2048) for days in (12, 900)]
        place = "https://login.nordbygg.example/realms/nordbygg/protocol/saml"
        certificates = tuple(each.certificate for each in keys)
        connection = set_provider(
            checked_provider("https://login.nordbygg.example/realms/nordbygg", place, certificates), actor="user:x"
        )
        secret = _domains(connection)
    stage.open("/settings/sign-in/")
    yield "saml"
    stage.page.click(".settings__page details > summary")
    yield "saml-attributes"
    stage.open("/settings/sign-in/domains/new/")
    yield "saml-domain-new"
    stage.open("/settings/sign-in/remove/")
    yield "saml-remove"
    stage.open(f"/saml/domain/{secret}/")
    yield "saml-domain-proof"
    stage.page.click("main form button.button--main")
    yield "saml-domain-proved"
    stage.open(f"/saml/domain/{'x' * 43}/")
    yield "saml-domain-refused"
    stage.open("/account/company/")
    yield "saml-sign-in"
    yield from _on_the_way(stage)
    stage.open(f"/saml/{stage.company.pk}/done/{'x' * 43}/")
    yield "saml-refused"


def _on_the_way(stage: Stage) -> Iterator[str]:
    """Bring the page that leads to the provider, which answers nothing here, and the one that a password ends at."""
    stage.page.route("https://login.nordbygg.example/**", lambda route: route.fulfill(status=204))
    stage.page.fill("[name=email]", "astrid@nordbygg.example")
    stage.page.click("main .button--main")
    stage.page.wait_for_selector("main a.button--main")
    yield "saml-going"
    cookie = next(each for each in stage.page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    session = SessionStore(cookie["value"])
    session[REFUSED_KEY] = str(stage.company.pk)
    session.save()
    stage.open("/account/company/needed/")
    yield "saml-needed"


def _domains(connection: SamlConnection) -> str:
    """Give the connection a domain in each state, and return the secret of the one that waits."""
    at, (secret, digest) = now(), new_secret()
    for domain, its_digest, proved, days in (
        ("nordbygg.example", new_secret()[1], True, 3),
        ("nordbygg-fasad.example", digest, False, 3),
        ("gamla-nordbygg.example", new_secret()[1], False, -1),
    ):
        SamlDomain.objects.create(
            tenant_id=connection.tenant_id, connection=connection, domain=domain, digest=its_digest,
            mailed_to=f"postmaster@{domain}", mailed_at=at, expires_at=at + timedelta(days=days),
            proved_at=at if proved else None,
        )  # fmt: skip
    return secret
