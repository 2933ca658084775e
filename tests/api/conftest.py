"""The programs of `programs.py` as fixtures."""

from __future__ import annotations

from tests.api.programs import administrators_program, alvsala, astrids_program, bos_program, carls_program

__all__ = ["administrators_program", "alvsala", "astrids_program", "bos_program", "carls_program"]
