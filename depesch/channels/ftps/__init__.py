"""FTP over TLS: files brought to a folder on the receiver's server."""

from depesch.channels.ftps.channel import CHANNEL

__all__ = ["CHANNEL"]
