"""A rule pack while it is being worked on: demands are added, changed and removed, and put in force as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from django.utils import timezone

from depesch.hub.directory.models import PackDraft
from depesch.hub.directory.rule_packs import KeptPack, keep_pack, own_pack, remove_pack
from depesch.hub.history.kinds.network import DemandsChanged, DemandsRemoved
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id
from depesch.rules.packs import AnyDemand, Pack, pack_bytes, pack_from


class DemandGone(LookupError):
    """The draft has no such demand any more."""


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """The demands as they are worked on, beside those in force."""

    demands: tuple[AnyDemand, ...]
    in_force: KeptPack | None
    is_changed: bool  # what is worked on differs from what is in force

    def demand(self, key: str) -> AnyDemand:
        """Return the demand with this key; raises DemandGone."""
        found = next((each for each in self.demands if each.key == key), None)
        if found is None:
            raise DemandGone(key)
        return found


def work() -> Work:
    """Return what the acting company works on; without a draft, that is what is in force."""
    in_force, draft = own_pack(), PackDraft.objects.first()
    standing = in_force.pack.demands if in_force else ()
    demands = _read(draft.content) if draft else standing
    return Work(demands=demands, in_force=in_force, is_changed=demands != standing)


def put_demand(demand: AnyDemand, *, instead_of: str | None, receiver: str, actor: str) -> None:
    """Add the demand to what is worked on, or put it in the place of another; raises BadPack, DemandGone."""
    now = work()
    if instead_of is None:
        demands = (*now.demands, demand)
    else:
        now.demand(instead_of)
        demands = tuple(demand if each.key == instead_of else each for each in now.demands)
    pack_from(pack_bytes(Pack(receiver=receiver, demands=demands)))  # all of it, so that no key stands twice
    _keep(demands, actor)


def drop_demand(key: str, *, actor: str) -> None:
    """Take one demand out of what is worked on; raises DemandGone."""
    now = work()
    now.demand(key)
    _keep(tuple(each for each in now.demands if each.key != key), actor)


def forget_draft() -> None:
    """Work on what is in force again."""
    PackDraft.objects.all().delete()


def put_in_force(*, receiver: str, actor: str) -> int:
    """Hold senders to what was worked on, from now on, and return the version; 0 when nothing is demanded any more."""
    now = work()
    if not now.demands:
        if remove_pack(actor=actor):
            record(DemandsRemoved(), document_id=None, actor=actor)
        version = 0
    else:
        kept = keep_pack(Pack(receiver=receiver, demands=now.demands), actor=actor)
        version = kept.version
        if now.in_force is None or now.in_force.version != version:
            record(DemandsChanged(version=version, count=len(now.demands)), document_id=None, actor=actor)
    forget_draft()
    return version


def bring_back(version: int, *, actor: str) -> None:
    """Work on what an earlier version demanded; raises DemandGone when there is no such version."""
    kept = own_pack(version)
    if kept is None:
        raise DemandGone(str(version))
    _keep(kept.pack.demands, actor)


def free_key(wanted: str, taken: Sequence[str]) -> str:
    """Return the key, with a number after it when it is taken.

    >>> free_key("bt-13", ("bt-13", "bt-13-2"))
    'bt-13-3'
    """
    key, number = wanted[:36], 2
    while key in taken:
        key, number = f"{wanted[:36]}-{number}", number + 1
    return key


def _keep(demands: tuple[AnyDemand, ...], actor: str) -> None:
    content = msgspec.json.encode(demands, order="sorted").decode()
    values = {"content": content, "changed_by": actor, "changed_at": timezone.now()}
    PackDraft.objects.update_or_create(tenant_id=tenant_id(), defaults=values)


def _read(content: str) -> tuple[AnyDemand, ...]:
    return msgspec.json.decode(content.encode(), type=tuple[AnyDemand, ...])
