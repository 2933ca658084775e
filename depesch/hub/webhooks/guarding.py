"""Where a webhook may lead: the same as for everything that is sent to an address of a customer's."""

from depesch.exchange.http.guarding import BadUrl, Target, checked_url, targets_of

__all__ = ["BadUrl", "Target", "checked_url", "targets_of"]
