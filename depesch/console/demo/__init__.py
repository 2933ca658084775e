"""The demo: companies that do not exist, on a hub that does; their documents go the whole way."""
