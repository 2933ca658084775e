"""What a company says of itself and how it works here, and the switch that stops invoicing; all of it is recorded."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.hub.accounts.licences import locked
from depesch.hub.directory.identifiers import of_company
from depesch.hub.directory.models import Participant, ParticipantIdentifier
from depesch.hub.directory.participants import PORTAL_INBOX, IdentifierTaken, choose_format
from depesch.hub.history.kinds.company import InvoicingResumed, InvoicingStopped, SettingChanged
from depesch.hub.history.record import record, record_all
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

# What an administrator may write; country and organisation number are who the company is and never change.
DETAILS = (
    "name", "vat_number", "street", "street_2", "postal_code", "city", "contact_name", "contact_email",
    "contact_phone", "website", "legal_notes", "language", "time_zone", "takes_test_documents",
)  # fmt: skip


class CompanyRefused(Exception):
    """It cannot be written; `field` names what, `code` why: `vat-number-taken`."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


def change_company(company: Company, values: Mapping[str, object], *, actor: str) -> list[SettingChanged]:
    """Write these of DETAILS, checked by the caller, and return what changed. Raises CompanyRefused.

    What others know the company by in the network follows: its name, language and VAT number.
    """
    unknown = values.keys() - set(DETAILS)
    assert not unknown, f"no administrator writes {sorted(unknown)}"  # noqa: S101  a fault of ours
    with acting_for(company.pk):
        row = locked(company)
        changes = setting_changes({name: getattr(row, name) for name in values}, values)
        if not changes:
            return []
        vat_number = row.vat_number
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[*values])
        _tell_the_network(row, vat_number)
        record_all(changes, document_id=None, actor=actor)
    return changes


def setting_changes(before: Mapping[str, object], after: Mapping[str, object]) -> list[SettingChanged]:
    """Return an event for each value that is another one than before."""
    return [
        SettingChanged(setting=name, value_before=told(before[name]), value_after=told(value))
        for name, value in after.items()
        if before[name] != value
    ]


def told(value: object) -> str:
    """Return a value as an event keeps it; its words are made when it is read."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def received_format(company: Company) -> str:
    """Return the format that the company chose for what it receives here; empty when it is not in the network."""
    participant = Participant.objects.filter(company=company).first()
    chosen = participant.capabilities.filter(channel=PORTAL_INBOX).first() if participant else None
    return chosen.syntax if chosen else ""


def choose_received_format(company: Company, target: str, *, actor: str) -> None:
    """Let the company receive in the format of that name from now on; the caller has checked that we write it."""
    with acting_for(company.pk):
        locked(company)
        before = received_format(company)
        participant = Participant.objects.filter(company=company).first()
        if participant is None or before == target:
            return
        choose_format(participant, PORTAL_INBOX, target)
        event = SettingChanged(setting="format", value_before=before, value_after=target)
        record(event, document_id=None, actor=actor)


def stop_invoicing(company: Company, *, actor: str) -> None:
    """Let nobody and no program of the company hand over documents until `resume_invoicing`."""
    _switch(company, stopped=True, actor=actor)


def resume_invoicing(company: Company, *, actor: str) -> None:
    """Let the company send again."""
    _switch(company, stopped=False, actor=actor)


def _switch(company: Company, *, stopped: bool, actor: str) -> None:
    with acting_for(company.pk):
        row = locked(company)
        if (row.invoicing_stopped_at is not None) == stopped:
            return
        row.invoicing_stopped_at = now() if stopped else None
        row.save(update_fields=["invoicing_stopped_at"])
        record(InvoicingStopped() if stopped else InvoicingResumed(), document_id=None, actor=actor)


def _tell_the_network(company: Company, vat_number_before: str) -> None:
    participant = Participant.objects.filter(company=company).first()
    if participant is None:
        return
    participant.name, participant.language = company.name, company.language
    participant.save(update_fields=["name", "language"])
    before = set(of_company(company.country, company.organisation_number, vat_number_before))
    after = set(of_company(company.country, company.organisation_number, company.vat_number))
    for gone in before - after:
        ParticipantIdentifier.objects.filter(participant=participant, scheme=gone.scheme, value=gone.value).delete()
    for new in after - before:
        row, _ = ParticipantIdentifier.objects.get_or_create(
            scheme=new.scheme, value=new.value, defaults={"participant": participant}
        )
        if row.participant_id != participant.pk:
            raise CompanyRefused("vat_number", "vat-number-taken") from IdentifierTaken(str(new))
