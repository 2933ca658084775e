"""The screen store."""
