"""A configuration file becomes settings, in XML as in TOML; everything that does not fit is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from depesch.connect.configuration import BadConfiguration, load
from depesch.connect.settings import EventClass, Hours, SendMode, Weekday
from tests.connect.configuration.files import TOML, XML, written


def faults(folder: Path, text: str, name: str = "connect.xml") -> list[tuple[str, str, int | None]]:
    """Return code, key and line of each fault of a file."""
    with pytest.raises(BadConfiguration) as told:
        load(written(folder, text, name))
    return [(fault.code, fault.key, fault.line) for fault in told.value.faults]


@pytest.mark.row("S-127")
def test_the_same_content_in_xml_and_in_toml_is_the_same_settings(tmp_path: Path) -> None:
    assert load(written(tmp_path, XML)) == load(written(tmp_path, TOML, "connect.toml"))


def test_settings_are_complete(tmp_path: Path) -> None:
    settings = load(written(tmp_path, XML))
    nordbygg, fjordtre = settings.accounts
    (sending,) = nordbygg.sending
    assert (settings.home, settings.log.folder) == (tmp_path, tmp_path)
    assert (sending.sent, sending.failed) == (Path("/srv/nordbygg/sent"), Path("/srv/nordbygg/failed"))
    assert nordbygg.collecting is not None
    assert nordbygg.collecting.folder == tmp_path / "in"
    assert (nordbygg.key, fjordtre.company, fjordtre.key) == ("account/nordbygg", "fjordtre", "account/fjordtre")


def test_values_have_the_types_of_the_settings(tmp_path: Path) -> None:
    settings = load(written(tmp_path, XML))
    (sending,) = settings.accounts[0].sending
    assert sending.send_mode is SendMode.TEST
    assert sending.patterns == ("*.xml", "*.zip")
    hours = Hours(days=(Weekday.MONDAY, Weekday.FRIDAY), start="08:00", end="17:30")
    assert (sending.timetable.hours, sending.timetable.every_s) == ((hours,), 2.5)
    assert settings.mail is not None
    assert settings.mail.recipients[0].events == (EventClass.FAILED, EventClass.AGENT)
    assert settings.accounts[1].enabled is False


def test_all_faults_are_told_at_once_with_line_and_key(tmp_path: Path) -> None:
    broken = (
        XML.replace("<settle_s>1<", "<settle_s>soon<")
        .replace("https://hub.example", "http://hub.example")
        .replace("0 6,18 * *", "0 6,18 *")
        .replace("Europe/Stockholm", "Europe/Stokholm")
        .replace("<enabled>false</enabled>", "<enabled>no</enabled><colour>red</colour>")
    )
    assert faults(tmp_path, broken) == [
        ("hub-in-clear-text", "accounts.nordbygg.hub", 6),
        ("bad-time-zone", "accounts.nordbygg.sending.0.timetable.time_zone", 19),
        ("not-number", "accounts.nordbygg.sending.0.settle_s", 21),
        ("bad-cron", "accounts.nordbygg.collecting.timetable.cron", 29),
        ("not-switch", "accounts.fjordtre.enabled", 36),
        ("unknown-key", "accounts.fjordtre.colour", 36),
    ]


def test_all_faults_of_toml_are_told_at_once_with_line_and_key(tmp_path: Path) -> None:
    broken = (
        TOML.replace("settle_s = 1", 'settle_s = "1"')
        .replace("https://hub.example", "http://hub.example")
        .replace('["failed", "agent"]', '["failed", "everything"]')
        .replace("enabled = false", "enabled = 0\ncolour = 1")
    )
    assert faults(tmp_path, broken, "connect.toml") == [
        ("hub-in-clear-text", "accounts.nordbygg.hub", 6),
        ("not-number", "accounts.nordbygg.sending.0.settle_s", 12),
        ("not-switch", "accounts.fjordtre.enabled", 28),
        ("unknown-key", "accounts.fjordtre.colour", 29),
        ("not-choice", "mail.recipients.0.events.1", 38),
    ]
