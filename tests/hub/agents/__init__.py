"""Agents as the hub sees them."""
