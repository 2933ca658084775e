"""Who can be reached: participants with identifiers and capabilities, and each company's own customers."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {
    "network_news": Round(every_s=5.0, go=lazily("depesch.hub.directory.news:tell_news")),
    "routing_reminders": Round(every_s=600.0, go=lazily("depesch.hub.directory.routing_orders:remind")),
}
ACTORS = {"own-server": lazily("depesch.hub.directory.naming:words_of_servers")}
