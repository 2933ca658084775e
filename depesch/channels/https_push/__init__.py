"""HTTPS push: the document posted to the receiver's own program."""

from depesch.channels.https_push.channel import CHANNEL

__all__ = ["CHANNEL"]
