"""Printer: the document as PDF, mailed to a printer's own e-mail address. No driver, no program."""

from depesch.channels.printer.channel import CHANNEL

__all__ = ["CHANNEL"]
