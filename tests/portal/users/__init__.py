"""The screen users."""
