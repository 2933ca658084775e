"""Screen: one document: what it says, what happened to it, what can be done."""
