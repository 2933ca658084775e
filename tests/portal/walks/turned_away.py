"""Who does not get in: to an older document, into any company, after too many tries, under a name not ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.accounts.invitations import invite
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.accounts.letters import letters_to, link_in
from tests.people import PASSWORD
from tests.portal.walks import Stage

MOST = 60  # tries of one address until it has to wait, and more


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """An old document; another name of the hub; somebody who belongs nowhere yet, then to one; too many tries."""
    old = stage.ledger["20261182"]
    with acting_for(stage.company.pk):
        Document.objects.filter(pk=old).update(received_at=now() - timedelta(days=100))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEPESCH_E_ARCHIVE_FOR_ALL", "false")
        stage.open(reverse("document", args=[old]))
        yield "in-archive"
    stage.page.goto(stage.url.replace("localhost", "faktura.localhost"))
    yield "host-unknown"
    yield from _belonging_nowhere(stage)
    for _ in range(MOST):
        if Client().get(_LINK).status_code == HTTPStatus.TOO_MANY_REQUESTS:
            break
    stage.open(_LINK)
    yield "too-many-tries"


def _belonging_nowhere(stage: Stage) -> Iterator[str]:
    language = User.objects.get(pk=stage.user.pk).language
    kim = User.objects.create_user("kim@y.example", PASSWORD, name="Kim Borg", language=language)
    mine = stage.page.context.cookies()
    theirs = Client()
    theirs.force_login(kim)
    stage.page.context.clear_cookies()
    stage.page.context.add_cookies(
        [{"name": "sessionid", "value": theirs.cookies["sessionid"].value, "url": stage.url}]
    )
    stage.open("/")
    yield "no-company"
    invite(stage.company, email=kim.email, name=kim.name, roles=[Role.READER], language=language, actor="user:x")
    stage.open(link_in(letters_to(kim.email)[0][1].text))
    yield "join-known"
    User.objects.filter(pk=kim.pk).update(is_active=False)
    stage.page.context.clear_cookies()
    stage.open(reverse("account_inactive"))
    yield "account-closed"
    stage.page.context.add_cookies(mine)  # type: ignore[arg-type]  # what it gave, it takes


_LINK = "/saml/domain/" + "x" * 43 + "/"
