"""AS2 partners of a company: who writes to whom under which certificates, and every message and its receipt."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {
    "as2-receipts": Round(every_s=2.0, go=lazily("depesch.hub.as2.later:send_receipts")),
    "as2-tests": Round(every_s=2.0, go=lazily("depesch.hub.as2.trying:send_tests")),
    "as2-expiry": Round(every_s=3600.0, go=lazily("depesch.hub.as2.expiry:warn")),
}
LENDS = {"as2": lazily("depesch.hub.as2.desk:desk_of")}
ACTORS = {"as2": lazily("depesch.hub.as2.naming:words_of_partners")}
