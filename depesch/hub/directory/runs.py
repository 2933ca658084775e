"""A company's runs: the default one, and those with a name in their order. Call everything inside `acting_for`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from depesch.channels import channels
from depesch.hub.directory.channel_settings import SetUpChannel
from depesch.hub.directory.models import Customer, CustomerKind, Run
from depesch.hub.directory.ordering import arrange, move, one_at_a_time
from depesch.hub.directory.run_rules import NamedRun
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.runs import RunOrderChanged, RunRemoved, RunSet
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id

MOST = 50
RUN_FIELDS = ("id", "name", "rank", "is_default", "channels", "countries", "kinds")
DEFAULT = "default"


class BadRun(ValueError):
    """A run cannot be such; `field` is name, channels, countries or kinds, `code` says why.

    Codes: bad-name, there-already, too-many, unknown-channel, unknown-country, unknown-kind.
    """

    def __init__(self, field: str, code: str, value: str = "") -> None:
        super().__init__(f"{field}: {code} {value!r}")
        self.field, self.code, self.value = field, code, value


class RunFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a run says. Of the default one, only the channels count."""

    name: str = ""
    channels: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class CompanyRuns(msgspec.Struct, frozen=True, kw_only=True):
    """The runs with a name in their order; `default` is None until somebody has ordered the default run."""

    named: tuple[NamedRun, ...] = ()
    default: tuple[str, ...] | None = None

    def go_over(self, channel: str) -> bool:
        """Return whether any of them goes over the channel."""
        return any(channel in each for each in (self.default or (), *(run.channels for run in self.named)))

    def default_order(self, ways: Mapping[str, SetUpChannel]) -> tuple[str, ...]:
        """Return the channels of the default run: as ordered, else all that are in use but printers."""
        if self.default is not None:
            return self.default
        return tuple(name for name, way in ways.items() if not way.channel.per_receiver and not way.channel.by_choice)


def all_runs() -> QuerySet[Run]:
    """Return the acting company's runs in their order, the default one among them."""
    return Run.objects.order_by("rank", "name")


def company_runs() -> CompanyRuns:
    """Return the acting company's runs."""
    return runs_of(all_runs())


def runs_of(found: Iterable[Run]) -> CompanyRuns:
    """Return the runs of these rows, which have RUN_FIELDS at the least."""
    rows = list(found)
    default = next((tuple(row.channels) for row in rows if row.is_default), None)
    return CompanyRuns(named=tuple(as_rule(row) for row in rows if not row.is_default), default=default)


def as_rule(row: Run) -> NamedRun:
    """Return a row as the rules have it."""
    return NamedRun(
        id=str(row.pk), name=row.name, channels=tuple(row.channels), countries=tuple(row.countries),
        kinds=tuple(row.kinds),
    )  # fmt: skip


def run_channels() -> list[str]:
    """Return the names of the channels that a run may name; customers' own servers go first by themselves."""
    return [name for name, channel in channels().items() if not channel.per_receiver]


@transaction.atomic
def save_run(facts: RunFacts, *, run: Run | None = None, actor: str) -> Run:
    """Add a run below the others, or change one. Raises BadRun."""
    one_at_a_time()
    _check(facts, run)
    row = run or Run(tenant_id=tenant_id(), rank=Run.objects.count())
    row.name = facts.name.strip()
    row.channels = list(dict.fromkeys(facts.channels))
    row.countries, row.kinds = sorted(set(facts.countries)), sorted(set(facts.kinds))
    row.save()
    _told(row, actor)
    return row


@transaction.atomic
def save_default_run(order: Sequence[str], *, actor: str) -> Run:
    """Order the default run. Raises BadRun."""
    one_at_a_time()
    _check_channels(order)
    row = Run.objects.filter(is_default=True).first() or Run(tenant_id=tenant_id(), is_default=True)
    row.channels = list(dict.fromkeys(order))
    row.save()
    _told(row, actor)
    return row


@transaction.atomic
def move_run(run: Run, *, up: bool, actor: str) -> None:
    """Let a run go before the one above it, or after the one below."""
    move(Run.objects.filter(is_default=False), run, up=up, told=_reordered, actor=actor)


@transaction.atomic
def order_runs(ids: Sequence[str], *, actor: str) -> None:
    """Put the runs in the order of `ids`; those that are not named keep their order below. Unknown ids are no runs."""
    arrange(Run.objects.filter(is_default=False), ids, told=_reordered, actor=actor)


@transaction.atomic
def remove_run(run: Run, *, actor: str) -> None:
    """Forget a run; customers whose card names it take what the rules say."""
    one_at_a_time()
    Customer.objects.filter(named_run=run).update(named_run=None)
    record(RunRemoved(name=run.name), document_id=None, actor=actor)
    run.delete()


def _reordered(names: tuple[str, ...]) -> Event:
    return RunOrderChanged(names=names)


def _told(row: Run, actor: str) -> None:
    event = RunSet(name=row.name, channels=tuple(row.channels), countries=tuple(row.countries), kinds=tuple(row.kinds))
    record(event, document_id=None, actor=actor)


def _check(facts: RunFacts, run: Run | None) -> None:
    others = Run.objects.filter(is_default=False)
    names = {each.name.casefold() for each in others if run is None or each.pk != run.pk}
    name = facts.name.strip()
    if not 1 <= len(name) <= 60 or not name.isprintable():
        raise BadRun("name", "bad-name", name[:80])
    if name.casefold() in names:
        raise BadRun("name", "there-already", name)
    if run is None and len(names) >= MOST:
        raise BadRun("name", "too-many", str(MOST))
    _check_channels(facts.channels)
    for country in facts.countries:
        if len(country) != 2 or not (country.isascii() and country.isupper()):
            raise BadRun("countries", "unknown-country", country[:20])
    for kind in facts.kinds:
        if kind not in CustomerKind.values:
            raise BadRun("kinds", "unknown-kind", kind[:20])


def _check_channels(names: Sequence[str]) -> None:
    known = run_channels()
    for name in names:
        if name not in known:
            raise BadRun("channels", "unknown-channel", name[:40])
