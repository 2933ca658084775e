"""Finding the way: the receiver in the directory, the check of each channel, and the plan of the run.

Looking up is apart from asking the channels, which may talk to the network and so runs outside any transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from depesch.channels import Recipient, Services, Unreachable, channels
from depesch.documents.country_formats import default_format
from depesch.documents.targets import targets
from depesch.hub.directory.channel_settings import SetUpChannel
from depesch.hub.directory.destinations import ways_to
from depesch.hub.directory.printers import CHANNEL as PRINTER
from depesch.hub.directory.recipients import Contradictory, Match, NotFound, find_recipient
from depesch.hub.directory.rule_packs import demands_of
from depesch.hub.directory.run_rules import ForCustomer, TakenRun, choose_run
from depesch.hub.directory.runs import CompanyRuns
from depesch.hub.flows.planner import Capability, Customer, DocumentFacts, Plan, Planned, plan
from depesch.hub.flows.sending_settings import settings_to_send_by
from depesch.hub.flows.transitions import ProblemNote
from depesch.model.invoice import Invoice
from depesch.rules import RuleSet

Fits = Callable[[str], str]


class Situation(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What the database knew when the document was looked at: receiver, channels and rules of sending."""

    found: Match | NotFound | Contradictory
    demands: RuleSet | None  # the receiver's own, when it lives on this hub and has any
    ways: Mapping[str, SetUpChannel]  # the channels that can be used to it
    runs: CompanyRuns
    duplicate_control: bool
    fiscal_year_starts: int
    four_eyes: bool = False


def look_up(invoice: Invoice) -> Situation:
    """Return what the acting company's directory and settings say; call it inside `acting_for`."""
    settings, closed, runs = settings_to_send_by()
    found = find_recipient(invoice, closed=closed)
    prints = runs.go_over(PRINTER) or (isinstance(found, Match) and PRINTER in found.run)
    return Situation(
        found=found,
        demands=demands_on(found),
        ways=ways_of(found, with_printer=prints),
        runs=runs,
        duplicate_control=settings.duplicate_control,
        fiscal_year_starts=settings.fiscal_year_starts,
        four_eyes=settings.four_eyes,
    )


def ways_of(found: Match | NotFound | Contradictory, *, with_printer: bool = True) -> dict[str, SetUpChannel]:
    """Return the channels to the receiver, its own servers among them; call it inside `acting_for`."""
    return ways_to(found.customer_id if isinstance(found, Match) else None, with_printer=with_printer)


def demands_on(found: Match | NotFound | Contradictory) -> RuleSet | None:
    """Return what the receiver demands of documents to it; call it inside `acting_for`."""
    company_id = found.recipient.company_id if isinstance(found, Match) else None
    return demands_of(UUID(company_id)) if company_id else None


def receiver_problem(found: NotFound | Contradictory) -> ProblemNote:
    """Return why there is no receiver, with what was tried."""
    if isinstance(found, Contradictory):
        leads = ", ".join(f"{identifier} ({identifier.term or 'card'}): {name}" for identifier, name in found.leads_to)
        return ProblemNote(code="contradictory-receiver", values={"leads_to": leads})
    tried = ", ".join(f"{identifier} ({identifier.term})" for identifier in found.tried)
    code = found.barred or ("unknown-receiver" if found.tried else "receiver-without-identifier")
    return ProblemNote(code=code, values={"tried": tried, "name": found.name})


def make_plan(
    match: Match, situation: Situation, services: Services, document: DocumentFacts, *, now: datetime, fits: Fits
) -> Planned:
    """Ask the channels of the run about the recipient and return the plan. No transaction may be open.

    `fits` says why the document cannot go in a format, empty when it can; the run goes round formats that do not fit.
    """
    document_type = "credit_note" if document.is_credit_note else "invoice"
    taken = run_to(match, situation)
    capabilities = {
        name: _capability(situation.ways[name], match, services, document_type)
        for name in taken.channels
        if name in situation.ways
    }
    usual = default_format(match.recipient.country, document.syntax, targets())
    customer = Customer(syntax=match.syntax, takes_test_documents=match.takes_test_documents, usual=usual)
    writable = frozenset(targets())
    unfit: dict[str, str] = {}
    while True:  # ends at the latest when every format was looked at
        facts = msgspec.structs.replace(document, unfit=unfit)
        planned = plan(facts, taken, customer, capabilities, writable=writable, now=now)
        chosen = {step.syntax for step in planned.steps} if isinstance(planned, Plan) else set()
        found = {name: why for name in chosen if (why := fits(name))}
        if not found:
            return planned
        unfit |= found


def run_to(match: Match, situation: Situation) -> TakenRun:
    """Return the run that documents to the receiver take."""
    customer = ForCustomer(
        order=match.run, is_chosen=match.is_run_chosen, run_id=match.named_run, kind=match.kind,
        country=match.recipient.country or "",
        servers=tuple(name for name, way in situation.ways.items() if way.channel.per_receiver),
    )  # fmt: skip
    return choose_run(situation.runs.named, situation.runs.default_order(situation.ways), customer)


def _capability(set_up: SetUpChannel, match: Match, services: Services, document_type: str) -> Capability:
    channel = set_up.channel
    if set_up.settings is None:
        check = Unreachable(code="channel-not-set-up", detail="its settings are missing or incomplete")
        return Capability(check=check)
    return Capability(
        check=channel.check_recipient(set_up.settings, match.recipient, services),
        syntax=match.capabilities.get(channel.name, ""),
        preferred=channel.prefers(set_up.settings, document_type),
        wants_rendering=channel.wants_rendering,
    )


def recipient_of(stored: Mapping[str, object]) -> Recipient:
    """Return the recipient as the delivery's row keeps it."""
    return msgspec.convert(stored, Recipient)


def channel_is_outbound(name: str) -> bool:
    """Return whether a connection leaves the hub over this channel."""
    return channels()[name].outbound
