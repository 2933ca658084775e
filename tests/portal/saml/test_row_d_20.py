"""D-20 as a whole: normal, administrator and group administrator; SAML; the second step; and the users' change log."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from depesch.hub.accounts.members import change_roles, member
from depesch.hub.saml.rules import Rules, change_rules
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Group, Role, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.saml.foreign import ForeignProvider, needs_xmlsec
from tests.hub.saml.scene import take_provider
from tests.portal.saml.signing_in import by_provider, code_of


@needs_xmlsec
@pytest.mark.row("D-20")
def test_d_20_roles_saml_second_step_and_change_log(
    nordbygg: Company, carls_company: Company, bo: User, doris: User, tmp_path: Path
) -> None:
    group = Group.objects.create(name="Nordbygg-gruppen")
    Company.objects.filter(pk__in=[nordbygg.pk, carls_company.pk]).update(group=group)
    add_member(nordbygg, doris, Role.GROUP_ADMINISTRATOR)
    nordbygg.refresh_from_db()
    provider = ForeignProvider(tmp_path / "idp")
    take_provider(nordbygg, provider, doris)
    with acting_for(nordbygg.pk):
        change_rules(nordbygg, Rules(is_for_group=True), actor=f"user:{doris.pk}", by_group=True)

    normal = Client()
    assert by_provider(normal, nordbygg, provider, "nora@nordbygg.example", displayName="Nora Ny") == "/you/"
    nora = User.objects.get(email="nora@nordbygg.example")
    found = member(nordbygg, nora.pk)
    assert found is not None
    assert found.roles == (Role.READER,)
    TOTP.activate(doris, secret := generate_totp_secret())

    head = Client()
    assert "2fa" in by_provider(head, nordbygg, provider, doris.email), "the second step is asked for after SAML too"
    assert head.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert "Carls Måleri AB" in head.get(reverse("group")).content.decode(), "a group administrator sees its companies"

    administrator, reader = Client(), Client()
    assert by_provider(reader, nordbygg, provider, bo.email) == "/you/"
    assert reader.get(reverse("users")).status_code == 403, "a normal user changes no users"
    change_roles(nordbygg, bo.pk, [Role.ADMINISTRATOR], actor=f"user:{doris.pk}")
    assert by_provider(administrator, nordbygg, provider, bo.email) == "/you/"
    assert administrator.get(reverse("users")).status_code == 200
    assert administrator.get(reverse("group")).status_code == 404, "an administrator of one company has no group page"

    log = administrator.get(reverse("changes"), {"what": "people"}).content.decode()
    for told in (
        "nora@nordbygg.example loggade in genom identitetstjänsten",
        "E-postdomänen nordbygg.example bekräftades",
        "Reglerna för inloggning genom identitetstjänsten",
        "doris@nordbygg.example loggade in genom identitetstjänsten",
        "Bo Lind",
    ):
        assert told in log
