"""The agent at work: many accounts side by side, woken by files, stopped and reconfigured while it runs."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest
from msgspec.structs import replace

from depesch.connect.configuration.secrets import put_away
from depesch.connect.running import Agent, HomeTaken, status
from depesch.connect.running.home import agent_id, held
from depesch.connect.runs import Direction, FileState
from depesch.connect.settings import Mail, Recipients, Timetable
from depesch.exchange.mail.smtp import Tls
from depesch.hub.agents.reporting import accounts_of, agents
from depesch.hub.flows.models import Direction as Way
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.secret import Secret
from depesch.kit.version import version
from tests.connect.conftest import Hub, invoice
from tests.connect.running.conftest import Machine, running, until
from tests.connect.sending.conftest import names

NEVER = Timetable(cron="0 0 29 2 *")


@pytest.mark.row("S-025", "D-22")
def test_files_go_out_and_come_in_without_a_click(
    machine: Machine, hub: Hub, nordbygg: Company, fjordtre: Company, nordbygg_key: Secret, fjordtre_key: Secret
) -> None:
    machine.account("nordbygg", nordbygg_key)
    machine.account("fjordtre", fjordtre_key)
    with running(machine.agent()):
        for number in range(5):
            machine.lay("nordbygg", f"F-{number}.xml", invoice(f"F-{number}"))
        until(lambda: len(names(machine.place / "nordbygg" / "sent")) == 10)
        hub.work(nordbygg)
        until(lambda: len(names(machine.place / "fjordtre" / "in")) == 5)
        until(lambda: [f.state for r in machine.told.runs for f in r.files].count(FileState.DELIVERED) == 5)
    assert len(hub.documents(fjordtre, Way.IN)) == 5
    assert names(machine.place / "nordbygg" / "failed") == []


@pytest.mark.row("S-026", "D-22")
def test_one_agent_serves_several_companies_each_in_its_folders(
    machine: Machine, hub: Hub, nordbygg: Company, fjordtre: Company, carls_company: Company
) -> None:
    companies = {"nordbygg": nordbygg, "fjordtre": fjordtre, "carl": carls_company}
    for name, company in companies.items():
        machine.account(name, hub.key(company))
        machine.lay(name, f"{name}.xml", invoice(name))
    machine.agent().once()
    for name, company in companies.items():
        assert [document.file_name for document in hub.documents(company)] == [f"{name}.xml"]
        assert names(machine.place / name / "sent") == [f"{name}.xml", f"{name}.xml.receipt.json"]


def test_the_hub_hears_how_the_agent_does(
    machine: Machine, hub: Hub, nordbygg: Company, nordbygg_key: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    often(monkeypatch)
    machine.account("nordbygg", nordbygg_key)
    (machine.place / "nordbygg" / "out").rmdir()

    def heard() -> list[str]:
        with acting_for(nordbygg.id):
            return [each.fault for agent in agents() for one in accounts_of(agent) for each in one.directions]

    with running(machine.agent()):
        until(lambda: any("does not exist" in fault for fault in heard()))
    with acting_for(nordbygg.id):
        assert [each.version for each in agents()] == [version()]


def test_the_hub_hears_how_many_documents_could_not_be_collected(
    machine: Machine, hub: Hub, nordbygg: Company, nordbygg_key: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> NoReturn:
        raise OSError(28, os.strerror(28))

    often(monkeypatch)
    monkeypatch.setattr("depesch.connect.collecting.marks.Marks.open_part", no_room)
    machine.account("nordbygg", nordbygg_key)
    hub.arrived(nordbygg, invoice("N-1"), invoice("N-2"))

    def heard() -> list[tuple[str, int]]:
        with acting_for(nordbygg.id):
            told = [each for agent in agents() for one in accounts_of(agent) for each in one.directions]
        return [(each.direction, each.failed) for each in told]

    machine.agent().once()
    with running(machine.agent()):
        until(lambda: ("collecting", 2) in heard())


def test_the_hub_hears_of_a_mail_that_does_not_go(
    machine: Machine, hub: Hub, nordbygg: Company, nordbygg_key: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    often(monkeypatch)
    machine.account("nordbygg", nordbygg_key)
    mail = Mail(
        host="127.0.0.1", port=9, tls=Tls.NONE, sender="agent@nordbygg.example",
        recipients=(Recipients(to=("anna@nordbygg.example",)),),
    )  # fmt: skip
    machine.settings = replace(machine.settings, language="nb", mail=mail)
    machine.lay("nordbygg", "F-1.xml", invoice())
    Agent(machine.settings).once()
    assert status(machine.settings, machine.home).mails[0].address == "anna@nordbygg.example"

    def heard() -> list[tuple[int, str]]:
        with acting_for(nordbygg.id):
            told = [one for agent in agents() for one in accounts_of(agent)]
        assert not [each.fault for one in told for each in one.directions if each.fault]
        return [(one.mails.count, one.mails.reason) for one in told if one.mails]

    with running(machine.agent()):
        until(lambda: any("e-post til anna@nordbygg.example venter" in reason for _, reason in heard()))
    assert [count for count, _ in heard()] == [1]


def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let agents report twice a second: the first report may come before what it is to tell of."""
    for name in ("FIRST_AFTER_S", "EVERY_S"):
        monkeypatch.setattr(f"depesch.connect.running.health.{name}", 0.5)


