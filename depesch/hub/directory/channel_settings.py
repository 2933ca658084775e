"""A company's settings of its channels: sealed in the database, handed out as the channel's own Struct."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from depesch.channels import Channel, channels, load_settings
from depesch.hub.directory.models import ChannelSettings, Run
from depesch.hub.history.kinds.company import SettingChanged
from depesch.hub.history.record import record
from depesch.hub.server.secrets import decrypt, encrypt
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.settings import BadSettings, stored_values


class SetUpChannel(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A channel that the company has switched on, and its settings; None when those it has are not usable."""

    channel: Channel
    settings: msgspec.Struct | None


def save_settings(
    name: str, values: Mapping[str, object], *, rank: int | None = None, enabled: bool = True
) -> msgspec.Struct:
    """Store the acting company's settings of one channel and return them; a blank secret keeps the one stored.

    `rank` is the channel's place in the company's default run; None leaves it, or puts a new channel last. Raises
    BadSettings naming the field, or saying that the settings belong to one receiver; LookupError when there is no such
    channel.
    """
    channel = channels()[name]
    if channel.per_receiver:
        raise BadSettings(f"{name}: its settings belong to one receiver: set it up on a customer's card in the portal")
    row = ChannelSettings.objects.filter(channel=name).first()
    kept = _opened(channel, row) if row else None
    settings = load_settings(channel, values, kept=kept)
    is_ranked = rank is not None
    if rank is None:
        rank = row.rank if row else ChannelSettings.objects.count()
    ChannelSettings.objects.update_or_create(
        tenant_id=tenant_id(), channel=name, defaults={"sealed": seal(settings), "rank": rank, "enabled": enabled}
    )
    _into_default_run(name, rank, is_new=row is None, is_ranked=is_ranked)
    return settings


def change_settings(name: str, changes: Mapping[str, object], *, actor: str) -> msgspec.Struct:
    """Write some settings of a channel that the acting company has set up, record each change, and return all of them.

    Raises BadSettings naming the field, LookupError when the channel is not set up or what it has is not usable.
    """
    channel = channels()[name]
    row = ChannelSettings.objects.select_for_update().filter(channel=name).first()
    kept = _opened(channel, row) if row else None
    if row is None or kept is None:
        raise LookupError(f"{name} is not set up")
    before = stored_values(kept)
    settings = load_settings(channel, {**before, **changes})
    after = stored_values(settings)
    changed = [field for field in changes if after[field] != before[field]]
    if changed:
        row.sealed = seal(settings)
        row.save(update_fields=["sealed"])
    for field in changed:
        event = SettingChanged(
            setting=f"{name}_{field}", value_before=str(before[field]), value_after=str(after[field])
        )
        record(event, document_id=None, actor=actor)
    return settings


def settings_of(name: str) -> msgspec.Struct | None:
    """Return the acting company's settings of one channel; None when it has none or they are no longer usable."""
    row = ChannelSettings.objects.filter(channel=name).first()
    return _opened(channels()[name], row)


def channels_on() -> dict[str, SetUpChannel]:
    """Return the channels that the acting company has switched on, by rank.

    The inbox on the same hub needs no settings and comes first unless the company gave it another place or switched
    it off. A channel that is no longer installed is left out.
    """
    known = channels()
    rows = {row.channel: row for row in ChannelSettings.objects.order_by("rank", "id")}
    names = [name for name, row in rows.items() if row.enabled and name in known and not known[name].per_receiver]
    if "portal_inbox" in known and "portal_inbox" not in rows:
        names.insert(0, "portal_inbox")
    return {name: SetUpChannel(channel=known[name], settings=_opened(known[name], rows.get(name))) for name in names}


def seal(settings: msgspec.Struct) -> str:
    """Return the settings as the database keeps them."""
    return encrypt(msgspec.json.encode(stored_values(settings)).decode())


def unsealed(channel: Channel, sealed: str) -> msgspec.Struct | None:
    """Return the settings that `seal` sealed, or the defaults for an empty text; None when they are not usable."""
    values: Mapping[str, object] = {}
    if sealed:
        values = msgspec.json.decode(decrypt(sealed), type=dict[str, object])
    try:
        return load_settings(channel, values)
    except BadSettings:  # not set up yet, or an update of the channel asks for more: shown as such in the plan
        return None


def _into_default_run(name: str, rank: int, *, is_new: bool, is_ranked: bool) -> None:
    """Give a channel that is new, or has got another rank, its place in the default run that somebody has ordered."""
    run = Run.objects.filter(is_default=True).first()
    if run is None or not (is_new or is_ranked):
        return
    others = [each for each in run.channels if each != name]
    place = min(rank, len(others)) if is_ranked else len(others)
    run.channels = [*others[:place], name, *others[place:]]
    run.save(update_fields=["channels"])


def _opened(channel: Channel, row: ChannelSettings | None) -> msgspec.Struct | None:
    return unsealed(channel, row.sealed if row is not None else "")
