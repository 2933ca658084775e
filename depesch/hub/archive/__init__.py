"""Originals, what was sent, renderings and receipts, by content: hashes, verification, retention."""
