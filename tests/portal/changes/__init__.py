"""The screen changes."""
