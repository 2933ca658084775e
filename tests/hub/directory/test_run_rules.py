"""Which run a customer's documents take: a pure function of the runs and what is known of the customer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.hub.directory.conditions import fits
from depesch.hub.directory.run_rules import (
    FaultKind,
    ForCustomer,
    NamedRun,
    RunFault,
    RunWhy,
    choose_run,
    faults_in,
)

NORWAY = NamedRun(id="n", name="Norge", channels=("portal_inbox",), countries=("NO",))
PUBLIC = NamedRun(id="p", name="Myndigheter", channels=("portal_inbox", "printer"), kinds=("public",))
BY_CARD = NamedRun(id="c", name="Papper", channels=("printer",))
USUAL = ("portal_inbox", "email")


@pytest.mark.row("D-04", "S-067")
def test_d_04_the_first_run_that_fits_is_taken_else_the_default() -> None:
    both = ForCustomer(country="NO", kind="public")
    assert choose_run((NORWAY, PUBLIC), USUAL, both).name == "Norge"
    assert choose_run((PUBLIC, NORWAY), USUAL, both).name == "Myndigheter"
    other = choose_run((PUBLIC, NORWAY), USUAL, ForCustomer(country="SE", kind="company"))
    assert (other.why, other.channels) == (RunWhy.DEFAULT, USUAL)


@pytest.mark.row("D-04")
def test_d_04_a_single_customers_card_goes_before_every_rule() -> None:
    by_card = choose_run((NORWAY, BY_CARD), USUAL, ForCustomer(country="NO", run_id="c"))
    assert (by_card.why, by_card.channels, by_card.name) == (RunWhy.CUSTOMER_RUN, ("printer",), "Papper")
    own = choose_run((NORWAY, BY_CARD), USUAL, ForCustomer(country="NO", run_id="c", order=("email",)))
    assert (own.why, own.channels) == (RunWhy.CUSTOMER_ORDER, ("email",))


def test_a_run_without_countries_and_kinds_is_for_nobody_by_rule() -> None:
    assert not fits(BY_CARD.axes, ("NO", "private"))


def test_what_is_not_known_of_a_customer_fits_no_rule_about_it() -> None:
    assert choose_run((NORWAY, PUBLIC), USUAL, ForCustomer()).why is RunWhy.DEFAULT


def test_a_customers_own_server_goes_first_but_for_an_order_on_the_card() -> None:
    served = ForCustomer(country="NO", servers=("sftp",))
    assert choose_run((NORWAY,), USUAL, served).channels == ("sftp", "portal_inbox")
    ordered = ForCustomer(country="NO", servers=("sftp",), order=("email",))
    assert choose_run((NORWAY,), USUAL, ordered).channels == ("email",)


def test_conflicts_are_told() -> None:
    whole = NamedRun(id="w", name="Norden", channels=("email",), countries=("NO", "SE"))
    nowhere = NamedRun(id="e", name="Tom", channels=(), countries=("FI",))
    default = NamedRun(id="default", name="", channels=USUAL)
    assert faults_in((whole, NORWAY, PUBLIC, nowhere), default, ("portal_inbox", "email")) == [
        RunFault(kind=FaultKind.SHADOWED, run_id="n", other="Norden"),
        RunFault(kind=FaultKind.OFF, run_id="p", other="printer"),
        RunFault(kind=FaultKind.OVERLAP, run_id="p", other="Norden"),
        RunFault(kind=FaultKind.OVERLAP, run_id="p", other="Norge"),
        RunFault(kind=FaultKind.EMPTY, run_id="e"),
        RunFault(kind=FaultKind.OVERLAP, run_id="e", other="Myndigheter"),
    ]


_SOME = st.lists(st.sampled_from(["SE", "NO", "DK"]), max_size=2, unique=True).map(tuple)
_KINDS = st.lists(st.sampled_from(["company", "public", "private"]), max_size=2, unique=True).map(tuple)
_RUNS = st.lists(st.tuples(_SOME, _KINDS), max_size=5).map(
    lambda rules: tuple(
        NamedRun(id=str(n), name=str(n), channels=(f"c{n}",), countries=countries, kinds=kinds)
        for n, (countries, kinds) in enumerate(rules)
    )
)


@given(_RUNS, st.sampled_from(["SE", "NO", "DK", "FI", ""]), st.sampled_from(["company", "public", "private", ""]))
def test_a_run_that_is_said_to_be_never_taken_is_never_taken(
    runs: tuple[NamedRun, ...], country: str, kind: str
) -> None:
    default = NamedRun(id="default", name="", channels=("email",))
    shadowed = {fault.run_id for fault in faults_in(runs, default, ()) if fault.kind is FaultKind.SHADOWED}
    taken = choose_run(runs, default.channels, ForCustomer(country=country, kind=kind))
    assert taken.name not in shadowed
    first = next((run for run in runs if fits(run.axes, (country, kind))), default)
    assert taken.channels == first.channels
