"""The agent as a service: a unit that systemd takes, a task for Windows, a log that does not grow without end."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from depesch.connect.configuration import load
from depesch.connect.configuration.secrets import put_away
from depesch.connect.service import installing, systemd, windows
from depesch.connect.service.log import logging_to
from depesch.connect.settings import AgentSettings, Log
from tests.connect.configuration.files import written

NOBODY = "nobody"


def agent(home: Path, folders: str, more: str = "") -> AgentSettings:
    text = f"""<connect xmlns="urn:depesch:connect:1"><home>{home}</home>{more}<account><name>nordbygg</name>
      <hub>https://hub.example</hub>{folders}</account></connect>"""
    home.mkdir(exist_ok=True)
    return load(written(home, text))


def sending(folder: object, sent: object = "", failed: object = "") -> str:
    more = f"<sent>{sent}</sent><failed>{failed}</failed>" if sent else ""
    return f"<sending><folder>{folder}</folder>{more}</sending>"


def unit(settings: AgentSettings, *, of_the_user: bool = False) -> str:
    assert settings.home is not None
    return systemd.unit(
        settings, command=(sys.executable, "-m", "depesch.console", "connect"), of_the_user=of_the_user, user="daemon",
        configuration=settings.home / "connect.xml",
    )  # fmt: skip


def values(text: str, name: str) -> list[str]:
    return re.findall(rf"(?m)^{name}=(.*)$", text)


