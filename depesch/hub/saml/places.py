"""Under which addresses an identity provider knows us: they depend on the company alone, so they are known beforehand.

Each company is a service of its own to providers: what one of them signs for one company is for no other.
"""

from __future__ import annotations

from uuid import UUID

from depesch.hub.server.config import load


def entity_id(company_id: UUID) -> str:
    """Return our name to the company's provider, which is also where our metadata is."""
    return f"{load().url}/saml/{company_id}/metadata/"


def answers_to(company_id: UUID) -> str:
    """Return the address that the provider's answers go to."""
    return f"{load().url}/saml/{company_id}/acs/"


def start_at(company_id: UUID) -> str:
    """Return the address at which sign-in through the provider begins at once: for bookmarks and for its own lists."""
    return f"{load().url}/saml/{company_id}/"


def may_be_local() -> bool:
    """Return whether providers on this very machine are taken without TLS: on a hub that is itself only tried there."""
    return load().url.startswith("http://")
