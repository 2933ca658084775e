"""Who is told of what by mail: each person chooses the events, and reads them in their own language."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {"notices": Round(every_s=5.0, go=lazily("depesch.hub.notices.posting:post_notices"))}
