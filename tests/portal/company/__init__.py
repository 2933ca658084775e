"""The screen company."""