@pytest.mark.row("S-124")
@pytest.mark.parametrize("of_the_user", [False, True])
@pytest.mark.parametrize("name", ["nordbygg", "Åsas bygg 50% $HOME"])
def test_systemd_takes_the_unit(tmp_path: Path, name: str, of_the_user: bool) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is missing: apt-get install systemd")
    home = tmp_path / name
    settings = agent(home, sending(home / "out"))
    put_away("account/nordbygg", "dep_key", home, in_keyring=False)
    file = tmp_path / systemd.UNIT
    file.write_text(unit(settings, of_the_user=of_the_user))
    manager = "--user" if of_the_user else "--system"
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        ["systemd-analyze", manager, "verify", "--man=no", file], capture_output=True, text=True, env=environment
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_unit_that_is_broken_is_noticed_by_that_check(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is missing: apt-get install systemd")
    file = tmp_path / systemd.UNIT
    file.write_text(unit(agent(tmp_path / "home", "")).replace("ProtectClock=yes", "ProtectClocks=yes"))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", file], capture_output=True, text=True)
    assert "ProtectClocks" in done.stderr


@pytest.mark.row("S-124")
def test_the_service_has_a_user_of_its_own_and_few_rights(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is missing: apt-get install systemd")
    file = tmp_path / systemd.UNIT
    text = unit(agent(tmp_path / "home", ""))
    file.write_text(text)
    assert values(text, "User") == ["daemon"]
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", file], capture_output=True, text=True, timeout=60
    )
    (exposure,) = re.findall(r"Overall exposure level for .*: ([0-9.]+)", done.stdout)
    assert float(exposure) < 3


def test_the_secrets_are_handed_over_as_credentials(tmp_path: Path) -> None:
    settings = agent(tmp_path / "home", "")
    assert values(unit(settings), "LoadCredential") == []
    put_away("account/nordbygg", "dep_key", tmp_path / "home", in_keyring=False)
    assert values(unit(settings), "LoadCredential") == [f"depesch:{tmp_path / 'home' / 'secrets'}"]
    assert "dep_key" not in unit(settings)


@pytest.mark.parametrize(
    ("folders", "opened"),
    [
        (sending("/srv/n/out"), ["/srv/n"]),
        (sending("/srv/n/out", "/srv/archive/sent", "/srv/n/failed"), ["/srv"]),
        (sending("/srv/n/out") + "<collecting><folder>/srv/n/in</folder></collecting>", ["/srv/n"]),
        (sending("/srv/a/out") + sending("/srv/b/out"), ["/srv/a", "/srv/b"]),
        (sending("/srv/n/./x/../out"), ["/srv/n"]),
        (sending("/out"), ["/"]),
    ],
)
def test_a_file_can_be_moved_among_its_folders(tmp_path: Path, folders: str, opened: list[str]) -> None:
    settings = agent(tmp_path, folders)
    expected = [Path(each) for each in opened]
    assert [each for each in systemd.writable(settings) if each != tmp_path] == expected
    if opened != ["/"]:
        assert values(unit(settings), "ReadWritePaths") == [str(tmp_path), *opened]


def test_folders_in_homes_and_in_tmp_are_not_hidden_from_the_service() -> None:
    settings = AgentSettings(home=Path("/var/lib/x"), log=Log(folder=Path("/var/lib/x")))
    text = systemd.unit(
        settings, command=("/usr/bin/depesch", "connect"), configuration=Path("/etc/depesch/connect.xml")
    )
    assert (values(text, "ProtectHome"), values(text, "PrivateTmp")) == (["yes"], ["yes"])
    text = systemd.unit(settings, command=("/home/a/depesch", "connect"), configuration=Path("/tmp/connect.xml"))
    assert (values(text, "ProtectHome"), values(text, "PrivateTmp")) == (["read-only"], ["no"])


@pytest.mark.parametrize("name", ['a"b', "a'b", "a\\b", "a:b", "a\nb"])
def test_a_path_that_systemd_could_misread_is_refused(tmp_path: Path, name: str) -> None:
    settings = AgentSettings(home=tmp_path / name, log=Log(folder=tmp_path))
    with pytest.raises(ValueError, match="holds a quote"):
        unit(settings)


@pytest.mark.row("S-124")
def test_the_task_of_windows_begins_with_the_machine_under_an_account_of_the_system(tmp_path: Path) -> None:
    settings = agent(tmp_path, "")
    program = r"C:\Program Files\Depesch & Co\depesch-connect.pyz"
    text = windows.task(
        settings, command=("py.exe", program, "connect"), configuration=r"C:\ProgramData\depesch\connect.xml"
    )
    found = etree.fromstring(text.encode("utf-16"))
    task = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert found.findtext("t:Principals/t:Principal/t:UserId", namespaces=task) == "S-1-5-18"
    assert found.find("t:Triggers/t:BootTrigger", namespaces=task) is not None
    assert found.findtext("t:Settings/t:ExecutionTimeLimit", namespaces=task) == "PT0S"
    assert found.findtext("t:Actions/t:Exec/t:Arguments", namespaces=task) == (
        rf'"{program}" connect run --config C:\ProgramData\depesch\connect.xml'
    )


def test_the_home_on_windows_is_left_to_the_system_and_its_administrators() -> None:
    rights, create, begin = windows.installing(Path("home"), Path("task.xml"), account=windows.LOCAL_SERVICE)
    assert rights == [
        "icacls", "home", "/inheritance:r", "/grant:r", "*S-1-5-18:(OI)(CI)F", "/grant:r", "*S-1-5-32-544:(OI)(CI)F",
        "/grant:r", "*S-1-5-19:(OI)(CI)F",
    ]  # fmt: skip
    assert create == ["schtasks", "/Create", "/F", "/TN", "Depesch Connect", "/XML", "task.xml"]
    assert begin[:2] == ["schtasks", "/Run"]
    assert [step[1] for step in windows.uninstalling()] == ["/End", "/Delete"]


def test_rights_are_looked_at_as_the_services_user(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can act as another user")
    for above in (tmp_path, *tmp_path.parents[:2]):
        above.chmod(0o755)
    for name in ("out", "sent", "failed"):
        (tmp_path / name).mkdir(mode=0o777)
        (tmp_path / name).chmod(0o777)
    settings = agent(tmp_path, sending(tmp_path / "out"))
    assert installing.faults_of_user(settings, NOBODY) == []
    (tmp_path / "sent").chmod(0o755)
    found = installing.faults_of_user(settings, NOBODY)
    assert [(fault.code, fault.key) for fault in found] == [
        ("folder-not-writable", "accounts.nordbygg.sending.0.sent"),
    ]  # fmt: skip
    assert os.geteuid() == 0


def test_the_home_is_given_to_the_services_user_without_following_links(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    outside, home = tmp_path / "outside", tmp_path / "home"
    outside.touch()
    (home / "secrets").mkdir(parents=True)
    (home / "secrets" / "account.n").touch()
    (home / "link").symlink_to(outside)
    installing.give(home, NOBODY)
    assert {path.stat().st_uid for path in (home, home / "secrets", home / "secrets" / "account.n")} == {65534}
    assert outside.stat().st_uid == 0


def test_what_the_agent_keeps_in_the_accounts_folders_is_given_along(tmp_path: Path) -> None:
    for name in ("out/.depesch", "in/.depesch", "home"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "failed").mkdir()
    (tmp_path / "failed" / ".depesch").symlink_to(tmp_path)
    folders = f"{sending(tmp_path / 'out')}<collecting><folder>{tmp_path / 'in'}</folder></collecting>"
    settings = agent(tmp_path / "home", folders)
    owned = installing.own_folders(settings)
    assert owned == [tmp_path / "home", tmp_path / "out" / ".depesch", tmp_path / "in" / ".depesch"]


def test_a_step_that_fails_says_what_it_said() -> None:
    with pytest.raises(installing.NotInstalled, match="no-such-command"):
        installing.run_step(["no-such-command"])
    with pytest.raises(installing.NotInstalled, match="not today"):
        installing.run_step([sys.executable, "-c", "import sys; sys.exit('not today')"])


def test_the_log_is_put_aside_when_it_is_full_and_no_more_is_kept_than_asked_for(tmp_path: Path) -> None:
    with logging_to(Log(folder=tmp_path, max_mb=0.01, files=2), is_quiet=True):
        for number in range(1000):
            logging.getLogger("depesch.connect").info("file %d was sent", number)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["agent.log", "agent.log.1", "agent.log.2"]
    assert all(each.stat().st_size <= 0.01 * 1024 * 1024 for each in tmp_path.iterdir())
    last = (tmp_path / "agent.log").read_text().splitlines()[-1]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO    file 999 was sent", last)


def test_a_line_is_one_line_and_holds_no_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with logging_to(Log(folder=tmp_path), is_quiet=True):
        log = logging.getLogger("depesch.connect")
        log.info("name\n2026-11-22 forged\x1b[2J dep_abcDEF123 Bearer abc.def")
        log.debug("not told")
        try:
            raise ValueError("dep_secret99")
        except ValueError:
            log.exception("a fault of ours")
    lines = (tmp_path / "agent.log").read_text().splitlines()
    assert lines[0].endswith("INFO    name�2026-11-22 forged�[2J *** Bearer ***")
    assert lines[-1] == "ValueError: ***"
    assert "dep_secret99" not in capsys.readouterr().err
