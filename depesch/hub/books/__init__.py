"""Ledgers, coding, payments, reminders."""
