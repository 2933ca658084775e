"""The status page: what it shows, and to whom."""
