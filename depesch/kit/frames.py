"""Frames over a pipe between a program and a process of its own: eight bytes of length, then the payload."""

from __future__ import annotations

import struct
from typing import IO


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Write one frame and flush it."""
    stream.write(struct.pack(">Q", len(payload)))
    stream.write(payload)
    stream.flush()


def read_frame(stream: IO[bytes], *, most: int) -> bytes:
    """Return one frame's payload. Raises EOFError when the other side is gone or announces more than `most` bytes."""
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError("the other side is gone")
    (length,) = struct.unpack(">Q", head)
    if length > most:
        raise EOFError(f"a frame of {length} bytes was announced, at most {most} are taken")
    payload = stream.read(length)
    if len(payload) < length:
        raise EOFError("the other side went in the middle of a frame")
    return bytes(payload)
