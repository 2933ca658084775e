"""Agreed folder: files that the receiver's system fetches."""

from depesch.channels.folder.channel import CHANNEL

__all__ = ["CHANNEL"]
