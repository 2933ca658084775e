"""SFTP: files brought to a folder on the receiver's server."""

from depesch.channels.sftp.channel import CHANNEL

__all__ = ["CHANNEL"]
