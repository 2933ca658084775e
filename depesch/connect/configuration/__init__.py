"""The configuration: read from XML or TOML, checked, changed from the command prompt; secrets kept apart."""
