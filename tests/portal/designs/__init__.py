"""The screen designs."""
