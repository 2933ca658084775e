"""How companies and people come in, and what is theirs to set: members, licences, settings."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {"tries": Round(every_s=600.0, go=lazily("depesch.hub.accounts.limits:forget_ended"))}
