"""The path of a document: submit, process, deliver; the run, retries, jobs and schedules."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {
    "answers": Round(every_s=2.0, go=lazily("depesch.hub.flows.answers:carry_due")),
    "bringing": Round(every_s=1.0, go=lazily("depesch.hub.flows.bringing:bring_due")),
    "bulk": Round(every_s=1.0, go=lazily("depesch.hub.flows.bulk:work_on_bulk")),
    "prints": Round(every_s=1.0, go=lazily("depesch.hub.flows.printing:print_due")),
    "error-reminders": Round(every_s=300.0, go=lazily("depesch.hub.flows.reminding:remind_of_errors")),
    "numbers": Round(every_s=600.0, go=lazily("depesch.hub.flows.operating:count_if_due")),
    "certificates": Round(every_s=3600.0, go=lazily("depesch.hub.flows.certificates:look_if_due")),
}
