"""The API asked by schemathesis all that its own description permits, and what it does not: it never breaks down, and
answers nothing that it has not described. The seed is fixed, so that a failure comes back.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)  # fmt: skip

from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.tokens import create_token
from tests.portal.ledger import keep_ledger

EXAMPLES = 12  # for each operation
PATIENT = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture,
           HealthCheck.data_too_large]  # fmt: skip


@schemathesis.serializer("application/pdf", "application/zip", "application/EDIFACT", "application/pkcs7-mime")
def octets(_context: schemathesis.SerializationContext, value: object) -> bytes:
    """Hand over a body of these types as it was drawn."""
    return value if isinstance(value, bytes) else str(value).encode()


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
schema.config.generation.update(modes=list(schemathesis.GenerationMode))


@pytest.fixture
def token(nordbygg: Company, monkeypatch: pytest.MonkeyPatch) -> str:
    """A token that may everything, of a company with documents in every state."""
    keep_ledger(nordbygg, actor="user:x")
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["*"])
    _, secret = create_token(nordbygg.id, "curious", Role.ADMINISTRATOR)
    return secret.reveal()


@schema.parametrize()
@hypothesis_settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=PATIENT, database=None, derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
@pytest.mark.django_db(transaction=True)
def test_the_api_answers_as_it_says(case: schemathesis.Case[Any], token: str) -> None:
    response = case.call(headers={"Authorization": f"Bearer {token}"})
    case.validate_response(
        response,
        checks=[not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance],
    )
