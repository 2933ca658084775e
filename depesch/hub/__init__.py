"""The hub: the server. Django begins here."""
