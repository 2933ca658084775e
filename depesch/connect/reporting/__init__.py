"""Reporting: mails to people after each run, written into the journal first, posted while the mail server is there."""

from depesch.connect.reporting.reporter import MailReporter

__all__ = ["MailReporter"]
