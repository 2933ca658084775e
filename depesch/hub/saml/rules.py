"""What an identity provider's word is worth: who must come through it, what new people may, which attributes count."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from depesch.hub.accounts.licences import locked
from depesch.hub.history.kinds.saml import SamlRulesChanged
from depesch.hub.history.record import record
from depesch.hub.saml.closing import can_be_chosen, write_closed
from depesch.hub.saml.provider import connection_here, end_sessions
from depesch.hub.tenancy.models import Company, Role, User

NEW_ROLES = (Role.READER, Role.ISSUER, Role.RECEIVER, Role.APPROVER)  # never an administrator's
MAPPED_ROLES = (Role.ADMINISTRATOR, *NEW_ROLES)  # a group's administrator is made by another one alone


class RulesRefused(ValueError):
    """The rules do not fit; `code` is no-domain, never-worked, no-emergency, not-of-a-group, group-administrators-only,
    or bad-role. Nothing was changed.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of one company's provider."""

    default_role: str = Role.READER.value
    role_attribute: str = ""
    role_values: Mapping[str, str] = {}  # value -> role
    is_for_group: bool = False
    is_required: bool = False
    emergency_user: UUID | None = None


def change_rules(company: Company, rules: Rules, *, actor: str, by_group: bool) -> None:
    """Let these rules hold for the company acted for, at once; raises RulesRefused."""
    company = locked(company)
    connection = connection_here(locked=True)
    assert connection is not None, "rules are changed on the page of a provider that is there"  # noqa: S101
    chosen = User.objects.filter(pk=rules.emergency_user).first() if rules.emergency_user else None
    if rules.default_role not in NEW_ROLES or set(rules.role_values.values()) - set(MAPPED_ROLES):
        raise RulesRefused("bad-role")
    if rules.is_for_group != connection.is_for_group:
        _group_must_allow(company, by_group=by_group)
    if rules.is_required:
        if not connection.domains.filter(proved_at__isnull=False).exists():
            raise RulesRefused("no-domain")
        if connection.worked_at is None:  # else everybody would stand before a door that was never tried
            raise RulesRefused("never-worked")
        if not can_be_chosen(company.pk, chosen):
            raise RulesRefused("no-emergency")
    was_for_group = connection.is_for_group
    connection.default_role, connection.role_attribute = rules.default_role, rules.role_attribute.strip()
    connection.role_values = dict(rules.role_values) if connection.role_attribute else {}
    connection.is_for_group, connection.is_required = rules.is_for_group, rules.is_required
    connection.emergency_user = chosen
    connection.save()
    write_closed(connection)
    if was_for_group and not rules.is_for_group:
        end_sessions()  # some of them reach companies that the provider has no say in any more
    told = {
        "default_role": rules.default_role, "role_attribute": connection.role_attribute or "-",
        "role_values": " ".join(f"{value}:{role}" for value, role in sorted(connection.role_values.items())) or "-",
        "group": _yes(rules.is_for_group), "required": _yes(rules.is_required),
        "emergency": chosen.email if chosen else "-",
    }  # fmt: skip
    event = SamlRulesChanged(rules=tuple(f"{name}={value}" for name, value in told.items()))
    record(event, document_id=None, actor=actor)


def _group_must_allow(company: Company, *, by_group: bool) -> None:
    if company.group_id is None:
        raise RulesRefused("not-of-a-group")
    if not by_group:  # else one company's administrator would open all the others
        raise RulesRefused("group-administrators-only")


def _yes(value: bool) -> str:
    return "yes" if value else "no"
