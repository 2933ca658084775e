"""A configuration file becomes settings, in XML as in TOML; everything that does not fit is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from depesch.connect.configuration import BadConfiguration, Fault, load
from depesch.connect.configuration.fault_words import FAULTS
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
        ("hub-in-clear-text", "accounts.nordbygg.hub", 20),
        ("bad-time-zone", "accounts.nordbygg.sending.0.timetable.time_zone", 33),
        ("not-number", "accounts.nordbygg.sending.0.settle_s", 35),
        ("bad-cron", "accounts.nordbygg.collecting.timetable.cron", 43),
        ("not-switch", "accounts.fjordtre.enabled", 50),
        ("unknown-key", "accounts.fjordtre.colour", 50),
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


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("connect.xml", b"", "not-xml"),
        ("connect.xml", b"<connect", "not-xml"),
        ("connect.xml", b"<?xml version='1.0'?><!DOCTYPE c [<!ENTITY a 'b'>]><connect>&a;</connect>", "not-xml"),
        ("connect.xml", b"<connect xmlns='urn:depesch:connect:2'/>", "other-root"),
        ("connect.xml", b"<connect/>", "other-root"),
        ("connect.xml", b"<a>" * 5000, "not-xml"),
        ("connect.toml", b"language = ", "not-toml"),
        ("connect.toml", b"language = 'sv'\nlanguage = 'nb'", "not-toml"),
        ("connect.toml", b"# Gr\xfcn\n", "not-utf-8"),
        ("connect.toml", b"a = " + b"[" * 50_000, "too-deep"),
        ("connect.toml", b"accounts = []\n[log]\nlevel = []", "empty-list"),
        ("connect.toml", b"language = nan", "not-text"),
        ("connect.toml", b"log.max_mb = inf", "not-number"),
        ("connect.toml", b"mail = 'mail.example'", "not-a-part"),
        ("connect.toml", b"language = {a = 1}", "not-a-value"),
        ("connect.toml", b'home = "/srv/\\u0000"', "not-path"),
        ("connect.ini", b"", "neither-xml-nor-toml"),
    ],
)
def test_bytes_that_are_no_configuration_are_told(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadConfiguration) as told:
        load(tmp_path / name)
    assert code in {fault.code for fault in told.value.faults}


def test_a_file_of_many_megabytes_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "connect.toml").write_bytes(b"#" * 11_000_000)
    with pytest.raises(BadConfiguration, match="larger than"):
        load(tmp_path / "connect.toml")


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="connect init"):
        load(tmp_path / "connect.xml")


ACCOUNT = """<connect xmlns="urn:depesch:connect:1">{agent}<account><name>nordbygg</name><hub>{hub}</hub>
<sending><folder>/srv/out</folder>{sending}</sending><collecting><folder>{to}</folder>{collecting}</collecting>{more}
</account></connect>"""


@pytest.mark.parametrize(
    ("code", "part", "value"),
    [
        ("no-hub-address", "hub", "hub.example"),
        ("no-hub-address", "hub", "https://"),
        ("no-hub-address", "hub", "https://hub.example:99999"),
        ("no-hub-address", "hub", "ftp://hub.example"),
        ("more-than-an-address", "hub", "https://astrid:pw@hub.example"),
        ("more-than-an-address", "hub", "https://hub.example/?x=1"),
        ("hub-in-clear-text", "hub", "http://hub.example"),
        ("hub-in-clear-text", "hub", "http://127.0.0.1.hub.example"),
        ("bad-pattern", "sending", "<pattern>in/*.xml</pattern>"),
        ("no-hours", "sending", "<timetable><hours><start>08:00</start><end>08:00</end></hours></timetable>"),
        ("bad-cron", "sending", "<timetable><cron>* * * * * *</cron></timetable>"),
        ("bad-cron", "sending", "<timetable><cron>61 * * * *</cron></timetable>"),
        ("bad-time-zone", "sending", "<timetable><time_zone>../../etc/passwd</time_zone></timetable>"),
        ("bad-time-zone", "sending", "<timetable><time_zone>Europe</time_zone></timetable>"),
        ("unknown-placeholder", "collecting", "<name>{supplier}</name>"),
        ("unknown-placeholder", "collecting", "<name>{number.__class__}</name>"),
        ("bad-name-pattern", "collecting", "<name>{number:99999999}</name>"),
        ("bad-name-pattern", "collecting", "<name>{number</name>"),
        ("name-leads-out", "collecting", "<name>../{number}</name>"),
        ("name-leads-out", "collecting", "<name>/{number}</name>"),
        ("folder-used-twice", "to", "/srv/out"),
        ("folder-used-twice", "to", "/srv/./sent"),
        ("mail-without-server", "more", "<mail><to>a@b.example</to></mail>"),
        ("bad-address", "agent", "<mail><host>m.example</host><sender>nobody</sender></mail>"),
        (
            "password-in-clear-text",
            "agent",
            "<mail><host>m.example</host><tls>none</tls><user>u</user><sender>a@b.example</sender></mail>",
        ),
        ("bad-proxy", "agent", "<proxy>proxy.example</proxy>"),
        ("secret-in-proxy", "agent", "<proxy>http://u:pw@proxy.example:3128</proxy>"),
        ("doubled-account", "more", "</account><account><name>nordbygg</name><hub>https://hub.example</hub>"),
    ],
)
def test_a_value_that_cannot_be_right_is_told(tmp_path: Path, code: str, part: str, value: str) -> None:
    parts = {"agent": "", "hub": "https://hub.example", "sending": "", "collecting": "", "to": "/srv/in", "more": ""}
    file = written(tmp_path, ACCOUNT.format(**{**parts, part: value}))
    with pytest.raises(BadConfiguration) as told:
        load(file)
    assert [fault.code for fault in told.value.faults] == [code]
    assert "pw" not in str(told.value), "a password in the wrong place is not shown on top"


@pytest.mark.row("S-130")
def test_a_hub_elsewhere_is_never_asked_in_clear_text(tmp_path: Path) -> None:
    parts = {"agent": "", "sending": "", "collecting": "", "to": "/srv/in", "more": ""}
    with pytest.raises(BadConfiguration, match="write https://"):
        load(written(tmp_path, ACCOUNT.format(hub="http://10.0.0.7:8700", **parts)))


def test_two_accounts_on_one_folder_are_told_with_both_places(tmp_path: Path) -> None:
    account = (
        "<account><name>{0}</name><hub>https://hub.example</hub><sending><folder>/srv/out</folder></sending></account>"
    )
    text = f'<connect xmlns="urn:depesch:connect:1">{account.format("a")}{account.format("b")}</connect>'
    with pytest.raises(BadConfiguration, match=r"accounts\.a\.sending\.0\.folder") as told:
        load(written(tmp_path, text))
    assert [fault.key for fault in told.value.faults] == [
        "accounts.b.sending.0.folder", "accounts.b.sending.0.sent", "accounts.b.sending.0.failed",
    ]  # fmt: skip


def collecting(*accounts: tuple[str, str, str]) -> str:
    """Return a configuration whose accounts (name, company, name pattern) collect into one folder."""
    each = (
        "<account><name>{0}</name><hub>https://hub.example</hub>{1}"
        "<collecting><folder>/srv/in</folder>{2}</collecting></account>"
    )
    written = (
        each.format(name, f"<company>{company}</company>" if company else "", f"<name>{pattern}</name>")
        for name, company, pattern in accounts
    )
    return f'<connect xmlns="urn:depesch:connect:1">{"".join(written)}</connect>'


@pytest.mark.row("S-032")
@pytest.mark.row("S-026")
@pytest.mark.parametrize(
    "accounts",
    [
        (("a", "Nordbygg AB", "{company}/{number}"), ("b", "Fjordtre AS", "{date}_{company}_{number}")),
        (("a", "", "{company}/{number}"), ("b", "", "{company}/{number}"), ("c", "a AB", "{company}_{id}")),
    ],
)
def test_accounts_may_collect_into_one_folder_when_names_tell_their_companies_apart(
    tmp_path: Path, accounts: tuple[tuple[str, str, str], ...]
) -> None:
    assert len(load(written(tmp_path, collecting(*accounts))).accounts) == len(accounts)


@pytest.mark.parametrize(
    "second",
    [
        ("b", "Fjordtre AS", "{number}"),
        ("b", "Nordbygg AB", "{company}/{number}"),
        ("b", "NORDBYGG AB", "{company}/{number}"),  # one folder where file systems take a for A
        ("b", "Nordbygg/AB", "{company}/{number}"),  # what no name may hold is the same sign in both
        ("b", "Fjordtre AS", "{{company}}/{number}"),  # braces of its own, no placeholder
    ],
)
def test_accounts_whose_files_would_be_mixed_up_may_not_share_a_folder(
    tmp_path: Path, second: tuple[str, str, str]
) -> None:
    first = ("a", "Nordbygg AB", "{company}/{number}")
    with pytest.raises(BadConfiguration, match=r"each holds \{company\}") as told:
        load(written(tmp_path, collecting(first, second)))
    assert [(fault.code, fault.key) for fault in told.value.faults] == [
        ("folder-used-twice", "accounts.b.collecting.folder")
    ]


def test_a_folder_that_is_shared_rightly_is_still_refused_to_a_third_that_mixes_in(tmp_path: Path) -> None:
    three = (("a", "", "{company}/{number}"), ("b", "", "{company}/{number}"), ("c", "B", "{company}_{number}"))
    with pytest.raises(BadConfiguration, match=r"accounts\.b\.collecting\.folder") as told:
        load(written(tmp_path, collecting(*three)))
    assert [fault.key for fault in told.value.faults] == ["accounts.c.collecting.folder"]


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
@pytest.mark.parametrize("code", sorted(FAULTS))
def test_each_fault_is_told_in_each_language(code: str, language: str) -> None:
    names = "reason limit namespace attribute after known name allowed unknown other host folder file secret role"
    fault = Fault(code=code, value="x", details={name: name for name in names.split()})
    english = (fault.what("en"), fault.next_step("en"))
    mine = (fault.what(language), fault.next_step(language))
    assert all(mine)
    assert (mine == english) == (language == "en")


@pytest.mark.row("S-117")
@pytest.mark.parametrize("event", list(EventClass))
def test_each_event_class_can_be_switched_by_itself_for_the_agent_and_for_an_account(
    tmp_path: Path, event: EventClass
) -> None:
    mine = f"<mail><to>bo@nordbygg.example</to><event>{event.value}</event></mail>"
    text = XML.replace("<event>failed</event>\n      <event>agent</event>", f"<event>{event.value}</event>")
    settings = load(written(tmp_path, text.replace("    </collecting>\n", f"    </collecting>{mine}\n")))
    assert settings.mail is not None
    assert [each.events for each in settings.mail.recipients] == [(event,)]
    assert [each.events for each in settings.accounts[0].mail] == [(event,)]
