"""Reporting: mails to people after each run, and the agent's own health to the hub."""
