"""Paper: prints of the company's own programs that become invoices, and scanned letters that came for it."""

from depesch.kit.lazily import lazily

READS_PAPER = lazily("depesch.hub.paper.prints:read_print")
