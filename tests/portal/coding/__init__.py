"""The screen coding."""
