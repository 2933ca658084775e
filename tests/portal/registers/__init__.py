"""The screen registers."""
