"""The signature of a webhook: the same as of everything that is pushed to a customer's program."""

from depesch.exchange.http.signing import new_secret, signature

__all__ = ["new_secret", "signature"]
