"""Screen: hand over files."""