@pytest.mark.row("S-125")
def test_one_broken_account_does_not_stop_the_others(
    machine: Machine, hub: Hub, nordbygg: Company, nordbygg_key: Secret
) -> None:
    machine.account("keyless", None)
    machine.account("revoked", Secret("dep_nobody"))
    machine.account("folderless", nordbygg_key)
    (machine.place / "folderless" / "out").rmdir()
    machine.account("nordbygg", nordbygg_key)
    for name in ("keyless", "revoked", "nordbygg"):
        machine.lay(name, "F-1.xml", invoice())
    with running(machine.agent()):
        until(lambda: bool(names(machine.place / "nordbygg" / "sent")))
        faulty = {"keyless", "revoked", "folderless"}
        until(lambda: {r.account for r in machine.told.runs if r.fault and r.direction is Direction.SENDING} == faulty)
        assert names(machine.place / "keyless" / "out") == ["F-1.xml"]
        put_away("account/keyless", nordbygg_key.reveal(), machine.home, in_keyring=False)
        (machine.place / "folderless" / "out").mkdir()
        machine.lay("folderless", "F-2.xml", invoice("F-2"))
        until(lambda: bool(names(machine.place / "folderless" / "sent")))
        until(lambda: bool(names(machine.place / "keyless" / "sent")))
    assert all(r.fault_next for r in machine.told.runs if r.fault)
    assert "dep_nobody" not in repr(machine.told.runs)


def test_a_new_file_is_noticed_at_once_whatever_the_timetable(machine: Machine, nordbygg_key: Secret) -> None:
    machine.account("nordbygg", nordbygg_key, timetable=Timetable(every_s=86400))
    with running(machine.agent()) as agent:
        until(lambda: any(s.direction is Direction.SENDING for s in agent.standing()))
        machine.lay("nordbygg", "F-1.xml", invoice())
        until(lambda: bool(names(machine.place / "nordbygg" / "sent")))


@pytest.mark.row("S-116")
def test_a_file_waits_for_its_time_when_it_is_to(machine: Machine, nordbygg_key: Secret) -> None:
    machine.account("nordbygg", nordbygg_key, timetable=NEVER, at_once=False)
    machine.lay("nordbygg", "F-1.xml", invoice())
    with running(machine.agent()) as agent:
        until(lambda: any(s.direction is Direction.FOLLOWING for s in agent.standing()))
        assert names(machine.place / "nordbygg" / "out") == ["F-1.xml"]
    assert [r.files for r in machine.agent().once() if r.direction is Direction.SENDING and r.files]
    assert names(machine.place / "nordbygg" / "out") == []


def test_two_agents_do_not_share_a_home(machine: Machine, nordbygg_key: Secret) -> None:
    machine.account("nordbygg", nordbygg_key)
    with held(machine.home), pytest.raises(HomeTaken):
        machine.agent().once()
    assert machine.agent().once()


def test_an_agent_keeps_its_id(machine: Machine) -> None:
    assert agent_id(machine.home) == agent_id(machine.home)
    (machine.home / "agent.id").write_text("torn")
    assert agent_id(machine.home) == agent_id(machine.home)


def test_once_leaves_what_is_still_being_written(machine: Machine, nordbygg_key: Secret) -> None:
    machine.account("nordbygg", nordbygg_key)
    with (machine.place / "nordbygg" / "out" / "F-1.xml").open("wb") as file:
        file.write(invoice()[:100])
        file.flush()
        machine.agent().once()
    assert names(machine.place / "nordbygg" / "out") == ["F-1.xml"]


def test_an_agent_needs_a_home(machine: Machine) -> None:
    with pytest.raises(ValueError, match="home"):
        Agent(type(machine.settings)())
