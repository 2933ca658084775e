"""What agents report, who is told of their silence, and that nobody else sees any of it."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from depesch.hub.agents import reporting
from depesch.hub.agents.models import SILENT_AFTER_S, Agent
from depesch.hub.agents.reporting import AgentState, TooManyAgents, accounts_of, remove, set_limit, state_of
from depesch.hub.agents.watching import agents_whose_mails_wait, silent_agents, watch
from depesch.hub.flows.operating import as_operator
from depesch.hub.history.change_log import change_log
from depesch.hub.history.events import tag_of
from depesch.hub.history.words import LANGUAGES, describe
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.agents.reports import AGENT_ID, report, reported

LATE = timedelta(seconds=SILENT_AFTER_S + 60)

pytestmark = pytest.mark.django_db


def log_of(company: Company) -> list[str]:
    """Return the tags of the company's changes, the first first."""
    with acting_for(company.pk):
        return [tag_of(each.event) for each in reversed(change_log(area="programs").entries)]


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("made_at", "recipient").values_list("kind", "recipient"))


def test_a_report_makes_the_agent_known_and_the_next_one_brings_it_up_to_date(nordbygg: Company) -> None:
    reported(nordbygg, report(waiting=3))
    reported(nordbygg, report(version="0.2.0", waiting=1, failed=2))
    with acting_for(nordbygg.pk):
        (agent,) = reporting.agents()
    assert (agent.machine, agent.version) == ("kontor-1", "0.2.0")
    (account,) = accounts_of(agent)
    assert [(each.direction, each.waiting, each.failed) for each in account.directions] == [
        ("sending", 1, 2), ("collecting", 0, 0)
    ]  # fmt: skip
    assert log_of(nordbygg) == ["agent.appeared", "agent.version_changed"]


def test_two_accounts_of_one_agent_stand_beside_each_other(nordbygg: Company) -> None:
    reported(nordbygg, report(account="nordbygg"))
    agent = reported(nordbygg, report(account="nordbygg-test", fault="the folder /out is missing"))
    assert [each.name for each in accounts_of(agent)] == ["nordbygg", "nordbygg-test"]
    assert state_of(agent, now()) is AgentState.FAULT


def test_mails_that_do_not_go_are_a_fault_until_they_have_gone(nordbygg: Company) -> None:
    agent = reported(nordbygg, report(mails=2, mail_reason="a mail to anna@nordbygg.example waits: 421"))
    (account,) = accounts_of(agent)
    assert account.mails is not None
    assert (account.mails.count, account.mails.reason) == (2, "a mail to anna@nordbygg.example waits: 421")
    assert state_of(agent, now()) is AgentState.FAULT
    assert state_of(reported(nordbygg, report()), now()) is AgentState.WELL


def test_what_an_agent_of_an_earlier_version_said_is_read(nordbygg: Company) -> None:
    agent = reported(nordbygg, report(mails=1))
    with acting_for(nordbygg.pk):
        del agent.accounts["nordbygg"]["mails"]
        agent.save()
        agent.refresh_from_db()
    assert accounts_of(agent)[0].mails is None


def test_those_who_run_the_hub_see_whose_mails_do_not_go_and_nobody_else_does(
    nordbygg: Company, carls_company: Company, astrid: User, bo: User
) -> None:
    User.objects.filter(pk=astrid.pk).update(is_operator=True)
    reported(nordbygg, report(mails=2))
    reported(nordbygg, report(account="nordbygg-test", mails=3))
    reported(carls_company, report(machine="verkstad"))
    gone = reported(carls_company, report(agent_id=uuid4(), machine="gone", mails=1))
    with acting_for(carls_company.pk):
        remove(gone, actor="user:x")
    with as_operator(astrid.pk):
        assert [(each.company_name, each.machine, each.mails) for each in agents_whose_mails_wait()] == [
            (nordbygg.name, "kontor-1", 5)
        ]  # fmt: skip
    with as_operator(bo.pk):
        assert agents_whose_mails_wait() == []


def test_an_account_of_which_nothing_was_said_for_a_week_is_forgotten(nordbygg: Company) -> None:
    at = now()
    reported(nordbygg, report(account="old", at=at - timedelta(days=8)))
    assert [each.name for each in accounts_of(reported(nordbygg, report(at=at)))] == ["nordbygg"]


def test_one_agent_that_serves_two_companies_tells_each_of_its_own(nordbygg: Company, carls_company: Company) -> None:
    reported(nordbygg, report())
    reported(carls_company, report(account="maleri", machine="kontor-1"))
    for company, name in ((nordbygg, "nordbygg"), (carls_company, "maleri")):
        with acting_for(company.pk):
            assert [each.name for agent in reporting.agents() for each in accounts_of(agent)] == [name]


def test_no_more_agents_than_a_company_may_have(nordbygg: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "MOST_AGENTS", 2)
    first = reported(nordbygg, report(agent_id=uuid4()))
    reported(nordbygg, report(agent_id=uuid4()))
    with pytest.raises(TooManyAgents):
        reported(nordbygg, report(agent_id=uuid4()))
    reported(nordbygg, report(agent_id=first.agent_id))
    with acting_for(nordbygg.pk):
        remove(first, actor="user:x")
    reported(nordbygg, report(agent_id=uuid4()))


