"""Which run a customer's documents take, and which runs no customer ever takes. Pure: nothing is asked or looked up.

Before all rules: what a person chose for one document, the order on the customer's card, the run that the card names.
Then the first run whose countries and kinds fit; else the default run.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from depesch.hub.directory.conditions import Axes, fits, taken_above


class RunWhy(StrEnum):
    """Why a run was taken. The values are stored."""

    CHOSEN = "chosen"  # a person chose the way for this document
    CUSTOMER_ORDER = "customer-order"  # the customer's card has an order of its own
    CUSTOMER_RUN = "customer-run"  # the customer's card names the run
    RULE = "rule"  # the first run whose countries and kinds fit
    DEFAULT = "default"  # no run fits: the company's default one


class NamedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run with a name: its channels in order, and whom it is for. Without countries and kinds: nobody by rule."""

    id: str
    name: str
    channels: tuple[str, ...]
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def axes(self) -> Axes:
        """Return whom it is for, as `conditions` has it."""
        return (self.countries, self.kinds)


class ForCustomer(msgspec.Struct, frozen=True, kw_only=True):
    """What of a customer decides about its run. `servers` are the channels to its own servers, which go first."""

    order: tuple[str, ...] = ()  # on its card
    is_chosen: bool = False  # that order was chosen for one document, not on the card
    run_id: str = ""  # that its card names
    country: str = ""
    kind: str = ""  # empty: not known, for there is no card
    servers: tuple[str, ...] = ()


class TakenRun(msgspec.Struct, frozen=True, kw_only=True):
    """The run that is taken, why, and what of the rule fitted the customer."""

    why: RunWhy
    channels: tuple[str, ...]
    name: str = ""
    country: str = ""  # of the customer, when the run is for some countries
    kind: str = ""  # of the customer, when the run is for some kinds


class FaultKind(StrEnum):
    """What is wrong with a run."""

    EMPTY = "empty"  # it has no channel, so its documents go nowhere
    OFF = "off"  # a channel of it is not set up or switched off
    SHADOWED = "shadowed"  # runs above take all its customers
    OVERLAP = "overlap"  # a run above takes some of its customers


class RunFault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong with a run; `other` is the channel or the run above that it is about."""

    kind: FaultKind
    run_id: str
    other: str = ""


def choose_run(runs: Sequence[NamedRun], default: Sequence[str], customer: ForCustomer) -> TakenRun:
    """Return the run of a customer's documents. `runs` are in their order, the first that fits is taken.

    >>> peppol = NamedRun(id="1", name="Public", channels=("peppol",), kinds=("public",))
    >>> choose_run([peppol], ["email"], ForCustomer(country="NO", kind="public")).name
    'Public'
    >>> choose_run([peppol], ["email"], ForCustomer(country="NO")).channels
    ('email',)
    """
    if customer.order:
        why = RunWhy.CHOSEN if customer.is_chosen else RunWhy.CUSTOMER_ORDER
        return TakenRun(why=why, channels=tuple(dict.fromkeys(customer.order)))
    named = next((run for run in runs if run.id == customer.run_id), None)
    if named is not None:
        return TakenRun(why=RunWhy.CUSTOMER_RUN, channels=_after(customer.servers, named.channels), name=named.name)
    for run in runs:
        if fits(run.axes, (customer.country, customer.kind)):
            return TakenRun(
                why=RunWhy.RULE, channels=_after(customer.servers, run.channels), name=run.name,
                country=customer.country if run.countries else "", kind=customer.kind if run.kinds else "",
            )  # fmt: skip
    return TakenRun(why=RunWhy.DEFAULT, channels=_after(customer.servers, default))


def faults_in(runs: Sequence[NamedRun], default: NamedRun, on: Sequence[str]) -> list[RunFault]:
    """Return what is wrong with the runs, in their order, the default one last. `on` are the channels in use."""
    found: list[RunFault] = []
    for place, run in enumerate((*runs, default)):
        if not run.channels:
            found.append(RunFault(kind=FaultKind.EMPTY, run_id=run.id))
        found += [RunFault(kind=FaultKind.OFF, run_id=run.id, other=name) for name in run.channels if name not in on]
        if run is not default:
            found += _taken_above(run, runs[:place])
    return found


def _taken_above(run: NamedRun, above: Sequence[NamedRun]) -> list[RunFault]:
    """Return the run above that takes all of a run's customers, or else those that take some of them."""
    taken = taken_above(run.axes, [each.axes for each in above])
    if taken.whole is not None:
        return [RunFault(kind=FaultKind.SHADOWED, run_id=run.id, other=above[taken.whole].name)]
    return [RunFault(kind=FaultKind.OVERLAP, run_id=run.id, other=above[place].name) for place in taken.parts]


def _after(servers: Sequence[str], channels: Sequence[str]) -> tuple[str, ...]:
    """Return the channels with the customer's own servers first, each once; one the run names keeps its place."""
    return tuple(dict.fromkeys((*(name for name in servers if name not in channels), *channels)))
