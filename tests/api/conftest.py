"""The programs of `programs.py` as fixtures."""

from __future__ import annotations

from tests.api.programs import alvsala, astrids_program, bos_program, carls_program

__all__ = ["alvsala", "astrids_program", "bos_program", "carls_program"]
