"""The two companies that exchange messages over AS2."""

from tests.hub.as2.conftest import scene

__all__ = ["scene"]
