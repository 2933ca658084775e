"""Operation: what stands still in every company of the hub, for those who run it; no contents of documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from depesch.hub.agents.watching import agents_whose_mails_wait, silent_agents
from depesch.hub.flows import operating, queries
from depesch.hub.flows.certificates import days_left
from depesch.hub.flows.models import ServerCertificate
from depesch.portal.access import for_operator, person_at
from depesch.portal.formatting import language
from depesch.portal.operator.tabs import cockpit_page
from depesch.portal.person import PortalRequest
from depesch.portal.words import Tone
from depesch.rules import all_rule_sets, rule_sets

SOON_DAYS = 30
JOBS = {"process": _("Read, check and plan a document"), "deliver": _("Deliver a document")}
SERVERS = {"portal": _("The portal"), "mail": _("The mail server")}


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate with its end."""

    name: Promise | str
    server: str
    subject: str
    issuer: str
    expires_at: datetime | None
    looked_at: datetime
    days_left: int | None
    fault: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class RuleSetRow:
    """A version of a rule set."""

    title: str
    version: str
    source: str
    in_force_from: date | None
    is_in_force: bool
    is_to_come: bool


@require_GET
@for_operator
def operator(request: PortalRequest) -> HttpResponseBase:
    """Show the dead letters of all companies, the longest waiting first, and the jobs that the queue gave up."""
    page = {"letters": queries.dead_letters(person_at(request).user.pk), "jobs": queries.failed_jobs()}
    return cockpit_page(request, "operator/operator.html", page, here="operator")


@require_GET
@for_operator
def operator_queue(request: PortalRequest) -> HttpResponseBase:
    """Show what the queue holds that is due, and what it gave up."""
    waiting = [{"job": each, "word": JOBS.get(each.entrypoint, each.entrypoint)} for each in operating.waiting_jobs()]
    page = {"waiting": waiting, "jobs": queries.failed_jobs()}
    return cockpit_page(request, "operator/queue.html", page, here="operator_queue")


@require_GET
@for_operator
def operator_silence(request: PortalRequest) -> HttpResponseBase:
    """Show the companies silent for longer than their habit, and the agents that report no more or mail nobody."""
    operator_id = person_at(request).user.pk
    with operating.as_operator(operator_id):
        agents, mails = silent_agents(), agents_whose_mails_wait()
    page = {"silences": operating.silences(operator_id, timezone.now()), "agents": agents, "mails": mails}
    return cockpit_page(request, "operator/silence.html", page, here="operator_silence")


@require_GET
@for_operator
def operator_dates(request: PortalRequest) -> HttpResponseBase:
    """Show until when certificates are good, and which rule sets are in force since when."""
    certificates = [_certificate(each) for each in ServerCertificate.objects.order_by("expires_at", "name")]
    page = {"certificates": certificates, "rule_sets": _rule_sets(timezone.localdate())}
    return cockpit_page(request, "operator/dates.html", page, here="operator_dates")


def _certificate(seen: ServerCertificate) -> CertificateRow:
    left = days_left(seen, timezone.now())
    tone = Tone.NEED if left is None or left < 0 else Tone.WAIT if left <= SOON_DAYS else Tone.DONE
    return CertificateRow(
        name=SERVERS.get(seen.name, seen.name), server=f"{seen.host}:{seen.port}", subject=seen.subject,
        issuer=seen.issuer, expires_at=seen.expires_at, looked_at=seen.looked_at, days_left=left, fault=seen.fault,
        tone=tone,
    )  # fmt: skip


def _rule_sets(today: date) -> list[RuleSetRow]:
    """Return every version of every set: those to come first, then those in force by name, then the earlier ones."""
    used = {made.key for made in rule_sets(today).values()}
    rows = [
        RuleSetRow(
            title=made.said(language()), version=made.version, source=made.source, in_force_from=made.in_force_from,
            is_in_force=made.key in used,
            is_to_come=made.key not in used and made.in_force_from is not None and made.in_force_from > today,
        )
        for made in all_rule_sets().values()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (not row.is_to_come, not row.is_in_force, row.title))
