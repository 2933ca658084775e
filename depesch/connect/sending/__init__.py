"""Sending: from a file in a watched folder to the hub's receipt, once, whatever happens in between."""
