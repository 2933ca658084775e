"""Screen: the lists of documents."""
