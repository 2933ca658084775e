"""API tokens: stored hashed, found before a company is chosen, worthless when revoked."""

from __future__ import annotations

from datetime import timedelta

from depesch.hub.tenancy.models import ApiToken, Company, Role
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import create_token, revoke_token, token_holder
from depesch.kit.clock import now


def test_a_token_tells_its_company_and_role_before_a_company_is_chosen(nordbygg: Company) -> None:
    token, text = create_token(nordbygg.id, "cash register", Role.READER)
    holder = token_holder(text.reveal())
    assert holder is not None
    assert (holder.company_id, holder.token_id, holder.role) == (nordbygg.id, token.id, Role.READER)


def test_the_text_of_a_token_is_not_stored(nordbygg: Company) -> None:
    token, text = create_token(nordbygg.id, "cash register")
    with acting_for(nordbygg.id):
        stored = ApiToken.objects.values().get(id=token.id)
    assert text.reveal() not in str(stored)


def test_an_unknown_token_has_no_holder(nordbygg: Company) -> None:
    assert token_holder("dep_" + "x" * 43) is None
    assert token_holder("") is None


def test_a_revoked_token_has_no_holder(nordbygg: Company) -> None:
    token, text = create_token(nordbygg.id, "cash register")
    revoke_token(nordbygg.id, token.id)
    assert token_holder(text.reveal()) is None


def test_the_last_use_is_noted(nordbygg: Company) -> None:
    token, text = create_token(nordbygg.id, "cash register")
    token_holder(text.reveal())
    with acting_for(nordbygg.id):
        used_at = ApiToken.objects.get(id=token.id).last_used_at
    assert used_at is not None
    assert now() - used_at < timedelta(minutes=1)


def test_a_stranger_does_not_see_tokens(nordbygg: Company, carls_company: Company) -> None:
    create_token(nordbygg.id, "cash register")
    with acting_for(carls_company.id):
        assert list(ApiToken.objects.all()) == []
