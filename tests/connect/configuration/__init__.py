"""The configuration: read, checked, changed; secrets."""
