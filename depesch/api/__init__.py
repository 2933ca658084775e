"""The REST interface: one file for each resource under `resources/`. It knows HTTP and JSON, and calls the hub."""
