"""Nordbygg with a foreign identity provider."""

from __future__ import annotations

from pathlib import Path

import pytest

from depesch.hub.tenancy.models import Company, User
from tests.hub.saml.foreign import ForeignProvider
from tests.hub.saml.scene import take_provider


@pytest.fixture
def provider(nordbygg: Company, astrid: User, tmp_path: Path) -> ForeignProvider:
    """The provider of Nordbygg's people, taken and proved."""
    made = ForeignProvider(tmp_path / "idp")
    take_provider(nordbygg, made, astrid)
    return made
