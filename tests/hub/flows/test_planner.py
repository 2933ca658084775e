"""The planner is a pure function: document, company, customer, capabilities and clock give the run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from depesch.channels import Reachable, SendMode, TryLater, Unreachable
from depesch.hub.directory.run_rules import ForCustomer, RunWhy, TakenRun, choose_run
from depesch.hub.flows.planner import (
    Capability,
    Customer,
    DocumentFacts,
    NoTestsTaken,
    NotYet,
    Plan,
    Planned,
    Skipped,
    Step,
    Why,
    plan,
)

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
WRITABLE = frozenset({"ubl21", "cii_d16b"})
USUAL = TakenRun(why=RunWhy.DEFAULT, channels=("portal_inbox", "email"))
UBL = DocumentFacts(send_mode=SendMode.PRODUCTION, syntax="ubl21")
ANY = Capability(check=Reachable())


def over(*channels: str) -> TakenRun:
    """Return the run of a card with these channels."""
    return TakenRun(why=RunWhy.CUSTOMER_ORDER, channels=channels)


def planned(
    document: DocumentFacts = UBL,
    customer: Customer = Customer(),  # noqa: B008
    *,
    taken: TakenRun = USUAL,
    **capabilities: Capability,
) -> Planned:
    return plan(document, taken, customer, capabilities, writable=WRITABLE, now=NOW)


def test_run_follows_the_companys_order_and_keeps_the_bytes() -> None:
    step = {"syntax": "ubl21", "why": Why.AS_SUBMITTED}
    assert planned(portal_inbox=ANY, email=ANY) == Plan(
        taken=USUAL,
        steps=(Step(channel="portal_inbox", **step), Step(channel="email", **step)),  # type: ignore[arg-type]
    )


def test_the_customers_run_goes_before_the_companys() -> None:
    result = planned(taken=over("email"), portal_inbox=ANY, email=ANY)
    assert isinstance(result, Plan)
    assert [step.channel for step in result.steps] == ["email"]


def test_the_format_that_the_receiver_chose_is_taken() -> None:
    result = planned(
        taken=over("email"), customer=Customer(syntax="ubl21"), email=Capability(check=Reachable(), syntax="cii_d16b")
    )
    assert isinstance(result, Plan)
    assert [(step.syntax, step.why) for step in result.steps] == [("cii_d16b", Why.RECEIVER_CHOSE)]


def test_a_chosen_format_that_we_cannot_write_is_no_step() -> None:
    result = planned(taken=over("email"), email=Capability(check=Reachable(), syntax="finvoice30"))
    assert result == Plan(
        taken=over("email"), steps=(), skipped=(Skipped(channel="email", code="no-common-format", detail="finvoice30"),)
    )


def test_the_customers_card_decides_where_the_channel_leaves_a_choice() -> None:
    result = planned(taken=over("email"), customer=Customer(syntax="cii_d16b"), email=ANY)
    assert isinstance(result, Plan)
    assert (result.steps[0].syntax, result.steps[0].why) == ("cii_d16b", Why.CUSTOMER_CARD)


def test_what_the_sender_set_for_the_channel_comes_after_receiver_and_card_and_before_what_is_usual() -> None:
    def way(customer: Customer, capability: Capability) -> tuple[str, Why]:
        result = planned(customer=customer, taken=over("email"), email=capability)
        assert isinstance(result, Plan)
        return result.steps[0].syntax, result.steps[0].why

    set_so = Capability(check=Reachable(), preferred="cii_d16b")
    assert way(Customer(), set_so) == ("cii_d16b", Why.CHANNEL_SETTINGS)
    assert way(Customer(usual="ubl21"), set_so) == ("cii_d16b", Why.CHANNEL_SETTINGS)
    assert way(Customer(syntax="ubl21"), set_so) == ("ubl21", Why.CUSTOMER_CARD)
    chosen = Capability(check=Reachable(), syntax="ubl21", preferred="cii_d16b")
    assert way(Customer(), chosen) == ("ubl21", Why.RECEIVER_CHOSE)


def test_what_the_sender_set_gives_way_where_the_document_does_not_fit_it() -> None:
    document = msgspec.structs.replace(UBL, unfit={"cii_d16b": "BR-1"})
    set_so = Capability(check=Reachable(), preferred="cii_d16b")
    result = planned(document, taken=over("email"), email=set_so)
    assert isinstance(result, Plan)
    assert (result.steps[0].syntax, result.steps[0].why) == ("ubl21", Why.AS_SUBMITTED)


def test_a_channel_that_does_not_take_what_was_submitted_gets_what_it_takes() -> None:
    takes = Capability(check=Reachable(formats=("finvoice30", "cii_d16b")))
    result = planned(taken=over("email"), email=takes)
    assert isinstance(result, Plan)
    assert (result.steps[0].syntax, result.steps[0].why) == ("cii_d16b", Why.CHANNEL_TAKES)


def test_a_skipped_channel_is_kept_with_its_reason() -> None:
    result = planned(portal_inbox=Capability(check=Unreachable(code="not-on-this-hub", detail="no")), email=ANY)
    assert isinstance(result, Plan)
    assert result.skipped == (Skipped(channel="portal_inbox", code="not-on-this-hub", detail="no"),)
    assert [step.channel for step in result.steps] == ["email"]


def test_a_channel_that_is_switched_off_is_named() -> None:
    result = planned(taken=over("folder", "email"), email=ANY)
    assert isinstance(result, Plan)
    assert [skipped.code for skipped in result.skipped] == ["channel-off"]


def test_lesson_34_a_look_up_that_fails_for_a_passing_reason_waits_and_never_falls_through() -> None:
    away = Capability(check=TryLater(code="dns-timeout", detail="no answer", retry_after_s=30))
    result = planned(portal_inbox=away, email=ANY)
    later = NOW + timedelta(seconds=30)
    assert result == NotYet(channel="portal_inbox", code="dns-timeout", detail="no answer", look_again_at=later)


def test_a_look_up_that_fails_behind_a_reachable_channel_does_not_hold_the_document() -> None:
    away = Capability(check=TryLater(code="dns-timeout", detail="no answer"))
    result = planned(portal_inbox=ANY, email=away)
    assert isinstance(result, Plan)
    assert [step.channel for step in result.steps] == ["portal_inbox", "email"]


def test_a_receiver_that_takes_no_tests_gets_none() -> None:
    test = DocumentFacts(send_mode=SendMode.TEST, syntax="ubl21")
    assert planned(test, Customer(takes_test_documents=False), email=ANY) == NoTestsTaken()


NAMES = ("portal_inbox", "email", "folder", "peppol")
CHECKS = st.one_of(
    st.builds(Reachable, formats=st.lists(st.sampled_from(["ubl21", "cii_d16b", "finvoice30"])).map(tuple)),
    st.builds(Unreachable, code=st.just("no"), detail=st.just("")),
    st.builds(TryLater, code=st.just("later"), detail=st.just("")),
)
CAPABILITIES = st.dictionaries(
    st.sampled_from(NAMES),
    st.builds(Capability, check=CHECKS, syntax=st.sampled_from(["", "ubl21", "cii_d16b", "finvoice30"])),
)


@given(CAPABILITIES, st.lists(st.sampled_from(NAMES)).map(tuple))
def test_every_channel_of_the_run_is_a_step_or_is_skipped_with_a_reason(
    capabilities: dict[str, Capability], run: tuple[str, ...]
) -> None:
    taken = choose_run((), USUAL.channels, ForCustomer(order=run))
    result = plan(UBL, taken, Customer(), capabilities, writable=WRITABLE, now=NOW)
    if isinstance(result, Plan):
        named = [step.channel for step in result.steps] + [skipped.channel for skipped in result.skipped]
        assert sorted(named) == sorted(set(run or USUAL.channels))
        assert all(step.syntax in WRITABLE | {UBL.syntax} for step in result.steps)
