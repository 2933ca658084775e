"""The screen printers."""
