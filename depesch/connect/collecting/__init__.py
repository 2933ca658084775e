"""Collecting: what came in is laid into a folder, once, and acknowledged to the hub when it is on the disk."""
