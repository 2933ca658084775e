"""Screen: check a file without sending it."""
