"""Who may do what: companies in groups, users, memberships with roles, API tokens; every row knows its company."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {"answers-forgotten": Round(every_s=3600.0, go=lazily("depesch.hub.tenancy.requests:forget_answers"))}
