"""The screen runs."""
