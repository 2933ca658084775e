"""Nordbygg's and Fjordtre's own systems, which come over SFTP and FTP."""

from __future__ import annotations

import pytest

from depesch.hub.directory.participants import register_company
from depesch.hub.tenancy.models import Company
from tests.hub.direct.mailbox.scene import Someone


@pytest.fixture
def nordbygg_erp(transactional_db: None, nordbygg: Company) -> Someone:
    """Nordbygg's own system, which sends and collects."""
    register_company(nordbygg)
    return Someone(nordbygg, "nordbygg-erp")


@pytest.fixture
def fjordtre_erp(transactional_db: None, fjordtre: Company) -> Someone:
    """Fjordtre's own system."""
    register_company(fjordtre)
    return Someone(fjordtre, "fjordtre-erp")