@pytest.mark.row("S-128")
def test_silence_is_told_once_and_so_is_its_end(nordbygg: Company, doris: User, bo: User) -> None:
    agent = reported(nordbygg, report())
    assert watch(agent.reported_at + timedelta(seconds=SILENT_AFTER_S - 60)) == 0
    later = agent.reported_at + LATE
    assert [watch(later), watch(later), watch(later + timedelta(days=3))] == [1, 0, 0]
    with acting_for(nordbygg.pk):
        agent.refresh_from_db()
    assert state_of(agent, later) is AgentState.SILENT
    assert letters() == [("agent-silent", doris.email)]
    reported(nordbygg, report(at=later + timedelta(hours=1)))
    reported(nordbygg, report(at=later + timedelta(hours=1, minutes=1)))
    assert letters() == [("agent-silent", doris.email), ("agent-heard-again", doris.email)]
    assert log_of(nordbygg) == ["agent.appeared", "agent.silent", "agent.heard_again"]


def test_an_agent_with_no_limit_may_be_silent(nordbygg: Company, doris: User) -> None:
    agent = reported(nordbygg, report())
    with acting_for(nordbygg.pk):
        set_limit(agent, 0, actor="user:x")
    assert watch(now() + timedelta(days=100)) == 0
    assert letters() == []


def test_a_longer_limit_takes_an_alarm_back_and_tells_anew_when_it_is_passed(nordbygg: Company, doris: User) -> None:
    agent = reported(nordbygg, report(at=now() - LATE))
    assert watch(now() + LATE) == 1
    with acting_for(nordbygg.pk):
        agent.refresh_from_db()
        set_limit(agent, 86400, actor="user:x")
        set_limit(agent, 86400, actor="user:x")
        assert state_of(agent, now()) is AgentState.WELL
    assert watch(now() + timedelta(hours=12)) == 0
    assert watch(now() + timedelta(hours=30)) == 1
    assert log_of(nordbygg) == ["agent.appeared", "agent.silent", "agent.limit_changed", "agent.silent"]


def test_what_was_not_heard_while_the_hub_was_away_is_no_silence(nordbygg: Company, doris: User) -> None:
    """The process that looks began a moment ago: nobody could have reported to a hub that was down."""
    reported(nordbygg, report(at=now() - timedelta(days=2)))
    assert watch(now()) == 0
    assert watch(now() + LATE) == 1


def test_a_removed_agent_is_not_missed_and_comes_back_with_its_next_report(nordbygg: Company, doris: User) -> None:
    agent = reported(nordbygg, report())
    with acting_for(nordbygg.pk):
        remove(agent, actor="user:x")
        remove(agent, actor="user:x")
        assert reporting.agents() == []
    assert watch(now() + LATE) == 0
    assert reported(nordbygg, report()).pk == agent.pk
    assert log_of(nordbygg) == ["agent.appeared", "agent.removed", "agent.appeared"]


def test_every_administrator_is_written_to_once_in_their_language(nordbygg: Company, doris: User) -> None:
    from depesch.hub.tenancy.companies import add_member
    from depesch.hub.tenancy.models import Role

    add_member(nordbygg, doris, Role.GROUP_ADMINISTRATOR)
    reported(nordbygg, report())
    watch(now() + LATE)
    assert letters() == [("agent-silent", doris.email)]


def test_those_who_run_the_hub_see_silent_agents_and_nobody_else_does(
    nordbygg: Company, carls_company: Company, astrid: User, bo: User
) -> None:
    User.objects.filter(pk=astrid.pk).update(is_operator=True)
    reported(nordbygg, report())
    reported(carls_company, report(machine="verkstad"))
    watch(now() + LATE)
    with as_operator(astrid.pk):
        assert {(each.company_name, each.machine) for each in silent_agents()} == {
            (nordbygg.name, "kontor-1"), (carls_company.name, "verkstad")
        }  # fmt: skip
    with as_operator(bo.pk):
        assert silent_agents() == []


def test_row_security_hides_agents_from_who_names_no_company(nordbygg: Company, carls_company: Company) -> None:
    reported(nordbygg, report())
    with acting_for(carls_company.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM agents_agent")
        assert cursor.fetchone() == (0,)


def test_events_are_told_in_every_language(nordbygg: Company, doris: User) -> None:
    agent = reported(nordbygg, report())
    reported(nordbygg, report(version="0.2.0"))
    watch(now() + LATE)
    reported(nordbygg, report(version="0.2.0"))
    with acting_for(nordbygg.pk):
        agent.refresh_from_db()
        set_limit(agent, 0, actor="user:x")
        remove(agent, actor="user:x")
        entries = change_log(area="programs").entries
    assert len(entries) == 6
    for entry in entries:
        told = {describe(entry.event, language) for language in LANGUAGES}
        assert len(told) == 3
        assert all("kontor-1" in each and "{" not in each for each in told)


@pytest.mark.django_db(transaction=True)
def test_first_reports_of_one_agent_at_the_same_moment_make_one_row(nordbygg: Company) -> None:
    def say(number: int) -> None:
        try:
            reported(nordbygg, report(account=f"account-{number}"))
        finally:
            connection.close()

    threads = [threading.Thread(target=say, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with acting_for(nordbygg.pk):
        agent = Agent.objects.get(agent_id=AGENT_ID)
    assert len(accounts_of(agent)) == 4
    assert log_of(nordbygg).count("agent.appeared") == 1
