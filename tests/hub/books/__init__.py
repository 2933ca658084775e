"""The package books."""
