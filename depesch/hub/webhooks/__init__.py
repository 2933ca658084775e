"""A company's programs are told of every state of its documents: signed, retried, replayable.

Source: Standard Webhooks 1.0 (headers webhook-id, webhook-timestamp, webhook-signature; HMAC-SHA256).
"""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {
    "webhooks": Round(every_s=1.0, go=lazily("depesch.hub.webhooks.sending:send_due")),
    "webhooks-forgotten": Round(every_s=3600.0, go=lazily("depesch.hub.webhooks.forgetting:forget")),
}
