"""Invoices that are being written: drafts, templates, approval, sending at a later hour."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {
    "drafts_due": Round(every_s=5.0, go=lazily("depesch.hub.drafts.sending:send_due")),
    "drafts_cleared": Round(every_s=3600.0, go=lazily("depesch.hub.drafts.clearing:clear")),
}
