"""Invitations: written, mailed, accepted once; resent, withdrawn, expired."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from depesch.exchange.mail.message import BadAddress
from depesch.hub.accounts.agreement import current
from depesch.hub.accounts.invitations import (
    InvitationRefused,
    accept_invitation,
    invite,
    open_invitation,
    open_invitations,
    resend,
    withdraw,
)
from depesch.hub.accounts.links import LinkState
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.access import memberships
from depesch.hub.tenancy.models import AgreementAcceptance, Company, Invitation, Role, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.accounts.letters import letters_to, secret_in

GRETA = "greta@nordbygg.example"
PASSWORD = "barlast-och-segel-8"


def invited(company: Company, actor: User, *, email: str = GRETA, language: str = "nb") -> tuple[Invitation, str]:
    invitation = invite(
        company, email=email, name="Greta Holm", roles=[Role.ISSUER, Role.RECEIVER], language=language,
        actor=f"user:{actor.pk}",
    )  # fmt: skip
    return invitation, secret_in(letters_to(email.lower())[0][1].text)


def kinds_of(company: Company) -> list[str]:
    with acting_for(company.pk):
        return list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))


def test_invited_person_gets_a_letter_in_their_language_and_becomes_a_member_once(
    nordbygg: Company, doris: User
) -> None:
    _, secret = invited(nordbygg, doris)
    kind, sheet = letters_to(GRETA)[0]
    assert (kind, sheet.subject, sheet.language) == ("invitation", "Nordbygg Fasad AB har invitert deg", "nb")
    assert open_invitation(secret).state is LinkState.GOOD
    greta = accept_invitation(secret, user=None, name="Greta Holm", password=PASSWORD, agreement=current("nb"))
    assert (greta.email, greta.language, greta.check_password(PASSWORD)) == (GRETA, "nb", True)
    assert [each.role for each in memberships(greta)] == ["issuer", "receiver"]
    accepted = AgreementAcceptance.objects.get(user=greta)
    assert (accepted.company_id, accepted.text_sha256) == (nordbygg.pk, current("nb").sha256)
    assert kinds_of(nordbygg) == ["person.invited", "agreement.accepted", "person.joined"]
    with pytest.raises(InvitationRefused) as refused:
        accept_invitation(secret, user=greta)
    assert refused.value.state is LinkState.USED


def test_the_secret_itself_is_not_stored(nordbygg: Company, doris: User) -> None:
    invitation, secret = invited(nordbygg, doris)
    assert secret not in str(invitation.__dict__)
    assert len(invitation.digest) == 64


def test_who_is_invited_twice_has_one_link_that_works(nordbygg: Company, doris: User) -> None:
    _, first = invited(nordbygg, doris)
    _, second = invited(nordbygg, doris, email=GRETA.upper())
    assert (open_invitation(first).state, open_invitation(second).state) == (LinkState.WITHDRAWN, LinkState.GOOD)
    assert len(open_invitations(nordbygg)) == 1


def test_resent_invitation_has_a_new_link_and_a_new_time(nordbygg: Company, doris: User) -> None:
    invitation, first = invited(nordbygg, doris)
    with acting_for(nordbygg.pk):
        Invitation.objects.update(expires_at=invitation.made_at - timedelta(seconds=1))
    assert open_invitation(first).state is LinkState.EXPIRED
    resend(nordbygg, invitation.pk, actor=f"user:{doris.pk}")
    second = secret_in(letters_to(GRETA)[0][1].text)
    assert (open_invitation(first).state, open_invitation(second).state) == (LinkState.UNKNOWN, LinkState.GOOD)


def test_withdrawn_and_expired_invitations_make_nobody_a_member(nordbygg: Company, doris: User) -> None:
    invitation, secret = invited(nordbygg, doris)
    withdraw(nordbygg, invitation.pk, actor=f"user:{doris.pk}")
    with pytest.raises(InvitationRefused) as refused:
        accept_invitation(secret, user=None, password=PASSWORD)
    assert refused.value.state is LinkState.WITHDRAWN
    assert not User.objects.filter(email=GRETA).exists()
    with pytest.raises(InvitationRefused):
        resend(nordbygg, invitation.pk, actor=f"user:{doris.pk}")


def test_who_has_an_account_accepts_as_themselves_and_nobody_else_can(
    nordbygg: Company, doris: User, carl: User, bo: User
) -> None:
    _, secret = invited(nordbygg, doris, email=carl.email)
    assert open_invitation(secret).user == carl
    for wrong in (None, bo):
        with pytest.raises(InvitationRefused):
            accept_invitation(secret, user=wrong, password=PASSWORD)
    accept_invitation(secret, user=carl)
    assert {each.tenant.name for each in memberships(carl)} == {"Carls Måleri AB", "Nordbygg Fasad AB"}
    assert carl.check_password("segel-och-barlast-7")


def test_an_address_that_nobody_can_be_written_to_leaves_nothing_behind(nordbygg: Company, doris: User) -> None:
    with pytest.raises(BadAddress):
        invite(nordbygg, email="greta", name="G", roles=[Role.READER], language="sv", actor=f"user:{doris.pk}")
    assert open_invitations(nordbygg) == []


def test_other_companies_invitations_are_neither_seen_nor_touched(
    nordbygg: Company, doris: User, carls_company: Company
) -> None:
    invitation, _ = invited(nordbygg, doris)
    assert open_invitations(carls_company) == []
    with pytest.raises(Invitation.DoesNotExist):
        withdraw(carls_company, invitation.pk, actor="user:x")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenancy_invitation")
        assert cursor.fetchone() == (0,)  # without a company and without the secret nobody reads any


def test_licences_are_counted_anew_when_somebody_accepts(nordbygg: Company, doris: User) -> None:
    invite(nordbygg, email="ny@y.example", name="Ny", roles=[Role.READER], language="sv", actor="user:x")
    secret = secret_in(letters_to("ny@y.example")[0][1].text)
    Company.objects.filter(pk=nordbygg.pk).update(seats=1)  # doris has it
    with pytest.raises(InvitationRefused, match="full"):
        accept_invitation(secret, user=None, name="Ny", password=PASSWORD)
    assert not User.objects.filter(email="ny@y.example").exists()
    Company.objects.filter(pk=nordbygg.pk).update(seats=2)
    assert accept_invitation(secret, user=None, name="Ny", password=PASSWORD).email == "ny@y.example"


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["x" * 43, "", "kort", "../../etc/passwd", "å" * 43, "x" * 4000])
def test_a_link_that_nobody_made_leads_nowhere(secret: str) -> None:
    assert open_invitation(secret).state is LinkState.UNKNOWN
