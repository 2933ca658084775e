"""Whether a company sends letters, and how: written with who changed what. Call everything inside `acting_for`."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.hub.directory.channel_settings import channels_on, save_settings, settings_of
from depesch.hub.history.kinds.company import SettingChanged
from depesch.hub.history.record import record
from depesch.kit.settings import stored_values

CHANNEL = "post"


def is_on() -> bool:
    """Return whether the acting company sends letters."""
    return CHANNEL in channels_on()


def switch(values: Mapping[str, object], *, on: bool, actor: str) -> None:
    """Write the settings, with each change in the history; a new way goes last in the company's run.

    Raises BadSettings.
    """
    kept = settings_of(CHANNEL)
    before = {**(stored_values(kept) if kept else {}), "on": is_on()}
    after = {**stored_values(save_settings(CHANNEL, values, enabled=on)), "on": on}
    for name, value in after.items():
        if before.get(name) != value:
            event = SettingChanged(
                setting=f"{CHANNEL}_{name}", value_before=_told(before.get(name, "")), value_after=_told(value)
            )
            record(event, document_id=None, actor=actor)


def _told(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
