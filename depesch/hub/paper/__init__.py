"""Paper: prints of the company's own programs that become invoices, and scanned letters that came for it."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {"scans_read": Round(every_s=5.0, go=lazily("depesch.hub.paper.scans:read_due"))}
READS_PAPER = lazily("depesch.hub.paper.prints:read_print")
