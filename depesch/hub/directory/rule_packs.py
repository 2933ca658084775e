"""What companies demand of documents to them: each change a new version, the latest one in force.

The pack belongs to the receiving company. Its senders read it when a document to it is checked, and are told what it
demands by the findings.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from depesch.hub.directory.models import RulePack
from depesch.hub.tenancy.keys import key_turned
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now
from depesch.rules import RuleSet
from depesch.rules.packs import Pack, pack_bytes, pack_from
from depesch.rules.packs.checks import rule_set_from


class PackVersion(msgspec.Struct, frozen=True, kw_only=True):
    """One version; `pack` is None when from there on nothing was demanded."""

    version: int
    pack: Pack | None
    made_at: datetime
    made_by: str


class KeptPack(msgspec.Struct, frozen=True, kw_only=True):
    """A pack with the version that it is kept under."""

    version: int
    pack: Pack
    made_at: datetime
    made_by: str


def keep_pack(pack: Pack, *, actor: str) -> KeptPack:
    """Put the acting company's pack in force and return it; the one in force already stays the version that it is."""
    content = pack_bytes(pack).decode()
    latest = _latest()
    if latest is None or latest.content != content:
        latest = _add(content, actor)
    return _kept(latest)


def remove_pack(*, actor: str) -> bool:
    """Demand nothing from here on; False when nothing was demanded before. Earlier versions stay readable."""
    latest = _latest()
    if latest is None or not latest.content:
        return False
    _add("", actor)
    return True


def own_pack(version: int | None = None) -> KeptPack | None:
    """Return the acting company's pack in force, or in an earlier version; None when there is none."""
    row = _latest() if version is None else RulePack.objects.filter(version=version).first()
    return _kept(row) if row is not None and row.content else None


def demands_of(company_id: UUID) -> RuleSet | None:
    """Return what a company of this hub demands, for whoever sends to it; None when it demands nothing.

    Call it inside `acting_for` of the sender: the key to that one company's pack is put away before this returns.
    """
    row = _row_of(company_id)
    return rule_set_from(row.content.encode(), str(row.version)) if row is not None and row.content else None


def pack_of(company_id: UUID) -> Pack | None:
    """Return what a company of this hub demands, for showing it to anybody who may send to it; None for nothing."""
    row = _row_of(company_id)
    return pack_from(row.content.encode()) if row is not None and row.content else None


def versions(limit: int = 50) -> list[PackVersion]:
    """Return the versions of the acting company's pack, the latest first."""
    return [
        PackVersion(
            version=row.version, pack=pack_from(row.content.encode()) if row.content else None, made_at=row.made_at,
            made_by=row.made_by,
        )
        for row in RulePack.objects.order_by("-version")[:limit]
    ]  # fmt: skip


def _row_of(company_id: UUID) -> RulePack | None:
    with key_turned("depesch.receiver", str(company_id)):
        return RulePack.of_receivers.filter(tenant_id=company_id).order_by("-version").first()


def _latest() -> RulePack | None:
    return RulePack.objects.order_by("-version").first()


def _add(content: str, actor: str) -> RulePack:
    """Add a version; when somebody else adds one at the same moment, this one comes after it."""
    while True:
        latest = _latest()
        row = RulePack(
            tenant_id=tenant_id(),
            version=latest.version + 1 if latest else 1,
            content=content,
            made_by=actor,
            made_at=now(),
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            if "rule_pack_version_once" not in str(error):
                raise
        else:
            return row


def _kept(row: RulePack) -> KeptPack:
    return KeptPack(version=row.version, pack=pack_from(row.content.encode()), made_at=row.made_at, made_by=row.made_by)
