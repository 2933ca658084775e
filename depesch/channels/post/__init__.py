"""Post: the document printed, packed and posted by the print partner of whoever runs the hub."""

from depesch.channels.post.channel import CHANNEL

__all__ = ["CHANNEL"]
