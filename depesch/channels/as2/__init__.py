"""AS2: the document signed, encrypted and posted to the receiver's system, whose signed receipt proves the delivery."""

from depesch.channels.as2.channel import CHANNEL

__all__ = ["CHANNEL"]
