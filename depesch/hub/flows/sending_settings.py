"""How a company's documents are checked before they are sent; without a row the defaults hold. Changes are recorded."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Subquery
from django.db.models.functions import JSONObject

from depesch.hub.accounts.company import setting_changes
from depesch.hub.directory.models import NetworkSettings, Run
from depesch.hub.directory.runs import RUN_FIELDS, CompanyRuns, all_runs, runs_of
from depesch.hub.flows.models import SendingSettings
from depesch.hub.history.record import record_all
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for, tenant_id

NAMES = ("duplicate_control", "fiscal_year_starts", "four_eyes", "certain_prints")


def sending_settings() -> SendingSettings:
    """Return the acting company's settings, the defaults if it has chosen nothing."""
    return SendingSettings.objects.first() or SendingSettings()


def settings_to_send_by() -> tuple[SendingSettings, bool, CompanyRuns]:
    """Return the acting company's settings, whether its directory is closed (`directory.admission`), and its runs: one
    query.
    """
    chosen = SendingSettings.objects.values(chosen=JSONObject(**{name: name for name in NAMES}))[:1]
    closed = Exists(NetworkSettings.objects.filter(closed_directory=True))
    runs = ArraySubquery(all_runs().values(run=JSONObject(**{name: name for name in RUN_FIELDS})))
    company = Company.objects.filter(pk=tenant_id()).annotate(chosen=Subquery(chosen), closed=closed, runs=runs)
    settings, is_closed, rows = company.values_list("chosen", "closed", "runs").get()
    return SendingSettings(**(settings or {})), is_closed, runs_of(Run(**row) for row in rows)


def change_sending_settings(
    company: Company,
    *,
    duplicate_control: bool,
    fiscal_year_starts: int,
    four_eyes: bool,
    certain_prints: bool = False,
    actor: str,
) -> None:
    """Write the settings, from now on; `fiscal_year_starts` is a month, 1 to 12."""
    assert 1 <= fiscal_year_starts <= 12, "the caller lets people choose a month"  # noqa: S101
    wanted = {
        "duplicate_control": duplicate_control, "fiscal_year_starts": fiscal_year_starts, "four_eyes": four_eyes,
        "certain_prints": certain_prints,
    }  # fmt: skip
    with acting_for(company.pk):
        SendingSettings.objects.get_or_create(tenant=company)
        row = SendingSettings.objects.select_for_update().get(tenant=company)
        changes = setting_changes({name: getattr(row, name) for name in NAMES}, wanted)
        for name, value in wanted.items():
            setattr(row, name, value)
        row.save(update_fields=NAMES)
        record_all(changes, document_id=None, actor=actor)
