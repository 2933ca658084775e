"""The path of a document: submit, process, deliver; the run, retries, jobs and schedules."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {"answers": Round(every_s=2.0, go=lazily("depesch.hub.flows.answers:carry_due"))}
