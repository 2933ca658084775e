"""The service: units, tasks, the log."""
