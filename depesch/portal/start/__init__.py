"""Screen: the start page."""
