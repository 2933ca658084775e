"""E-mail: the document as PDF and in its own format, with a few words in the receiver's language."""

from depesch.channels.email.channel import CHANNEL

__all__ = ["CHANNEL"]
