"""A key of row security opens one question and nothing after it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from depesch.hub.tenancy.keys import key_turned
from depesch.hub.tenancy.models import Company, Membership, User


@pytest.mark.django_db(transaction=True)
def test_one_message_turns_the_key_asks_and_turns_it_back(nordbygg: Company, astrid: User) -> None:
    own = Membership.objects.filter(user=astrid)
    with transaction.atomic():
        assert not own.exists()
        with CaptureQueriesContext(connection) as asked, key_turned("depesch.user", str(astrid.pk)):
            assert [each.tenant for each in own.select_related("tenant")] == [nordbygg]
        assert not own.exists()
    questions = [each["sql"] for each in asked if "FROM" in each["sql"]]
    assert len(questions) == 1
    assert [each["sql"] for each in asked if "set_config" in each["sql"]] == questions


@pytest.mark.django_db(transaction=True)
def test_a_question_that_fails_leaves_the_key_back(astrid: User) -> None:
    with (
        transaction.atomic(),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
        key_turned("depesch.user", str(astrid.pk)),
    ):
        raise ZeroDivisionError
    with transaction.atomic():
        assert not Membership.objects.filter(user=astrid).exists()
