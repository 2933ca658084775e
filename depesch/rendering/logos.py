"""A company's picture: what kind it is, told by its first bytes, never by a name."""

from __future__ import annotations

import msgspec

from depesch.kit.hashing import sha256_hex
from depesch.rendering import RenderingFailed

MOST_BYTES = 2_000_000


class Logo(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes and the suffix of their kind."""

    content: bytes
    suffix: str  # png, jpg, svg

    @property
    def file_name(self) -> str:
        """A name that no other picture has, so that nothing that caches files by name mistakes one for another."""
        return f"{sha256_hex(self.content)}.{self.suffix}"

    @property
    def media_type(self) -> str:
        """The kind as MIME names it."""
        return {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}[self.suffix]


def logo_of(content: bytes) -> Logo:
    """Return the picture with its kind. Raises RenderingFailed (`logo-unreadable`) unless PNG, JPEG or SVG."""
    if len(content) > MOST_BYTES:
        raise RenderingFailed("logo-unreadable", f"the logo has {len(content)} bytes, at most {MOST_BYTES} are taken")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Logo(content=content, suffix="png")
    if content.startswith(b"\xff\xd8\xff"):
        return Logo(content=content, suffix="jpg")
    if b"<svg" in content[:2000]:
        return Logo(content=content, suffix="svg")
    raise RenderingFailed("logo-unreadable", "the logo is no PNG, JPEG or SVG")
