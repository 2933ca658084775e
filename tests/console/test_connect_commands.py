"""`depesch connect`: a configuration made, accounts added after asking a real hub, settings changed, secrets kept."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pytest_django.live_server_helper import LiveServer

from depesch.connect.configuration import beginning, load, secret
from depesch.console import main
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import create_token
from depesch.kit.version import version
from tests.connect.running.conftest import until
from tests.console.running import SAMPLES, depesch
from tests.ports import free_port

FILE = "connect.xml"
NOBODY = "http://127.0.0.1:9"  # the discard port, where nothing listens


class Agent:
    """`depesch connect` in this process, with one configuration."""

    def __init__(
        self,
        folder: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        name: str = "connect.xml",
    ) -> None:
        self.folder = folder
        self.path = folder / name
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(variable, raising=False)
        # The first answer of a test's hub comes when all of it has been read, which takes long on a busy machine.
        monkeypatch.setattr("depesch.connect.configuration.online.TIMEOUT_S", 120.0)

    def __call__(self, *arguments: object, stdin: str = "") -> tuple[int, str, str]:
        """Run it; return the exit status, stdout and stderr."""
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        given = ["connect", *map(str, arguments)]
        try:
            status = main([*given, "--config", str(self.path)])
        except SystemExit as ended:
            status = int(ended.code or 0)
        told = self._capsys.readouterr()
        return status, told.out, told.err


@pytest.fixture
def agent(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Agent:
    """An agent with an empty configuration."""
    made = Agent(tmp_path, capsys, monkeypatch)
    assert made("init")[0] == 0
    return made


def key_of(company: Company, role: Role = Role.PROGRAM) -> str:
    return create_token(company.id, "agent", role)[1].reveal()


def test_a_first_configuration_is_right_and_is_not_made_twice(agent: Agent) -> None:
    before = agent.path.read_bytes()
    status, told, _ = agent("config", "check")
    assert (status, told.startswith(f"{agent.path}: everything is right, but there is no account yet")) == (0, True)
    status, _, told = agent("init")
    assert (status, "there already" in told, agent.path.read_bytes()) == (2, True, before)


@pytest.mark.parametrize("name", ["connect.toml", "connect.xml"])
def test_a_first_configuration_in_either_form_is_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = tmp_path / 'a "b" & <c>'
    folder.mkdir()
    agent = Agent(folder, capsys, monkeypatch, name)
    assert agent("init", "--lang", "nb")[0] == 0
    assert load(agent.path).home == folder
    assert load(agent.path).language == "nb"


@pytest.mark.row("S-126")
def test_an_account_is_added_after_asking_the_hub_whose_key_it_is(
    agent: Agent, live_server: LiveServer, nordbygg: Company, tmp_path: Path
) -> None:
    key = key_of(nordbygg)
    status, told, _ = agent(
        "account", "add", "nordbygg", "--hub", live_server.url, "--send", tmp_path / "n" / "out",
        "--collect", tmp_path / "n" / "in", "--create-folders", stdin=f"{key}\n",
    )  # fmt: skip
    assert (status, told) == (0, f"nordbygg: added, of {nordbygg.name} ({nordbygg.organisation_number})\n")
    (account,) = load(agent.path).accounts
    assert account.company == nordbygg.name
    assert secret(account.key, agent.folder).reveal() == key
    assert sorted(each.name for each in (tmp_path / "n").iterdir()) == ["failed", "in", "out", "sent"]
    assert key not in agent.path.read_text()


def test_whose_the_keys_are_is_told_when_the_hubs_are_asked(
    agent: Agent, live_server: LiveServer, nordbygg: Company, tmp_path: Path
) -> None:
    agent("account", "add", "nordbygg", "--hub", live_server.url, stdin=key_of(nordbygg))
    status, told, _ = agent("config", "check", "--online")
    assert status == 0
    assert f"nordbygg: the key is of {nordbygg.name}, {nordbygg.organisation_number} (SE), role program; clock" in told
    answer: dict[str, Any] = json.loads(agent("config", "check", "--online", "--json")[1])
    assert (answer["faults"], answer["accounts"][0]["company"]) == ([], nordbygg.name)
    assert abs(answer["accounts"][0]["clock_s"]) < 5


@pytest.mark.parametrize(
    ("role", "folders", "status", "fault"),
    [
        (None, ("--send",), 78, "refuses the key"),
        (Role.READER, ("--send",), 78, "the key, with the role reader, may not send"),
        (Role.ISSUER, ("--collect",), 78, "the key, with the role issuer, may not process"),
    ],
)
def test_a_key_that_does_not_do_adds_no_account(
    agent: Agent, live_server: LiveServer, nordbygg: Company, tmp_path: Path, role: Role | None,
    folders: tuple[str, ...], status: int, fault: str,
) -> None:  # fmt: skip
    before, key = agent.path.read_bytes(), key_of(nordbygg, role) if role else "dep_nobody"
    given = [each for option in folders for each in (option, tmp_path / option.strip("-"))]
    ended = agent("account", "add", "n", "--hub", live_server.url, *given, "--create-folders", stdin=key)
    assert (ended[0], fault in ended[2]) == (status, True)
    assert key not in ended[1] + ended[2]
    assert (agent.path.read_bytes(), (agent.folder / "secrets").exists()) == (before, False)


@pytest.mark.row("S-130")
def test_a_file_with_faults_asks_no_hub(agent: Agent, live_server: LiveServer, nordbygg: Company) -> None:
    agent("account", "add", "nordbygg", "--hub", live_server.url, stdin=key_of(nordbygg))
    agent.path.write_text(agent.path.read_text().replace(live_server.url, "http://hub.invalid"))
    status, told, faults = agent("config", "check", "--online")
    assert (status, told, len(faults.splitlines())) == (78, "", 1)
    assert "clear text" in faults


@pytest.mark.parametrize("key", ["", "\n", "dep_å", "dep_\x1b"])
def test_what_is_no_key_is_not_shown_to_the_hub(agent: Agent, key: str) -> None:
    assert agent("account", "add", "n", "--hub", NOBODY, stdin=key)[0] == 2


def test_a_hub_that_is_away_means_try_later(agent: Agent) -> None:
    status, _, told = agent("account", "add", "n", "--hub", NOBODY, stdin="dep_key")
    assert (status, "the hub is not reached" in told, "dep_key" in told) == (75, True, False)


@pytest.mark.row("S-130")
def test_a_key_is_never_sent_to_another_machine_in_clear_text(agent: Agent) -> None:
    status, _, told = agent("account", "add", "n", "--hub", "http://hub.example", stdin="dep_key")
    assert (status, "clear text" in told) == (78, True)


@pytest.mark.row("S-027")
def test_an_account_with_a_missing_folder_is_refused_and_leaves_nothing_behind(
    agent: Agent, live_server: LiveServer, nordbygg: Company, tmp_path: Path
) -> None:
    before = agent.path.read_bytes()
    status, _, told = agent(
        "account", "add", "n", "--hub", live_server.url, "--send", tmp_path / "absent", stdin=key_of(nordbygg)
    )
    assert (status, f"the folder {tmp_path / 'absent'} does not exist" in told) == (78, True)
    assert (agent.path.read_bytes(), list((agent.folder / "secrets").iterdir())) == (before, [])


def test_accounts_are_listed_and_removed(agent: Agent, live_server: LiveServer, nordbygg: Company) -> None:
    before = agent.path.read_bytes()
    agent("account", "add", "nordbygg", "--hub", live_server.url, stdin=key_of(nordbygg))
    assert agent("account", "add", "nordbygg", "--hub", live_server.url, stdin="x")[0] == 2
    assert agent("account", "list")[1] == f"nordbygg  {nordbygg.name}  {live_server.url}\n"
    assert json.loads(agent("account", "list", "--json")[1])["collecting"] is None
    assert agent("account", "remove", "nobody")[0] == 2
    assert agent("account", "remove", "nordbygg")[0] == 0
    assert agent.path.read_bytes() == before
    assert not list((agent.folder / "secrets").iterdir())


@pytest.mark.row("S-126")
def test_a_setting_is_read_changed_and_put_back(agent: Agent) -> None:
    assert agent("config", "get", "log.files")[1] == "10\n"
    assert agent("config", "set", "log.files", "3")[1] == "log.files = 3\n"
    assert agent("config", "get", "log")[1].splitlines()[-1].split() == ["log.files", "3"]
    assert json.loads(agent("config", "get", "log", "--json")[1])["files"] == 3
    assert "<files>3</files>" in agent.path.read_text()
    assert agent("config", "unset", "log.files")[0] == 0
    assert agent("config", "get", "log.files")[1] == "10\n"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("set", "log.files", "many"), 78), (("set", "ca_file", "/absent.pem"), 78), (("set", "log.colour", "red"), 2),
        (("get", "log.colour"), 2), (("unset", "log.files"), 2), (("set", "log.files"), 2), (("set", "=3"), 2),
        (("set", "log.files=3", "log.level"), 2), (("set", "log.files=3", "log.level=loud"), 78),
        (("set", "log.files=3", "log.files=4"), 2), (("set", "log.files=3", "mail.colour=red"), 2),
    ],
)  # fmt: skip
def test_what_is_no_setting_or_would_be_bad_changes_nothing(
    agent: Agent, arguments: tuple[str, ...], status: int
) -> None:
    before = agent.path.read_bytes()
    ended = agent("config", *arguments)
    assert (ended[0], bool(ended[2]), agent.path.read_bytes()) == (status, True, before)


@pytest.mark.row("S-126")
def test_several_settings_are_changed_together(agent: Agent) -> None:
    changes = ("log.files=3", "log.level=debug", "proxy=http://proxy.example:3128", "status_page.port=0")
    status, told, _ = agent("config", "set", *changes)
    assert (status, told) == (0, "".join(f"{each.replace('=', ' = ')}\n" for each in changes))
    assert [agent("config", "get", each.split("=")[0])[1].strip() for each in changes] == [
        each.split("=", 1)[1] for each in changes
    ]
    mail = "mail.recipients.0"
    assert agent(
        "config", "set", "mail.host=mail.example", "mail.sender=a@a.example", f"{mail}.to=b@a.example",
        f"{mail}.to=c@a.example", f"{mail}.events=failed",
    )[0] == 0, "what needs each other can be set at once"  # fmt: skip
    assert json.loads(agent("config", "get", f"{mail}.to", "--json")[1]) == ["b@a.example", "c@a.example"]


def test_of_several_settings_every_fault_is_told_and_none_is_written(agent: Agent) -> None:
    before = agent.path.read_bytes()
    status, _, told = agent(
        "config", "set", "log.files=many", "log.colour=red", "language=sv", "ca_file=/absent.pem", "mail.colour=red"
    )
    assert (status, agent.path.read_bytes()) == (2, before)
    assert [part in told for part in ("'many'", "no colour", "/absent.pem", "mail.colour")] == [True] * 4
    assert len(told.splitlines()) == 4, "nothing is made up for what was begun on the way to a fault"


def test_a_bad_file_stops_every_part_with_all_its_faults(agent: Agent) -> None:
    agent.path.write_text(agent.path.read_text().replace("<language>en", "<proxy>x</proxy><language>dk"))
    for part in (("config", "show"), ("config", "check"), ("account", "list"), ("secret", "list")):
        status, _, told = agent(*part)
        assert (status, len(told.splitlines())) == (78, 3), part


def test_toml_is_not_changed_here_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = Agent(tmp_path, capsys, monkeypatch, "connect.toml")
    agent("init")
    before = agent.path.read_bytes()
    for part in (("config", "set", "log.files", "3"), ("account", "add", "n", "--hub", NOBODY)):
        status, _, told = agent(*part)
        assert (status, "with an editor" in told, agent.path.read_bytes()) == (2, True, before)


def test_the_schema_is_printed(agent: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["connect", "config", "xsd"]) == 0
    schema = etree.XMLSchema(etree.fromstring(capsys.readouterr().out.encode()))
    schema.assertValid(etree.parse(agent.path))


def test_a_secret_is_put_away_listed_and_forgotten_and_never_shown(agent: Agent) -> None:
    agent.path.write_text(agent.path.read_text().replace(
        "</language>", "</language><mail><host>m.example</host><user>u</user><sender>a@b.example</sender></mail>"
    ))  # fmt: skip
    assert agent("secret", "list")[1].split() == ["mail", "-"]
    ended = agent("secret", "set", "mail", stdin="pass word\n")
    assert (ended[0], secret("mail", agent.folder).reveal()) == (0, "pass word")
    listed = agent("secret", "list")
    assert listed[1].split() == ["mail", "file"]
    assert "pass word" not in "".join(map(str, (ended, listed, agent("config", "show"))))
    assert agent("secret", "remove", "mail")[0] == 0
    assert agent("secret", "remove", "mail")[0] == 1


@pytest.mark.parametrize(("name", "text"), [("mail", ""), ("mail", "\n"), ("../x", "y"), ("Mail", "y")])
def test_what_is_no_secret_is_not_put_away(agent: Agent, name: str, text: str) -> None:
    assert agent("secret", "set", name, stdin=text)[0] == 2


@pytest.mark.parametrize(("language", "word"), [("sv", "stämmer"), ("nb", "stemmer"), ("en", "right")])
def test_it_speaks_the_users_language(agent: Agent, language: str, word: str) -> None:
    assert word in agent("config", "check", "--lang", language)[1]


def test_it_starts_fast_and_imports_nothing_of_the_hub(tmp_path: Path) -> None:
    program = (
        "import sys; from depesch.console import main\n"
        f"main(['connect', 'init', '--config', {str(tmp_path / 'connect.xml')!r}])\n"
        f"main(['connect', 'config', 'check', '--config', {str(tmp_path / 'connect.xml')!r}])\n"
        "heavy = {'django', 'httpx', 'typst', 'keyring', 'depesch.hub', 'depesch.model'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_the_key_is_not_among_the_arguments_that_it_takes() -> None:
    told = depesch("connect", "account", "add", "--help").stdout.decode()
    assert "--key" not in told


@pytest.fixture
def working(agent: Agent, live_server: LiveServer, nordbygg: Company, tmp_path: Path) -> Agent:
    """An agent with one account that sends, and no status page."""
    assert agent("config", "set", "status_page.port", "0")[0] == 0
    ended = agent(
        "account", "add", "nordbygg", "--hub", live_server.url, "--send", tmp_path / "n" / "out", "--create-folders",
        stdin=key_of(nordbygg),
    )  # fmt: skip
    assert ended[0] == 0, ended
    return agent


def test_once_sends_what_lies_there_and_tells_it(working: Agent, nordbygg: Company, tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "invoice-municipality.xml", tmp_path / "n" / "out" / "F-1.xml")
    status, told, _ = working("once")
    assert (status, "nordbygg  sent  F-1.xml" in told) == (0, True)
    with acting_for(nordbygg.id):
        assert [each.file_name for each in Document.objects.all()] == ["F-1.xml"]
    assert [each.name for each in (tmp_path / "n" / "sent").rglob("F-1*.xml")] != []
    assert "F-1.xml" in working("history")[1]
    assert json.loads(working("history", "--json", "F-1")[1].splitlines()[0])["parcel"]["name"] == "F-1.xml"
    assert "nordbygg  waiting 0" in working("status")[1]
    assert working("resend", "nothing.xml")[0] == 2
    assert working("resend", "F-1.xml")[:2] == (0, "F-1.xml: goes out with the agent's next run\n")
    assert working("once")[0] == 0
    with acting_for(nordbygg.id):
        assert Document.objects.count() == 2


def test_once_tells_what_failed_and_ends_with_one(working: Agent, tmp_path: Path) -> None:
    (tmp_path / "n" / "out" / "empty.xml").touch()
    status, told, _ = working("once")
    assert status == 1
    assert "nordbygg  failed  empty.xml: " in told
    assert (tmp_path / "n" / "failed" / "empty.xml").exists()


@pytest.mark.row("S-027")
def test_nothing_begins_while_a_folder_is_missing(working: Agent, tmp_path: Path) -> None:
    (tmp_path / "n" / "out").rmdir()
    for part in ("run", "once"):
        status, _, told = working(part)
        assert (status, f"the folder {tmp_path / 'n' / 'out'} does not exist; make it" in told) == (78, True)
    assert not (working.folder / "journal.db").exists()


def test_an_agent_of_another_user_is_left_alone(working: Agent) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a home away")
    os.chown(working.folder, 65534, -1)
    status, _, told = working("once")
    assert (status, "sudo -u nobody" in told) == (2, True)


def shown(port: int) -> dict[str, Any]:
    """Return what the status page tells of the account; nothing of it while the page is not there yet."""
    try:
        page = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/status.json", timeout=60))
    except OSError:
        return {"on_their_way": None, "runs": []}
    assert page["version"] == version()
    return dict(page["accounts"][0])


def test_run_works_until_it_is_told_to_end_and_shows_its_page(
    working: Agent, nordbygg: Company, tmp_path: Path
) -> None:
    port = free_port()
    assert working("config", "set", "status_page.port", port)[0] == 0
    command = [sys.executable, "-m", "depesch.console", "connect", "run", "--config", str(working.path)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        shutil.copy(SAMPLES / "invoice-municipality.xml", tmp_path / "n" / "out" / "F-2.xml")
        until(lambda: bool(list((tmp_path / "n" / "sent").rglob("F-2*.xml"))))
        until(lambda: shown(port)["on_their_way"] == 1)
        until(lambda: "sending" in {run["direction"] for run in shown(port)["runs"]})
        assert shown(port)["company"] == nordbygg.name
        assert working("once")[0] == 75, "one agent at a time works in a home"
    finally:
        running.send_signal(signal.SIGTERM)
        _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (0, b"")
    assert "nordbygg sent F-2.xml" in (working.folder / "agent.log").read_text()


@pytest.mark.row("S-124")
def test_the_service_is_printed_for_either_system(working: Agent) -> None:
    unit = working("service", "print", "--kind", "systemd", "--run-as", "erp")[1]
    assert f"run --config {working.path}\n" in unit
    assert "User=erp\n" in unit
    task = working("service", "print", "--kind", "windows")[1]
    assert "<UserId>S-1-5-18</UserId>" in task


def test_a_service_is_not_installed_while_something_is_missing(working: Agent, tmp_path: Path) -> None:
    (tmp_path / "n" / "failed").rmdir()
    assert working("service", "install", "--dry-run")[0] == 78
    assert working("service", "uninstall", "--user")[0] == 1


def test_the_configuration_is_the_users_own_else_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beginning, "_SYSTEM_CONFIGURATION", tmp_path / "etc")
    monkeypatch.setattr(beginning, "is_administrator", lambda: False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    own, system = tmp_path / "user" / "depesch", tmp_path / "etc"
    assert beginning.default_path() == own / "connect.xml"
    system.mkdir()
    (system / "connect.toml").touch()
    assert beginning.default_path() == system / "connect.toml"
    assert beginning.first_path() == own / "connect.xml"
    own.mkdir(parents=True)
    (own / "connect.xml").touch()
    assert beginning.default_path() == own / "connect.xml"
    monkeypatch.setattr(beginning, "is_administrator", lambda: True)
    assert beginning.default_path() == system / "connect.toml"
