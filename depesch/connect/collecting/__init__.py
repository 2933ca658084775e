"""Collecting: what came in is laid into a folder, once, and acknowledged to the hub when it is on the disk.

A document is *fetched* whole into `.depesch` below the folder, *marked* there and in the journal, *placed* under its
name by a rename that replaces nothing, its attachments first, and only then *acknowledged*.
"""

from depesch.connect.collecting.collector import Collector

__all__ = ["Collector"]
