"""The hub's own letters: activation links, notices, requests; written into the transaction, posted after it.

What a kind of letter says stands in a module of `kinds`. Invoices do not go this way: the e-mail channel sends them.
"""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {
    "letters": Round(every_s=1.0, go=lazily("depesch.hub.mailing.posting:post_due")),
    "letters-forgotten": Round(every_s=3600.0, go=lazily("depesch.hub.mailing.posting:forget_refused")),
}
